import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments, stringify } from 'yaml';
import { EmittedAccess } from '../access/emitted-access.js';
import { Agent } from '../agent.js';
import { chartFile } from '../chart-file.js';
import type { ClusterContext, KafkaCluster } from '../cluster.js';
import { flowsOf, Mirror, ROOT, type Flow } from '../effective.js';
import { EventStreamsCluster, type Role } from '../event-streams.js';
import type { javaArguments } from '../java.js';
import { ScramCluster } from '../local.js';
import { exporterRules } from '../monitoring/exporter.js';
import { MutualTlsCluster } from '../mutual-tls.js';
import { Network, type Endpoint } from '../network.js';
import { OldCluster } from '../old-cluster.js';
import type { Report } from '../report.js';
import { KAFKA, KafkaDistribution } from '../runtimes/distribution.js';
import { CertificateAuthority } from '../tls.js';
import type { WorkerContext } from '../worker.js';
import { Deployment } from './deployment.js';

/** What a run of the lab gives to its stages. */
export interface StageContext extends ClusterContext {
  readonly report: Report;
  /** How often a scenario of crashes kills a worker. */
  readonly kills: number;
  /** Which faults a scenario of faults provokes, by number or name; undefined: all. */
  readonly faults: readonly string[] | undefined;
  /** Whether what was measured is kept, and written to its page. */
  readonly write: boolean;
}

/** A resource that an example synthesizes. */
export interface Example {
  readonly example: string;
  /** For an example that synthesizes one of several steps. */
  readonly env?: Readonly<Record<string, string>>;
  /** Which of several charts. @default - the only one, of the name of the example */
  readonly file?: string;
  /** Name of the resource, where the file has several. @default - the first one */
  readonly resource?: string;
  /** What the scenario changes in the resource's `spec`, or in its `metadata`. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly change?: (spec: any, metadata: any) => void;
}

/** What runs on a site beside its clusters. */
export interface Running {
  log(): string;
  stop(): void;
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

  public readonly network: Network;
  /** So that JVMs take the site's public authority for one. */
  public readonly jvmOptions: readonly string[];
  private readonly folder: string;
  private readonly publicAuthority: CertificateAuthority;
  /** By their bootstrap servers: several aliases may stand for one. */
  private readonly clusters = new Map<string, KafkaCluster>();
  private readonly serversOf = new Map<string, string>();
  private readonly granted = new Set<string>();
  private readonly running: Running[] = [];
  private readonly endings: (() => void)[] = [];
  private client: Agent | undefined;
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
    return this.clusters.get(this.serversOf.get(alias)!)!;
  }

  /** A JVM among the clients: it knows the brokers by the names of the YAML, and trusts whom they trust. */
  public get clients(): Agent {
    this.client ??= new Agent(join(this.folder, 'client.log'), [this.network.jvmOption, ...this.jvmOptions]);
    return this.client;
  }

  /** An address for a server beside the clusters. */
  public allocate(): string {
    return this.network.allocate();
  }

  /** A folder of the site's own. */
  public path(...names: readonly string[]): string {
    return join(this.folder, ...names);
  }

  /**
   * Starts the clusters that the example names, and describes its replication, which does not run yet.
   * @param java how its workers are started, where it is not as everything else
   * @param pod what else its workers get from their pods
   */
  public async deploy(
    example: Example, java?: typeof javaArguments, pod: Pick<WorkerContext, 'env'> & Partial<Pick<WorkerContext, 'jvmOptions'>> = {},
  ): Promise<Deployment> {
    const flow = await this.flow(example);
    await this.startClusters(flow, EmittedAccess.of(flow.file));
    const folder = join(this.folder, flow.resource.metadata.name);
    const deployment = new Deployment(this, flow, {
      folder, secretsFolder: join(folder, 'secrets'), network: this.network, agent: this.context.agent, env: pod.env,
      jvmOptions: [...this.jvmOptions, ...pod.jvmOptions ?? []], exporterRules: exporterRules(flow.file, flow.resource, folder), ...(java ? { java } : {}),
    });
    this.ends(deployment.workers);
    return deployment;
  }

  /** Starts the clusters that a flow names, with the rights that came with it. */
  public async startClusters(flow: Flow, access?: EmittedAccess): Promise<void> {
    const serviceIds = access?.serviceIds.map(({ name }) => name) ?? [];
    for (const mirror of Mirror.of(flow)) {
      await Promise.all((['source', 'target'] as const).map(async (side) => this.start(mirror, side, serviceIds)));
    }
    if (access) {
      await this.grant(access);
    }
  }

  /** It ends with the site. */
  public ends(running: Running): void {
    this.running.push(running);
  }

