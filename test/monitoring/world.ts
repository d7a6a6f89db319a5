/** Time series as promtool takes them: 150 samples, one each 30 seconds. */
export interface Series {
  readonly metric: string;
  readonly labels: { readonly [label: string]: string };
  readonly values: string;
}

export type World = { readonly [key: string]: Series };

/** What is other than in the healthy world: other values, a series more, or `null` for one that is not there. */
export type Change = { readonly [key: string]: string | Series | null };

/** What the scrape gives every series. */
const SCRAPE = { namespace: 'mm2', replication: 'orders', line_of_business: 'retail', job: 'mm2/mm2-orders' };
const FLOW = { source: 'kp-local', target: 'kp-hub' };
const SOURCE = { connector: 'kp-local->kp-hub.MirrorSourceConnector', ...FLOW };
const CONSUMER = { clientid: 'kp-local->kp-hub|kp-local->kp-hub.MirrorSourceConnector-0|replication-consumer', ...FLOW };
const PRODUCER = { clientid: 'connector-producer-kp-local->kp-hub.MirrorSourceConnector-0', ...FLOW };
const MIRROR = 'kafka_connect_mirror_mirrorsourceconnector';
const CHECKPOINT = 'kafka_connect_mirror_mirrorcheckpointconnector';
const FETCH = 'kafka_consumer_fetch_manager';

export const still = (value: number) => `${value}+0x150`;
export const growing = (each30Seconds: number, from = 0) => `${from}+${each30Seconds}x150`;

export function series(metric: string, labels: Series['labels'], values: string, pod = 'mm2-orders-mirrormaker2-0'): Series {
  return { metric, labels: { ...SCRAPE, pod, ...labels }, values };
}

/** A partition that gets and copies 100 records each second. */
function partition(topic: string, number: number): World {
  const at = { ...FLOW, topic: `kp-local.${topic}`, source_topic: topic, partition: String(number) };
  const read = { ...CONSUMER, topic, source_topic: topic, partition: String(number) };
  const key = `${topic}-${number}`;
  return {
    [`count ${key}`]: series(`${MIRROR}_record_count`, at, growing(3000)),
    [`bytes ${key}`]: series(`${MIRROR}_byte_count`, at, growing(300_000)),
    [`age ${key}`]: series(`${MIRROR}_record_age_ms_max`, at, still(40)),
    [`lag ${key}`]: series(`${FETCH}_records_lag`, read, still(50)),
    [`lead ${key}`]: series(`${FETCH}_records_lead`, read, still(99_950)),
  };
}

export const status = (state: string) => series('kafka_connect_connector_status', { ...SOURCE, task: '0', status: state }, still(1));
export const connectorState = (state: string) => series('kafka_connect_connector_metrics_status', { ...SOURCE, status: state }, still(1));

