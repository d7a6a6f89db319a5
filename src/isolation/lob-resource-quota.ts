import { Size } from 'cdk8s';

/** What all pods in the namespace of a line of business may take together. */
export interface LobResourceQuota {
  /** CPU that they request, in thousandths of a core. Range: 1..1,000,000. */
  readonly cpuMillis: number;
  /** Memory, requested and limit. Range: at least what the workers take. */
  readonly memory: Size;
  /**
   * Number of pods. Range: at least the number of workers.
   * @default - one more than there are workers
   */
  readonly pods?: number;
}
