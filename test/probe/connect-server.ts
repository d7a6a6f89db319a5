import { createServer, IncomingMessage, Server, ServerResponse } from 'http';
import { createServer as createSecureServer, ServerOptions } from 'https';
import { AddressInfo, Server as SocketServer } from 'net';

/** A connector of the worker. */
export interface ServedConnector {
  readonly config: { readonly [key: string]: string };
  readonly connector?: object;
  /** With what each task copies, as MM2 lists it. */
  readonly tasks?: readonly { readonly status: object; readonly assigned?: string }[];
  /** Offsets of the last records that were copied: `topic-partition` → offset. */
  readonly offsets?: { readonly [partition: string]: number };
}

/** Status and body. */
export type Answer = readonly [status: number, body: unknown];

export const WORKER = 'mm2-orders-mirrormaker2-0.mm2-orders-mirrormaker2.replication.svc:8083';
export const SERVER_INFO = { version: '4.3.1', commit: 'a1b2c3d4e5f60718', kafka_cluster_id: 'MkU3OEVBNTcwNTJENDM2Qg' };

/** A part that is in a state. */
export function part(state: string, trace?: string): object {
  return { state, worker_id: WORKER, ...trace === undefined ? {} : { trace }, version: '4.3.1' };
}

const stops: (() => void)[] = [];

/** Ends all servers of a test. */
export function stopServers(): void {
  stops.splice(0).forEach((stop) => stop());
}

/** Listens on a port of this machine until the test ends. */
export async function listening(server: SocketServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    server.close();
    (server as Partial<Server>).closeAllConnections?.();
  });
  return (server.address() as AddressInfo).port;
}

/**
 * Answers as a worker of Kafka Connect 4.3.1 does: ServerInfo, ConnectorStateInfo, ConnectorInfo, TaskInfo, ConnectorOffsets and ErrorMessage
 * (org.apache.kafka.connect.runtime.rest.entities).
 *
 * @param answers what it answers instead, by path @param tls for a listener with TLS
 */
export async function connectServer(
  connectors: { readonly [name: string]: ServedConnector }, answers: { readonly [path: string]: Answer } = {}, tls?: ServerOptions,
): Promise<number> {
  const answer = ({ url = '' }: IncomingMessage, response: ServerResponse) => {
    const [status, body] = answers[url] ?? answerOf(connectors, url);
    response.writeHead(status, { 'content-type': 'application/json' }).end(typeof body === 'string' ? body : JSON.stringify(body));
  };
  return listening(tls === undefined ? createServer(answer) : createSecureServer(tls, answer));
}

function answerOf(connectors: { readonly [name: string]: ServedConnector }, url: string): Answer {
  const [, name = '', what] = /^\/connectors\/([^/?]+)\/(\w+)$/.exec(url)?.map((text) => decodeURIComponent(text)) ?? [];
  if (url === '/') return [200, SERVER_INFO];
  if (url === '/connectors?expand=status&expand=info') return [200, Object.fromEntries(Object.entries(connectors).map(([key, connector]) => [key, expanded(key, connector)]))];
  if (!(name in connectors)) return [404, { error_code: 404, message: name === '' ? 'HTTP 404 Not Found' : `Connector ${name} not found` }];
  const { config, tasks = [], offsets = {} } = connectors[name];
  switch (what) {
    case 'tasks': return [200, tasks.map(({ assigned }, task) => ({ id: { connector: name, task }, config: { ...config, 'task.index': String(task), 'task.assigned.partitions': assigned ?? '' } }))];
    case 'offsets': return [200, { offsets: Object.entries(offsets).map(([key, offset]) => offsetOf(config, key, offset)) }];
    default: return [404, { error_code: 404, message: 'HTTP 404 Not Found' }];
  }
}

function expanded(name: string, { config, connector = part('RUNNING'), tasks = [] }: ServedConnector): object {
  return {
    status: { name, connector, tasks: tasks.map(({ status }, id) => ({ id, ...status })), type: 'source' },
    info: { name, config: { name, ...config }, tasks: tasks.map((_, task) => ({ connector: name, task })), type: 'source' },
  };
}

function offsetOf(config: { readonly [key: string]: string }, key: string, offset: number): object {
  const [, topic, partition] = /^(.*)-(\d+)$/.exec(key)!;
  return { partition: { cluster: config['source.cluster.alias'], partition: Number(partition), topic }, offset: { offset } };
}
