import { GroupType, Severity } from '../../src/core';
import { Case, Situation } from './situation';

const { ERROR, WARNING } = Severity;
const DAY = '86400000';

/** Settings of the topic `orders-eu` at the source, and of its copy at the target. */
const configs = (source: { [key: string]: string }, copy?: { [key: string]: string }) => (s: Situation) => {
  s.facts = { plant: { topics: { 'orders-eu': { config: source } } }, cloud: copy ? { topics: { 'plant.orders-eu': { config: copy } } } : {} };
};

const partitions = (source: number, copy: number, mayAlterTopics?: boolean) => (s: Situation) => {
  s.facts = { plant: { topics: { 'orders-eu': { partitions: source } } }, cloud: { topics: { 'plant.orders-eu': { partitions: copy } }, mayAlterTopics } };
};

const brokers = (alias: string, brokerConfig: { [key: string]: string }) => (s: Situation) => { s.facts = { [alias]: { brokerConfig } }; };

const version = (alias: string, kafkaVersion: string) => (s: Situation) => { s.facts = { [alias]: { kafkaVersion } }; };

/** Facts and something else. */
const both = (...changes: ((s: Situation) => void)[]) => (s: Situation) => changes.forEach((change) => change(s));

const syncOff = (s: Situation) => { s.source['sync.topic.configs.enabled'] = false; };

