import { SeriesPer } from './metric';

/** A metric that no bean of MM2 gives: from the scrape, the exporter's agent, operators. */
export interface PlatformMetric {
  readonly name: string;
  readonly from: string;
  readonly per: SeriesPer;
  readonly unit: string;
  readonly meaning: string;
}

/** Bytes that Vector's buffer on disk takes on OpenShift: 256 MiB, and its header. */
export const VECTOR_BUFFER = 268_435_488;

/** In the scrape of MM2's workers, or made by the Prometheus that scrapes them. */
const OF_THE_WORKERS: readonly PlatformMetric[] = [
  { name: 'up', from: 'Prometheus', per: 'worker', unit: 'state', meaning: '1 when the last scrape of the worker succeeded' },
  { name: 'ALERTS', from: 'Prometheus', per: 'object', unit: 'state', meaning: '1 for an alert that is pending or fires' },
  { name: 'jvm_memory_used_bytes', from: 'JMX exporter 1.x', per: 'worker', unit: 'bytes', meaning: 'memory in use, by area' },
  { name: 'jvm_memory_max_bytes', from: 'JMX exporter 1.x', per: 'worker', unit: 'bytes', meaning: 'memory that may be used, by area' },
  { name: 'jvm_gc_collection_seconds_sum', from: 'JMX exporter 1.x', per: 'worker', unit: 's', meaning: 'time spent collecting garbage' },
  { name: 'process_start_time_seconds', from: 'JMX exporter 1.x', per: 'worker', unit: 's', meaning: 'when the JVM was started' },
  { name: 'process_cpu_seconds_total', from: 'JMX exporter 1.x', per: 'worker', unit: 's', meaning: 'processor time used' },
];

/** By other exporters: a scrape of MM2's workers has none of them, and an alert or panel on them is empty until Prometheus scrapes those, too. */
export const OF_OTHER_EXPORTERS: readonly PlatformMetric[] = [
  { name: 'strimzi_kafka_mm2_resource_info', from: 'kube-state-metrics with the configuration of MirrorMaker2StateMetrics', per: 'object', unit: 'state', meaning: 'state of a KafkaMirrorMaker2' },
  { name: 'strimzi_certificate_expiration_timestamp_ms', from: 'Strimzi Cluster Operator', per: 'object', unit: 'ms', meaning: 'when an authority of a Kafka cluster expires' },
  { name: 'certmanager_certificate_expiration_timestamp_seconds', from: 'cert-manager', per: 'object', unit: 's', meaning: 'when a certificate expires' },
  { name: 'vector_component_discarded_events_total', from: 'the log collector (Vector)', per: 'object', unit: 'count', meaning: 'log lines thrown away' },
  { name: 'vector_component_errors_total', from: 'the log collector (Vector)', per: 'object', unit: 'count', meaning: 'errors of a part of the collector' },
  { name: 'vector_buffer_byte_size', from: 'the log collector (Vector)', per: 'object', unit: 'bytes', meaning: 'log lines that wait to be sent' },
  { name: 'otelcol_exporter_send_failed_log_records', from: 'the log collector (OpenTelemetry)', per: 'object', unit: 'count', meaning: 'log lines that were refused for good' },
  { name: 'otelcol_exporter_queue_size', from: 'the log collector (OpenTelemetry)', per: 'object', unit: 'count', meaning: 'batches of log lines that wait to be sent' },
  { name: 'otelcol_exporter_queue_capacity', from: 'the log collector (OpenTelemetry)', per: 'object', unit: 'count', meaning: 'batches that may wait' },
  { name: 'otelcol_processor_filter_logs_filtered', from: 'the log collector (OpenTelemetry)', per: 'object', unit: 'count', meaning: 'lines of MM2 that are errors or warnings, by `filter`' },
];

export const PLATFORM: readonly PlatformMetric[] = [...OF_THE_WORKERS, ...OF_OTHER_EXPORTERS];
