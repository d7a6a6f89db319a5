import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Acl, Agent } from './agent.js';
import { javaArguments } from './java.js';
import type { Endpoint, Network } from './network.js';
import { Process } from './process.js';
import { until } from './wait.js';

const LAB_PORT = 19_092;
const CONTROLLER_PORT = 19_093;

/** Which end of a flow a user of a cluster works for: it decides the rights. */
export type Side = 'source' | 'target';

export interface Node {
  readonly id: number;
  readonly address: string;
  /** Names and ports under which clients reach the node. */
  readonly endpoints: readonly Endpoint[];
}

export interface ClusterContext {
  readonly folder: string;
  readonly network: Network;
  readonly agent: Agent;
}

/**
 * A real Kafka cluster: combined KRaft nodes (broker and controller in one JVM) with the client listeners that the YAML
 * names, and a listener of the lab's own for the super user.
 */
export abstract class KafkaCluster {
  private readonly processes = new Map<number, Process>();
  private readonly clusterId = newClusterId();
  private readonly rights = new Set<string>();
  private addresses: readonly string[] = [];
  protected abstract readonly nodeCount: number;
  protected abstract readonly clientProtocol: 'PLAINTEXT' | 'SSL' | 'SASL_SSL';
  /** The certificate that clients are given to trust; undefined where they trust public authorities or use no TLS. */
  public abstract readonly clusterCa: string | undefined;

  protected constructor(public readonly name: string, protected readonly context: ClusterContext, protected readonly clients: readonly Endpoint[]) {}

  /** The command line of a node. */
  protected java(mainClass: string, args: readonly string[]): string[] {
    return javaArguments(['-Xmx384m', this.context.network.jvmOption], mainClass, args);
  }

  /** Broker settings beyond the common ones; `listeners` are the names of the client listeners. */
  protected abstract settings(node: Node, listeners: readonly string[]): Record<string, string | number>;

  /**
   * The password or API key of a user on one side of a flow; makes the user when the cluster keeps users.
   * @param secret name of the Secret that holds it: API keys all have the same user name
   */
  public abstract credential(side: Side, user: string, secret: string): Promise<string>;
  /** The principal behind such a user; undefined user = not authenticated. */
  public abstract principal(side: Side, user: string | undefined): string;
  /** Replication factor that -1 means here. */
  public get defaultReplicationFactor(): number {
    return this.nodeCount;
  }

  /** Where clients find the cluster, as the YAML says. */
  public get bootstrapServers(): string {
    return this.clients.map(({ host, port }) => `${host}:${port}`).join(',');
  }

  /** Where the lab itself, the super user, reaches the nodes without TLS. */
  public get administration(): string {
    return this.addresses.map((address) => `${address}:${LAB_PORT}`).join(',');
  }

  public async start(): Promise<void> {
    const nodes = this.nodes();
    this.addresses = nodes.map(({ address }) => address);
    const folder = join(this.context.folder, this.name);
    mkdirSync(folder, { recursive: true });
    // A name per port, the same on all nodes: Kafka leaves out of its metadata whoever lacks the client's listener.
    const ports = [...new Set(this.clients.map(({ port }) => port))];
    for (const node of nodes) {
      const settings = { ...this.commonSettings(node, nodes, ports), ...this.settings(node, ports.map((port) => `CLIENT${port}`)) };
      writeFileSync(join(folder, `node-${node.id}.properties`), Object.entries(settings).map(([key, value]) => `${key}=${value}\n`).join(''), { mode: 0o600 });
      this.startNode(node.id);
    }
    await until(`${this.name} answers`, 120, async () => {
      this.assertRunning();
      return this.context.agent.call('connect', { cluster: this.name, bootstrap: this.administration }, 50).then(() => true, () => undefined);
    });
    await this.complete();
  }

  /** Starts a node, for the first time or again with the data it had. */
  public startNode(id: number): void {
    const base = join(this.context.folder, this.name, `node-${id}`);
    this.processes.set(id, new Process(`${this.name} node ${id}`, 'java',
      this.java('lab.Broker', [`${base}.properties`, this.clusterId]), { log: `${base}.log` }));
  }

  /** kill -9: the node loses what it had not written yet, its leadership moves. */
  public async killNode(id: number): Promise<void> {
    const node = this.processes.get(id)!;
    node.kill();
    await node.ended();
    this.processes.delete(id);
  }

  /** The nodes that were started and not killed. */
  public get nodeIds(): number[] {
    return [...this.processes.keys()];
  }

  /** The node does not answer any more, but nobody is told so: what clients send waits in its sockets. */
  public freezeNode(id: number): void {
    this.processes.get(id)!.signal('SIGSTOP');
  }

