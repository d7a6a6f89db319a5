import { setTimeout as sleep } from 'node:timers/promises';
import type { TopicDescription } from '../agent.js';
import type { Side } from '../cluster.js';
import type { Mirror } from '../effective.js';
import type { Deployment } from '../stage/deployment.js';
import type { Site } from '../stage/site.js';
import { FEATURES, type FeatureName } from './features.js';
import { ownReplication, type OwnReplication } from './own-replication.js';

export const PARTITIONS = 2;
const WIDENED = 3;
const PER_PARTITION = 100;
const RETENTION = '123456789';
/** A worker on two busy cores. */
const JOIN_SECONDS = 60;

/** A topic that is at the target before MM2 starts. */
export interface ExistingTopic {
  readonly name: string;
  readonly partitions: number;
  readonly configs: Readonly<Record<string, string>>;
}

export interface Observed {
  readonly works: ReadonlySet<FeatureName>;
  /** From the moment there are connectors until all works; the limit where something does not. */
  readonly seconds: number;
}

/** One small replication that is made to do everything it can, and what of that is seen to work. */
export class FeatureRun {
  public static async of(site: Site, own: OwnReplication): Promise<FeatureRun> {
    return new FeatureRun(site, own.name, await site.deploy(ownReplication(own)));
  }

  /** The topic `heartbeats` of a source is everybody's. MirrorMaker's own is compacted, with keys, and has one partition. */
  public static async createHeartbeats(site: Site, cluster: string, partitions = 1): Promise<void> {
    const topic = { cluster, topic: 'heartbeats', partitions };
    await site.context.agent.call('createTopic', { ...topic, configs: { 'retention.ms': RETENTION, 'cleanup.policy': 'compact' } });
    const name = `${site.name}/heartbeats`;
    await site.context.agent.call('startProducer', { cluster, plan: { name, topic: 'heartbeats', count: 10, partitions, keys: 2 } });
    await site.context.agent.call('finishProducer', { name }, 60);
  }

  public readonly first: string;
  public readonly group: string;
  public readonly lateGroup: string;
  public readonly written = PARTITIONS * PER_PARTITION;
  public hasJoined = false;
  private readonly second: string;

  private constructor(private readonly site: Site, public readonly name: string, public readonly deployment: Deployment) {
    [this.first, this.second] = [`${name}-orders`, `${name}-returns`];
    [this.group, this.lateGroup] = [`${name}-app`, `${name}-late`];
  }

  public get mirror(): Mirror {
    return this.deployment.mirror;
  }

  /** All topics that are to have a copy in the end. */
  public get copies(): readonly { readonly original: string; readonly copy: string }[] {
    return [this.first, this.second, ...(this.copiesHeartbeats ? ['heartbeats'] : [])].filter((original) => this.mirror.selectsTopic(original) || original === 'heartbeats')
      .map((original) => ({ original, copy: this.copyOf(original) }));
  }

  public get copiesHeartbeats(): boolean {
    return String(this.mirror.sourceConnector.config['heartbeats.replication.enabled'] ?? 'true') === 'true';
  }

  /** Topics of Connect, by name. */
  public get storageTopics(): readonly string[] {
    return ['config', 'offset', 'status'].map((kind) => String(this.deployment.flow.worker[`${kind}.storage.topic`]));
  }

  public copyOf(topic: string): string {
    return this.mirror.remoteTopic(topic);
  }

  public cluster(side: Side): string {
    return this.site.cluster(side === 'source' ? this.mirror.sourceAlias : this.mirror.targetAlias).name;
  }

  public async records(side: Side, topic: string): Promise<number> {
    const ends = await this.site.context.agent.call('endOffsets', { cluster: this.cluster(side), topic });
    return Object.values(ends ?? {}).reduce((sum, end) => sum + end, 0);
  }

  public async topic(side: Side, topic: string): Promise<TopicDescription | null> {
    return this.site.context.agent.call('describe', { cluster: this.cluster(side), topic });
  }

