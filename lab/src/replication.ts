import { join } from 'node:path';
import { allowRequired } from './access/required-rights.js';
import type { Agent } from './agent.js';
import { MirrorAudit } from './audit.js';
import type { KafkaCluster } from './cluster.js';
import { Mirror, type Flow } from './effective.js';
import type { Network } from './network.js';
import type { Report } from './report.js';
import type { ReplicationScenario } from './scenarios.js';
import { Secrets } from './secrets.js';
import type { SourceTopic } from './topics.js';
import { until } from './wait.js';
import { WorkerGroup } from './worker.js';

export const GROUPS: readonly string[] = ['fresh-food-app', 'kp-users', 'perf-cons-group'];

export interface ReplicationContext {
  readonly folder: string;
  readonly network: Network;
  readonly agent: Agent;
  readonly report: Report;
  readonly jvmOptions: readonly string[];
}

/** One resource of a scenario, from its secrets to its audit. */
export class Replication {
  public readonly mirrors: readonly Mirror[];
  private readonly workers: WorkerGroup;
  private readonly secretsFolder: string;

  /** @param clusters the clusters behind the aliases of the resource */
  public constructor(public readonly scenario: ReplicationScenario, private readonly flow: Flow, private readonly clusters: (alias: string) => KafkaCluster,
    private readonly context: ReplicationContext) {
    this.mirrors = Mirror.of(flow);
    const folder = join(context.folder, `${scenario.id}-${flow.resource.metadata.name}`);
    this.secretsFolder = join(folder, 'secrets');
    this.workers = new WorkerGroup(flow, { ...context, folder, secretsFolder: this.secretsFolder });
  }

  public get name(): string {
    return `${this.scenario.id} ${this.mirrors.map(({ sourceAlias, targetAlias }) => `${sourceAlias}->${targetAlias}`).join(', ')}`;
  }

  public get sources(): string[] {
    return this.mirrors.map((mirror) => this.clusters(mirror.sourceAlias).name);
  }

  public get target(): string {
    return this.clusters(this.flow.resource.spec.target.alias).name;
  }

  public selects(topic: { readonly cluster: string; readonly name: string }): boolean {
    return this.mirrors.some((mirror) => this.clusters(mirror.sourceAlias).name === topic.cluster && mirror.selectsTopic(topic.name));
  }

  public async prepare(): Promise<void> {
    if (this.mirrors.length === 0) {
      throw new Error('no source connector: this resource mirrors nothing');
    }
    await new Secrets(this.secretsFolder).fill(this.flow, this.clusters);
    await allowRequired(this.flow, this.clusters);
  }

  public start(): void {
    this.workers.start();
  }

  public async connect(): Promise<void> {
    await this.workers.createConnectors(this.target);
    await until('connectors and tasks run', 120, () => this.workers.running());
    const deviations = await this.workers.deviations();
    this.check(`${this.flow.resource.spec.replicas} workers run ${this.flow.connectors.length} connectors exactly as emitted`, deviations.length === 0, deviations.join('; '));
  }

  /** Until the copies of all these topics are as long as the originals. */
  public async catchUp(topics: readonly SourceTopic[], limitSeconds: number): Promise<void> {
    for (const { mirror, topic } of this.copies(topics)) {
      const wanted = (await this.context.agent.call('endOffsets', { cluster: topic.cluster, topic: topic.name }))!;
      const remote = mirror.remoteTopic(topic.name);
      let seen = 0;
      let asked = 0;
      await until(`${remote} has all records`, limitSeconds, async () => {
        await this.workers.running();
        const refused = ++asked % 10 === 0 ? this.workers.refusals()[0] : undefined;
        if (refused !== undefined) {
          throw new Error(`a request was refused: ${refused}`);
        }
        const ends = await this.context.agent.call('endOffsets', { cluster: this.target, topic: remote });
        seen = Object.values(ends ?? {}).reduce((sum, end) => sum + end, 0);
        return ends && Object.entries(wanted).every(([partition, end]) => (ends[partition] ?? 0) >= end) ? true : undefined;
      }).catch((error: Error) => {
        throw new Error(`${error.message} (${seen} records there)`);
      });
    }
  }

  /** Until the group's new position has arrived at the target, or had its time to: the audit will judge. */
  public async groupsArrive(topics: readonly SourceTopic[], share: number): Promise<void> {
    for (const { mirror, topic, group } of this.copies(topics)) {
      if (group === undefined || !mirror.syncsGroupOffsets) {
        continue;
      }
      const remote = mirror.remoteTopic(topic.name);
      await until('group offsets', mirror.groupSyncSeconds + 75, async () => {
        await this.workers.running();
        const offsets = await this.context.agent.call('committed', { cluster: this.target, topic: remote, group });
        // Close to the new position: an older one of the group may have been translated before.
        return Object.values(offsets).filter((offset) => offset > topic.at(share) / 2).length >= Math.max(1, topic.partitions - 1) ? true : undefined;
      }).catch(() => this.context.report.progress(`${this.name}: group ${group} on ${remote} has not arrived in time`));
    }
  }

  public async audit(topics: readonly SourceTopic[], tail: (topic: SourceTopic) => number): Promise<void> {
    for (const mirror of this.mirrors) {
      const of = (group: string | undefined) => new MirrorAudit({
        scenario: this.scenario.id, flow: this.flow, mirror, source: this.clusters(mirror.sourceAlias), target: this.clusters(mirror.targetAlias), group,
      },
      this.context.agent, this.context.report);
      for (const copy of this.copies(topics).filter((each) => each.mirror === mirror)) {
        await of(copy.group).topic(copy.topic, tail(copy.topic));
      }
      await of(undefined).internalTopics();
    }
    await this.workers.running();
    const refusals = this.workers.refusals();
    this.check('no request was refused for lack of rights or by policy', refusals.length === 0, refusals.slice(0, 3).join(' | '));
  }

  public fail(what: string, error: unknown): void {
    this.check(what, false, (error as Error).message);
    console.log(this.workers.log());
  }

  public stop(): void {
    this.workers.stop();
  }

  private copies(topics: readonly SourceTopic[]): { mirror: Mirror; topic: SourceTopic; group: string | undefined }[] {
    return this.mirrors.flatMap((mirror) => topics
      .filter((topic) => this.clusters(mirror.sourceAlias).name === topic.cluster && mirror.selectsTopic(topic.name))
      .map((topic) => ({ mirror, topic, group: GROUPS.find((group) => mirror.selectsGroup(group)) })));
  }

  private check(name: string, passed: boolean, detail = ''): void {
    this.context.report.check(this.scenario.id, name, passed, detail);
  }
}
