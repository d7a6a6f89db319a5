import { EventStreamsPlan, Severity } from '../core';
import { show } from '../core/problem';
import { eachCopy } from './each-copy';
import { KnownCopy, KnownFlow } from './known';
import { Connector, eachSource, when } from './replication';
import { Rule, RuleSubject } from './rule';

/** By so much Kafka's default for topics exceeds that for producers: no record is that long, a batch with one record has a longer frame. */
const FRAME = 12;

/** Records that do not fit, or arrive with other attributes. The rules speak where topics or brokers are known. */
export const RECORDS: readonly Rule[] = [
  {
    code: 'record-too-large',
    severity: Severity.ERROR,
    title: 'The source takes larger records than the way to the target lets through: the first one stops its task, and all partitions of it, for good (warning: only the brokers\' own limit is higher).',
    remedy: 'raise the smallest limit of the way (producer.override.max.request.size, buffer.memory, max.message.bytes at the target), or leave the topic out',
    source: 'org.apache.kafka.clients.producer.KafkaProducer.ensureValidRecordSize (kafka-clients 4.3.1); strimzi-kafka-operator issues 5933, 8710, 11037',
    check: (subject, all) => [
      ...eachCopy((copy, { connector, flow }) => {
        const own = Number(copy.source.config?.['max.message.bytes']);
        const limit = smallestLimit(connector, flow, subject, copy);
        return own > limit.bytes + FRAME ? `${show(copy.topic)} takes batches of ${own} bytes, ${limit.name} lets ${limit.bytes} through` : undefined;
      })(subject, all),
      ...eachSource((connector) => {
        const flow = KnownFlow.of(connector, subject);
        const source = Number(flow.source.brokerDefault('max.message.bytes'));
        const limit = smallestLimit(connector, flow, subject);
        return when(source > limit.bytes + FRAME, connector.settings.at('topics'),
          () => `brokers of ${show(flow.source.alias)} take batches of ${source} bytes, ${limit.name} lets ${limit.bytes} through`, { severity: Severity.WARNING });
      })(subject, all),
    ],
  },
  {
    code: 'reads-uncommitted',
    severity: Severity.WARNING,
    title: 'A topic is written in transactions and read without `isolation.level=read_committed`: records of aborted transactions are copied as real ones.',
    remedy: 'set consumer.isolation.level: read_committed in sourceConnector.config, and watch the last stable offset: one hanging transaction holds up its partition',
    source: 'org.apache.kafka.clients.consumer.ConsumerConfig.ISOLATION_LEVEL_DOC (kafka-clients 4.3.1), MirrorConnectorConfig.sourceConsumerConfig (connect-mirror 4.3.1)',
    check: eachCopy(({ topic, source }, { connector: { consumer, isExactlyOnce } }) =>
      source.transactional && !isExactlyOnce && consumer.get('isolation.level') !== 'read_committed' ? `${show(topic)} is written in transactions` : undefined),
  },
  {
    code: 'log-append-time',
    severity: Severity.WARNING,
    title: 'The target stamps records with the time of their arrival (`message.timestamp.type=LogAppendTime`): the original timestamps are lost, and retention begins anew.',
    remedy: 'set message.timestamp.type=CreateTime for the topic at the target, or log.message.timestamp.type for its brokers',
    source: 'org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_DOC (kafka-clients 4.3.1); DefaultConfigPropertyFilter (connect-mirror 4.3.1) never carries it over',
    check: (subject, all) => [
      ...eachSource((connector) => {
        const { target } = KnownFlow.of(connector, subject);
        return when(target.brokerDefault('message.timestamp.type') === 'LogAppendTime', connector.worker.at('bootstrap.servers'),
          () => `brokers of ${show(target.alias)} have log.message.timestamp.type=LogAppendTime, and so have the topics that MM2 creates there`);
      })(subject, all),
      ...eachCopy(({ remoteTopic, target }) => target.config?.['message.timestamp.type'] === 'LogAppendTime'
        ? `${show(remoteTopic)} has message.timestamp.type=LogAppendTime` : undefined)(subject, all),
    ],
  },
  {
    code: 'compression-lost',
    severity: Severity.INFO,
    title: 'A topic is compressed at the source, and the copying producer does not compress (Connect\'s default): the way to the target carries the records in full.',
    remedy: 'set producer.override.compression.type in sourceConnector.config (tuning.compression)',
    source: 'org.apache.kafka.connect.runtime.Worker.baseProducerConfigs (connect-runtime 4.3.1), ProducerConfig.COMPRESSION_TYPE_CONFIG (kafka-clients 4.3.1): none',
    check: eachCopy((copy, { connector: { producer } }) => {
      const compression = copy.atSource('compression.type') ?? '';
      return ['gzip', 'snappy', 'lz4', 'zstd'].includes(compression) && producer.get('compression.type')?.toLowerCase() === 'none'
        ? `${show(copy.topic)} has compression.type=${compression}` : undefined;
    }),
  },
];

interface Limit { readonly name: string; readonly bytes: number }

/** The smallest size on the way to the target; without a topic, that of any. */
function smallestLimit({ producer }: Connector, { target }: KnownFlow, { eventStreamsPlan }: RuleSubject, copy?: KnownCopy): Limit {
  const plan = EventStreamsPlan._byName(eventStreamsPlan ?? '');
  const limits: Limit[] = [
    ...['max.request.size', 'buffer.memory'].map((name) => ({ name: `${name} of the copying producer`, bytes: producer.number(name) })),
    plan ? { name: `plan ${show(plan.name)}`, bytes: plan.maxMessageSize.toKibibytes() * 1024 }
      : { name: `max.message.bytes at ${show(target.alias)}`, bytes: Number(copy ? copy.atTarget('max.message.bytes') : target.brokerDefault('max.message.bytes')) },
  ];
  return limits.filter(({ bytes }) => !Number.isNaN(bytes)).reduce((least, limit) => limit.bytes < least.bytes ? limit : least, { name: 'nothing', bytes: Infinity });
}
