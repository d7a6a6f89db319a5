import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Agent } from '../agent.js';
import type { KafkaCluster } from '../cluster.js';
import { Mirror, type Connector, type Flow } from '../effective.js';
import { fastJavaArguments } from '../java.js';
import { heapOf, performanceOptions } from '../jvm-options.js';
import { Network, type Endpoint } from '../network.js';
import { Secrets } from '../secrets.js';
import { CertificateAuthority } from '../tls.js';
import { until } from '../wait.js';
import { WorkerGroup } from '../worker.js';
import { BenchAgent, type CatchUp, type Latency } from './bench-agent.js';
import { BenchCluster, SecuredCluster } from './bench-cluster.js';
import type { Link } from './parts.js';

export const PARTITIONS = 6;
const START_LIMIT_SECONDS = 60;

/** What copies: MirrorMaker 2 with a connector as configured, or the bare loop with the connector's client settings. */
export interface Setup {
  readonly kind: 'mm2' | 'loop';
  readonly connector: Connector;
  readonly tasks: number;
  /** Where copies go: to the broker of all comparisons, or to three with TLS and users. */
  readonly isSecured: boolean;
  /** Configuration and heap of the worker; setups with the same one share it, and its compiled code. */
  readonly worker: Flow;
}

interface Backlog {
  readonly topic: string;
  readonly records: number;
  readonly size: number;
}

type Settings = Readonly<Record<string, string | number | boolean>>;
type Measure<T> = (copy: string, pid: number, target: KafkaCluster) => Promise<T>;

/** Two brokers, a long line to each, workers that are kept warm, and the meters. */
export class Bed {
  public static async start(folder: string): Promise<Bed> {
    const network = new Network(join(folder, 'hosts'));
    const agent = new Agent(join(folder, 'agent.log'));
    const context = { folder, network, agent };
    const bed = new Bed(folder, network, agent, { source: new BenchCluster('source', context), target: new BenchCluster('target', context) });
    await Promise.all(Object.values(bed.clusters).map((cluster) => cluster.start())).catch((error: Error) => {
      console.log(bed.log());
      throw error;
    });
    for (const [name, { near, far }] of Object.entries(bed.clusters)) {
      const proxy = network.allocate();
      network.name(far.host, proxy);
      // The broker tells its listeners apart by their ports.
      await bed.line.call('proxy', { name, listen: { ...far, host: proxy }, broker: { host: near.host, port: far.port } });
    }
    return bed;
  }

  private readonly meter: BenchAgent;
  private readonly line: BenchAgent;
  private readonly loops = new Map<string, BenchAgent>();
  private readonly workers = new Map<string, WorkerGroup>();
  private readonly cleaning: Promise<unknown>[] = [];
  private backlog: Backlog | undefined;
  private secured: Promise<SecuredCluster> | undefined;
  private last = 0;

  private constructor(private readonly folder: string, private readonly network: Network, private readonly agent: Agent,
    private readonly clusters: { readonly source: BenchCluster; readonly target: BenchCluster }) {
    this.meter = new BenchAgent('meter', ['-Xmx512m'], network, join(folder, 'meter.log'));
    this.line = new BenchAgent('line', ['-Xmx256m'], network, join(folder, 'line.log'));
  }

  /** Makes the backlog that is copied from now on. */
  public async prepare(records: number, size: number): Promise<void> {
    const topic = `backlog-${size}`;
    if (this.backlog?.topic === topic) {
      return;
    }
    if (this.backlog !== undefined) {
      await this.agent.call('deleteTopic', { cluster: 'source', topic: this.backlog.topic });
    }
    await this.agent.call('createTopic', { cluster: 'source', topic, partitions: PARTITIONS, configs: {} });
    await this.meter.call('backlog', { bootstrap: address(this.clusters.source.near), topic, partitions: PARTITIONS, records, size }, 300);
    this.backlog = { topic, records, size };
  }

