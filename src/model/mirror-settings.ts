import { KafkaCluster } from '../clusters';
import { millisecondsOf } from '../core/durations';
import { EVENT_STREAMS_TOPIC_CONFIGS } from '../core/event-streams-plan';
import { ClientTuning, IN_FLIGHT } from './private/client-tuning';
import { ReplicationFlow, ReplicationModel } from './replication-model';
import { Compression } from './replication-tuning';

/**
 * The only place that turns a model into keys of MM2 and Kafka Connect. Runtimes decide where a key goes, never what it says.
 */

/** One key with its value and where it comes from: `prop:<path>` or `library-default`. */
export interface Setting {
  readonly key: string;
  readonly value: string | number | boolean;
  readonly origin: string;
}

/** One row: a key, its value for a model, the prop that decides it, and why. A value of `undefined` leaves the key to Kafka. */
interface Row {
  readonly key: string;
  readonly value: Setting['value'] | ((model: ReplicationModel) => Setting['value'] | undefined);
  readonly prop?: string;
  readonly why: string;
}

const BYTE_ARRAY = 'org.apache.kafka.connect.converters.ByteArrayConverter';
const replicationFactor = (model: ReplicationModel) => model.replicationFactor;
const refreshSeconds = (model: ReplicationModel) => millisecondsOf(model.refreshInterval) / 1000;
const client = (pick: (client: ClientTuning) => number | undefined) => ({ tuning, delivery }: ReplicationModel) => pick(tuning._clientFor(delivery));

const WORKER: readonly Row[] = [
  { key: 'key.converter', value: BYTE_ARRAY, why: 'keys arrive bit-identical' },
  { key: 'value.converter', value: BYTE_ARRAY, why: 'values arrive bit-identical' },
  { key: 'header.converter', value: BYTE_ARRAY, why: 'headers arrive bit-identical' },
  { key: 'config.storage.replication.factor', value: replicationFactor, prop: 'replicationFactor', why: 'MM2\'s memory survives a broker' },
  { key: 'offset.storage.replication.factor', value: replicationFactor, prop: 'replicationFactor', why: 'MM2\'s memory survives a broker' },
  { key: 'status.storage.replication.factor', value: replicationFactor, prop: 'replicationFactor', why: 'MM2\'s memory survives a broker' },
  { key: 'offset.storage.partitions', value: 5, why: 'Connect takes 25, and Event Streams charges each' },
  { key: 'status.storage.partitions', value: 1, why: 'Connect takes 5, and Event Streams charges each' },
  {
    key: 'offset.flush.interval.ms',
    value: (model) => millisecondsOf(model.delivery.offsetFlushInterval),
    prop: 'delivery',
    why: 'a crash repeats what was copied since the last flush',
  },
  {
    key: 'exactly.once.source.support',
    value: (model) => model.delivery.exactlyOnceStage,
    prop: 'delivery',
    why: 'records and source positions in one transaction; off by default',
  },
  {
    key: 'scheduled.rebalance.max.delay.ms',
    value: (model) => millisecondsOf(model.rebalanceDelay),
    prop: 'rebalanceDelay',
    why: 'Connect lets the tasks of a lost worker wait for five minutes',
  },
  {
    key: 'task.shutdown.graceful.timeout.ms',
    value: 30_000,
    why: 'after 5 s Connect gives up tasks that still wait for a slow target (a poll, the last records, their positions: 11 s), and a planned stop repeats records',
  },
  { key: 'plugin.discovery', value: 'service_load', why: 'all MM2 needs, and starts fastest' },
  { key: 'connector.client.config.override.policy', value: 'All', why: 'Kafka 5.0 changes the default, and producer.override.* would be refused' },
];

const POLICY: readonly Row[] = [
  {
    key: 'replication.policy.class',
    value: ({ naming }) => naming.isIdentity ? 'org.apache.kafka.connect.mirror.IdentityReplicationPolicy' : undefined,
    prop: 'naming',
    why: 'prefixing is what MM2 does by itself',
  },
  {
    key: 'replication.policy.separator',
    value: ({ naming }) => naming.separator === '.' ? undefined : naming.separator,
    prop: 'naming',
    why: 'must be equal in both connectors',
  },
  {
    key: 'replication.policy.internal.topic.separator.enabled',
    value: ({ naming }) => naming.separator === '.' ? undefined : false,
    prop: 'naming',
    why: 'internal topics keep the dots by which MM2 knows not to mirror them',
  },
  { key: 'offset-syncs.topic.location', value: 'target', why: 'the source credential stays read-only; must be equal in both connectors' },
];

