export * from './byte-rate';
export { GroupType } from './cluster-facts';
export type { ClusterFacts, TopicFacts } from './cluster-facts';
export { EventStreamsPlan } from './event-streams-plan';
export * from './finding';
export * from './monitoring-api-group';
export * from './secret-key';
