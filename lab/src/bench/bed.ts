import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { Agent } from '../agent.js';
import { Network, type Endpoint } from '../network.js';
import { until } from '../wait.js';
import { BenchAgent, type CatchUp, type Latency } from './bench-agent.js';
import { BenchCluster } from './bench-cluster.js';
import { WarmWorker, type Settings } from './warm-worker.js';

export const PARTITIONS = 6;
const START_LIMIT_SECONDS = 60;

/** Where the long line is, and its round trip in milliseconds. */
export interface Link {
  readonly far: 'source' | 'target' | 'none';
  readonly millis: number;
}

/** What copies: MirrorMaker 2 as configured, or the bare loop with the same client settings. */
export interface Setup {
  readonly kind: 'mm2' | 'loop';
  readonly worker: Settings;
  readonly connector: Settings;
  readonly tasks: number;
  readonly jvmOptions: readonly string[];
}

export interface Backlog {
  readonly topic: string;
  readonly records: number;
  readonly size: number;
}

/** Two brokers, a long line to each, workers that are kept warm, and the meters. */
export class Bed {
  public static async start(folder: string): Promise<Bed> {
    const network = new Network(join(folder, 'hosts'));
    const agent = new Agent(join(folder, 'agent.log'));
    const context = { folder, network, agent };
    const bed = new Bed(folder, network, agent, { source: new BenchCluster('source', context), target: new BenchCluster('target', context) });
    await Promise.all(Object.values(bed.clusters).map((cluster) => cluster.start()));
    for (const [name, { near, far }] of Object.entries(bed.clusters)) {
      const address = network.allocate();
      network.name(far.host, address);
      await bed.line.call('proxy', { name, listen: { ...far, host: address }, broker: { host: near.host, port: far.port } });
    }
    return bed;
  }

  private readonly meter: BenchAgent;
  private readonly line: BenchAgent;
  private readonly workers = new Map<string, WarmWorker>();
  private readonly loops = new Map<string, BenchAgent>();
  private last = 0;

  private constructor(private readonly folder: string, private readonly network: Network, private readonly agent: Agent,
    private readonly clusters: { readonly source: BenchCluster; readonly target: BenchCluster }) {
    this.meter = new BenchAgent('meter', ['-Xmx512m'], network, join(folder, 'meter.log'));
    this.line = new BenchAgent('line', ['-Xmx256m'], network, join(folder, 'line.log'));
  }

  public async backlog(records: number, size: number): Promise<Backlog> {
    const topic = `backlog-${size}`;
    await this.agent.call('createTopic', { cluster: 'source', topic, partitions: PARTITIONS, configs: {} });
    await this.meter.call('backlog', { bootstrap: address(this.clusters.source.near), topic, partitions: PARTITIONS, records, size }, 300);
    return { topic, records, size };
  }

  public async drop(backlog: Backlog): Promise<void> {
    await this.agent.call('deleteTopics', { cluster: 'source', topics: [backlog.topic] });
  }

