import type { Connector } from './effective.js';
import { until } from './wait.js';

interface Part {
  readonly state: 'RUNNING' | 'FAILED' | 'PAUSED' | 'STOPPED' | 'UNASSIGNED' | 'RESTARTING';
  readonly trace?: string;
  /** Address of the worker, with port. */
  readonly worker_id: string;
}

export interface ConnectorStatus {
  readonly connector: Part;
  readonly tasks: readonly (Part & { readonly id: number })[];
}

/** A stored position of MM2: the task goes on at the next offset (MirrorSourceTask.initializeConsumer, connect-mirror 4.3.1). */
export interface SourceOffset {
  readonly partition: { readonly cluster: string; readonly topic: string; readonly partition: number };
  /** Null forgets the position. */
  readonly offset: { readonly offset: number } | null;
}

/** The REST API of a group of Connect workers. */
export class ConnectRest {
  /** @param addresses of the workers that live, as of the moment of a request; any of them answers for all */
  public constructor(private readonly addresses: () => readonly string[]) {}

  public async answers(address: string): Promise<boolean> {
    return this.request('GET', '/', undefined, address).then(() => true, () => false);
  }

  /** Makes a connector as the operator does (KIP-980): configuration with class and number of tasks, and the initial state. */
  public async create(connector: Connector): Promise<void> {
    await this.change(`${connector.name} is accepted`, 'POST', '/connectors',
      { name: connector.name, config: body(connector), initial_state: (connector.state ?? 'running').toUpperCase() });
  }

  /** Replaces the configuration: the tasks restart. */
  public async configure(connector: Connector): Promise<void> {
    await this.change(`${connector.name} is reconfigured`, 'PUT', `${path(connector.name)}/config`, body(connector));
  }

  /** What Connect says it runs differs from what was sent in these keys; empty means exactly as emitted. */
  public async deviations(connector: Connector): Promise<string[]> {
    const runs = await this.request<Record<string, string>>('GET', `${path(connector.name)}/config`);
    const sent = body(connector);
    return [...new Set([...Object.keys(runs), ...Object.keys(sent)])].filter((key) => String(sent[key]) !== runs[key]);
  }

  /** Undefined while Connect does not know the connector. */
  public async status(name: string): Promise<ConnectorStatus | undefined> {
    return this.request<ConnectorStatus>('GET', `${path(name)}/status`).catch(() => undefined);
  }

  public async pause(name: string): Promise<void> {
    await this.change(`${name} pauses`, 'PUT', `${path(name)}/pause`);
    await this.inState(name, 'PAUSED');
  }

  /** Stopped is more than paused: there are no tasks, and positions may be changed. */
  public async stop(name: string): Promise<void> {
    await this.change(`${name} stops`, 'PUT', `${path(name)}/stop`);
    await this.inState(name, 'STOPPED');
  }

  public async resume(name: string): Promise<void> {
    await this.change(`${name} resumes`, 'PUT', `${path(name)}/resume`);
    await this.inState(name, 'RUNNING');
  }

  public async restart(name: string): Promise<void> {
    await this.change(`${name} restarts`, 'POST', `${path(name)}/restart?includeTasks=true`);
  }

  public async delete(name: string): Promise<void> {
    await this.change(`${name} is deleted`, 'DELETE', path(name));
  }

  public async offsets(name: string): Promise<readonly SourceOffset[]> {
    return (await this.request<{ offsets: SourceOffset[] }>('GET', `${path(name)}/offsets`)).offsets;
  }

  /** Only while the connector is stopped. */
  public async setOffsets(name: string, offsets: readonly SourceOffset[]): Promise<void> {
    await this.change(`positions of ${name} are set`, 'PATCH', `${path(name)}/offsets`, { offsets });
  }

  /** Only while the connector is stopped. */
  public async forgetOffsets(name: string): Promise<void> {
    await this.change(`positions of ${name} are forgotten`, 'DELETE', `${path(name)}/offsets`);
  }

  private async inState(name: string, state: Part['state']): Promise<void> {
    await until(`${name} is ${state}`, 240, async () => {
      const status = await this.status(name);
      const tasks = status?.tasks ?? [];
      const settled = state === 'RUNNING' ? tasks.length > 0 && tasks.every((task) => task.state !== 'UNASSIGNED' && task.state !== 'PAUSED')
        : tasks.every((task) => task.state === state);
      return status?.connector.state === state && settled ? true : undefined;
    });
  }

  /** Asks again while the workers rebalance or their leader is not reached yet. */
  private async change(what: string, method: string, at: string, content?: unknown): Promise<void> {
    await until(what, 240, () => this.request(method, at, content).then(() => true as const, (error: unknown) => {
      if (error instanceof Refusal && !error.passing) {
        throw error;
      }
      return undefined;
    }));
  }

  private async request<T>(method: string, at: string, content?: unknown, address = this.addresses()[0]): Promise<T> {
    if (address === undefined) {
      throw new Error('no worker lives');
    }
    const response = await fetch(`http://${address}:8083${at}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(content === undefined ? {} : { body: JSON.stringify(content) }),
      signal: AbortSignal.timeout(method === 'GET' ? 10_000 : 90_000),
    });
    const answer = await response.text();
    if (!response.ok) {
      throw new Refusal(`${method} ${at}: Connect answered ${response.status}: ${answer.slice(0, 1_000)}`,
        response.status === 503 || (response.status === 409 && !answer.includes('already exists')) || answer.includes('Request timed out'));
    }
    return (answer === '' ? undefined : JSON.parse(answer)) as T;
  }
}

class Refusal extends Error {
  public constructor(message: string, public readonly passing: boolean) {
    super(message);
  }
}

function path(connector: string): string {
  return `/connectors/${encodeURIComponent(connector)}`;
}

function body(connector: Connector): Record<string, unknown> {
  return {
    ...connector.config,
    'name': connector.name,
    'connector.class': connector.class,
    ...(connector.tasksMax === null ? {} : { 'tasks.max': connector.tasksMax }),
  };
}
