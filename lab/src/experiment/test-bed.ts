import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClusterContext } from '../cluster.js';
import { flowsOf, type Flow } from '../effective.js';
import { DevelopmentCluster } from '../local.js';
import type { Report } from '../report.js';
import { WorkerGroup } from '../worker.js';
import { manifest, type Changes } from './manifest.js';
import { Trial } from './trial.js';

interface ClusterOptions {
  readonly nodes: number;
  readonly host: string;
  readonly isShared: boolean;
  readonly config?: Readonly<Record<string, string>>;
}

/**
 * The clusters of experiments; each starts when it is first used. Whoever has a replication to or from a cluster that is not shared has it alone, and may
 * kill and freeze its nodes.
 */
const CLUSTERS = {
  // Takes records from the future, as brokers before Kafka 4.0 do by default.
  a: { nodes: 1, host: 'kafka-a', isShared: true, config: { 'log.message.timestamp.after.max.ms': '9223372036854775807' } },
  b: { nodes: 1, host: 'kafka-b', isShared: true },
  // Creates topics for whoever asks for them, as brokers do by default.
  auto: { nodes: 1, host: 'kafka-auto', isShared: true, config: { 'auto.create.topics.enable': 'true' } },
  // Forgets within two seconds what a client has read, so that a quota holds from the first records on.
  metered: { nodes: 1, host: 'kafka-metered', isShared: true, config: { 'quota.window.num': '2' } },
  single: { nodes: 1, host: 'kafka-single', isShared: false },
  three: { nodes: 3, host: 'kafka-three', isShared: false },
} as const satisfies Record<string, ClusterOptions>;
export type ClusterId = keyof typeof CLUSTERS;

/** Settings of all brokers: retention and compaction are at work within a second. */
const BROKER_CONFIG = { 'log.retention.check.interval.ms': 1_000, 'log.initial.task.delay.ms': 1_000, 'log.cleaner.backoff.ms': 500 };

const PORT = 9092;
const SHARED_WORKERS = 'experiments';

export interface TrialProps {
  /** Unique in the run: it names the alias of the source, the topic, and everything else. Lower-case letters, digits, hyphens. */
  readonly name: string;
  readonly changes?: Changes;
  /** @default 'a' */
  readonly source?: ClusterId;
  /** @default 'b' */
  readonly target?: ClusterId;
  /**
   * Workers that this trial may kill, freeze or configure.
   * @default - true when the changes or the target demand it; else the connectors run on workers that all such trials share
   */
  readonly ownWorkers?: boolean;
  /** What the topic's name begins with. */
  readonly topicPrefix?: string;
  /**
   * A second resource in the YAML, with workers of its own: `back` copies from the target to the source, `twin` copies what the first one copies.
   * @default - one resource
   */
  readonly companion?: 'back' | 'twin';
}

/** Where experiments happen: real clusters, and workers for many small replications that come and go. */
export class TestBed {
  private readonly clusters = new Map<ClusterId, Promise<DevelopmentCluster>>();
  private readonly turns = new Map<ClusterId, Promise<unknown>>();
  private shared: Promise<WorkerGroup> | undefined;

  public constructor(public readonly context: ClusterContext, public readonly report: Report) {}

  public async cluster(id: ClusterId): Promise<DevelopmentCluster> {
    let cluster = this.clusters.get(id);
    if (cluster === undefined) {
      cluster = this.start(id);
      this.clusters.set(id, cluster);
    }
    return cluster;
  }

  /** Acts when nobody else has any of these clusters that are not shared; whatever was killed of them lives again afterwards. */
  public async alone<T>(ids: readonly ClusterId[], act: () => Promise<T>): Promise<T> {
    const mine = [...new Set(ids)].filter((id) => !CLUSTERS[id].isShared);
    const before = Promise.all(mine.map((id) => this.turns.get(id)));
    const result = before.then(act);
    const done = result.catch(() => undefined).then(async () => Promise.all(mine.map(async (id) => (await this.cluster(id)).mend())));
    mine.forEach((id) => this.turns.set(id, done));
    await done;
    return result;
  }

  /** A replication that is described, but does not run yet. */
  public async trial(props: TrialProps): Promise<Trial> {
    const { name, changes = {}, source = 'a', target = 'b', topicPrefix = '', companion } = props;
    const ownWorkers = props.ownWorkers ?? (changes.worker !== undefined || changes.replicas !== undefined || target !== 'b');
    const topic = `${topicPrefix}${name}-orders`;
    // What comes back has the original's name, or more in front of it.
    const topics = topicPrefix !== '' || companion === 'back' ? `.*${name}-orders` : topic;
    const [here, there] = [{ alias: name, bootstrapServers: bootstrap(source) }, { alias: target, bootstrapServers: bootstrap(target) }];
    const first = manifest({ workerGroup: ownWorkers ? name : SHARED_WORKERS, source: here, target: there, topics, changes: [changes] });
    const secondGroup = `${name}-${companion}`;
    const second = companion === 'back' ? manifest({ workerGroup: secondGroup, source: there, target: here, topics, changes: [changes] })
      : companion === 'twin' ? manifest({ workerGroup: secondGroup, source: here, target: there, topics, changes: [changes] }) : undefined;
    const [flow, secondFlow] = await this.flows(name, [first, ...(second ? [second] : [])].join('---\n'));
    const sides = { agent: this.context.agent, source: await this.cluster(source), target: await this.cluster(target) };
    return new Trial({ name, topic, file: flow!.file }, {
      ...sides, flow: flow!, ownWorkers, workers: ownWorkers ? this.workers(name, flow!) : await this.sharedWorkers(),
    }, secondFlow && { flow: secondFlow, workers: this.workers(secondGroup, secondFlow), target: companion === 'back' ? sides.source : sides.target });
  }

  private async sharedWorkers(): Promise<WorkerGroup> {
    this.shared ??= (async () => {
      const [flow] = await this.flows(SHARED_WORKERS, manifest({
        workerGroup: SHARED_WORKERS,
        source: { alias: 'none', bootstrapServers: bootstrap('a') },
        target: { alias: 'b', bootstrapServers: bootstrap('b') },
        topics: 'none',
        changes: [],
      }));
      const workers = this.workers(SHARED_WORKERS, flow!);
      const { name } = await this.cluster('b');
      workers.start();
      await workers.joined(name);
      this.report.progress('shared workers run');
      return workers;
    })();
    return this.shared;
  }

  private async start(id: ClusterId): Promise<DevelopmentCluster> {
    const { nodes, host, config }: ClusterOptions = CLUSTERS[id];
    const cluster = new DevelopmentCluster(`bed-${id}`, this.context, [{ host, port: PORT }], nodes, { ...BROKER_CONFIG, ...config });
    await cluster.start();
    this.report.progress(`cluster ${id} runs (${nodes} ${nodes === 1 ? 'node' : 'nodes'})`);
    return cluster;
  }

  private workers(name: string, flow: Flow): WorkerGroup {
    const folder = join(this.context.folder, name);
    return new WorkerGroup(flow, { ...this.context, folder, secretsFolder: join(folder, 'secrets'), jvmOptions: [] });
  }

  private async flows(name: string, yaml: string): Promise<readonly Flow[]> {
    const file = join(this.context.folder, `${name}.yaml`);
    writeFileSync(file, yaml);
    return flowsOf(file);
  }
}

function bootstrap(cluster: ClusterId): string {
  return `${CLUSTERS[cluster].host}:${PORT}`;
}