const SOURCE: readonly Row[] = [
  ...POLICY,
  { key: 'replication.factor', value: replicationFactor, prop: 'replicationFactor', why: 'MM2 takes 2' },
  { key: 'offset-syncs.topic.replication.factor', value: replicationFactor, prop: 'replicationFactor', why: 'MM2 takes 3, which a small target does not have' },
  { key: 'refresh.topics.interval.seconds', value: refreshSeconds, prop: 'refreshInterval', why: 'MM2 looks for new topics every ten minutes only' },
  { key: 'sync.topic.acls.enabled', value: false, why: 'it copies half of the ACLs, never a revocation, and fights the User Operator' },
  {
    key: 'config.properties.exclude',
    value: ({ target }) => target.eventStreamsPlan ? allBut(EVENT_STREAMS_TOPIC_CONFIGS) : undefined,
    prop: 'target',
    why: 'Event Streams refuses a topic with any other setting',
  },
  { key: 'consumer.auto.offset.reset', value: 'earliest', why: 'latest loses what arrives before a topic is discovered' },
  { key: 'consumer.allow.auto.create.topics', value: false, why: 'a metadata request must not re-create a deleted source topic' },
  { key: 'consumer.receive.buffer.bytes', value: -1, why: '64 KiB is the ceiling of a WAN; -1 lets the kernel tune' },
  { key: 'consumer.max.partition.fetch.bytes', value: client(({ maxPartitionFetchBytes }) => maxPartitionFetchBytes), prop: 'tuning', why: 'one fetch per broker is under way: make it worth its round trip' },
  { key: 'consumer.fetch.max.bytes', value: client(({ fetchMaxBytes }) => fetchMaxBytes), prop: 'tuning', why: 'bounds what a task holds of each broker' },
  { key: 'consumer.fetch.min.bytes', value: client(({ fetchMinBytes }) => fetchMinBytes), prop: 'tuning', why: 'fewer, larger fetches' },
  { key: 'consumer.fetch.max.wait.ms', value: client(({ fetchMaxWaitMillis }) => fetchMaxWaitMillis), prop: 'tuning', why: 'how long a fetch waits for enough' },
  { key: 'consumer.max.poll.records', value: client(({ maxPollRecords }) => maxPollRecords), prop: 'tuning', why: 'less overhead per record' },
  {
    key: 'consumer.isolation.level',
    value: ({ delivery }) => delivery.exactlyOnceStage === undefined ? undefined : 'read_committed',
    prop: 'delivery',
    why: 'aborted records of the source are no records; without it MM2 refuses exactly-once',
  },
  { key: 'exactly.once.support', value: ({ delivery }) => delivery.isExactlyOnce ? 'required' : undefined, prop: 'delivery', why: 'a connector that cannot keep the promise does not start' },
  { key: 'transaction.boundary', value: ({ delivery }) => delivery.transactions?.interval && 'interval', prop: 'delivery', why: 'Connect commits after each poll' },
  {
    key: 'transaction.boundary.interval.ms',
    value: ({ delivery }) => delivery.transactions?.interval && millisecondsOf(delivery.transactions.interval),
    prop: 'delivery',
    why: 'Connect takes the interval at which positions are stored',
  },
  {
    key: 'consumer.poll.timeout.ms',
    value: ({ delivery }) => delivery.transactions?.interval && Math.min(1000, millisecondsOf(delivery.transactions.interval)),
    prop: 'delivery',
    why: 'a task looks for the end of the interval only between polls, and MM2 waits a second for records that do not come',
  },
  { key: 'producer.override.enable.idempotence', value: true, why: 'a retry neither repeats nor reorders; Connect switches it off' },
  { key: 'producer.override.max.in.flight.requests.per.connection', value: IN_FLIGHT, why: 'Connect takes 1: one batch per round trip; 5 keeps order with idempotence' },
  { key: 'producer.override.batch.size', value: client(({ batchSize }) => batchSize), prop: 'tuning', why: '16 KiB per round trip is 0.3 MB/s at 50 ms; a megabyte is what brokers take' },
  { key: 'producer.override.linger.ms', value: client(({ lingerMillis }) => lingerMillis), prop: 'tuning', why: 'lets batches fill' },
  { key: 'producer.override.max.request.size', value: client(({ maxRequestSize }) => maxRequestSize), prop: 'tuning', why: 'several batches in one request, and records up to the target\'s limit' },
  { key: 'producer.override.buffer.memory', value: client(({ bufferMemory }) => bufferMemory), prop: 'tuning', why: 'room for batches in flight' },
  {
    key: 'producer.override.compression.type',
    value: ({ tuning }) => tuning.compression === Compression.NONE ? undefined : tuning.compression,
    prop: 'tuning',
    why: 'Connect does not compress, and the source\'s compression ends here',
  },
  { key: 'producer.override.send.buffer.bytes', value: -1, why: '128 KiB is the ceiling of a WAN; -1 lets the kernel tune' },
];

