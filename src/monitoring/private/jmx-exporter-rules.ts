import { JavaPattern } from '../../core/java-pattern';
import { NamingPolicy, ReplicationFlow } from '../../model';
import { FAMILIES } from '../catalogue/catalogue';
import { ADMIN_CLIENT, CONNECT_CLIENT, CONSUMER, CONSUMER_FETCH, CONSUMER_PARTITION, PRODUCER, PRODUCER_TOPIC } from '../catalogue/client-metrics';
import { CONNECTOR_STATE, CONNECTOR_TASK, COORDINATOR, REBALANCE, SOURCE_TASK, TASK_ERROR, TASK_STATUS, WORKER, WORKER_CONNECTOR } from '../catalogue/connect-metrics';
import { isCounter, MetricFamily } from '../catalogue/metric';
import { MIRROR_CHECKPOINT, MIRROR_SOURCE } from '../catalogue/mirror-metrics';

/** How the beans of a family look to the exporter, and the label that each group of the expression becomes. */
interface BeanPattern {
  readonly family: MetricFamily;
  readonly bean: string;
  /** Label of group 1, 2, …; a label may repeat a group, as `source_topic=$4`. */
  readonly labels: { readonly [label: string]: string };
  /** Number of groups. */
  readonly groups: number;
}

/**
 * A client of MM2: `kp-local->kp-hub|kp-local->kp-hub.MirrorSourceConnector-0|replication-consumer`, or that of a task's producer,
 * `connector-producer-kp-local->kp-hub.MirrorSourceConnector-0`. The bean has it in quotes, because of the `>`: they stay outside the label.
 * @see MirrorConnectorConfig.addClientId (connect-mirror 4.3.1), Sanitizer (kafka-clients 4.3.1)
 */
const MM2_CLIENT = 'client-id="?((?:connector-[a-z]+-|[^",|>]*\\|)?([^",|>]+)->([^",|]+?)(?:\\||\\.Mirror)[^",]*)"?';
const ANY_CLIENT = 'client-id="?([^",]+)"?';
const CONNECTOR = 'connector="?(([^",>]+)->([^",]+?)\\.Mirror[A-Z][a-z]+Connector)"?';
const TOPIC = 'topic=([^,>]+)';
const PARTITION = 'partition=(\\d+)';

const OF_CLIENT = { clientid: '$1', source: '$2', target: '$3' };
const OF_CONNECTOR = { connector: '$1', source: '$2', target: '$3' };

/** Configuration of the JMX exporter (1.x) for one replication. @see https://prometheus.github.io/jmx_exporter/1.3.0/http-mode/rules */
export function jmxExporterConfig(naming: NamingPolicy, flows: readonly ReplicationFlow[]): object {
  return {
    // The beans of the catalogue and no others: an exporter reads every attribute of a bean, whether a rule wants it or not.
    includeObjectNames: [...new Set(FAMILIES.flatMap(({ beans }) => beans).map((bean) => `${/^[^,]+/.exec(bean)![0]},*`))],
    rules: [
      ...beanPatterns(naming, flows).flatMap(exporterRules),
      stateRule(TASK_STATUS, `kafka\\.connect<type=connector-task-metrics, ${CONNECTOR}, task=(\\d+)`, { ...OF_CONNECTOR, task: '$4', status: '$5' }),
      stateRule(CONNECTOR_STATE, `kafka\\.connect<type=connector-metrics, ${CONNECTOR}`, { ...OF_CONNECTOR, status: '$4' }),
    ],
  };
}

