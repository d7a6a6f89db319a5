import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { chartFile } from '../chart-file.js';
import { ConnectRest } from '../connect-rest.js';
import { flowWithoutOperator, Mirror, type Flow } from '../effective.js';
import { worstState } from '../experiment/trial.js';
import type { Site } from '../stage/site.js';
import { until } from '../wait.js';
import { DeploymentController } from './deployment-controller.js';
import { KAFKA, KafkaDistribution } from './distribution.js';
import type { Nodes } from './nodes.js';
import type { Deployment } from './pod-manifest.js';
import { PodNetwork } from './pod-network.js';
import { Pod } from './pod.js';
import { prepare } from './prepare.js';
import type { SecretFiles } from './secret-files.js';
import { Surroundings } from './surroundings.js';

/** Longer than two workers take that are replaced one after the other, with the rebalance delay after each. */
const ROLLOUT_SECONDS = 420;

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Manifest = any;

/** The pods of one replication without an operator: what `kubectl apply`, the controllers of Kubernetes and kubelet make of its file. */
export class KubernetesPods implements Nodes {
  /** Clusters, users and Secrets of an example; no pod runs yet. */
  public static async of(site: Site, example: string, env: Readonly<Record<string, string>>, version: string = KAFKA.newest): Promise<KubernetesPods> {
    const { file, manifests } = await synthesized(site, example, env);
    const { metadata, spec } = deploymentIn(manifests, 'worker');
    const flow = await flowWithoutOperator(file, metadata.name, spec.replicas);
    const pods = new KubernetesPods(site, example, flow, manifests, await prepare(site, flow), await KafkaDistribution.of(version));
    site.ends(pods);
    return pods;
  }

  public readonly rest = new ConnectRest(() => this.workers.running.map(({ ip }) => ip));
  private readonly network = new PodNetwork();
  private readonly surroundings: Surroundings;
  private readonly workers: DeploymentController;
  private readonly connectors: DeploymentController;
  private made = 0;

  private constructor(private readonly site: Site, private readonly example: string, public readonly flow: Flow, private manifests: readonly Manifest[],
    private readonly secrets: SecretFiles, private image: KafkaDistribution) {
    this.surroundings = new Surroundings(site, site.path('kubernetes'));
    const create = (deployment: Deployment) => this.pod(deployment);
    this.workers = new DeploymentController(this.deployment('worker'), create, () => this.publish());
    this.connectors = new DeploymentController(this.deployment('connectors'), create, () => this.publish());
  }

  public get mirror(): Mirror {
    return Mirror.of(this.flow)[0]!;
  }

  /** `kubectl apply` of another step. The workers are done when this returns, the connectors when `inSync` does. */
  public async update(env: Readonly<Record<string, string>>): Promise<void> {
    ({ manifests: this.manifests } = await synthesized(this.site, this.example, env));
    await this.apply();
  }

  /** Another image, which the Deployments name by its digest. */
  public async useImage(image: KafkaDistribution): Promise<void> {
    this.image = image;
    await this.apply();
  }

  /** Makes the pods what the file says; returns when the workers are available. */
  public async apply(): Promise<void> {
    await Promise.all([this.workers.apply(this.deployment('worker'), ROLLOUT_SECONDS), this.connectors.apply(this.deployment('connectors'), ROLLOUT_SECONDS)]);
    await this.workers.rolledOut(ROLLOUT_SECONDS);
  }

  /** `kubectl rollout status` of the pod that keeps the connectors: all of them are as declared, and none has failed. */
  public async inSync(limitSeconds = 180): Promise<void> {
    await this.connectors.rolledOut(limitSeconds);
  }

  /** `kubectl drain`: whether the budget lets the pod go. */
  public async evict(index: number): Promise<boolean> {
    const { spec } = this.manifests.find(({ kind }) => kind === 'PodDisruptionBudget');
    return this.workers.evict(this.workers.running[index]!, spec);
  }

  public async stopNode(index: number): Promise<void> {
    if (!await this.evict(index)) {
      throw new Error('the PodDisruptionBudget lets no pod go, though all are ready');
    }
  }

  /** The node takes pods again, and the missing one comes, as the last one. */
  public async startNode(): Promise<void> {
    await this.workers.apply(this.deployment('worker'), ROLLOUT_SECONDS);
    await until('the pod is ready', 240, () => this.workers.running.every(({ isReady }) => isReady) ? true : undefined);
  }

  /** A worker hangs: until kubelet has noticed and a new one is ready in its place. */
  public async hang(index: number): Promise<void> {
    const pod = this.workers.running[index]!;
    const before = pod.restartCount;
    pod.freeze();
    await until('kubelet restarts the worker', 360, () => pod.restartCount > before && pod.isReady ? true : undefined);
  }

  public async tasks(): Promise<string> {
    const status = await this.rest.status(this.mirror.sourceConnector.name);
    return worstState((status?.tasks ?? []).map(({ state }) => state));
  }

  /** How often kubelet has restarted a container of the pods that run. */
  public get restarts(): number {
    return [...this.workers.running, ...this.connectors.running].reduce((sum, { restartCount }) => sum + restartCount, 0);
  }

  public logs(): string[] {
    return this.workers.running.map((pod) => pod.logText());
  }

  public log(): string {
    return [...this.workers.running, ...this.connectors.running].map((pod) => pod.log()).join('\n');
  }

  public stop(): void {
    this.workers.kill();
    this.connectors.kill();
    this.network.remove();
  }

  /** With the image's digest in the template, as whoever changes the image writes it. */
  private deployment(component: 'worker' | 'connectors'): Deployment {
    const found: Deployment = deploymentIn(this.manifests, component);
    const { template } = found.spec;
    const containers = template.spec.containers.map((container) => ({ ...container, image: `${container.image.split('@')[0]}:${this.image.version}` }));
    return { ...found, spec: { ...found.spec, template: { ...template, spec: { ...template.spec, containers } } } };
  }

  private pod(deployment: Deployment): Pod {
    const name = `${deployment.metadata.name}-${++this.made}`;
    return new Pod(name, deployment.spec.template, {
      folder: this.site.path(name),
      address: this.network.add(),
      mounts: [...this.surroundings.mounts, { source: this.image.folder, target: '/opt/kafka' }],
      env: this.surroundings.env,
      content: (kind, of) => kind === 'Secret' ? this.secrets.get(of) : this.configMap(of),
    });
  }

  private configMap(name: string): ReadonlyMap<string, string> | undefined {
    const found = this.manifests.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === name);
    return found && new Map(Object.entries<string>(found.data));
  }

  /** The Service: its name leads to a worker that runs, ready or not, as the Service says. */
  private publish(): void {
    const [worker] = this.workers.running;
    const service = this.manifests.find(({ kind }) => kind === 'Service');
    this.surroundings.publish(worker ? { [service.metadata.name]: worker.ip } : {});
  }
}

async function synthesized(site: Site, example: string, env: Readonly<Record<string, string>>): Promise<{ file: string; manifests: readonly Manifest[] }> {
  const file = chartFile(await site.synthesize(example, env), example);
  return { file, manifests: parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as Manifest).filter(Boolean) };
}

function deploymentIn(manifests: readonly Manifest[], component: string): Deployment {
  return manifests.find(({ kind, metadata }) => kind === 'Deployment' && metadata.labels['app.kubernetes.io/component'] === component);
}
