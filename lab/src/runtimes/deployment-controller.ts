import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../wait.js';
import type { Deployment } from './pod-manifest.js';
import type { Pod } from './pod.js';

/**
 * Keeps as many pods as a Deployment says, and replaces those of an older template by its strategy.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/
 */
export class DeploymentController {
  private pods: Pod[] = [];

  /** @param create makes a pod, which does not run yet; @param onChange is told when pods come and go */
  public constructor(private deployment: Deployment, private readonly create: (deployment: Deployment) => Pod, private readonly onChange: () => void) {}

  /** All that have not been deleted, the oldest first. */
  public get running(): readonly Pod[] {
    return this.pods;
  }

  /** Until as many are available as there are to be, of the newest template. */
  public async rolledOut(limitSeconds: number): Promise<void> {
    await until(`${this.deployment.metadata.name} is rolled out`, limitSeconds, () =>
      this.outdated().length === 0 && this.available().length === this.deployment.spec.replicas ? true : undefined);
  }

  /** Makes the pods what the Deployment says now; returns when the last one has been started. */
  public async apply(deployment: Deployment, limitSeconds: number): Promise<void> {
    const deadline = Date.now() + limitSeconds * 1_000;
    this.deployment = deployment;
    const { replicas, strategy: { type, rollingUpdate } } = deployment.spec;
    if (type === 'Recreate') {
      for (const pod of this.outdated()) {
        await this.remove(pod);
      }
    }
    const { maxSurge, maxUnavailable } = rollingUpdate ?? { maxSurge: 0, maxUnavailable: 0 };
    while (this.outdated().length > 0 || this.pods.length < replicas) {
      if (this.pods.length < replicas + (this.outdated().length > 0 ? maxSurge : 0)) {
        this.add();
        continue;
      }
      const [unavailable] = this.outdated().filter((pod) => !this.available().includes(pod));
      const victim = unavailable ?? (this.available().length > replicas - maxUnavailable ? this.outdated()[0] : undefined);
      if (Date.now() > deadline) {
        throw new Error(`${deployment.metadata.name}: pods are not replaced within ${limitSeconds} s`);
      }
      if (victim) {
        await this.remove(victim);
      } else {
        await sleep(500);
      }
    }
  }

  /**
   * Eviction, as for the maintenance of a node: refused where the PodDisruptionBudget would be exceeded. The pod is not replaced before `apply`, as where
   * no other node has room.
   * @see https://kubernetes.io/docs/concepts/workloads/pods/disruptions/
   */
  public async evict(pod: Pod, budget: { readonly maxUnavailable: number }): Promise<boolean> {
    if (pod.isReady && this.pods.filter(({ isReady }) => isReady).length - 1 < this.deployment.spec.replicas - budget.maxUnavailable) {
      return false;
    }
    await this.remove(pod);
    return true;
  }

  public kill(): void {
    this.pods.forEach((pod) => pod.kill());
  }

  /** Ready for long enough. */
  private available(): Pod[] {
    return this.pods.filter((pod) => pod.isReady && pod.readySeconds >= (this.deployment.spec.minReadySeconds ?? 0));
  }

  private outdated(): Pod[] {
    const template = JSON.stringify(this.deployment.spec.template);
    return this.pods.filter((pod) => JSON.stringify(pod.template) !== template);
  }

  private add(): void {
    const pod = this.create(this.deployment);
    this.pods.push(pod);
    pod.start();
    this.onChange();
  }

  private async remove(pod: Pod): Promise<void> {
    this.pods = this.pods.filter((each) => each !== pod);
    this.onChange();
    await pod.stop();
  }
}
