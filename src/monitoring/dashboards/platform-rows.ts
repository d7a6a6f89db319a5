import { PRODUCER } from '../catalogue/client-metrics';
import { CONNECTOR_TASK, TASK_ERROR } from '../catalogue/connect-metrics';
import { VECTOR_BUFFER } from '../catalogue/platform-metrics';
import { REPLICATION } from '../catalogue/scope';
import { NONE_ALLOWED, Row } from './dashboard';
import { chosen, foreign, LEGEND, platform, scraped } from './selection';

const SPLUNK = 'exporter="splunk_hec"';
const HEAP = 'area="heap"';
const USED = platform('jvm_memory_used_bytes', HEAP);
const MAX = platform('jvm_memory_max_bytes', HEAP);

/** What the workers run on. */
export const JVM_ROW: Row = {
  title: 'JVM',
  panels: [
    {
      title: 'Heap', kind: 'timeseries', unit: 'ratio', width: 12,
      description: 'In use now, and least of 15 minutes: what is left after a collection. The limits are those of the latter.',
      queries: [
        { expr: `max by (${REPLICATION}, pod) (${USED} / ${MAX})`, legend: `now ${LEGEND.worker}` },
        { expr: `max by (${REPLICATION}, pod) (min_over_time(${USED}[15m]) / ${MAX})`, legend: `least ${LEGEND.worker}` },
      ],
      limits: 'heap',
      alerts: ['ReplicationHeapHigh'],
    },
    {
      title: 'Time spent collecting garbage', kind: 'timeseries', unit: 'ratio', width: 12,
      description: 'While the JVM collects, nothing is copied.',
      queries: [{ expr: `sum by (${REPLICATION}, pod) (rate(${platform('jvm_gc_collection_seconds_sum')}[$__rate_interval]))`, legend: LEGEND.worker }],
      limits: 'garbageCollection',
      alerts: ['ReplicationGarbageCollection'],
    },
    {
      title: 'Processors used', kind: 'timeseries', unit: 'count', width: 12,
      description: 'Processor time in a second: 1 is one processor.',
      queries: [{ expr: `sum by (${REPLICATION}, pod) (rate(${platform('process_cpu_seconds_total')}[$__rate_interval]))`, legend: LEGEND.worker }],
    },
    {
      title: 'Restarts within an hour', kind: 'timeseries', unit: 'count', width: 12,
      description: 'Times that the JVM of the worker was started anew.',
      queries: [{ expr: `sum by (${REPLICATION}, pod) (changes(${platform('process_start_time_seconds')}[1h]))`, legend: LEGEND.worker }],
      limits: 'restarts',
      alerts: ['ReplicationWorkerRestarting'],
    },
  ],
};

/** What goes wrong with single records. */
export const ERROR_ROW: Row = {
  title: 'Errors',
  panels: [
    {
      title: 'Records left out within 15 minutes', kind: 'timeseries', unit: 'records',
      description: 'Records that errors.tolerance=all skipped: they are lost at the target.',
      queries: [{ expr: `sum by (${REPLICATION}, connector, task) (increase(${scraped(TASK_ERROR, 'total-records-skipped')}[15m]))`, legend: LEGEND.task }],
      limits: NONE_ALLOWED,
      alerts: ['ReplicationRecordsSkipped'],
    },
    {
      title: 'Errors of records within 15 minutes', kind: 'timeseries', unit: 'records',
      description: 'Errors and failures of tasks, and records that producers could not send or sent again.',
      queries: [
        { expr: `sum by (${REPLICATION}) (increase(${scraped(TASK_ERROR, 'total-record-errors')}[15m]))`, legend: `errors ${LEGEND.replication}` },
        { expr: `sum by (${REPLICATION}) (increase(${scraped(TASK_ERROR, 'total-record-failures')}[15m]))`, legend: `failures ${LEGEND.replication}` },
        { expr: `sum by (${REPLICATION}) (increase(${scraped(PRODUCER, 'record-error-total')}[15m]))`, legend: `not sent ${LEGEND.replication}` },
        { expr: `sum by (${REPLICATION}) (increase(${scraped(PRODUCER, 'record-retry-total')}[15m]))`, legend: `sent again ${LEGEND.replication}` },
      ],
      alerts: ['ReplicationRecordErrors'],
    },
    {
      title: 'Source positions that could not be stored', kind: 'timeseries', unit: 'ratio',
      description: 'Part of the attempts that failed.',
      queries: [{
        expr: `max by (${REPLICATION}, connector, task) (${scraped(CONNECTOR_TASK, 'offset-commit-failure-percentage')} >= 0)`, legend: LEGEND.task,
      }],
      alerts: ['ReplicationOffsetCommitsFailing'],
    },
  ],
};

