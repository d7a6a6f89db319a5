import { javaList } from './java-text';
import { invalidResource } from './refusal';
import { MirrorMaker2Spec, ValueFrom } from './resource-shape';

/** The exporter that runs in the worker as a Kafka plug-in (`StrimziMetricsReporterConfig`, Strimzi 1.2.0). */
export const STRIMZI_REPORTER = 'io.strimzi.kafka.metrics.prometheus.ClientMetricsReporter';

/** The reporter that the exporter for JMX reads. */
export const JMX_REPORTER = 'org.apache.kafka.common.metrics.JmxReporter';

/** Metrics that the Strimzi Metrics Reporter exports unless told (`DEFAULT_METRICS_ALLOW_LIST` of Connect, then of MirrorMaker 2). */
const DEFAULT_ALLOW_LIST = [
  'kafka_admin_client_admin_client_metrics_connection_count',
  'kafka_connect_connect_coordinator_metrics.*',
  'kafka_connect_connector_metrics.*',
  'kafka_connect_connector_task_metrics.*',
  'kafka_connect_connect_worker_metrics_.*',
  'kafka_connect_connect_worker_rebalance.*',
  'kafka_connect_task_error_metrics.*',
  'kafka_consumer_consumer_coordinator_metrics.*',
  'kafka_consumer_consumer_fetch_manager_metrics.*',
  'kafka_consumer_consumer_metrics.*',
  'kafka_producer_producer_metrics.*',
  'kafka_producer_producer_node_metrics_incoming_byte',
  'kafka_producer_producer_topic.*',
  'kafka_connect_mirror_mirrorcheckpointconnector.*',
  'kafka_connect_mirror_mirrorsourceconnector.*',
];

/** Refuses metrics and logging that name nothing (`JmxPrometheusExporterModel`, `StrimziMetricsReporterModel`, `LoggingModel`, 1.2.0). */
export function validateMetricsAndLogging({ metricsConfig, logging }: MirrorMaker2Spec): void {
  if (metricsConfig?.type === 'jmxPrometheusExporter') {
    validateReference(metricsConfig.valueFrom, 'Metrics', 'metrics');
  }
  if (metricsConfig?.type === 'strimziMetricsReporter' && metricsConfig.values?.allowList?.length === 0) {
    throw invalidResource('Metrics configuration is invalid: [Allowlist should contain at least one element]');
  }
  if (logging?.type === 'external') {
    validateReference(logging.valueFrom, 'Logging', 'logging');
  }
}

/** The metrics that the Strimzi Metrics Reporter exports, or undefined when it is not used. */
export function reporterAllowList({ metricsConfig }: MirrorMaker2Spec): string | undefined {
  return metricsConfig?.type === 'strimziMetricsReporter' ? (metricsConfig.values?.allowList ?? DEFAULT_ALLOW_LIST).join(',') : undefined;
}

function validateReference(valueFrom: ValueFrom | undefined, Subject: string, subject: string): void {
  const reference = valueFrom?.configMapKeyRef;
  const errors = reference
    ? [
      ...reference.name ? [] : [`Name of the ConfigMap with ${subject} configuration is missing`],
      ...reference.key ? [] : [`The key under which the ${subject} configuration is stored in the ConfigMap is missing`],
    ]
    : ['ConfigMap reference is missing'];
  if (errors.length > 0) {
    throw invalidResource(`${Subject} configuration is invalid: ${javaList(errors)}`);
  }
}
