export * from './delivery-guarantee';
export * from './group-selection';
export * from './naming-policy';
export * from './replication-model';
export * from './replication-tuning';
export * from './runtime';
export * from './topic-selection';
export * from './transaction-boundary';
