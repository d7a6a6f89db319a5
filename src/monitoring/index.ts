export * from './additional-alert';
export * from './alert-thresholds';
export * from './dashboards/dashboard-delivery';
export * from './mirror-maker2-state-metrics';
export { ReplicationMonitoring } from './replication-monitoring';
export * from './replication-monitoring-props';
export * from './replication-scaling';
export type { SlackOptions, SlackRoute } from './slack-options';
export * from './user-workload-monitoring';
