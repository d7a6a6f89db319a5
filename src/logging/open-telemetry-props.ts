import { MonitoringApiGroup } from '../core';

/** How an OpenTelemetry collector runs in Kubernetes. */
export interface OpenTelemetryProps {
  /**
   * Container image of a collector with `file_log`, `file_storage`, `memory_limiter`, `filter`, `health_check`, `nop` and `splunk_hec`, such as Splunk's
   * distribution or *contrib*, by digest: `registry/name@sha256:…`. Fails: no digest.
   */
  readonly image: string;
  /**
   * Namespace of the collector and of the Secret with the token. It must allow `hostPath`, which the Pod Security level *restricted* does not.
   * @default - that of the first replication
   */
  readonly namespace?: string;
  /**
   * Service account of the collector, which gets no rights. On OpenShift a cluster administrator lets it read logs: `OpenTelemetryAccess`.
   * @default 'mm2-log-collector'
   */
  readonly serviceAccount?: string;
}

/** How an OpenTelemetry collector runs without an operator. */
export interface OpenTelemetryDaemonSetProps extends OpenTelemetryProps {
  /**
   * API group of a PodMonitor in the namespace of the collector, by which Prometheus gets the collector's own metrics. Alerts about forwarding and about errors
   * in the log rest on them. Fails: another group than those of `MonitoringApiGroup`.
   * @default - ours: no PodMonitor, since not every cluster knows the resource; the port `metrics` is there for whoever scrapes it
   */
  readonly podMonitor?: MonitoringApiGroup;
}
