import { AclRule } from '../../src/access/acl-rule';
import { kafkaTopic } from '../../src/access/kafka-topic';
import { kafkaUser } from '../../src/access/kafka-user';
import { kubernetesName, strimziPlace } from '../../src/access/strimzi-place';
import { schemaErrors } from '../schemas/schema-errors';

const place = { cluster: 'kp-local', namespace: 'kp-kafka' };
const rules: AclRule[] = [
  { resource: 'topic', name: 'orders-', pattern: 'prefix', operations: ['Read', 'DescribeConfigs'], why: 'x' },
  { resource: 'group', name: '*', pattern: 'literal', operations: ['Describe'], why: 'x' },
  { resource: 'transactionalId', name: 'a-b->c.', pattern: 'prefix', operations: ['Write'], why: 'x' },
  { resource: 'cluster', name: 'kafka-cluster', pattern: 'literal', operations: ['Alter', 'IdempotentWrite'], why: 'x' },
];

test('a KafkaUser has the rules and nothing else', () => {
  const user = kafkaUser({ user: 'mm2', place, rules });
  expect(schemaErrors(user)).toEqual([]);
  expect(user).toEqual({
    apiVersion: 'kafka.strimzi.io/v1', kind: 'KafkaUser', metadata: { name: 'mm2', namespace: 'kp-kafka', labels: { 'strimzi.io/cluster': 'kp-local' } },
    spec: { authorization: { type: 'simple', acls: [
      { resource: { type: 'topic', name: 'orders-', patternType: 'prefix' }, operations: ['Read', 'DescribeConfigs'] },
      { resource: { type: 'group', name: '*', patternType: 'literal' }, operations: ['Describe'] },
      { resource: { type: 'transactionalId', name: 'a-b->c.', patternType: 'prefix' }, operations: ['Write'] },
      { resource: { type: 'cluster' }, operations: ['Alter', 'IdempotentWrite'] },
    ] } },
  });
});

test('a KafkaUser may have a credential and quotas', () => {
  const user = kafkaUser({ user: 'mm2', place: { cluster: 'kp-local' }, rules: [], authentication: 'tls', quotas: { producerByteRate: 1024, controllerMutationRate: 0.5 } });
  expect(schemaErrors(user)).toEqual([]);
  expect(user.spec.authentication).toEqual({ type: 'tls' });
  expect(user.spec.quotas).toEqual({ producerByteRate: 1024, controllerMutationRate: 0.5 });
});

test('a KafkaTopic is exact', () => {
  const topic = kafkaTopic({ name: 'kp-local.products', role: 'x', partitions: 1, replicationFactor: 3, config: { 'cleanup.policy': 'compact' }, assumed: [] }, place);
  expect(schemaErrors(topic)).toEqual([]);
  expect(topic).toEqual({
    apiVersion: 'kafka.strimzi.io/v1', kind: 'KafkaTopic', metadata: { name: 'kp-local.products', namespace: 'kp-kafka', labels: { 'strimzi.io/cluster': 'kp-local' } },
    spec: { partitions: 1, replicas: 3, config: { 'cleanup.policy': 'compact' } },
  });
});

test('a KafkaTopic leaves to the broker what nobody says', () => {
  expect(kafkaTopic({ name: 'a', role: 'x', partitions: 1, replicationFactor: -1, config: {}, assumed: [] }, place).spec).toEqual({ partitions: 1 });
});

test('a topic whose name Kubernetes does not take keeps it, in an object of another name', () => {
  const topic = kafkaTopic({ name: '__Orders_EU', role: 'x', partitions: 1, replicationFactor: 3, config: {}, assumed: [] }, place);
  expect(schemaErrors(topic)).toEqual([]);
  expect(topic.spec.topicName).toBe('__Orders_EU');
  expect(topic.metadata.name).toMatch(/^orders-eu-[0-9a-f]{8}$/);
});

test.each(['orders', 'kp-local.orders'])('%s is a name that Kubernetes takes', (name) => expect(kubernetesName(name)).toBe(name));

test('names that look alike do not become one', () => {
  const names = ['Orders', 'orders_', '_orders', '...', 'o'.repeat(249) + '_'].map(kubernetesName);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name) || name.length > 253)).toEqual([]);
});

test.each([
  ['kp-local-kafka-bootstrap.kp-kafka.svc:9093', { cluster: 'kp-local', namespace: 'kp-kafka' }],
  ['kp-local-kafka-bootstrap.kp-kafka.svc.cluster.local:9093', { cluster: 'kp-local', namespace: 'kp-kafka' }],
  ['kp-local-kafka-bootstrap:9093', { cluster: 'kp-local', namespace: undefined }],
  ['broker-0.example.com:9093', { cluster: 'plant' }],
  ['', { cluster: 'plant' }],
])('of %j Strimzi\'s place is read off', (bootstrap, expected) => {
  expect(strimziPlace(bootstrap, 'plant')).toEqual(expected);
});
