import { setTimeout as sleep } from 'node:timers/promises';
import type { Agent, Isolation, ProducerPlan, Written } from '../agent.js';
import type { KafkaCluster } from '../cluster.js';
import { Mirror, type Flow } from '../effective.js';
import { until } from '../wait.js';
import type { WorkerGroup } from '../worker.js';
import { observation, type Observation } from './observation.js';

/** The connectors of one resource, and what runs them. */
export interface Runs {
  readonly flow: Flow;
  readonly workers: WorkerGroup;
  readonly target: KafkaCluster;
}

export interface TrialContext extends Runs {
  readonly agent: Agent;
  readonly source: KafkaCluster;
  readonly ownWorkers: boolean;
  /** Of its producers, beyond their common ones. */
  readonly producerConfigs?: ProducerPlan['configs'];
}

/** From best to worst. */
const STATES = ['RUNNING', 'RESTARTING', 'PAUSED', 'STOPPED', 'UNASSIGNED', 'FAILED'];

/**
 * One small replication in an experiment: its topic at the source, its connectors, its producers, and the audit of the copy.
 * Producers are known by a label; an audit compares the copy with what was acknowledged to them, in the order in which they began.
 */
export class Trial {
  public readonly name: string;
  public readonly topic: string;
  /** The YAML of the replication. */
  public readonly file: string;
  public readonly agent: Agent;
  public readonly source: KafkaCluster;
  public readonly target: KafkaCluster;
  public readonly workers: WorkerGroup;
  public readonly mirror: Mirror;
  private labels: string[] = [];

  /** @param companion the second resource of the YAML */
  public constructor(about: { name: string; topic: string; file: string }, private readonly context: TrialContext, private readonly companion?: Runs) {
    ({ name: this.name, topic: this.topic, file: this.file } = about);
    ({ agent: this.agent, source: this.source, target: this.target, workers: this.workers } = context);
    this.mirror = Mirror.of(context.flow)[0]!;
  }

  public get remoteTopic(): string {
    return this.mirror.remoteTopic(this.topic);
  }

  /** Name of the connector that copies. */
  public get connector(): string {
    return this.mirror.sourceConnector.name;
  }

  public get atSource(): { cluster: string; topic: string } {
    return { cluster: this.source.name, topic: this.topic };
  }

  public get atTarget(): { cluster: string; topic: string } {
    return { cluster: this.target.name, topic: this.remoteTopic };
  }

  public async createTopic(partitions: number, configs: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.agent.call('createTopic', { ...this.atSource, partitions, configs });
  }

  /** Starts the workers when they are the trial's own, and creates the connectors. */
  public async start(): Promise<void> {
    await Promise.all(this.runs().map(async ({ flow, workers, target, own }) => {
      if (own) {
        workers.start();
        await workers.joined(target.name);
      }
      for (const connector of flow.connectors) {
        await workers.rest.create(connector);
      }
    }));
  }

  /** Until the copying connector has tasks, and all are in this state. */
  public async tasksAre(state: string, limitSeconds = 240): Promise<void> {
    await until(`tasks of ${this.connector} are ${state}`, limitSeconds, async () => {
      const tasks = (await this.workers.rest.status(this.connector))?.tasks ?? [];
      return tasks.length > 0 && tasks.every((task) => task.state === state) ? true : undefined;
    });
  }

  /** Number of the worker that runs the first task. */
  public async workerOfTask(): Promise<number> {
    return this.workers.numberOf((await this.workers.rest.status(this.connector))!.tasks[0]!.worker_id);
  }

  /** Writes to the source in the background, until it is stopped or has written its number. */
  public async startProducer(label: string, plan: Omit<ProducerPlan, 'name' | 'topic'>): Promise<void> {
    this.labels.push(label);
    const configs = { ...this.context.producerConfigs, ...plan.configs };
    await this.agent.call('startProducer', { cluster: this.source.name, plan: { ...plan, configs, name: this.producer(label), topic: this.topic } });
  }

  public async stopProducer(label: string): Promise<Written> {
    return this.agent.call('stopProducer', { name: this.producer(label) });
  }

  /** Waits until a producer has written its number. */
  public async finishProducer(label: string): Promise<Written> {
    return this.agent.call('finishProducer', { name: this.producer(label) }, 300);
  }

