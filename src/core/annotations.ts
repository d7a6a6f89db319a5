/** What a manifest cannot carry by itself: written at synth, read back by the CLI or by nobody but Kubernetes. */
export const ANNOTATIONS = {
  /** JSON: code of an accepted finding → reason. */
  acknowledged: 'cdk8s-kafka-replication/acknowledged',
  /** Name of the Event Streams plan of the target. */
  eventStreamsPlan: 'cdk8s-kafka-replication/event-streams-plan',
  /** JSON: alias of a cluster → what is known of it. */
  facts: 'cdk8s-kafka-replication/facts',
  /** Longest outage that the replication is to survive, such as `24h`. */
  longestOutage: 'cdk8s-kafka-replication/longest-outage',
  /** Digest of the files that a process reads at its start only: when they change, its pods are replaced. */
  checksum: 'cdk8s-kafka-replication/checksum',
} as const;
