/** Whose custom resources describe the monitoring. */
export enum MonitoringApiGroup {
  /** Prometheus Operator, OpenShift's own monitoring. */
  PROMETHEUS_OPERATOR = 'monitoring.coreos.com',
  /** Cluster Observability Operator of Red Hat. */
  CLUSTER_OBSERVABILITY_OPERATOR = 'monitoring.rhobs',
}
