import { notConnect, refused, unanswered } from './connect-failure';

/** What a worker says of itself. @see org.apache.kafka.connect.runtime.rest.entities.ServerInfo (connect-runtime 4.3.1) */
export interface ServerInfo {
  readonly version: string;
  readonly kafka_cluster_id: string;
}

/** A connector or a task as its worker last told of it. @see ConnectorStateInfo, AbstractStatus.State (connect-runtime 4.3.1) */
export interface PartState {
  /** `RUNNING`, `PAUSED`, `STOPPED`, `FAILED`, `UNASSIGNED` or `RESTARTING`. */
  readonly state: string;
  /** Address and port of its worker. */
  readonly worker_id: string;
  /** Stack trace, once it has failed. */
  readonly trace?: string;
}

/** @see ConnectorStateInfo.TaskState (connect-runtime 4.3.1) */
export interface TaskState extends PartState {
  readonly id: number;
}

/** @see ConnectorsResource.listConnectors with `expand`, ConnectorStateInfo, ConnectorInfo (connect-runtime 4.3.1) */
export interface ExpandedConnector {
  readonly status: { readonly connector: PartState; readonly tasks: readonly TaskState[] };
  readonly info: { readonly config: { readonly [key: string]: string } };
}

/** @see TaskInfo (connect-runtime 4.3.1) */
export interface TaskInfo {
  readonly id: { readonly task: number };
  readonly config: { readonly [key: string]: string };
}

/** @see ConnectorOffset (connect-runtime 4.3.1), KIP-875 */
export interface ConnectorOffset {
  readonly partition: { readonly [key: string]: unknown };
  readonly offset: { readonly [key: string]: unknown } | null;
}

/**
 * The REST API of Kafka Connect, as far as it shows without changing anything. Any worker answers for its group.
 *
 * Every call fails with a ConnectFailure: nobody answers, not in time, not Connect, or not what was asked for.
 */
export class ConnectRest {
  /** @param address of one worker @param limitSeconds for each request */
  constructor(private readonly address: URL, private readonly limitSeconds = 30) {}

  public async server(): Promise<ServerInfo> {
    const { status, body } = await this.request('/');
    const info = body as Partial<ServerInfo> | null | undefined;
    // A dedicated MirrorMaker answers 404 here; 409 and 5xx are said by Connect that is not ready.
    if (status < 400 || status === 404) {
      if (status !== 200 || typeof info?.version !== 'string' || info.kafka_cluster_id === undefined) throw notConnect(this.address.origin);
      return info as ServerInfo;
    }
    throw refused(this.address.origin, status, messageIn(body));
  }

  /** By name. One whose state has not been told by any worker yet is not among them. */
  public async connectors(): Promise<Map<string, ExpandedConnector>> {
    return new Map(Object.entries(await this.get<{ [name: string]: ExpandedConnector }>('/connectors?expand=status&expand=info')));
  }

  public async tasks(connector: string): Promise<readonly TaskInfo[]> {
    return this.get(`/connectors/${encodeURIComponent(connector)}/tasks`);
  }

  /** What has been copied, as it was last stored. */
  public async offsets(connector: string): Promise<readonly ConnectorOffset[]> {
    return (await this.get<{ offsets: ConnectorOffset[] }>(`/connectors/${encodeURIComponent(connector)}/offsets`)).offsets;
  }

  private async get<T>(path: string): Promise<T> {
    const { status, body } = await this.request(path);
    if (status !== 200 || typeof body !== 'object' || body === null) throw refused(`${this.address.origin}${path}`, status, messageIn(body));
    return body as T;
  }

  private async request(path: string): Promise<{ status: number; body: unknown }> {
    try {
      const response = await fetch(new URL(path, this.address), {
        headers: { accept: 'application/json' },
        // Never to another machine.
        redirect: 'manual',
        signal: AbortSignal.timeout(this.limitSeconds * 1000),
      });
      return { status: response.status, body: jsonIn(await response.text()) };
    } catch (error) {
      throw unanswered(this.address.origin, error);
    }
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @see org.apache.kafka.connect.runtime.rest.entities.ErrorMessage (connect-runtime 4.3.1) */
function messageIn(body: unknown): string {
  const { message } = (body ?? {}) as { message?: unknown };
  return typeof message === 'string' ? message : '';
}