/** Two workers, three partitions of three topics, one of them with a dot, everything well. */
export const HEALTHY: World = {
  'up 0': series('up', {}, still(1)),
  'up 1': series('up', {}, still(1), 'mm2-orders-mirrormaker2-1'),
  'tasks': series('kafka_connect_worker_task_count', {}, still(1)),
  'connector': connectorState('running'),
  'task': status('running'),
  'assigned 0': series('kafka_connect_coordinator_assigned_tasks', { clientid: 'connect-1' }, still(1)),
  'assigned 1': series('kafka_connect_coordinator_assigned_tasks', { clientid: 'connect-1' }, still(1), 'mm2-orders-mirrormaker2-1'),
  'unassigned': series('kafka_connect_worker_connector_unassigned_task_count', SOURCE, still(0)),
  'rebalances': series('kafka_connect_worker_rebalance_completed_rebalances_total', {}, still(3)),
  'rebalancing': series('kafka_connect_worker_rebalance_rebalancing', {}, still(0)),
  'fetches': series(`${FETCH}_fetch_total`, CONSUMER, growing(60)),
  'active': series('kafka_connect_source_task_source_record_active_count', { ...SOURCE, task: '0' }, still(0)),
  ...partition('orders', 0),
  ...partition('orders', 1),
  ...partition('readings', 0),
  ...partition('returns.eu', 0),
  'lag under the old name': series(`${FETCH}_records_lag`, { ...CONSUMER, topic: 'returns_eu', source_topic: 'returns_eu', partition: '0' }, still(50)),
  'checkpoint': series(`${CHECKPOINT}_checkpoint_latency_ms`, { ...FLOW, group: 'app', topic: 'kp-local.orders', partition: '0' }, still(20)),
  'checkpoint max': series(`${CHECKPOINT}_checkpoint_latency_ms_max`, { ...FLOW, group: 'app', topic: 'kp-local.orders', partition: '0' }, still(30)),
  'syncs': series('kafka_producer_topic_record_send_total', { ...PRODUCER, topic: 'mm2-offset-syncs.kp-local.internal' }, growing(30)),
  'skipped': series('kafka_connect_task_error_total_records_skipped', { ...SOURCE, task: '0' }, still(0)),
  'errors': series('kafka_connect_task_error_total_record_errors', { ...SOURCE, task: '0' }, still(0)),
  'send errors': series('kafka_producer_record_error_total', PRODUCER, still(0)),
  'exhausted': series('kafka_producer_buffer_exhausted_total', PRODUCER, still(0)),
  'waiting': series('kafka_producer_bufferpool_wait_ratio', PRODUCER, still(0.2)),
  'refused consumer': series('kafka_consumer_failed_authentication_total', CONSUMER, still(0)),
  'refused producer': series('kafka_producer_failed_authentication_total', PRODUCER, still(0)),
  'commits': series('kafka_connect_connector_task_offset_commit_failure_percentage', { ...SOURCE, task: '0' }, still(0)),
  'heap': series('jvm_memory_used_bytes', { area: 'heap' }, still(500)),
  'heap max': series('jvm_memory_max_bytes', { area: 'heap' }, still(1000)),
  'garbage': series('jvm_gc_collection_seconds_sum', { gc: 'PS Scavenge' }, growing(0.3)),
  'started': series('process_start_time_seconds', {}, still(100)),
  'resource': { metric: 'strimzi_kafka_mm2_resource_info', labels: { namespace: 'monitoring', exported_namespace: 'mm2', name: 'mm2-orders', ready: 'True' }, values: still(1) },
  'authority': { metric: 'strimzi_certificate_expiration_timestamp_ms', labels: { cluster: 'kp-local', type: 'cluster-ca', resource_namespace: 'kp-kafka' }, values: still(90 * 86_400_000) },
  'certificate': { metric: 'certmanager_certificate_expiration_timestamp_seconds', labels: { namespace: 'mm2', name: 'mm2-client' }, values: still(90 * 86_400) },
  'discarded': { metric: 'vector_component_discarded_events_total', labels: { component_kind: 'sink', component_id: 'splunk', intentional: 'false' }, values: still(0) },
  'log errors': { metric: 'vector_component_errors_total', labels: { component_kind: 'sink', component_id: 'splunk' }, values: still(0) },
  'log buffer': { metric: 'vector_buffer_byte_size', labels: { component_kind: 'sink', component_id: 'splunk', buffer_type: 'disk', hostname: 'node-0' }, values: still(4096) },
  'refused lines': { metric: 'otelcol_exporter_send_failed_log_records', labels: { exporter: 'splunk_hec', pod: 'mm2-logs-a' }, values: still(0) },
  'log queue': { metric: 'otelcol_exporter_queue_size', labels: { exporter: 'splunk_hec', pod: 'mm2-logs-a' }, values: still(3) },
  'log queue capacity': { metric: 'otelcol_exporter_queue_capacity', labels: { exporter: 'splunk_hec', pod: 'mm2-logs-a' }, values: still(1000) },
  'logged errors': { metric: 'otelcol_processor_filter_logs_filtered', labels: { filter: 'filter/mm2-orders-errors', pod: 'mm2-logs-a' }, values: still(4) },
  'logged warnings': { metric: 'otelcol_processor_filter_logs_filtered', labels: { filter: 'filter/mm2-orders-warnings', pod: 'mm2-logs-a' }, values: growing(1) },
};

/** The healthy world but for a change. */
export function changed(change: Change): World {
  const world: { [key: string]: Series } = { ...HEALTHY };
  for (const [key, value] of Object.entries(change)) {
    if (value === null) {
      delete world[key];
    } else if (typeof value === 'string') {
      if (!(key in world)) {
        throw new Error(`the healthy world has no series ${key}`);
      }
      world[key] = { ...world[key], values: value };
    } else {
      world[key] = value;
    }
  }
  return world;
}

/** The same change of each partition of a topic, or of all. */
export function partitions(kind: 'count' | 'lag' | 'lead' | 'age', values: string | null, topic = ''): Change {
  return Object.fromEntries(Object.keys(HEALTHY).filter((key) => key.startsWith(`${kind} ${topic}`) && /-\d$/.test(key)).map((key) => [key, values]));
}

/** As promtool's test files have it. */
export function inputSeries(world: World): object[] {
  return Object.values(world).map(({ metric, labels, values }) => ({
    series: `${metric}{${Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(',')}}`, values,
  }));
}
