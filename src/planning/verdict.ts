/**
 * Why MM2 copies a topic, follows a group, or does not. The codes are part of the CLI's JSON.
 */
export type ReasonCode =
  | 'selected' | 'heartbeats' | 'copy-of-a-copy' | 'renamed-heartbeats' // in favour, or worth knowing
  | 'not-selected' | 'excluded' | 'internal-topic' | 'copy-from-target' // MM2 leaves it alone
  | 'illegal-name' | 'remote-name-too-long' | 'remote-name-illegal' // Kafka refuses the name
  | 'connector-fails' | 'cannot-tell';

/** One reason, with the setting behind it. */
export interface Reason {
  readonly code: ReasonCode;
  readonly message: string;
}

/** What becomes of one name. */
export interface Verdict {
  readonly name: string;
  /** Whether the topic is mirrored, or the group followed; null if that cannot be told from the configuration alone. */
  readonly taken: boolean | null;
  readonly reasons: readonly Reason[];
}
