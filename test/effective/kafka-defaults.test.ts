import { EffectiveConfig } from '../../src/effective';
import { minimal } from './resources';

const read = (change: (spec: any) => void = () => {}) => EffectiveConfig.fromKafkaMirrorMaker2(minimal(change));

test('the source connector has the defaults of MirrorMaker 2, of its consumer and of Kafka Connect\'s producer', () => {
  expect(read().connectors[0].defaults).toMatchObject({
    'tasks.max': '1',
    'replication.factor': '2',
    'sync.topic.acls.enabled': 'true',
    'topics.exclude': 'mm2.*\\.internal,.*\\.replica,__.*',
    'use.defaults.from': 'target',
    'errors.tolerance': 'none',
    'consumer.auto.offset.reset': 'earliest',
    'consumer.isolation.level': 'read_uncommitted',
    'producer.override.acks': 'all',
    'producer.override.enable.idempotence': 'false',
    'producer.override.max.in.flight.requests.per.connection': '1',
    'producer.override.max.block.ms': '9223372036854775807',
    'producer.override.batch.size': '16384',
  });
});

test('the checkpoint connector has its own', () => {
  const { defaults } = read((spec) => { spec.mirrors[0] = { ...spec.mirrors[0], sourceConnector: undefined, checkpointConnector: {} }; }).connectors[0];
  expect(defaults).toMatchObject({ 'groups': '.*', 'sync.group.offsets.enabled': 'false', 'checkpoints.topic.replication.factor': '3' });
  expect(defaults).not.toHaveProperty(['replication.factor']);
});

test('what is set is no default, tasks included', () => {
  const { defaults } = read((spec) => { spec.mirrors[0].sourceConnector = { tasksMax: 2, config: { 'replication.factor': 3 } }; }).connectors[0];
  expect(defaults).not.toHaveProperty(['tasks.max']);
  expect(defaults).not.toHaveProperty(['replication.factor']);
});

test('a connector inherits the worker\'s producer settings and converters', () => {
  const { defaults } = read((spec) => { spec.target.config = { 'producer.batch.size': 1, 'value.converter': 'own' }; }).connectors[0];
  expect(defaults).toMatchObject({ 'producer.override.batch.size': '1', 'value.converter': 'own' });
});

test('exactly-once makes the producer idempotent unless the worker says no', () => {
  const idempotence = (config: object) => read((spec) => { spec.target.config = config; }).connectors[0].defaults['producer.override.enable.idempotence'];
  expect(idempotence({ 'exactly.once.source.support': 'enabled' })).toBe('true');
  expect(idempotence({ 'exactly.once.source.support': 'enabled', 'producer.enable.idempotence': false })).toBe('false');
});

test('the worker has the defaults of distributed Connect', () => {
  const { workerDefaults } = read((spec) => { spec.target.config = { 'offset.flush.interval.ms': 1 }; });
  expect(workerDefaults).toMatchObject({
    'offset.storage.partitions': '25',
    'status.storage.partitions': '5',
    'scheduled.rebalance.max.delay.ms': '300000',
    'plugin.discovery': 'hybrid_warn',
  });
  expect(workerDefaults).not.toHaveProperty(['offset.flush.interval.ms']);
});
