import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EmittedAccess } from '../access/emitted-access.js';
import { allowRequired } from '../access/required-rights.js';
import { Mirror, type Flow } from '../effective.js';
import { Trial } from '../experiment/trial.js';
import { Secrets } from '../secrets.js';
import { until } from '../wait.js';
import { WorkerGroup, type WorkerContext } from '../worker.js';
import type { Example, Site } from './site.js';

/** On a busy machine a broker may answer late; a record given up that arrives after all would look foreign. */
const PATIENT = { 'delivery.timeout.ms': 300_000 };

/** The replication of one example on a site: what the operator, and the engineer who changes the YAML, would do with it. */
export class Deployment {
  public readonly workers: WorkerGroup;

  public constructor(private readonly site: Site, public flow: Flow, private readonly context: WorkerContext) {
    this.workers = new WorkerGroup(flow, context);
  }

  /** The YAML that it runs now. */
  public get file(): string {
    return this.flow.file;
  }

  public get mirror(): Mirror {
    return Mirror.of(this.flow)[0]!;
  }

  /** One of the topics it copies. */
  public topic(name: string): Trial {
    const { agent } = this.context;
    const [source, target] = [this.site.cluster(this.mirror.sourceAlias), this.site.cluster(this.mirror.targetAlias)];
    return new Trial({ name: `${this.site.name}/${source.name}/${name}`, topic: name, file: this.file },
      { agent, source, target, flow: this.flow, ownWorkers: true, workers: this.workers, producerConfigs: PATIENT });
  }

  /** Secrets, rights, workers, connectors; returns when the copying connector has running tasks, so a topic has to be there. */
  public async start(): Promise<void> {
    await this.fillSecrets();
    await this.allow();
    this.workers.start();
    await Promise.all([this.workers.createConnectors(this.site.cluster(this.mirror.targetAlias).name), this.startHeartbeats()]);
    await this.running();
  }

  /** What the operators put into Secrets; makes the users behind them. */
  public async fillSecrets(): Promise<void> {
    const { heartbeats } = this.flow;
    for (const flow of [this.flow, ...(heartbeats ? [heartbeats] : [])]) {
      await new Secrets(this.context.secretsFolder).fill(flow, (alias) => this.site.cluster(alias));
    }
  }

  /** The same Secrets with the values of today; workers read them when a connector starts. */
  public async renewSecrets(): Promise<void> {
    const { secretsFolder } = this.context;
    // The folder itself is the working directory of the workers.
    readdirSync(secretsFolder).forEach((name) => rmSync(join(secretsFolder, name), { recursive: true }));
    await this.fillSecrets();
  }

  public async running(limitSeconds = 150): Promise<void> {
    await this.topic('any').tasksAre('RUNNING', limitSeconds);
  }

  /** New YAML: the operator reconfigures the connectors whose configuration has changed. */
  public async update(example: Example): Promise<void> {
    const before = new Map(this.flow.connectors.map((connector) => [connector.name, JSON.stringify(connector)]));
    await this.describe(example);
    for (const connector of this.flow.connectors.filter((each) => before.get(each.name) !== JSON.stringify(each))) {
      await this.workers.rest.configure(connector);
    }
  }

  /** New YAML with other settings of the workers: they are replaced one after the other, then the connectors are reconfigured. */
  public async roll(example: Example): Promise<void> {
    await this.describe(example);
    for (let replica = 0; replica < this.flow.resource.spec.replicas; replica++) {
      await this.workers.stopWorker(replica);
      this.workers.startWorker(replica);
      await this.joined();
    }
    for (const connector of this.flow.connectors) {
      await this.workers.rest.configure(connector);
    }
    await this.running();
  }

  /** A crash, and the pod's replacement. Returns when the copying connector runs again. */
  public async crash(replica = 0): Promise<void> {
    await this.workers.killWorker(replica);
    this.workers.startWorker(replica);
    await this.joined();
    await this.running();
  }

  public async joined(): Promise<void> {
    await this.workers.joined(this.site.cluster(this.mirror.targetAlias).name);
  }

  /** Workers that start from now on run this. */
  public async describe(example: Example): Promise<void> {
    this.flow = await this.site.flow(example);
    await this.allow();
    this.workers.use(this.flow);
  }

  /** The KafkaConnect beside the resource, where there is one. */
  private async startHeartbeats(): Promise<void> {
    const { heartbeats } = this.flow;
    if (heartbeats === undefined) {
      return;
    }
    const folder = join(this.context.folder, 'heartbeats');
    const env = new Secrets(this.context.secretsFolder).variables(heartbeats);
    const workers = new WorkerGroup(heartbeats, { ...this.context, folder, env, exporterRules: undefined });
    this.site.ends(workers);
    workers.start();
    await workers.createConnectors(this.site.cluster(heartbeats.resource.spec.target.alias).name);
    await until('heartbeats are emitted', 120, () => workers.running());
  }

  /** The rights that the configuration needs, where the file gives none: rights that stand in it have been given already. */
  private async allow(): Promise<void> {
    if (!EmittedAccess.of(this.file).isEmpty) {
      return;
    }
    await allowRequired(this.flow, (alias) => this.site.cluster(alias));
  }
}