/** What stands beside the workers, and is seen only where its metrics come to the same Prometheus. */
export const SURROUNDINGS_ROW: Row = {
  title: 'Logs and certificates',
  panels: [
    {
      title: 'Logs that do not arrive', kind: 'timeseries', unit: 'count/s',
      description: 'Log lines that outputs of the collector throw away or that are refused, and their errors. How much MM2 itself logs, the store of the logs knows.',
      queries: [
        { expr: `sum by (component_id) (rate(${foreign('vector_component_discarded_events_total', 'component_kind="sink"', 'intentional="false"')}[$__rate_interval]))`, legend: 'thrown away {{component_id}}' },
        { expr: `sum by (component_id) (rate(${foreign('vector_component_errors_total', 'component_kind="sink"')}[$__rate_interval]))`, legend: 'errors {{component_id}}' },
        { expr: `sum by (exporter) (rate(${foreign('otelcol_exporter_send_failed_log_records', SPLUNK)}[$__rate_interval]))`, legend: 'refused {{exporter}}' },
      ],
      alerts: ['ReplicationLogForwardingFailing'],
      needs: 'metrics of the log collector (Vector or OpenTelemetry)',
    },
    {
      title: 'Errors and warnings in the log within 15 minutes', kind: 'timeseries', unit: 'count',
      description: 'Lines of these levels, as the log collector counts them on their way to Splunk.',
      queries: [{
        expr: `sum by (filter) (increase(${foreign('otelcol_processor_filter_logs_filtered', 'filter=~"filter/mm2-$replication-(errors|warnings)"')}[15m]))`, legend: '{{filter}}',
      }],
      alerts: ['ReplicationLogErrors'],
      needs: 'metrics of a log collector of OpenTelemetry; Vector does not know levels',
    },
    {
      title: 'Part of the log queue that is full', kind: 'timeseries', unit: 'ratio',
      description: 'Log lines that wait to be sent. When the queue is full, the collector reads no further.',
      queries: [
        {
          expr: `max by (exporter, pod) (${foreign('otelcol_exporter_queue_size', SPLUNK)} / ${foreign('otelcol_exporter_queue_capacity', SPLUNK)})`,
          legend: '{{exporter}}: {{pod}}',
        },
        {
          expr: `max by (component_id, hostname) (${foreign('vector_buffer_byte_size', 'component_kind="sink"', 'buffer_type="disk"')}) / ${VECTOR_BUFFER}`,
          legend: '{{component_id}}: {{hostname}}',
        },
      ],
      limits: { worse: 'above', warning: 0.5, critical: 1 },
      alerts: ['ReplicationLogQueueFilling'],
      needs: 'metrics of the log collector (Vector or OpenTelemetry)',
    },
    {
      title: 'Time until certificates expire', kind: 'timeseries', unit: 's',
      description: 'Authorities of Strimzi clusters, and certificates of the namespaces.',
      queries: [
        { expr: `min by (cluster, type) (${foreign('strimzi_certificate_expiration_timestamp_ms')}) / 1000 - time()`, legend: '{{cluster}} {{type}}' },
        { expr: `min by (namespace, name) (${foreign('certmanager_certificate_expiration_timestamp_seconds', chosen('namespace'))}) - time()`, legend: '{{namespace}} {{name}}' },
      ],
      limits: 'certificateExpiry',
      alerts: ['ReplicationCertificateExpiring'],
      needs: 'metrics of the Strimzi Cluster Operator or of cert-manager',
    },
  ],
};