  public thawNode(id: number): void {
    this.processes.get(id)!.signal('SIGCONT');
  }

  /** Starts the nodes that were killed, and waits until the cluster is whole. */
  public async mend(): Promise<void> {
    const all = Array.from({ length: this.nodeCount }, (_, index) => index + 1);
    all.filter((id) => !this.processes.has(id)).forEach((id) => this.startNode(id));
    await this.complete();
  }

  public assertRunning(): void {
    this.processes.forEach((process) => process.assertRunning());
  }

  public log(): string {
    return [...this.processes.values()].map((process) => `--- ${process.name}: warnings and errors\n${process.complaints(8)}\n--- ${process.name}: last lines\n${process.tail(5)}`).join('\n');
  }

  public stop(): void {
    this.processes.forEach((process) => process.kill());
  }

  /** Adds rights; asking twice for the same is harmless. */
  public async allow(acls: readonly Acl[]): Promise<void> {
    const missing = acls.filter((acl) => !this.rights.has(JSON.stringify(acl)));
    missing.forEach((acl) => this.rights.add(JSON.stringify(acl)));
    if (missing.length > 0) {
      await this.context.agent.call('createAcls', { cluster: this.name, acls: missing });
    }
  }

  private async complete(): Promise<void> {
    await until(`${this.name} has all brokers`, 240, async () =>
      (await this.context.agent.call('brokers', { cluster: this.name })) === this.nodeCount ? true : undefined);
  }

  /** Deals the client endpoints out to the nodes; a node that gets none is named after its neighbours. */
  private nodes(): Node[] {
    return Array.from({ length: this.nodeCount }, (_, index) => {
      const address = this.context.network.allocate();
      const mine = this.clients.filter((__, at) => at % this.nodeCount === index);
      const first = this.clients[0];
      const named = mine.length > 0 || first === undefined ? mine
        : [{ host: `lab-node-${index}.${first.host.replace(/^[^.]+\./, '')}`, port: first.port }];
      named.forEach(({ host }) => this.context.network.name(host, address));
      return { id: index + 1, address, endpoints: named };
    });
  }

  /** Settings of every node, whatever the clients are. */
  protected commonSettings(node: Node, nodes: readonly Node[], ports: readonly number[]): Record<string, string | number> {
    const replicas = nodes.length;
    const advertised = (port: number) => `${(node.endpoints.find((endpoint) => endpoint.port === port) ?? node.endpoints[0]!).host}:${port}`;
    return {
      'process.roles': 'broker,controller',
      'node.id': node.id,
      'log.dirs': join(this.context.folder, this.name, `data-${node.id}`),
      'controller.quorum.voters': nodes.map(({ id, address }) => `${id}@${address}:${CONTROLLER_PORT}`).join(','),
      'controller.listener.names': 'CONTROLLER',
      'inter.broker.listener.name': 'LAB',
      'listeners': [`LAB://${node.address}:${LAB_PORT}`, `CONTROLLER://${node.address}:${CONTROLLER_PORT}`,
        ...ports.map((port) => `CLIENT${port}://${node.address}:${port}`)].join(','),
      'advertised.listeners': [`LAB://${node.address}:${LAB_PORT}`, ...ports.map((port) => `CLIENT${port}://${advertised(port)}`)].join(','),
      'listener.security.protocol.map': ['LAB:PLAINTEXT', 'CONTROLLER:PLAINTEXT', ...ports.map((port) => `CLIENT${port}:${this.clientProtocol}`)].join(','),
      'principal.builder.class': 'lab.ListenerPrincipals',
      'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
      'super.users': 'User:lab-admin',
      'allow.everyone.if.no.acl.found': 'false',
      'auto.create.topics.enable': 'false',
      'default.replication.factor': replicas,
      'min.insync.replicas': replicas > 1 ? 2 : 1,
      'offsets.topic.replication.factor': replicas,
      'offsets.topic.num.partitions': 5,
      'transaction.state.log.replication.factor': replicas,
      'transaction.state.log.min.isr': replicas > 1 ? 2 : 1,
      'transaction.state.log.num.partitions': 5,
      'share.coordinator.state.topic.replication.factor': replicas,
      'share.coordinator.state.topic.min.isr': 1,
      'group.initial.rebalance.delay.ms': 0,
      'num.network.threads': 2,
      'num.io.threads': 2,
      'log.cleaner.dedupe.buffer.size': 4_194_304,
    };
  }
}

/** As Kafka makes them: one that began with "-" would be taken for an option when the storage is formatted. */
function newClusterId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? newClusterId() : id;
}
