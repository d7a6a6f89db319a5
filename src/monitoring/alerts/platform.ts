import { resourceNameOf } from '../../model/resource-name';
import { VECTOR_BUFFER } from '../catalogue/platform-metrics';
import { number, REPLICATION, Scope, series } from '../catalogue/scope';
import { Alert, COMMANDS } from './alert';

const HEAP = 'area="heap"';

/** In the namespace of the replication, where that is known. */
const inNamespace = ({ namespace }: Scope, label: string) => namespace === undefined ? '' : `${label}="${namespace}",`;

/** Lines of the replication's log within 15 minutes, as the filters of the log collector count them. */
const logged = ({ replication }: Scope, what: 'errors' | 'warnings') =>
  `sum by (filter) (increase(otelcol_processor_filter_logs_filtered{filter="filter/${resourceNameOf(replication)}-${what}"}[15m]))`;

/** What MM2 stands on: its JVM, its pods, its resource, certificates, logs. */
export const PLATFORM_ALERTS: readonly Alert[] = [
  {
    name: 'ReplicationHeapHigh', threshold: 'heap', for: '5m',
    // Least use within 15 minutes: what is left after a collection.
    expr: (scope, threshold) => `max by (${REPLICATION}, pod) (min_over_time(${series('jvm_memory_used_bytes', scope, HEAP)}[15m]) / ${series('jvm_memory_max_bytes', scope, HEAP)}) > ${number(threshold)}`,
    summary: 'Worker {{ $labels.pod }} keeps {{ $value | humanizePercentage }} of its heap in use',
    inhibits: ['ReplicationGarbageCollection'],
    runbook: {
      meaning: 'The heap does not become free any more; an OutOfMemoryError is near.',
      commands: [COMMANDS.usage, COMMANDS.log, COMMANDS.previousLog],
      causes: ['large batches times many tasks', 'tasks of a lost worker came on top', 'very many partitions'],
      fix: 'Raise heap of the runtime, or run more workers for the same tasks.',
    },
  },
  {
    name: 'ReplicationGarbageCollection', threshold: 'garbageCollection', for: '5m',
    expr: (scope, threshold) => `sum by (${REPLICATION}, pod) (rate(${series('jvm_gc_collection_seconds_sum', scope)}[5m])) > ${number(threshold)}`,
    summary: 'Worker {{ $labels.pod }} spends {{ $value | humanizePercentage }} of its time collecting garbage',
    runbook: {
      meaning: 'While the JVM collects, nothing is copied.',
      commands: [COMMANDS.usage, COMMANDS.log, COMMANDS.describe],
      causes: ['a heap too small for batches and tasks', 'too little processor time', 'another collector than the default'],
      fix: 'Raise heap; leave jvmOptions at their default (docs/performance.md).',
    },
  },
  {
    name: 'ReplicationWorkerRestarting', threshold: 'restarts', for: '0m',
    expr: (scope, threshold) => `sum by (${REPLICATION}, pod) (changes(${series('process_start_time_seconds', scope)}[1h])) >= ${number(threshold)}`,
    summary: 'Worker {{ $labels.pod }} was restarted {{ $value }} times within an hour',
    runbook: {
      meaning: 'The JVM of a worker was started anew. Each time its tasks are dealt out again, and some records are copied twice.',
      commands: [COMMANDS.describe, COMMANDS.previousLog, COMMANDS.events],
      causes: ['out of memory (OOMKilled)', 'the liveness probe got no answer', 'a rollout by the operator: then it is fine'],
      fix: 'OOMKilled: raise memory. Probe: look at garbage collection and processor time.',
    },
  },
  {
    name: 'ReplicationResourceNotReady', severity: 'warning', for: '10m',
    expr: (scope) => scope.resource === undefined ? undefined
      : `max by (name) (strimzi_kafka_mm2_resource_info{${inNamespace(scope, 'exported_namespace')}name="${scope.resource}",ready!="True"}) == 1`,
    summary: 'The operator says that KafkaMirrorMaker2 {{ $labels.name }} is not ready',
    runbook: {
      meaning: 'The operator could not make the resource what it describes. What ran before may run on.',
      commands: [COMMANDS.conditions, COMMANDS.connectors, COMMANDS.events],
      causes: ['a Secret is missing', 'a connector was refused', 'the operator cannot reach the workers (NetworkPolicy)'],
      fix: 'The condition\'s message names the cause. Needs kube-state-metrics with MirrorMaker2StateMetrics.',
    },
  },
  {
    name: 'ReplicationCertificateExpiring', threshold: 'certificateExpiry', for: '1h', isShared: true,
    expr: (scope, threshold) => `min by (cluster, type) (strimzi_certificate_expiration_timestamp_ms) / 1000 - time() < ${number(threshold)}`
      + ` or min by (name) (certmanager_certificate_expiration_timestamp_seconds{${inNamespace(scope, 'namespace')}name!=""}) - time() < ${number(threshold)}`,
    summary: 'A certificate that replication may depend on expires in {{ $value | humanizeDuration }}: {{ $labels.cluster }}{{ $labels.name }}',
    runbook: {
      meaning: 'An authority of a Strimzi cluster, or a certificate of this namespace, ends soon. When it ends, no connection is made any more.',
      commands: ['kubectl get kafka -A -o jsonpath=\'{range .items[*]}{.metadata.name} {.status.listeners[*].certificates}{"\\n"}{end}\'', 'kubectl -n $NS get certificates', COMMANDS.log],
      causes: ['renewal is off, or waits for a maintenance window', 'a copied Secret was not copied again'],
      fix: 'Renew, then copy the new authority into this namespace before the old one ends. Certificates of other clusters are not seen.',
    },
  },
  {
    name: 'ReplicationLogForwardingFailing', severity: 'warning', for: '15m', isShared: true,
    expr: () => 'sum by (component_id) (increase(vector_component_discarded_events_total{component_kind="sink",intentional="false"}[15m])) > 0'
      + ' or sum by (component_id) (increase(vector_component_errors_total{component_kind="sink"}[15m])) > 10'
      // Counted when the exporter gives up, which it does only when it is refused for good.
      + ' or sum by (exporter) (increase(otelcol_exporter_send_failed_log_records{exporter="splunk_hec"}[15m])) > 0',
    summary: 'Logs do not arrive: output {{ $labels.component_id }}{{ $labels.exporter }} of the collector fails',
    inhibits: ['ReplicationLogQueueFilling'],
    runbook: {
      meaning: 'The log collector cannot deliver: what MM2 logs now may be missing later.',
      commands: ['kubectl -n openshift-logging get pods -l app.kubernetes.io/component=collector', 'kubectl -n openshift-logging logs -l app.kubernetes.io/component=collector --since=15m --tail=50', 'kubectl -n openshift-logging get clusterlogforwarders -o yaml'],
      causes: ['the token or the index is refused', 'the receiver is down or slow', 'a rate limit'],
      fix: 'See the collector\'s log. Needs the collector\'s metrics in the same Prometheus: those of OpenTelemetry come by podMonitor; monitoring of user workloads does not show those of OpenShift Logging.',
    },
  },
  {
    name: 'ReplicationLogQueueFilling', severity: 'warning', for: '15m', isShared: true,
    // Half of what the queue takes.
    expr: () => 'max by (exporter, pod) (otelcol_exporter_queue_size{exporter="splunk_hec"} / otelcol_exporter_queue_capacity{exporter="splunk_hec"}) > 0.5'
      + ` or max by (component_id, hostname) (vector_buffer_byte_size{component_kind="sink",buffer_type="disk"}) > ${VECTOR_BUFFER / 2}`,
    summary: 'Logs wait for Splunk: the queue of {{ $labels.component_id }}{{ $labels.exporter }} is more than half full',
    runbook: {
      meaning: 'Splunk takes less than MM2 and its neighbours log, or nothing. When the queue is full, reading waits, and what the kubelet deletes meanwhile is lost.',
      commands: ['kubectl -n $NS logs -l app.kubernetes.io/name=mm2-log-collector --since=15m --tail=50', 'kubectl -n openshift-logging logs -l app.kubernetes.io/component=collector --since=15m --tail=50', 'curl -s https://$SPLUNK:8088/services/collector/health'],
      causes: ['the receiver is down, or answers 503', 'a network or firewall in between', 'a storm of messages: see the dashboard in Splunk'],
      fix: 'Bring the receiver back; what waits is sent by itself, in order. Until then nothing is lost.',
    },
  },
  {
    name: 'ReplicationLogErrors', severity: 'warning', for: '5m',
    // A choice, not a measurement: above what a restart should log, and so low that what is tried again and again is seen.
    expr: (scope) => `${logged(scope, 'errors')} > 20 or ${logged(scope, 'warnings')} > 500`,
    summary: 'MM2 logged {{ $value | humanize }} lines within 15 minutes that are counted by {{ $labels.filter }}',
    runbook: {
      meaning: 'The workers complain again and again. Other alerts say what it does to replication; when there is none, it is tried again and works.',
      commands: [COMMANDS.log, COMMANDS.connectors, COMMANDS.events],
      causes: ['a cluster, a right or a topic is missing', 'connections break again and again', 'a setting that the target refuses at each refresh'],
      fix: 'Look the message up in docs/troubleshooting.md; in Splunk the saved search "MM2: errors and warnings" has the same rate. Needs a log collector of OpenTelemetry whose metrics come to this Prometheus.',
    },
  },
];
