import type { FaultBed } from './fault-bed.js';

/** One way in which a replication fails in operation, and the alert that tells it. */
export interface Fault {
  /** For `--faults`; a word or two with hyphens. */
  readonly name: string;
  /** What happens. */
  readonly what: string;
  readonly alert: string;
  readonly severity: 'warning' | 'critical';
  /** CI provokes it. */
  readonly ci?: boolean;
  /** Longest time until Slack says so. @default 240 */
  readonly tellSeconds?: number;
  /** Longest time until Slack says that it has ended. @default 240 */
  readonly endSeconds?: number;
  readonly provoke: (bed: FaultBed) => Promise<void>;
  readonly mend: (bed: FaultBed) => Promise<void>;
}
