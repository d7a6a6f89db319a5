import type { EmittedAccess } from '../access/emitted-access.js';
import { quick } from '../access/own-replication.js';
import type { AttackedObject } from '../agent.js';
import type { Side } from '../cluster.js';
import type { Trial } from '../experiment/trial.js';
import type { Deployment } from './deployment.js';
import type { Site } from './site.js';

const EXAMPLE = 'lines-of-business';

/** Partitions by topic; what is compacted gets keys. */
type Topics = Readonly<Record<string, number>>;

/** One of the example's lines of business on a site, with the rights that the example emits. */
export class Line {
  public static async of(site: Site, name: string, topics: Topics): Promise<Line> {
    const deployment = await site.deploy({ example: EXAMPLE, resource: `mm2-kp-local-${name}-to-kp-remote-${name}`, change: (spec) => quick(spec) });
    return new Line(name, topics, site, deployment);
  }

  /** One for each topic; they know what was written. */
  public readonly trials: readonly Trial[];

  private constructor(public readonly name: string, private readonly topics: Topics, private readonly site: Site, public readonly deployment: Deployment) {
    this.trials = Object.keys(topics).map((topic) => deployment.topic(topic));
  }

  public get group(): string {
    return `${this.name}-app`;
  }

  public partitions(topic: string): number {
    return this.topics[topic]!;
  }

  /** Name of the cluster that stands behind both its own alias and those of the others. */
  public cluster(side: Side): string {
    const { mirror } = this.deployment;
    return this.site.cluster(side === 'source' ? mirror.sourceAlias : mirror.targetAlias).name;
  }

  /** The copy of a topic, where the side is the target. */
  public nameAt(side: Side, topic: string): string {
    return side === 'source' ? topic : this.deployment.mirror.remoteTopic(topic);
  }

  /** A topic with records, of this line, for whatever destroys. */
  public victim(side: Side): string {
    return this.nameAt(side, `${this.name}-victim-of-${side}`);
  }

  /** Who MM2 is on a side, with what that user may do. */
  public login(side: Side, { users, serviceIds }: EmittedAccess) {
    const user = side === 'source' ? `mm2-${this.name}` : 'token';
    const secret = side === 'source' ? user : `mm2-${this.name}-target`;
    return { side, user, secret, rights: (side === 'source' ? users : serviceIds).find(({ name }) => name === secret)!.acls };
  }

  /** What is to be attacked by the others: everything that the line has on a side. */
  public belongings(side: Side): AttackedObject[] {
    const { flow, mirror } = this.deployment;
    const internal = side === 'source' ? [] : [
      ...['config', 'offset', 'status'].map((kind) => String(flow.worker[`${kind}.storage.topic`])), mirror.offsetSyncsTopic, mirror.checkpointsTopic,
    ];
    return [
      ...[...Object.keys(this.topics).map((topic) => this.nameAt(side, topic)), ...internal].map((name): AttackedObject => ({ kind: 'topic', name })),
      ...[this.group, ...(side === 'source' ? [] : [String(flow.worker['group.id'])])].map((name): AttackedObject => ({ kind: 'group', name })),
      { kind: 'transactionalId', name: this.transactionalId(side) },
      { kind: 'user', name: `mm2-${this.name}` },
    ];
  }

  /** What the line itself tries its rights on. */
  public victims(side: Side): AttackedObject[] {
    return [
      { kind: 'topic', name: this.victim(side) }, { kind: 'group', name: `${this.name}-victims` }, { kind: 'transactionalId', name: this.transactionalId(side) },
      { kind: 'user', name: `mm2-${this.name}` },
    ];
  }

  /** Makes what the attacks need: nobody can be refused what is not there. */
  public async prepareVictims(side: Side): Promise<void> {
    await prepareVictims(this.site, this.cluster(side), this.victim(side), `${this.name}-victims`, this.transactionalId(side));
  }

  private transactionalId(side: Side): string {
    return `${this.name}-transactions-at-${side}`;
  }
}

/** A topic with records, a group that stands in it, and a transactional id that has written to it. */
export async function prepareVictims({ context: { agent } }: Site, cluster: string, topic: string, group: string, transactionalId: string): Promise<void> {
  await agent.call('createTopic', { cluster, topic, partitions: 1, configs: {} });
  await agent.call('generate', { cluster, topic, partitions: 1, from: 0, to: 10, seed: 1, baseTime: Date.now() });
  await agent.call('commit', { cluster, topic, group, offsets: { 0: 5 } });
  await agent.call('startProducer', { cluster, plan: { name: transactionalId, topic, count: 20, partitions: 1, recordsPerTransaction: 10 } });
  await agent.call('finishProducer', { name: transactionalId });
}
