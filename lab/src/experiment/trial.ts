import type { Agent, ProducerPlan } from '../agent.js';
import type { KafkaCluster } from '../cluster.js';
import { Mirror, type Flow } from '../effective.js';
import { until } from '../wait.js';
import type { WorkerGroup } from '../worker.js';
import { CopiedTopic } from './copied-topic.js';
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

/** One small replication in an experiment: its topic at the source, its connectors, its producers, and the audit of the copy. */
export class Trial extends CopiedTopic {
  /** The YAML of the replication. */
  public readonly file: string;
  public readonly workers: WorkerGroup;

  /** @param companion the second resource of the YAML */
  public constructor(about: { name: string; topic: string; file: string }, private readonly context: TrialContext, private readonly companion?: Runs) {
    super(about.name, about.topic, { ...context, mirror: Mirror.of(context.flow)[0]! });
    this.file = about.file;
    this.workers = context.workers;
  }

  /** Name of the connector that copies. */
  public get connector(): string {
    return this.mirror.sourceConnector.name;
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

  /** Until the positions that Connect has stored are the end of the source: a restart would repeat nothing. */
  public async positionsStored(limitSeconds = 240): Promise<void> {
    await until(`positions of ${this.connector} are stored`, limitSeconds, async () => {
      const ends = Object.entries(await this.agent.call('endOffsets', this.atSource) ?? {}).filter(([, end]) => end > 0);
      const entries = await this.workers.rest.offsets(this.connector);
      const stored = new Map(entries.map(({ partition, offset }) => [String(partition.partition), offset?.offset ?? -1]));
      return ends.every(([partition, end]) => (stored.get(partition) ?? -1) >= end - 1) ? true : undefined;
    });
  }

  /** The audit against what the source holds now: it may have lost what it acknowledged, and kept what it refused. */
  public async observeSource(counts: Observation['counts'] = {}): Promise<Observation> {
    return observation(await this.agent.call('audit', { source: this.atSource, target: this.atTarget }), await this.tasks(), counts);
  }

  /** The audit of the keys that live in a compacted topic: counts are keys. */
  public async observeKeys(): Promise<Observation> {
    return observation(await this.agent.call('auditLiveKeys', { source: this.atSource, target: this.atTarget }), await this.tasks(), { counted: 'keys' });
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

  protected log(): string {
    return this.workers.log();
  }

  protected async tasks(): Promise<string> {
    const status = await this.workers.rest.status(this.connector);
    return worstState((status?.tasks ?? []).map(({ state }) => state));
  }

  private runs(): (Runs & { readonly own: boolean })[] {
    return [{ ...this.context, own: this.context.ownWorkers }, ...(this.companion ? [{ ...this.companion, own: true }] : [])];
  }
}

/** Of the tasks of a connector. */
export function worstState(states: readonly string[]): string {
  return states.length === 0 ? 'none' : STATES[Math.max(...states.map((state) => STATES.indexOf(state)))]!;
}
