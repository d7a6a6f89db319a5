import { JavaPattern } from '../../core/java-pattern';
import { ReplicationFlow, ReplicationModel } from '../../model';
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

/** What tells a client or connector in the name of a bean, the labels that come of it, and the number of its groups. */
interface NamePart {
  readonly bean: string;
  readonly labels: { readonly [label: string]: string };
  readonly groups: number;
}

/**
 * A client of MM2: `kp-local->kp-hub|kp-local->kp-hub.MirrorSourceConnector-0|replication-consumer`, or that of a task's producer,
 * `connector-producer-kp-local->kp-hub.MirrorSourceConnector-0`. The bean has it in quotes, because of the `>`: they stay outside the label.
 * @see MirrorConnectorConfig.addClientId (connect-mirror 4.3.1), Sanitizer (kafka-clients 4.3.1)
 */
const MM2_CLIENT: NamePart = {
  bean: 'client-id="?((?:connector-[a-z]+-|[^",|>]*\\|)?([^",|>]+)->([^",|]+?)(?:\\||\\.Mirror)[^",]*)"?',
  labels: { clientid: '$1', source: '$2', target: '$3' },
  groups: 3,
};
const ANY_CLIENT: NamePart = { bean: 'client-id="?([^",]+)"?', labels: { clientid: '$1' }, groups: 1 };
const CONNECTOR: NamePart = {
  bean: 'connector="?(([^",>]+)->([^",]+?)\\.Mirror[A-Z][a-z]+Connector)"?',
  labels: { connector: '$1', source: '$2', target: '$3' },
  groups: 3,
};
const TOPIC = 'topic=([^,>]+)';
const PARTITION = 'partition=(\\d+)';

/**
 * How the clients and connectors of a replication are called. Where it has one flow, that is known whatever they are called: a dedicated MirrorMaker calls
 * connectors by their class alone, and the labels are the same all the same.
 * @see MirrorMakerConfig.connectorBaseConfig (connect-mirror 4.3.1)
 */
function partsOf({ flows, target }: ReplicationModel): { client: NamePart; connector: NamePart } {
  if (flows.length !== 1) {
    return { client: MM2_CLIENT, connector: CONNECTOR };
  }
  const flow = { source: flows[0].source.alias, target: target.alias };
  return {
    client: {
      bean: 'client-id="?((?:[^",|>]*\\|)?[^",|>]+->[^",|]+\\|[^",]*|connector-[a-z]+-[^",]*?Mirror[A-Z][a-z]+Connector-\\d+)"?',
      labels: { clientid: '$1', ...flow },
      groups: 1,
    },
    connector: {
      bean: 'connector="?(?:[^",>]+->[^",]+?\\.)?(Mirror[A-Z][a-z]+Connector)"?',
      labels: { connector: `${flow.source}->${flow.target}.$1`, ...flow },
      groups: 1,
    },
  };
}

/** Configuration of the JMX exporter (1.x) for one replication. @see https://prometheus.github.io/jmx_exporter/1.3.0/http-mode/rules */
export function jmxExporterConfig(model: ReplicationModel): object {
  const { connector } = partsOf(model);
  return {
    // The beans of the catalogue and no others: an exporter reads every attribute of a bean, whether a rule wants it or not.
    includeObjectNames: [...new Set(FAMILIES.flatMap(({ beans }) => beans).map((bean) => `${/^[^,]+/.exec(bean)![0]},*`))],
    rules: [
      ...beanPatterns(model).flatMap(exporterRules),
      stateRule(TASK_STATUS, `kafka\\.connect<type=connector-task-metrics, ${connector.bean}, task=(\\d+)`, {
        ...connector.labels, task: after(connector, 1), status: after(connector, 2),
      }),
      stateRule(CONNECTOR_STATE, `kafka\\.connect<type=connector-metrics, ${connector.bean}`, { ...connector.labels, status: after(connector, 1) }),
    ],
  };
}

/** A group that comes after those of a part. */
function after({ groups }: NamePart, count: number): string {
  return `$${groups + count}`;
}

/** The most frequent beans first: the exporter takes the first rule that fits. */
function beanPatterns(model: ReplicationModel): BeanPattern[] {
  const { naming, flows } = model;
  const { client, connector } = partsOf(model);
  const sourceTopic = naming.isIdentity ? 'topic=(([^,>]+))' : `topic=(\\1${JavaPattern.literal(naming.separator).source}([^,>]+))`;
  const clients = (family: MetricFamily, domain: string, type: string): BeanPattern[] =>
    [client, ANY_CLIENT].map((part) => ({ ...part, family, bean: `${domain}<type=${type}, ${part.bean}` }));
  const task = (family: MetricFamily, type: string): BeanPattern => ({
    family,
    bean: `kafka\\.connect<type=${type}, ${connector.bean}, task=(\\d+)`,
    labels: { ...connector.labels, task: after(connector, 1) },
    groups: connector.groups + 1,
  });
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
      bean: `kafka\\.consumer<type=consumer-fetch-manager-metrics, ${client.bean}, ${TOPIC}, ${PARTITION}`,
      labels: { ...client.labels, topic: after(client, 1), source_topic: after(client, 1), partition: after(client, 2) },
      groups: client.groups + 2,
    },
    {
      family: PRODUCER_TOPIC,
      bean: `kafka\\.producer<type=producer-topic-metrics, ${client.bean}, ${TOPIC}`,
      labels: { ...client.labels, topic: after(client, 1) },
      groups: client.groups + 1,
    },
    ...clients(CONSUMER_FETCH, 'kafka\\.consumer', 'consumer-fetch-manager-metrics'),
    ...clients(CONSUMER, 'kafka\\.consumer', 'consumer-metrics'),
    ...clients(PRODUCER, 'kafka\\.producer', 'producer-metrics'),
    ...clients(ADMIN_CLIENT, 'kafka\\.admin\\.client', 'admin-client-metrics'),
    ...clients(CONNECT_CLIENT, 'kafka\\.connect', 'connect-metrics'),
    { ...ANY_CLIENT, family: COORDINATOR, bean: `kafka\\.connect<type=connect-coordinator-metrics, ${ANY_CLIENT.bean}` },
    task(CONNECTOR_TASK, 'connector-task-metrics'),
    task(SOURCE_TASK, 'source-task-metrics'),
    task(TASK_ERROR, 'task-error-metrics'),
    { ...connector, family: WORKER_CONNECTOR, bean: `kafka\\.connect<type=connect-worker-metrics, ${connector.bean}` },
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
