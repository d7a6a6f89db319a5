import { parse } from 'yaml';
import { KafkaCluster, MirrorMaker2ReplicationProps, NamingPolicy, TlsTrust, TopicSelection } from '../../src';
import { FAMILIES } from '../../src/monitoring/catalogue/catalogue';
import { CONSUMER_PARTITION } from '../../src/monitoring/catalogue/client-metrics';
import { namesOf, reporterNameOf } from '../../src/monitoring/catalogue/metric';
import { MIRROR_SOURCE } from '../../src/monitoring/catalogue/mirror-metrics';
import { chart, objects } from '../support/synth';
import { monitored, orders } from './monitored';

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());

function exporterConfig(props: Partial<MirrorMaker2ReplicationProps> = {}): any {
  const scope = chart();
  monitored(scope, { replications: [orders(scope, props)] });
  return parse(objects(scope).find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'mm2-orders-metrics').data['metrics-config.yml']);
}

/**
 * What the JMX exporter makes of an attribute: the first rule whose expression is found in `domain<properties><>attribute: value`, groups put
 * in their places. @see JmxCollector.Receiver.recordBean (jmx_exporter 1.0.1)
 */
function exported(bean: string, attribute: string, value: string | number = 1, props: Partial<MirrorMaker2ReplicationProps> = {}): string | undefined {
  const [domain, properties] = [bean.slice(0, bean.indexOf(':')), bean.slice(bean.indexOf(':') + 1)];
  const input = `${domain}<${properties.replace(/,(?=[a-z-]+=)/g, ', ')}><>${attribute}: ${value}`;
  for (const { pattern, name, labels, type } of exporterConfig(props).rules) {
    const found = new RegExp(`^.*(?:${pattern}).*$`).exec(input);
    if (found) {
      const filled = (text: string) => text.replace(/\$(\d+)/g, (_: string, group: string) => found[Number(group)]);
      const shown = Object.entries<string>(labels ?? {}).map(([label, text]) => `${label}="${filled(text)}"`);
      return `${type} ${filled(name).replace(/[^a-zA-Z0-9_]/g, '_')}{${shown.join(',')}}`;
    }
  }
  return undefined;
}

const plant = KafkaCluster.of('kp-plant', { bootstrapServers: ['plant.example.com:9093'], trust: TlsTrust.secret('kp-plant-ca') });
const MIRROR = 'kafka_connect_mirror_mirrorsourceconnector';
const LABELS = 'source="kp-local",target="kp-hub",topic="kp-local.orders.eu",source_topic="orders.eu",partition="3"';
const LEGACY = 'kafka.connect.mirror:type=MirrorSourceConnector,source=kp-local,target=kp-hub,topic=kp-local.orders.eu,partition=3';
const PLUGIN = 'kafka.connect:type=plugins,connector="kp-local->kp-hub.MirrorSourceConnector",task=0,source=kp-local,target=kp-hub,topic=kp-local.orders.eu,partition=3';
const CLIENT = 'kp-local->kp-hub|kp-local->kp-hub.MirrorSourceConnector-0|replication-consumer';

test.each([['legacy', LEGACY], ['Kafka 4.3', PLUGIN]])('the %s bean of a partition gives the same metric', (_, bean) => {
  expect(exported(bean, 'record-count')).toBe(`GAUGE ${MIRROR}_record_count{${LABELS}}`);
  expect(exported(bean, 'replication-latency-ms-max')).toBe(`GAUGE ${MIRROR}_replication_latency_ms_max{${LABELS}}`);
});

test('where a connector gives both beans, one is read', () => {
  const both = { sourceConnectorConfig: { 'metric.names.formats': 'legacy, new' }, groups: undefined };
  const read = [LEGACY, PLUGIN].filter((bean) => exported(bean, 'record-count', 1, both) !== undefined);
  expect(read).toHaveLength(1);
});