/** What depends on facts of the clusters. */
export const CASES_OF_FACTS: readonly Case[] = [
  // Retention
  {
    code: 'retention-below-outage', when: 'a topic keeps records for an hour',
    fires: configs({ 'retention.ms': '3600000' }), path: 'spec.mirrors[0].topicsPattern', says: '"orders-eu" keeps records for 1h, the longest outage is 1d',
    silent: configs({ 'retention.ms': DAY }),
  },
  {
    code: 'retention-below-outage', when: 'the outage is longer, not if the topic is compacted only',
    fires: both(configs({ 'retention.ms': DAY }), (s) => { s.longestOutageSeconds = 90_000; }),
    silent: both(configs({ 'retention.ms': DAY, 'cleanup.policy': 'compact' }), (s) => { s.longestOutageSeconds = 90_000; }),
  },
  {
    code: 'retention-below-outage', when: 'the brokers decide',
    fires: both(configs({}), (s) => { s.facts.plant = { ...s.facts.plant, brokerConfig: { 'log.retention.hours': '2' } }; }), says: 'for 2h',
    silent: both(configs({}), (s) => { s.facts.plant = { ...s.facts.plant, brokerConfig: { 'log.retention.hours': '2', 'log.retention.ms': '-1' } }; }),
  },
  {
    code: 'retention-below-outage', when: 'the topic is selected',
    fires: (s) => { s.facts = { plant: { topics: Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [`orders-${name}`, { config: { 'retention.ms': '1' } }])) } }; }, says: 'and 2 more topics',
    silent: (s) => { s.facts = { plant: { topics: { payments: { config: { 'retention.ms': '1' } } } } }; },
  },
  {
    code: 'tombstones-expire', when: 'the outage is longer than a compacted topic keeps deletions',
    fires: both(configs({ 'cleanup.policy': 'compact,delete', 'delete.retention.ms': '3600000' })), says: '"orders-eu" keeps deletions for 1h',
    silent: configs({ 'cleanup.policy': 'delete', 'delete.retention.ms': '3600000' }),
  },
  {
    code: 'tombstones-expire', when: 'Kafka\'s default is too short',
    fires: both(configs({ 'cleanup.policy': 'compact' }), (s) => { s.facts.plant = { ...s.facts.plant, brokerConfig: {} }; s.longestOutageSeconds = 172_800; }),
    silent: both(configs({ 'cleanup.policy': 'compact' }), (s) => { s.longestOutageSeconds = 172_800; }),
  },
  {
    code: 'target-retention-shorter', when: 'nobody carries the retention over',
    fires: both(configs({ 'retention.ms': '604800000' }, { 'retention.ms': DAY }), syncOff), says: '"orders-eu" is kept for 7d, its copy for 1d',
    silent: configs({ 'retention.ms': '604800000' }, { 'retention.ms': DAY }),
  },
  {
    code: 'target-retention-shorter', when: 'brokers differ, and the topic says nothing',
    fires: (s) => { s.facts = { plant: { topics: { 'orders-eu': { config: {} } }, brokerConfig: {} }, cloud: { brokerConfig: { 'log.retention.minutes': '60' } } }; }, says: 'its copy for 1h',
    silent: (s) => { s.facts = { plant: { topics: { 'orders-eu': { config: { 'retention.ms': '-1' } } }, brokerConfig: {} }, cloud: { brokerConfig: { 'log.retention.minutes': '60' } } }; },
  },

  // Records
  {
    code: 'record-too-large', when: 'a topic takes what the producer does not send',
    fires: configs({ 'max.message.bytes': '5242880' }), says: '"orders-eu" takes batches of 5242880 bytes, max.request.size of the copying producer lets 1048576 through',
    silent: both(configs({ 'max.message.bytes': '5242880' }), (s) => { s.source['producer.override.max.request.size'] = 5242880; }),
  },
  {
    code: 'record-too-large', when: 'Event Streams takes less', says: 'plan "standard" lets 1048576 through',
    fires: both(configs({ 'max.message.bytes': '5242880' }), (s) => { s.plan = 'standard'; s.source['producer.override.max.request.size'] = 6291456; }),
    silent: both(configs({ 'max.message.bytes': '1048588' }), (s) => { s.plan = 'standard'; }),
  },
  {
    code: 'record-too-large', when: 'the copy has a lower limit that stays',
    fires: both(configs({ 'max.message.bytes': '900000' }, { 'max.message.bytes': '500000' }), syncOff), says: 'max.message.bytes at "cloud" lets 500000 through',
    silent: configs({ 'max.message.bytes': '900000' }, { 'max.message.bytes': '500000' }),
  },
  {
    code: 'record-too-large', when: 'only the brokers\' limit is higher', severity: WARNING,
    fires: brokers('plant', { 'message.max.bytes': '10485760' }), says: 'brokers of "plant" take batches of 10485760 bytes',
    silent: brokers('plant', {}),
  },
  {
    code: 'reads-uncommitted', when: 'producers use transactions',
    fires: (s) => { s.facts = { plant: { topics: { 'orders-eu': { transactional: true } } } }; }, says: '"orders-eu" is written in transactions',
    silent: (s) => { s.facts = { plant: { topics: { 'orders-eu': { transactional: true } } } }; s.source['consumer.isolation.level'] = 'read_committed'; },
  },
  {
    code: 'log-append-time', when: 'the copy gets new timestamps',
    fires: configs({}, { 'message.timestamp.type': 'LogAppendTime' }),
    silent: configs({ 'message.timestamp.type': 'LogAppendTime' }, { 'message.timestamp.type': 'CreateTime' }),
  },
  {
    code: 'log-append-time', when: 'the brokers of the target stamp, rather than those of the source',
    fires: brokers('cloud', { 'log.message.timestamp.type': 'LogAppendTime' }), path: 'spec.target.bootstrapServers',
    silent: brokers('plant', { 'log.message.timestamp.type': 'LogAppendTime' }),
  },
  {
    code: 'compression-lost', when: 'the source compresses and the producer does not',
    fires: configs({ 'compression.type': 'zstd' }), says: '"orders-eu" has compression.type=zstd',
    silent: both(configs({ 'compression.type': 'zstd' }), (s) => { s.source['producer.override.compression.type'] = 'lz4'; }),
  },

  // Brokers
  {
    code: 'broker-too-old', when: 'the source is of 2.0',
    fires: version('plant', '2.0.1'), path: 'spec.mirrors[0].source.bootstrapServers', says: 'brokers of "plant" are of Kafka 2.0.1, workers of Kafka 4 need 2.1 or newer',
    silent: version('plant', '2.1.0'),
  },
  {
    code: 'broker-too-old', when: 'the target is, for workers of Kafka 4',
    fires: both(version('cloud', '1.1.0'), (s) => { s.spec.version = '4.2.0'; }), says: 'workers of Kafka 4.2.0',
    silent: both(version('cloud', '1.1.0'), (s) => { s.spec.version = '3.9.1'; s.spec.image = 'images.example.com/mm2:3.9.1'; }),
  },
  {
    code: 'broker-too-old', when: 'settings of topics are carried over',
    fires: version('cloud', '2.2.0'), path: 'spec.target.bootstrapServers', says: 'sync.topic.configs.enabled needs 2.3 or newer',
    silent: both(version('cloud', '2.2.0'), syncOff),
  },
  {
    code: 'unclean-election', when: 'brokers allow it',
    fires: brokers('plant', { 'unclean.leader.election.enable': 'true' }), path: 'spec.mirrors[0].source.bootstrapServers',
    silent: brokers('plant', { 'unclean.leader.election.enable': 'false' }),
  },
  {
    code: 'unclean-election', when: 'a copied topic allows it, not another one',
    fires: configs({ 'unclean.leader.election.enable': 'true' }),
    silent: (s) => { s.facts = { plant: { topics: { payments: { config: { 'unclean.leader.election.enable': 'true' } } } } }; },
  },
  {
    code: 'low-min-insync-replicas', when: 'brokers keep Kafka\'s default, and topics have three replicas',
    fires: brokers('cloud', { 'default.replication.factor': '3' }), path: 'spec.target.bootstrapServers',
    silent: brokers('cloud', { 'default.replication.factor': '3', 'min.insync.replicas': '2' }),
  },
  {
    code: 'low-min-insync-replicas', when: 'a copy says so and has replicas',
    fires: configs({}, { 'min.insync.replicas': '1' }), says: '"plant.orders-eu" has min.insync.replicas=1',
    silent: (s) => { s.facts = { cloud: { topics: { 'plant.orders-eu': { replicationFactor: 1, config: { 'min.insync.replicas': '1' } } } } }; },
  },
  {
    code: 'low-replication-factor', when: 'the brokers\' own number is 1',
    fires: brokers('cloud', {}), says: 'replication.factor is -1, and brokers of "cloud" take 1',
    silent: brokers('cloud', { 'default.replication.factor': '3' }),
  },
  {
    code: 'ghost-topics', when: 'the consumer may create topics',
    fires: (s) => { delete s.source['consumer.allow.auto.create.topics']; }, path: 'spec.mirrors[0].sourceConnector',
    silent: (s) => { s.source['consumer.allow.auto.create.topics'] = 'false'; },
  },
  {
    code: 'ghost-topics', when: 'the brokers of the source would do it', severity: WARNING,
    fires: both(brokers('plant', {}), (s) => { s.source['consumer.allow.auto.create.topics'] = true; }),
    silent: both(brokers('plant', { 'auto.create.topics.enable': 'false' }), (s) => { s.source['consumer.allow.auto.create.topics'] = true; }),
  },
  {
    code: 'target-auto-creates', when: 'the target does it, not the source',
    fires: brokers('cloud', { 'auto.create.topics.enable': 'true' }), path: 'spec.target.bootstrapServers',
    silent: brokers('plant', { 'auto.create.topics.enable': 'true' }),
  },

  // Partitions
  {
    code: 'partitions-fewer-at-target', when: 'MM2 may widen the copy',
    fires: partitions(10, 5), says: '"orders-eu" has 10 partitions, "plant.orders-eu" 5: MM2 widens it',
    silent: partitions(10, 10),
  },
  {
    code: 'partitions-fewer-at-target', when: 'MM2 may not', severity: ERROR,
    fires: partitions(10, 5, false), says: 'the first record for partition 5 freezes its task',
    silent: partitions(10, 5, true),
  },
  {
    code: 'partitions-more-at-target', when: 'the copy has more',
    fires: partitions(5, 10),
    silent: partitions(10, 5),
  },

  // Groups
  {
    code: 'groups-not-followed', when: 'a share group is selected',
    fires: (s) => { s.facts = { plant: { groups: { 'orders-app': GroupType.SHARE } } }; }, path: 'spec.mirrors[0].groupsPattern', says: '"orders-app" is a share group',
    silent: (s) => { s.facts = { plant: { groups: { 'orders-app': GroupType.CONSUMER, 'queue': GroupType.SHARE } } }; },
  },
];