const CHECKPOINT: readonly Row[] = [
  ...POLICY,
  { key: 'checkpoints.topic.replication.factor', value: replicationFactor, prop: 'replicationFactor', why: 'MM2 takes 3, which a small target does not have' },
  { key: 'refresh.groups.interval.seconds', value: refreshSeconds, prop: 'refreshInterval', why: 'MM2 looks for new groups every ten minutes only' },
  { key: 'sync.group.offsets.enabled', value: true, why: 'consumers find their place at the target; MM2 leaves it off' },
];

/** Keys of the Connect workers. */
export function workerSettings(model: ReplicationModel): Setting[] {
  return overridden(rendered(WORKER, model), model.workerConfig, 'workerConfig');
}

/** Keys of the source connector of a flow, connection and selection aside. */
export function sourceConnectorSettings(model: ReplicationModel, flow: ReplicationFlow): Setting[] {
  return overridden(rendered(SOURCE, model), flow.sourceConnectorConfig, `${flow.declaredAt}sourceConnectorConfig`);
}

/** Keys of the checkpoint connector of a flow, connection and selection aside. */
export function checkpointConnectorSettings(model: ReplicationModel, flow: ReplicationFlow): Setting[] {
  return overridden(rendered(CHECKPOINT, model), flow.checkpointConnectorConfig, `${flow.declaredAt}checkpointConnectorConfig`);
}

/** Keys of the connector that emits heartbeats into the source of a flow, connection aside; none where nobody wants heartbeats. */
export function heartbeatConnectorSettings({ source, heartbeatInterval, declaredAt }: ReplicationFlow): Setting[] {
  return heartbeatInterval === undefined ? [] : [
    { key: 'emit.heartbeats.interval.seconds', value: millisecondsOf(heartbeatInterval) / 1000, origin: `prop:${declaredAt}heartbeatInterval` },
    // MM2 takes 3, which a small source does not have.
    { key: 'heartbeats.topic.replication.factor', value: replicationFactorAt(source), origin: 'library-default' },
  ];
}

/** Keys of workers at the source of a flow, where its heartbeats need some of their own: one task without anything to remember. */
export function heartbeatWorkerSettings({ source }: ReplicationFlow): Setting[] {
  const values: [key: string, value: Setting['value']][] = [
    ...['config', 'offset', 'status'].map((storage): [string, number] => [`${storage}.storage.replication.factor`, replicationFactorAt(source)]),
    ['offset.storage.partitions', 1],
    ['status.storage.partitions', 1],
    // Nobody waits for the worker of a single task to come back.
    ['scheduled.rebalance.max.delay.ms', 0],
    ['plugin.discovery', 'service_load'],
  ];
  return values.map(([key, value]) => ({ key, value, origin: 'library-default' }));
}

/** As for a target: Event Streams has 3 and takes no other; elsewhere the cluster's own default. */
function replicationFactorAt({ eventStreamsPlan }: KafkaCluster): number {
  return eventStreamsPlan ? 3 : -1;
}

function rendered(rows: readonly Row[], model: ReplicationModel): Setting[] {
  return rows.flatMap(({ key, value, prop }) => {
    const actual = typeof value === 'function' ? value(model) : value;
    return actual === undefined ? [] : [{ key, value: actual, origin: prop && model.given.includes(prop) ? `prop:${prop}` : 'library-default' }];
  });
}

/** Raw settings win: experts know why. */
function overridden(settings: Setting[], raw: { readonly [key: string]: string }, prop: string): Setting[] {
  return [
    ...settings.filter(({ key }) => !(key in raw)),
    ...Object.entries(raw).map(([key, value]) => ({ key, value, origin: `prop:${prop}['${key}']` })),
  ];
}

/** A Java regular expression for every name but these: MM2 has an exclusion list and no inclusion list. */
function allBut(names: readonly string[]): string {
  return `(?!(?:${names.map((name) => name.replaceAll('.', '\\.')).join('|')})$).*`;
}
