import { setTimeout as sleep } from 'node:timers/promises';
import { EmittedAccess } from '../access/emitted-access.js';
import type { Acl, Agent } from '../agent.js';
import type { KafkaCluster, Side } from '../cluster.js';
import type { Trial } from '../experiment/trial.js';
import { userIn } from '../secrets.js';
import type { Deployment } from '../stage/deployment.js';
import type { Site } from '../stage/site.js';

/**
 * Bytes a second, of some 200,000 that the load writes. A broker that finds a client far above its quota mutes it until its mean of ten seconds is right, which would look
 * like an outage: so it is halved three times (ClientQuotaManager, Kafka 4.3.1).
 */
const THROTTLE = [100_000, 50_000, 25_000];
const SETTLING_SECONDS = 15;

/** What faults are done to: a replication that is busy, and the two clusters. */
export class FaultBed {
  public readonly agent: Agent;
  private readonly timers: NodeJS.Timeout[] = [];

  /** @param topics that are written to; the first one is the busiest */
  public constructor(private readonly site: Site, public readonly deployment: Deployment, public readonly topics: readonly Trial[]) {
    this.agent = site.context.agent;
  }

  public cluster(side: Side): KafkaCluster {
    const { mirror } = this.deployment;
    return this.site.cluster(side === 'source' ? mirror.sourceAlias : mirror.targetAlias);
  }

  /** MM2's user at the source. */
  public get user(): string {
    return userIn(this.deployment.mirror.sourceConnector.config['source.cluster.sasl.jaas.config'])!;
  }

  /** MM2's user at the target, a service ID that is called as the Secret with its API key. */
  private get serviceId(): string {
    return /strimzisecrets:[^/]+\/([^:]+):/.exec(String(this.deployment.flow.worker['sasl.jaas.config']))![1]!;
  }

  /** A right that is taken away from MM2 on topics of the source: DENY wins, so giving it back is to remove that. */
  public denial(operation: string, topics: readonly Trial[]): Acl[] {
    return topics.map(({ topic }) => ({ principal: `User:${this.user}`, resource: 'TOPIC', name: topic, pattern: 'LITERAL', operations: [operation], permission: 'DENY' }));
  }

  /** MM2 may read an eighth of what is written. Takes the better part of a minute. */
  public async throttleReading(): Promise<void> {
    for (const bytesPerSecond of THROTTLE) {
      await this.limitReading(bytesPerSecond);
      await sleep(SETTLING_SECONDS * 1_000);
    }
  }

  /** MM2 may read as much as the library emitted. */
  public async freeReading(): Promise<void> {
    const { quotas } = EmittedAccess.of(this.deployment.file).users.find(({ name }) => name === this.user)!;
    await this.limitReading(quotas.consumer_byte_rate!);
  }

  /** Bytes a second that MM2 may write to each broker of the target. */
  public async limitWriting(bytesPerSecond: number): Promise<void> {
    await this.agent.call('limitUser', { cluster: this.cluster('target').name, name: this.serviceId, quotas: { producer_byte_rate: bytesPerSecond } });
  }

  /** Deletes records of a topic at the source up to a position in each partition, as retention does. */
  public async deleteRecords({ atSource }: Trial, positions: Readonly<Record<string, number>>): Promise<void> {
    const ends = (await this.agent.call('endOffsets', atSource))!;
    const before = Object.fromEntries(Object.entries(positions).map(([partition, position]) => [partition, Math.min(position, ends[partition] ?? 0)]));
    await this.agent.call('deleteRecords', { ...atSource, before });
  }

  /** Does something again and again until the fault is mended; now and then it may fail. */
  public repeat(milliseconds: number, act: () => Promise<void>): void {
    this.timers.push(setInterval(() => void act().catch(() => undefined), milliseconds));
  }

  public stopRepeating(): void {
    this.timers.splice(0).forEach((timer) => clearInterval(timer));
  }

  /** Restarts the connector that copies, and its tasks. */
  public async restartConnector(): Promise<void> {
    await this.deployment.workers.rest.restart(this.deployment.mirror.sourceConnector.name);
  }

  private async limitReading(bytesPerSecond: number): Promise<void> {
    await this.agent.call('limitUser', { cluster: this.cluster('source').name, name: this.user, quotas: { consumer_byte_rate: bytesPerSecond } });
  }
}
