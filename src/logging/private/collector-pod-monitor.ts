/** How often the collector's own metrics are asked for. */
const INTERVAL_SECONDS = 30;

/**
 * `spec` of the PodMonitor of a collector's pods. It has no `namespaceSelector`: monitoring of user workloads ignores it, and looks in the monitor's own namespace.
 *
 * @param pods labels of the pods
 * @param port name of the port of their metrics
 * @see podmonitor v1 schema, prometheus-operator 0.93.0
 */
export function collectorPodMonitorSpec(pods: { readonly [label: string]: string }, port: string): object {
  return {
    selector: { matchLabels: pods },
    podMetricsEndpoints: [{ port, path: '/metrics', interval: `${INTERVAL_SECONDS}s`, scrapeTimeout: '20s' }],
  };
}