  /** Copies a backlog, for at most so many seconds. */
  public async catchUp(setup: Setup, link: Link, backlog: Backlog, limitSeconds: number): Promise<CatchUp> {
    return this.copying(setup, link, backlog.topic, async (copy, pid) => this.meter.call('catchUp', {
      bootstrap: address(this.clusters.target.near), copy, partitions: PARTITIONS, pid, records: backlog.records, startLimitSeconds: START_LIMIT_SECONDS,
      settleSeconds: 1, limitSeconds,
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
      await this.agent.call('deleteTopics', { cluster: 'source', topics: [topic] });
    }
  }

  public log(): string {
    return [...this.workers.values()].map((worker) => `--- ${worker.name}\n${worker.log()}`).join('\n');
  }

  private loop({ jvmOptions }: Setup): BenchAgent {
    const key = jvmOptions.join(' ');
    const loop = this.loops.get(key) ?? new BenchAgent('loop', jvmOptions, this.network, join(this.folder, 'loop.log'));
    this.loops.set(key, loop);
    return loop;
  }

  private async worker({ jvmOptions, worker: settings }: Setup): Promise<WarmWorker> {
    const key = JSON.stringify([settings, jvmOptions]);
    const known = this.workers.get(key);
    if (known !== undefined) {
      return known;
    }
    const name = `worker-${this.workers.size}`;
    const worker = new WarmWorker(name, {
      ...settings,
      'bootstrap.servers': address(this.clusters.target.near),
      'group.id': name,
      'config.storage.topic': `${name}-configs`,
      'offset.storage.topic': `${name}-offsets`,
      'status.storage.topic': `${name}-status`,
    }, jvmOptions, this.folder, this.network);
    this.workers.set(key, worker);
    await worker.ready();
    return worker;
  }

  private async copying<T>(setup: Setup, link: Link, topic: string, measure: (copy: string, pid: number) => Promise<T>): Promise<T> {
    for (const side of ['source', 'target'] as const) {
      await this.line.call('roundTrip', { name: side, millis: link.far === side ? link.millis : 0 });
    }
    const alias = `s${++this.last}`;
    const copy = `${alias}.${topic}`;
    try {
      return await (setup.kind === 'loop' ? this.looping(setup, link, topic, copy, measure) : this.mirroring(setup, link, topic, alias, measure));
    } finally {
      await this.agent.call('deleteTopics', { cluster: 'target', topics: [copy] });
    }
  }

  private async mirroring<T>(setup: Setup, link: Link, topic: string, alias: string, measure: (copy: string, pid: number) => Promise<T>): Promise<T> {
    const worker = await this.worker(setup);
    const connector = `${alias}.source`;
    await worker.create(connector, {
      ...setup.connector,
      'topics': topic,
      'connector.class': 'org.apache.kafka.connect.mirror.MirrorSourceConnector',
      'tasks.max': setup.tasks,
      'source.cluster.alias': alias,
      'target.cluster.alias': `${alias}-target`,
      'source.cluster.bootstrap.servers': this.bootstrap('source', link),
      'target.cluster.bootstrap.servers': this.bootstrap('target', link),
      'producer.override.bootstrap.servers': this.bootstrap('target', link),
    });
    try {
      const measured = await measure(`${alias}.${topic}`, worker.pid);
      const failures = await worker.failures(connector);
      if (failures !== '') {
        throw new Error(failures);
      }
      return measured;
    } finally {
      await worker.delete(connector);
      await this.quiet(`${alias}.${topic}`);
    }
  }

  private async looping<T>(setup: Setup, link: Link, topic: string, copy: string, measure: (copy: string, pid: number) => Promise<T>): Promise<T> {
    await this.agent.call('createTopic', { cluster: 'target', topic: copy, partitions: PARTITIONS, configs: {} });
    const loop = this.loop(setup);
    await loop.call('startLoop', {
      topic, copy, partitions: PARTITIONS, tasks: setup.tasks,
      consumer: { ...CONSUMER, ...withPrefix(setup.connector, 'consumer.'), 'bootstrap.servers': this.bootstrap('source', link) },
      producer: { ...CONNECT_PRODUCER, ...withPrefix(setup.connector, 'producer.override.'), 'bootstrap.servers': this.bootstrap('target', link) },
    });
    try {
      return await measure(copy, loop.process.child.pid!);
    } finally {
      await loop.call('stopLoop', {});
    }
  }

  /** Until nobody writes to a topic any more. */
  private async quiet(topic: string): Promise<void> {
    let before = '';
    await until(`${topic} is quiet`, 30, async () => {
      const ends = JSON.stringify(await this.agent.call('endOffsets', { cluster: 'target', topic }));
      const same = ends === before;
      before = ends;
      return same ? true : undefined;
    });
    await sleep(100);
  }

  private bootstrap(side: 'source' | 'target', link: Link): string {
    return address(this.clusters[side][link.far === side ? 'far' : 'near']);
  }
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