test('the name at the source follows the naming policy', () => {
  const bean = (topic: string) => `kafka.connect.mirror:type=MirrorSourceConnector,source=kp-local,target=kp-hub,topic=${topic},partition=0`;
  expect(exported(bean('orders'), 'byte-rate', 1, { naming: NamingPolicy.identity() })).toContain('topic="orders",source_topic="orders"');
  expect(exported(bean('kp-local__orders'), 'byte-rate', 1, { naming: NamingPolicy.prefixed({ separator: '__' }) })).toContain('topic="kp-local__orders",source_topic="orders"');
});

test('what the consumer of a source task says has its flow, without quotes', () => {
  expect(exported(`kafka.consumer:type=consumer-fetch-manager-metrics,client-id="${CLIENT}",topic=orders.eu,partition=3`, 'records-lag'))
    .toBe(`GAUGE kafka_consumer_fetch_manager_records_lag{clientid="${CLIENT}",source="kp-local",target="kp-hub",topic="orders.eu",source_topic="orders.eu",partition="3"}`);
  expect(exported(`kafka.consumer:type=consumer-fetch-manager-metrics,client-id="${CLIENT}"`, 'fetch-total'))
    .toBe(`COUNTER kafka_consumer_fetch_manager_fetch_total{clientid="${CLIENT}",source="kp-local",target="kp-hub"}`);
});

describe('a dedicated MirrorMaker calls connectors by their class alone, and has the labels that all runtimes have', () => {
  const NAMED = 'kp-local->kp-hub.MirrorSourceConnector';

  test.each<[string, (connector: string) => string, string, string | number]>([
    ['the state of a task', (connector) => `kafka.connect:type=connector-task-metrics,connector="${connector}",task=0`, 'status', 'failed'],
    ['the state of a connector', (connector) => `kafka.connect:type=connector-metrics,connector="${connector}"`, 'status', 'running'],
    ['tasks of a connector', (connector) => `kafka.connect:type=connect-worker-metrics,connector="${connector}"`, 'connector-failed-task-count', 1],
    ['errors of a task', (connector) => `kafka.connect:type=task-error-metrics,connector="${connector}",task=1`, 'total-record-failures', 1],
  ])('%s', (_, bean, attribute, value) => {
    const [named, dedicated] = [NAMED, 'MirrorSourceConnector'].map((connector) => exported(bean(connector), attribute, value));
    expect(named).toContain(`{connector="${NAMED}",source="kp-local",target="kp-hub"`);
    expect(dedicated).toBe(named);
  });

  test.each([
    ['consumer', 'consumer-fetch-manager-metrics', 'kp-local->kp-hub|MirrorSourceConnector-0|replication-consumer', 'fetch-total'],
    ['producer', 'producer-metrics', 'connector-producer-MirrorSourceConnector-0', 'buffer-exhausted-total'],
  ])('the %s of a task', (client, type, id, attribute) => {
    expect(exported(`kafka.${client}:type=${type},client-id="${id}"`, attribute)).toContain(`{clientid="${id}",source="kp-local",target="kp-hub"}`);
  });
});

test('of several flows, each connector has its own', () => {
  const scope = chart();
  const replication = orders(scope);
  replication.addSource(plant, { topics: TopicSelection.named('readings') });
  monitored(scope, { replications: [replication] });
  const { rules } = parse(objects(scope).find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'mm2-orders-metrics').data['metrics-config.yml']);
  expect(rules.map(({ labels }: any) => labels?.source).filter((source: unknown) => source !== undefined && !/^\$\d$/.test(String(source)))).toEqual([]);
});

test('what is not in the catalogue is not exported', () => {
  expect(exported(`kafka.consumer:type=consumer-fetch-manager-metrics,client-id="${CLIENT}",topic=orders,partition=3`, 'records-lag-max')).toBeUndefined();
  expect(exported('kafka.connect:type=app-info', 'version', '4.3.1')).toBeUndefined();
});