  public async hasOffsets(group: string): Promise<boolean> {
    const committed = await this.site.context.agent.call('committed', { cluster: this.cluster('target'), topic: this.copyOf(this.first), group });
    return Object.keys(committed).length > 0;
  }

  public async hasAcls(topic: string): Promise<boolean> {
    return await this.site.context.agent.call('aclsOn', { cluster: this.cluster('target'), topic }) > 0;
  }

  /** What is at the source before MM2 starts, and the topics that are at the target already. */
  public async prepare(existing: readonly ExistingTopic[]): Promise<void> {
    const { agent } = this.site.context;
    const source = { cluster: this.cluster('source'), topic: this.first, partitions: PARTITIONS };
    await agent.call('createTopic', { ...source, configs: { 'retention.ms': '86400000' } });
    await agent.call('generate', { ...source, from: 0, to: PER_PARTITION, seed: 1, baseTime: Date.now() - 3_600_000 });
    await this.commit(this.group);
    for (const { name, partitions, configs } of existing) {
      await agent.call('createTopic', { cluster: this.cluster('target'), topic: name, partitions, configs });
    }
    await this.deployment.fillSecrets();
  }

  /**
   * Starts the worker, and looks until all is there or the time is over.
   * @param grows whether the source gets topics and partitions when the first records have arrived, and the connectors are restarted
   */
  public async observe(features: readonly FeatureName[], limitSeconds: number, grows = true): Promise<Observed> {
    const { workers } = this.deployment;
    const target = this.cluster('target');
    workers.start();
    this.hasJoined = await within(JOIN_SECONDS, workers.joined(target));
    if (!this.hasJoined) {
      return { works: new Set(), seconds: limitSeconds };
    }
    const start = Date.now();
    workers.createConnectors(target).catch(() => { /* what does not work is seen below */ });
    if (grows) {
      await this.look(['copied'], limitSeconds);
      await this.grow();
    }
    const works = await this.look(features, limitSeconds);
    return { works, seconds: (Date.now() - start) / 1_000 };
  }

  public end(): void {
    this.deployment.workers.stop();
  }

  /** A wider topic with other settings, a new topic where the pattern takes it, and a group after a restart. */
  private async grow(): Promise<void> {
    const { agent } = this.site.context;
    const source = { cluster: this.cluster('source') };
    await agent.call('widenTopic', { ...source, topic: this.first, partitions: WIDENED });
    await agent.call('alterTopic', { ...source, topic: this.first, configs: { 'retention.ms': RETENTION } });
    if (this.mirror.selectsTopic(this.second)) {
      await agent.call('createTopic', { ...source, topic: this.second, partitions: 1, configs: {} });
    }
    await within(10, this.deployment.workers.rest.restart(this.mirror.checkpointConnector!.name));
    await this.commit(this.lateGroup);
  }

  private async commit(group: string): Promise<void> {
    const half = Object.fromEntries(Array.from({ length: PARTITIONS }, (_, partition) => [partition, PER_PARTITION / 2]));
    await this.site.context.agent.call('commit', { cluster: this.cluster('source'), topic: this.first, group, offsets: half });
  }

  /** Those that work, as soon as all do or when the time is over. */
  private async look(features: readonly FeatureName[], limitSeconds: number): Promise<ReadonlySet<FeatureName>> {
    const deadline = Date.now() + limitSeconds * 1_000;
    for (;;) {
      const seen = await Promise.all(features.map(async (feature) => FEATURES[feature].observe(this).catch(() => false)));
      const works = features.filter((_, index) => seen[index]);
      if (works.length === features.length || Date.now() > deadline) {
        return new Set(works);
      }
      await sleep(500);
    }
  }
}

/** Whether it is done in time; it may go on. */
async function within(seconds: number, action: Promise<unknown>): Promise<boolean> {
  return Promise.race([action.then(() => true, () => false), sleep(seconds * 1_000, false, { ref: false })]);
}
