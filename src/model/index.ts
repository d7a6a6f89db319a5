export * from './delivery-guarantee';
export * from './group-selection';
export * from './naming-policy';
export * from './replication-model';
export * from './runtime';
export * from './topic-selection';
