import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClusterContext, Node } from './cluster.js';
import { javaArguments } from './java.js';
import { DevelopmentCluster } from './local.js';
import type { Endpoint } from './network.js';
import { Process } from './process.js';
import type { KafkaDistribution } from './runtimes/distribution.js';

const ZOOKEEPER_PORT = 2181;

/** Settings of KRaft, and of what came later. */
const NEWER = /^(process\.roles|node\.id|controller\.|share\.|authorizer\.class\.name)/;

/** A broker of Kafka 2.8 with ZooKeeper, without TLS and users. @see kafka.server.KafkaConfig, kafka.security.authorizer.AclAuthorizer (kafka_2.13 2.8.2) */
export class OldCluster extends DevelopmentCluster {
  private zooKeeper: Process | undefined;
  private readonly zooKeeperAddress: string;

  public constructor(name: string, context: ClusterContext, clients: readonly Endpoint[], private readonly distribution: KafkaDistribution) {
    super(name, context, clients);
    this.zooKeeperAddress = context.network.allocate();
  }

  public override async start(): Promise<void> {
    const folder = join(this.context.folder, `${this.name}-zookeeper`);
    mkdirSync(folder, { recursive: true });
    const config = join(folder, 'zookeeper.properties');
    writeFileSync(config, `dataDir=${folder}\nclientPort=${ZOOKEEPER_PORT}\nclientPortAddress=${this.zooKeeperAddress}\nadmin.enableServer=false\nmaxClientCnxns=0\n`);
    this.zooKeeper = new Process(`${this.name} ZooKeeper`, 'java', javaArguments(['-Xmx128m'], 'org.apache.zookeeper.server.quorum.QuorumPeerMain', [config], this.distribution.classPath),
      { log: join(folder, 'zookeeper.log') });
    await super.start();
  }

  public override assertRunning(): void {
    this.zooKeeper?.assertRunning();
    super.assertRunning();
  }

  public override stop(): void {
    super.stop();
    this.zooKeeper?.kill();
  }

  /** Kafka's own main class: with ZooKeeper there is nothing to format. */
  protected override java(_mainClass: string, [properties]: readonly string[]): string[] {
    return javaArguments(['-Xmx384m', this.context.network.jvmOption], 'kafka.Kafka', [properties!], this.distribution.classPath);
  }

  protected override commonSettings(node: Node, nodes: readonly Node[], ports: readonly number[]): Record<string, string | number> {
    return {
      ...Object.fromEntries(Object.entries(super.commonSettings(node, nodes, ports)).filter(([key]) => !NEWER.test(key))),
      'broker.id': node.id,
      'zookeeper.connect': `${this.zooKeeperAddress}:${ZOOKEEPER_PORT}`,
      // The broker gives up when it does not find it in time.
      'zookeeper.connection.timeout.ms': 60_000,
      'authorizer.class.name': 'kafka.security.authorizer.AclAuthorizer',
    };
  }
}
