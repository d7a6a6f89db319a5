import { SourcePartition } from './running-connector';

/** Something about a connector that is not as it should be. */
export interface StatusProblem {
  /** Stable code: a word for programs. */
  readonly code: string;
  readonly message: string;
}

/** A key whose value is not as declared; null where one side does not set it. */
export interface Difference {
  readonly key: string;
  readonly declared: string | null;
  readonly runs: string | null;
}

/** A task; those of a connector that does not copy records have no partitions. */
export interface TaskStatus {
  readonly id: number;
  readonly state: string;
  /** Address and port of its worker. */
  readonly worker: string;
  /** First line of the stack trace, and its last cause. */
  readonly error: string | null;
  readonly partitions: readonly SourcePartition[];
}

/** A partition that is copied, or that was. */
export interface PartitionStatus extends SourcePartition {
  /** The task that copies it; null where none does. */
  readonly task: number | null;
  /** Offset of the last record that was copied and remembered; null where there is none. */
  readonly offset: number | null;
  /** Where the source ends, or ended a moment ago; null where nobody says it. */
  readonly end: number | null;
  /** Records from there to the end; null where one of the two is not known. */
  readonly lag: number | null;
}

/** A connector as it is declared and as it runs. */
export interface ConnectorStatus {
  readonly name: string;
  readonly class: string;
  /** State that it is declared to be in: `running`, `paused` or `stopped`; null where it is not declared. */
  readonly declared: string | null;
  /** State that it is in; null where Connect does not know it. */
  readonly state: string | null;
  readonly worker: string | null;
  readonly error: string | null;
  readonly tasks: readonly TaskStatus[];
  readonly differences: readonly Difference[];
  readonly offsets: readonly PartitionStatus[];
  /** Why Connect did not tell offsets. */
  readonly offsetsFailure: string | null;
  readonly problems: readonly StatusProblem[];
}