  /** Copies the backlog, for at most so many seconds; the time in which the tasks start does not count. */
  public async catchUp(setup: Setup, link: Link, settleSeconds: number, limitSeconds: number): Promise<CatchUp> {
    const { topic, records } = this.backlog!;
    return this.copying(setup, link, topic, async (copy, pid, target) => this.meter.call('catchUp', {
      bootstrap: target.administration, copy, partitions: PARTITIONS, pid, records,
      startLimitSeconds: START_LIMIT_SECONDS, settleSeconds, limitSeconds,
    }));
  }

  /** Time from producer to consumer at a steady rate. */
  public async latency(setup: Setup, link: Link, load: { rate: number; size: number; settleSeconds: number; seconds: number }): Promise<Latency> {
    const topic = `live-${this.last}`;
    await this.agent.call('createTopic', { cluster: 'source', topic, partitions: PARTITIONS, configs: {} });
    try {
      return await this.copying(setup, link, topic, async (copy) => {
        await until(`${copy} exists`, 60, async () => await this.agent.call('describe', { cluster: 'target', topic: copy }) === null ? undefined : true);
        return this.meter.call('latency', {
          source: address(this.clusters.source.near), topic, target: address(this.clusters.target.near), copy, partitions: PARTITIONS, ...load,
        });
      });
    } finally {
      this.deleteLater('source', topic);
    }
  }

  public log(): string {
    return [...Object.values(this.clusters), ...this.workers.values()].map((part) => part.log()).join('\n');
  }

  /** Until what was deleted is gone. */
  public async end(): Promise<void> {
    await Promise.all(this.cleaning);
  }

  private async copying<T>(setup: Setup, link: Link, topic: string, measure: Measure<T>): Promise<T> {
    for (const side of ['source', 'target'] as const) {
      await this.line.call('roundTrip', { name: side, millis: link.far === side ? link.millis : 0 });
    }
    const target = setup.isSecured ? await (this.secured ??= this.startSecured(setup.worker)) : this.clusters.target;
    const alias = `s${++this.last}`;
    const copy = `${alias}.${topic}`;
    try {
      return await (setup.kind === 'loop' ? this.looping(setup, link, topic, copy, measure) : this.mirroring(setup, link, topic, alias, target, measure));
    } finally {
      this.deleteLater(target.name, copy);
    }
  }

  /** The connector runs as emitted, except for what makes it start anew, and for the way to the brokers. */
  private async mirroring<T>(
    { connector, tasks, worker: flow }: Setup, link: Link, topic: string, alias: string, target: KafkaCluster, measure: Measure<T>,
  ): Promise<T> {
    const worker = await this.worker(flow, target);
    const name = `${alias}->${connector.config['target.cluster.alias']}.MirrorSourceConnector`;
    await worker.rest.create({
      ...connector,
      name,
      tasksMax: tasks,
      config: { ...connector.config, 'source.cluster.alias': alias, 'topics': topic, ...this.wayTo('source', link), ...this.wayTo('target', link) },
    });
    try {
      const measured = await measure(`${alias}.${topic}`, worker.pid(0), target);
      const failed = (await worker.rest.status(name))?.tasks.find(({ state }) => state === 'FAILED');
      if (failed !== undefined) {
        throw new Error(`a task of ${name} failed: ${failed.trace}`);
      }
      return measured;
    } finally {
      await worker.rest.delete(name);
      await this.quiet(target, `${alias}.${topic}`);
    }
  }

  private async looping<T>(setup: Setup, link: Link, topic: string, copy: string, measure: Measure<T>): Promise<T> {
    const { config } = setup.connector;
    const loop = this.loop(setup.worker);
    await this.agent.call('createTopic', { cluster: 'target', topic: copy, partitions: PARTITIONS, configs: {} });
    await loop.call('startLoop', {
      topic, copy, partitions: PARTITIONS, tasks: setup.tasks,
      consumer: { ...CONSUMER, ...withPrefix(config, 'consumer.'), 'bootstrap.servers': this.bootstrap('source', link) },
      producer: { ...CONNECT_PRODUCER, ...withPrefix(config, 'producer.override.'), 'bootstrap.servers': this.bootstrap('target', link) },
    });
    try {
      return await measure(copy, loop.process.child.pid!, this.clusters.target);
    } finally {
      await loop.call('stopLoop', {});
    }
  }

