/** What a manifest cannot carry by itself: written at synth, read back by the CLI. */
export const ANNOTATIONS = {
  /** JSON: code of an accepted finding → reason. */
  acknowledged: 'cdk8s-kafka-replication/acknowledged',
  /** Name of the Event Streams plan of the target. */
  eventStreamsPlan: 'cdk8s-kafka-replication/event-streams-plan',
} as const;
