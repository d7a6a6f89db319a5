/** Labels by which monitoring, log forwarding and people select what belongs together. */
export const LABELS = {
  /** Name of the line of business. Strimzi hands labels of a resource on to its pods. */
  lineOfBusiness: 'cdk8s-kafka-replication/line-of-business',
} as const;
