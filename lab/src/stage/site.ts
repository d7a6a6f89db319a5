import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments, stringify } from 'yaml';
import type { ClusterContext, KafkaCluster } from '../cluster.js';
import { flowsOf, Mirror, ROOT, type Flow } from '../effective.js';
import { EventStreamsCluster, type Role } from '../event-streams.js';
import { ScramCluster } from '../local.js';
import { Network } from '../network.js';
import type { Report } from '../report.js';
import { CertificateAuthority } from '../tls.js';
import { Deployment } from './deployment.js';

/** What a run of the lab gives to its stages. */
export interface StageContext extends ClusterContext {
  readonly report: Report;
  /** How often a scenario of crashes kills a worker. */
  readonly kills: number;
}

/** A resource that an example synthesizes. */
export interface Example {
  readonly example: string;
  /** For an example that synthesizes one of several steps. */
  readonly env?: Readonly<Record<string, string>>;
  /** Which of several files. @default - the only one */
  readonly file?: string;
  /** What the scenario changes in the resource's `spec`. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly change?: (spec: any) => void;
}

/** Clusters with TLS and users of its own, and the replications of examples between them; everything is named as in the examples. */
export class Site {
  /** A scenario on a site of its own, which ends with it. One that cannot be carried out does not end the others. */
  public static async run(name: string, context: StageContext, act: (site: Site) => Promise<void>, targetRole?: Role): Promise<void> {
    const site = new Site(name, context, targetRole);
    try {
      await act(site);
    } catch (error) {
      site.check('the scenario can be carried out', false, (error as Error).stack);
      console.log(site.log());
    } finally {
      site.stop();
    }
  }

  private readonly network: Network;
  private readonly folder: string;
  private readonly publicAuthority: CertificateAuthority;
  private readonly jvmOptions: readonly string[];
  private readonly clusters = new Map<string, KafkaCluster>();
  private readonly deployments: Deployment[] = [];
  private synthesized = 0;

  /** @param targetRole what the API key of Event Streams may do where it is the target */
  public constructor(public readonly name: string, public readonly context: StageContext, private readonly targetRole: Role = 'kp-manager') {
    this.folder = join(context.folder, name);
    mkdirSync(this.folder, { recursive: true });
    this.network = new Network(join(this.folder, 'hosts'));
    this.publicAuthority = new CertificateAuthority('public-ca', join(this.folder, 'tls'));
    this.jvmOptions = this.publicAuthority.jvmTrustStoreOptions();
  }

  /** The cluster behind an alias of the examples. */
  public cluster(alias: string): KafkaCluster {
    return this.clusters.get(alias)!;
  }

  /** Starts the clusters that the example names, and describes its replication, which does not run yet. */
  public async deploy(example: Example): Promise<Deployment> {
    const { file, flow } = await this.flow(example);
    for (const mirror of Mirror.of(flow)) {
      await Promise.all((['source', 'target'] as const).map(async (side) => this.start(side === 'source' ? mirror.sourceAlias : mirror.targetAlias, mirror, side)));
    }
    const folder = join(this.folder, flow.resource.metadata.name);
    const deployment = new Deployment(this, file, flow, {
      folder, secretsFolder: join(folder, 'secrets'), network: this.network, agent: this.context.agent, jvmOptions: this.jvmOptions,
    });
    this.deployments.push(deployment);
    return deployment;
  }

  /** What Connect is to run for an example. */
  public async flow({ example, env, file, change }: Example): Promise<{ file: string; flow: Flow }> {
    const dist = env === undefined ? join(ROOT, 'examples', example, 'dist') : await this.synthesize(example, env);
    const from = join(dist, `${file ?? example}.k8s.yaml`);
    if (change === undefined) {
      return { file: from, flow: (await flowsOf(from))[0]! };
    }
    const resource = parseAllDocuments(readFileSync(from, 'utf8')).map((document) => document.toJS()).find((object) => object?.kind === 'KafkaMirrorMaker2');
    change(resource.spec);
    const changed = join(this.folder, `changed-${++this.synthesized}.yaml`);
    writeFileSync(changed, stringify(resource));
    return { file: changed, flow: (await flowsOf(changed))[0]! };
  }

  public check(name: string, passed: boolean, detail = ''): void {
    this.context.report.check(this.name, name, passed, detail);
  }

  public stop(): void {
    this.deployments.forEach(({ workers }) => workers.stop());
    this.clusters.forEach((cluster) => cluster.stop());
  }

  public log(): string {
    return [...this.deployments.map(({ workers }) => workers.log()), ...[...this.clusters.values()].map((cluster) => cluster.log())].join('\n');
  }

  private async start(alias: string, mirror: Mirror, side: 'source' | 'target'): Promise<void> {
    if (this.clusters.has(alias)) {
      return;
    }
    const name = `${this.name}-${alias}`;
    const context = { ...this.context, network: this.network };
    const cluster = alias === 'kp-remote' ? new EventStreamsCluster(name, context, mirror.endpoints(side), this.publicAuthority, this.targetRole)
      : new ScramCluster(name, context, mirror.endpoints(side), new CertificateAuthority(`${name}-ca`, join(this.folder, 'tls')));
    this.clusters.set(alias, cluster);
    await cluster.start();
  }

  /** As a user does, in the folder of the example. */
  private async synthesize(example: string, env: Readonly<Record<string, string>>): Promise<string> {
    const dist = resolve(this.folder, `dist-${++this.synthesized}`);
    await promisify(execFile)(join(ROOT, 'node_modules', '.bin', 'cdk8s'), ['synth', '--check-upgrade=false', '--output', dist],
      { cwd: join(ROOT, 'examples', example), env: { ...process.env, ...env }, timeout: 120_000 });
    return dist;
  }
}
