import { setTimeout as sleep } from 'node:timers/promises';

/** A probe as a container declares it; what is left out is Kubernetes' default. */
export interface ProbeSpec {
  readonly httpGet?: { readonly path: string; readonly port: string | number };
  readonly exec?: { readonly command: readonly string[] };
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly successThreshold?: number;
  readonly failureThreshold?: number;
}

/** How a probe of a container is carried out: whether it succeeds within its time. */
export type Probing = (spec: ProbeSpec, timeoutSeconds: number) => Promise<boolean>;

/**
 * A probe, looked at as kubelet does. Its verdict changes only after as many results in a row as its threshold says.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
 */
export class Probe {
  private isStopped = false;

  public constructor(private readonly spec: ProbeSpec, private readonly probing: Probing, private readonly onVerdict: (succeeds: boolean) => void) {}

  public start(): void {
    void this.run();
  }

  public stop(): void {
    this.isStopped = true;
  }

  private async run(): Promise<void> {
    const { initialDelaySeconds = 0, periodSeconds = 10, timeoutSeconds = 1, successThreshold = 1, failureThreshold = 3 } = this.spec;
    await sleep(initialDelaySeconds * 1_000);
    let last: boolean | undefined;
    let inARow = 0;
    while (!this.isStopped) {
      const began = Date.now();
      const succeeds = await this.probing(this.spec, timeoutSeconds);
      inARow = succeeds === last ? inARow + 1 : 1;
      last = succeeds;
      if (!this.isStopped && inARow >= (succeeds ? successThreshold : failureThreshold)) {
        this.onVerdict(succeeds);
      }
      await sleep(Math.max(0, periodSeconds * 1_000 - (Date.now() - began)));
    }
  }
}