  /** What Connect is to run for an example. */
  public async flow({ example, env, file, resource: name, change }: Example): Promise<Flow> {
    const dist = env === undefined ? join(ROOT, 'examples', example, 'dist') : await this.synthesize(example, env);
    const from = chartFile(dist, file ?? example);
    if (change === undefined && name === undefined) {
      return (await flowsOf(from))[0]!;
    }
    const objects = parseAllDocuments(readFileSync(from, 'utf8')).map((document) => document.toJS()).filter(Boolean);
    const resource = objects.find(({ kind, metadata }) => kind === 'KafkaMirrorMaker2' && (name ?? metadata.name) === metadata.name);
    change?.(resource.spec, resource.metadata);
    const changed = join(this.folder, `changed-${++this.synthesized}.yaml`);
    writeFileSync(changed, objects.filter((object) => object === resource || object.kind !== 'KafkaMirrorMaker2').map((object) => stringify(object)).join('---\n'));
    return (await flowsOf(changed))[0]!;
  }

  /** As a user does, in the folder of the example; gives back the folder of what it wrote. */
  public async synthesize(example: string, env: Readonly<Record<string, string>>): Promise<string> {
    const dist = resolve(this.folder, `dist-${++this.synthesized}`);
    await promisify(execFile)(join(ROOT, 'node_modules', '.bin', 'cdk8s'), ['synth', '--check-upgrade=false', '--output', dist],
      { cwd: join(ROOT, 'examples', example), env: { ...process.env, ...env }, timeout: 120_000 });
    return dist;
  }

  public check(name: string, passed: boolean, detail = ''): void {
    this.context.report.check(this.name, name, passed, detail);
  }

  /** What has to end with the site, beside clusters and deployments. */
  public atEnd(end: () => void): void {
    this.endings.push(end);
  }

  public stop(): void {
    this.endings.forEach((end) => end());
    this.running.forEach((each) => each.stop());
    this.clusters.forEach((cluster) => cluster.stop());
    this.client?.process.kill();
  }

  public log(): string {
    return [...this.running.map((each) => each.log()), ...[...this.clusters.values()].map((cluster) => cluster.log())].join('\n');
  }

  private async start(mirror: Mirror, side: 'source' | 'target', serviceIds: readonly string[]): Promise<void> {
    const alias = side === 'source' ? mirror.sourceAlias : mirror.targetAlias;
    const endpoints = mirror.endpoints(side);
    const servers = endpoints.map(({ host, port }) => `${host}:${port}`).join(',');
    this.serversOf.set(alias, servers);
    if (this.clusters.has(servers)) {
      return;
    }
    const cluster = await this.clusterOf(`${this.name}-${alias}`, mirror, side, endpoints, serviceIds);
    this.clusters.set(servers, cluster);
    await cluster.start();
  }

  /** The kind of cluster shows in how clients reach it; the only one without TLS is the old one. */
  private async clusterOf(
    name: string, mirror: Mirror, side: 'source' | 'target', endpoints: readonly Endpoint[], serviceIds: readonly string[],
  ): Promise<KafkaCluster> {
    const context = { ...this.context, network: this.network };
    const authority = (role: string) => new CertificateAuthority(`${name}-${role}`, join(this.folder, 'tls'));
    if (endpoints.some(({ host }) => host.endsWith('.eventstreams.cloud.ibm.com'))) {
      return new EventStreamsCluster(name, context, endpoints, this.publicAuthority, this.targetRole, serviceIds);
    }
    if (mirror.client(side, 'ssl.keystore.key') !== undefined) {
      return new MutualTlsCluster(name, context, endpoints, authority('ca'), authority('clients-ca'));
    }
    return mirror.client(side, 'security.protocol') === 'PLAINTEXT'
      ? new OldCluster(name, context, endpoints, await KafkaDistribution.of(KAFKA.old))
      : new ScramCluster(name, context, endpoints, authority('ca'));
  }

  /** What the User Operator and the administrator of Event Streams do with the rights in a file. */
  private async grant({ users, serviceIds }: EmittedAccess): Promise<void> {
    for (const [servers, cluster] of this.clusters) {
      const mine = cluster instanceof ScramCluster ? users.filter(({ bootstrap }) => servers.startsWith(bootstrap)) : [];
      for (const { name, acls, quotas } of mine.filter((user) => !this.granted.has(`${servers} ${user.name}`))) {
        this.granted.add(`${servers} ${name}`);
        await cluster.credential('source', name, name);
        await cluster.allow(acls);
        if (Object.keys(quotas).length > 0) {
          await this.context.agent.call('limitUser', { cluster: cluster.name, name, quotas });
        }
      }
      if (cluster instanceof EventStreamsCluster) {
        await cluster.allow(serviceIds.flatMap(({ acls }) => acls));
      }
    }
  }
}