/** The most frequent beans first: the exporter takes the first rule that fits. */
function beanPatterns(naming: NamingPolicy, flows: readonly ReplicationFlow[]): BeanPattern[] {
  const sourceTopic = naming.isIdentity ? 'topic=(([^,>]+))' : `topic=(\\1${JavaPattern.literal(naming.separator).source}([^,>]+))`;
  const client = (family: MetricFamily, domain: string, type: string): BeanPattern[] => [
    { family, bean: `${domain}<type=${type}, ${MM2_CLIENT}`, labels: OF_CLIENT, groups: 3 },
    { family, bean: `${domain}<type=${type}, ${ANY_CLIENT}`, labels: { clientid: '$1' }, groups: 1 },
  ];
  const task = (family: MetricFamily, type: string): BeanPattern =>
    ({ family, bean: `kafka\\.connect<type=${type}, ${CONNECTOR}, task=(\\d+)`, labels: { ...OF_CONNECTOR, task: '$4' }, groups: 4 });
  return [
    {
      family: MIRROR_SOURCE,
      bean: `${mirrorBean('MirrorSourceConnector', flows)}, source=([^,]+), target=([^,]+), ${sourceTopic}, ${PARTITION}`,
      labels: { source: '$1', target: '$2', topic: '$3', source_topic: '$4', partition: '$5' },
      groups: 5,
    },
    {
      family: MIRROR_CHECKPOINT,
      bean: `${mirrorBean('MirrorCheckpointConnector', flows)}, source=([^,]+), target=([^,]+), group="?(.+?)"?, ${TOPIC}, ${PARTITION}`,
      labels: { source: '$1', target: '$2', group: '$3', topic: '$4', partition: '$5' },
      groups: 5,
    },
    {
      family: CONSUMER_PARTITION,
      bean: `kafka\\.consumer<type=consumer-fetch-manager-metrics, ${MM2_CLIENT}, ${TOPIC}, ${PARTITION}`,
      labels: { ...OF_CLIENT, topic: '$4', source_topic: '$4', partition: '$5' },
      groups: 5,
    },
    {
      family: PRODUCER_TOPIC,
      bean: `kafka\\.producer<type=producer-topic-metrics, ${MM2_CLIENT}, ${TOPIC}`,
      labels: { ...OF_CLIENT, topic: '$4' },
      groups: 4,
    },
    ...client(CONSUMER_FETCH, 'kafka\\.consumer', 'consumer-fetch-manager-metrics'),
    ...client(CONSUMER, 'kafka\\.consumer', 'consumer-metrics'),
    ...client(PRODUCER, 'kafka\\.producer', 'producer-metrics'),
    ...client(ADMIN_CLIENT, 'kafka\\.admin\\.client', 'admin-client-metrics'),
    ...client(CONNECT_CLIENT, 'kafka\\.connect', 'connect-metrics'),
    { family: COORDINATOR, bean: `kafka\\.connect<type=connect-coordinator-metrics, ${ANY_CLIENT}`, labels: { clientid: '$1' }, groups: 1 },
    task(CONNECTOR_TASK, 'connector-task-metrics'),
    task(SOURCE_TASK, 'source-task-metrics'),
    task(TASK_ERROR, 'task-error-metrics'),
    { family: WORKER_CONNECTOR, bean: `kafka\\.connect<type=connect-worker-metrics, ${CONNECTOR}`, labels: OF_CONNECTOR, groups: 3 },
    { family: WORKER, bean: 'kafka\\.connect<type=connect-worker-metrics', labels: {}, groups: 0 },
    { family: REBALANCE, bean: 'kafka\\.connect<type=connect-worker-rebalance-metrics', labels: {}, groups: 0 },
  ];
}

/**
 * The legacy bean or that of Kafka 4.3, whichever is there. A connector may be told to give both; then only one is read, since two
 * samples of one name would be one too many.
 */
function mirrorBean(type: string, flows: readonly ReplicationFlow[]): string {
  const legacy = `kafka\\.connect\\.mirror<type=${type}`;
  const plugin = 'kafka\\.connect<type=plugins, connector=.+?, task=\\d+';
  const formats = flows.flatMap(({ sourceConnectorConfig, checkpointConnectorConfig }) => [sourceConnectorConfig, checkpointConnectorConfig])
    .map((config) => (config['metric.names.formats'] ?? 'legacy').split(',').map((format) => format.trim()));
  if (formats.every(({ length }) => length === 1)) {
    return `(?:${legacy}|${plugin})`;
  }
  return formats.every((given) => given.includes('legacy')) ? legacy : plugin;
}

function exporterRules({ family, bean, labels, groups }: BeanPattern): object[] {
  const kinds = [
    { type: 'GAUGE', attributes: family.attributes.filter(({ attribute }) => !isCounter(attribute)) },
    { type: 'COUNTER', attributes: family.attributes.filter(({ attribute }) => isCounter(attribute)) },
  ];
  return kinds.filter(({ attributes }) => attributes.length > 0).map(({ type, attributes }) => ({
    pattern: `${bean}><>(${attributes.map(({ attribute }) => attribute).join('|')}):`,
    name: `${family.prefix}_$${groups + 1}`,
    ...(Object.keys(labels).length > 0 ? { labels } : {}),
    type,
  }));
}

/** A state is text: it becomes a label of a metric that is 1. */
function stateRule({ prefix }: MetricFamily, bean: string, labels: object): object {
  return { pattern: `${bean}><>status: ([a-z]+)`, name: `${prefix}_status`, value: '1', labels, type: 'GAUGE' };
}