  /** Started when it is first needed: three more brokers take their share of the machine. */
  private async startSecured(flow: Flow): Promise<SecuredCluster> {
    const { folder, network, agent } = this;
    const authority = new CertificateAuthority('secured-ca', join(folder, 'tls'));
    const cluster = new SecuredCluster('secured', { folder, network, agent }, Mirror.of(flow)[0]!.endpoints('target'), authority);
    await cluster.start();
    return cluster;
  }

  private async worker(flow: Flow, target: KafkaCluster): Promise<WorkerGroup> {
    const key = JSON.stringify([flow.worker, heapOf(flow)]);
    const known = this.workers.get(key);
    if (known !== undefined) {
      return known;
    }
    const folder = join(this.folder, String(flow.worker['group.id']));
    mkdirSync(folder);
    const { network, agent } = this;
    const secretsFolder = join(folder, 'secrets');
    await new Secrets(secretsFolder).fill(flow, (alias) => alias === flow.resource.spec.target.alias ? target : this.clusters.source);
    const worker = new WorkerGroup({ ...flow, resource: { ...flow.resource, spec: { ...flow.resource.spec, replicas: 1 } }, connectors: [] },
      { folder, secretsFolder, network, agent, jvmOptions: [`-Xms${heapOf(flow)}`, ...performanceOptions(flow)], java: fastJavaArguments });
    worker.start();
    this.workers.set(key, worker);
    await worker.joined(target.name);
    return worker;
  }

  /** The loop has the JVM of the worker that it stands in for. */
  private loop(flow: Flow): BenchAgent {
    const options = [`-Xms${heapOf(flow)}`, `-Xmx${heapOf(flow)}`, ...performanceOptions(flow)];
    const key = options.join(' ');
    const loop = this.loops.get(key) ?? new BenchAgent('loop', options, this.network, join(this.folder, 'loop.log'));
    this.loops.set(key, loop);
    return loop;
  }

  /** Until nobody writes to a topic any more. */
  private async quiet(target: KafkaCluster, topic: string): Promise<void> {
    let before = '';
    await until(`${topic} is quiet`, 60, async () => {
      const ends = JSON.stringify(await this.agent.call('endOffsets', { cluster: target.name, topic }));
      const same = ends === before;
      before = ends;
      return same ? true : undefined;
    });
  }

  /** The next run need not wait for it: its topics have other names. */
  private deleteLater(cluster: string, topic: string): void {
    this.cleaning.push(this.agent.call('deleteTopic', { cluster, topic }).catch((error: Error) => console.log(`${topic} stays: ${error.message}`)));
  }

  /** Empty for the side that is near: the emitted addresses are those. */
  private wayTo(side: 'source' | 'target', link: Link): Settings {
    return link.far !== side ? {} : {
      [`${side}.cluster.bootstrap.servers`]: this.bootstrap(side, link),
      ...(side === 'target' ? { 'producer.override.bootstrap.servers': this.bootstrap(side, link) } : {}),
    };
  }

  private bootstrap(side: 'source' | 'target', link: Link): string {
    return address(this.clusters[side][link.far === side ? 'far' : 'near']);
  }
}

/** Where the brokers keep their data: in memory where there is a file system for that, so that no disk is measured. */
export function dataFolder(otherwise: string): string {
  return existsSync('/dev/shm') ? '/dev/shm' : otherwise;
}

/** What MirrorSourceTask's consumer and Connect's producer have whatever is configured (MirrorSourceConfig, Worker.baseProducerConfigs; Kafka 4.3.1). */
const CONSUMER: Settings = { 'enable.auto.commit': false, 'auto.offset.reset': 'earliest' };
const CONNECT_PRODUCER: Settings = {
  'acks': 'all', 'enable.idempotence': false, 'max.in.flight.requests.per.connection': 1, 'max.block.ms': '9223372036854775807', 'delivery.timeout.ms': 2_147_483_647,
};

function withPrefix(settings: Settings, prefix: string): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([key]) => key.startsWith(prefix)).map(([key, value]) => [key.slice(prefix.length), value]));
}

function address({ host, port }: Endpoint): string {
  return `${host}:${port}`;
}
