import { setTimeout as sleep } from 'node:timers/promises';
import type { Agent, Isolation, ProducerPlan, Written } from '../agent.js';
import type { KafkaCluster } from '../cluster.js';
import type { Mirror } from '../effective.js';
import { until } from '../wait.js';
import { observation, type Observation } from './observation.js';

export interface Sides {
  readonly agent: Agent;
  readonly source: KafkaCluster;
  readonly target: KafkaCluster;
  readonly mirror: Mirror;
  /** Of its producers, beyond their common ones. */
  readonly producerConfigs?: ProducerPlan['configs'];
}

/**
 * A topic at the source and its copy, whatever runs MM2. Producers are known by a label; an audit compares the copy with what was
 * acknowledged to them, in the order in which they began.
 */
export abstract class CopiedTopic {
  public readonly agent: Agent;
  public readonly source: KafkaCluster;
  public readonly target: KafkaCluster;
  public readonly mirror: Mirror;
  private readonly producerConfigs: ProducerPlan['configs'];
  private labels: string[] = [];

  /** @param name distinguishes its producers from all others of the run */
  protected constructor(public readonly name: string, public readonly topic: string, sides: Sides) {
    ({ agent: this.agent, source: this.source, target: this.target, mirror: this.mirror, producerConfigs: this.producerConfigs } = sides);
  }

  /** What whoever copies has to say, for the case that records do not arrive. */
  protected abstract log(): string;

  /** The worst state of the tasks that copy. */
  protected abstract tasks(): Promise<string>;

  public get remoteTopic(): string {
    return this.mirror.remoteTopic(this.topic);
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

  /** Writes to the source in the background, until it is stopped or has written its number. */
  public async startProducer(label: string, plan: Omit<ProducerPlan, 'name' | 'topic'>): Promise<void> {
    this.labels.push(label);
    const configs = { ...this.producerConfigs, ...plan.configs };
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
      throw new Error(`${this.name}: ${error.message} (${missing} missing)\n${this.log()}`);
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

  /** The audit of everything the topic's producers wrote, and the state of the tasks. */
  public async observe(counts: Observation['counts'] = {}, isolation: Isolation = 'read_committed'): Promise<Observation> {
    return observation(await this.compare(this.labels, isolation), await this.tasks(), counts);
  }

  private async compare(labels: readonly string[], isolation: Isolation) {
    return this.agent.call('auditProduced', { ...this.atTarget, producers: labels.map((label) => this.producer(label)), isolation });
  }

  private producer(label: string): string {
    return `${this.name}/${label}`;
  }
}