  /** Writes a number of records to the source, and waits until they are there. */
  public async produce(label: string, plan: Omit<ProducerPlan, 'name' | 'topic'> & { readonly count: number }): Promise<Written> {
    await this.startProducer(label, plan);
    return this.finishProducer(label);
  }

  /** What these producers wrote is at the source no more, and is to be at the target no more: an audit takes copies of it for foreign. */
  public disown(...labels: readonly string[]): void {
    this.labels = this.labels.filter((label) => !labels.includes(label));
  }

  /** Until the positions that Connect has stored are the end of the source: a restart would repeat nothing. */
  public async positionsStored(limitSeconds = 240): Promise<void> {
    await until(`positions of ${this.connector} are stored`, limitSeconds, async () => {
      const ends = Object.entries(await this.agent.call('endOffsets', this.atSource) ?? {}).filter(([, end]) => end > 0);
      const entries = await this.workers.rest.offsets(this.connector);
      const stored = new Map(entries.map(({ partition, offset }) => [String(partition.partition), offset?.offset ?? -1]));
      return ends.every(([partition, end]) => (stored.get(partition) ?? -1) >= end - 1) ? true : undefined;
    });
  }

  /**
   * Until every record of these producers has arrived at the target. Since a partition is copied in order, whatever was
   * written before and is not there then has been lost: it is not just late.
   */
  public async arrived(labels: readonly string[], limitSeconds = 240): Promise<void> {
    let missing = NaN;
    await until(`records ${labels.join(', ')} arrive`, limitSeconds, async () => {
      missing = (await this.compare(labels, 'read_committed')).differences.lost ?? 0;
      return missing === 0 ? true : undefined;
    }).catch((error: Error) => {
      throw new Error(`${this.name}: ${error.message} (${missing} missing)\n${this.workers.log()}`);
    });
  }

  /** Number of records at the target, by offsets; 0 while there is no topic. */
  public async copies(): Promise<number> {
    const ends = await this.agent.call('endOffsets', this.atTarget);
    return Object.values(ends ?? {}).reduce((sum, end) => sum + end, 0);
  }

  /** Until the copy has not grown for some seconds. */
  public async quiet(seconds = 5, limitSeconds = 240): Promise<void> {
    const deadline = Date.now() + limitSeconds * 1_000;
    for (let before = -1, now = await this.copies(); before !== now; before = now, now = await this.copies()) {
      if (Date.now() > deadline) {
        throw new Error(`${this.name}: the copy still grows after ${limitSeconds} s`);
      }
      await sleep(seconds * 1_000);
    }
  }

  /** The audit of everything the trial's producers wrote, and the state of the tasks. */
  public async observe(counts: Observation['counts'] = {}, isolation: Isolation = 'read_committed'): Promise<Observation> {
    return observation(await this.compare(this.labels, isolation), await this.tasks(), counts);
  }

  /** The audit against what the source holds now: it may have lost what it acknowledged, and kept what it refused. */
  public async observeSource(counts: Observation['counts'] = {}): Promise<Observation> {
    return observation(await this.agent.call('audit', { source: this.atSource, target: this.atTarget }), await this.tasks(), counts);
  }

  /** The audit of the keys that live in a compacted topic: counts are keys. */
  public async observeKeys(): Promise<Observation> {
    return observation(await this.agent.call('auditLiveKeys', { source: this.atSource, target: this.atTarget }), await this.tasks(), { counted: 'keys' });
  }

  /** The worst state of the tasks that copy. */
  private async tasks(): Promise<string> {
    const status = await this.workers.rest.status(this.connector);
    const states = (status?.tasks ?? []).map((task) => STATES.indexOf(task.state));
    return states.length === 0 ? 'none' : STATES[Math.max(...states)]!;
  }

  /** Removes the connectors; workers of its own end. */
  public async end(): Promise<void> {
    for (const { flow, workers, own } of this.runs()) {
      if (own) {
        workers.stop();
      } else {
        for (const { name } of flow.connectors) {
          await workers.rest.delete(name);
        }
      }
    }
  }

  private runs(): (Runs & { readonly own: boolean })[] {
    return [{ ...this.context, own: this.context.ownWorkers }, ...(this.companion ? [{ ...this.companion, own: true }] : [])];
  }

  private async compare(labels: readonly string[], isolation: Isolation) {
    return this.agent.call('auditProduced', { ...this.atTarget, producers: labels.map((label) => this.producer(label)), isolation });
  }

  private producer(label: string): string {
    return `${this.name}/${label}`;
  }
}