test.each([
  ['a producer of a task', 'kafka.producer:type=producer-metrics,client-id="connector-producer-kp-local->kp-hub.MirrorSourceConnector-0"', 'buffer-exhausted-total', 1,
    'COUNTER kafka_producer_buffer_exhausted_total{clientid="connector-producer-kp-local->kp-hub.MirrorSourceConnector-0",source="kp-local",target="kp-hub"}'],
  ['a producer of the worker', 'kafka.producer:type=producer-metrics,client-id=orders-mm2-offsets', 'buffer-available-bytes', 1,
    'GAUGE kafka_producer_buffer_available_bytes{clientid="orders-mm2-offsets"}'],
  ['offset syncs', 'kafka.producer:type=producer-topic-metrics,client-id="kp-local->kp-hub|kp-local->kp-hub.MirrorSourceConnector-0|offset-syncs-target-producer",topic=mm2-offset-syncs.kp-local.internal',
    'record-send-total', 1, 'COUNTER kafka_producer_topic_record_send_total{clientid="kp-local->kp-hub|kp-local->kp-hub.MirrorSourceConnector-0|offset-syncs-target-producer",'
      + 'source="kp-local",target="kp-hub",topic="mm2-offset-syncs.kp-local.internal"}'],
  ['checkpoints', 'kafka.connect.mirror:type=MirrorCheckpointConnector,source=kp-local,target=kp-hub,group="app: a,b",topic=kp-local.orders,partition=0', 'checkpoint-latency-ms', 1,
    'GAUGE kafka_connect_mirror_mirrorcheckpointconnector_checkpoint_latency_ms{source="kp-local",target="kp-hub",group="app: a,b",topic="kp-local.orders",partition="0"}'],
  ['the state of a task', 'kafka.connect:type=connector-task-metrics,connector="kp-local->kp-hub.MirrorSourceConnector",task=0', 'status', 'failed',
    'GAUGE kafka_connect_connector_status{connector="kp-local->kp-hub.MirrorSourceConnector",source="kp-local",target="kp-hub",task="0",status="failed"}'],
  ['the state of a connector', 'kafka.connect:type=connector-metrics,connector="kp-local->kp-hub.MirrorCheckpointConnector"', 'status', 'running',
    'GAUGE kafka_connect_connector_metrics_status{connector="kp-local->kp-hub.MirrorCheckpointConnector",source="kp-local",target="kp-hub",status="running"}'],
  ['tasks of a connector', 'kafka.connect:type=connect-worker-metrics,connector="kp-local->kp-hub.MirrorSourceConnector"', 'connector-failed-task-count', 1,
    'GAUGE kafka_connect_worker_connector_failed_task_count{connector="kp-local->kp-hub.MirrorSourceConnector",source="kp-local",target="kp-hub"}'],
  ['tasks of a worker', 'kafka.connect:type=connect-worker-metrics', 'task-count', 1, 'GAUGE kafka_connect_worker_task_count{}'],
  ['rebalances', 'kafka.connect:type=connect-worker-rebalance-metrics', 'completed-rebalances-total', 1, 'COUNTER kafka_connect_worker_rebalance_completed_rebalances_total{}'],
])('%s', (_, bean, attribute, value, metric) => {
  expect(exported(bean, attribute, value)).toBe(metric);
});

test('the exporter reads beans of the catalogue only', () => {
  const { includeObjectNames } = exporterConfig();
  expect(includeObjectNames).toContain('kafka.connect.mirror:type=MirrorSourceConnector,*');
  expect(includeObjectNames).toContain('kafka.connect:type=connect-worker-metrics,*');
  expect(new Set(includeObjectNames).size).toBe(includeObjectNames.length);
});

test('each metric of the catalogue has one name', () => {
  const names = FAMILIES.flatMap(namesOf);
  // What a client fetches as a whole and by partition has one prefix, not one name.
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  expect(names.filter((name) => !/^[a-z][a-z0-9_]*$/.test(name))).toEqual([]);
});

test('Strimzi\'s Metrics Reporter has its own names', () => {
  expect(reporterNameOf(CONSUMER_PARTITION, 'records-lag')).toBe('kafka_consumer_consumer_fetch_manager_metrics_records_lag');
  expect(reporterNameOf(MIRROR_SOURCE, 'record-count')).toBe('kafka_connect_mirror_mirrorsourceconnector_record_count');
});
