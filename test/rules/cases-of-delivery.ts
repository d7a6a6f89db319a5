import { Severity } from '../../src/core';
import { Case, goodResource, Situation } from './situation';

const SOURCE = 'spec.mirrors[0].sourceConnector';
const { ERROR, WARNING, INFO } = Severity;

const exactlyOnce = (s: Situation) => {
  s.worker['exactly.once.source.support'] = 'enabled';
  s.source['consumer.isolation.level'] = 'read_committed';
  s.source['consumer.max.poll.records'] = 20000;
};

const inKubernetes = (s: Situation) => { s.mirror.source.bootstrapServers = 'plant-kafka-bootstrap.kafka.svc:9093'; };

/** What is promised when something breaks, what it takes, and where it runs. */
export const CASES_OF_DELIVERY: readonly Case[] = [
  // Duplicates
  {
    code: 'duplicates-after-crash', when: 'records are copied at-least-once',
    fires: () => {}, path: "spec.target.config['offset.flush.interval.ms']", says: 'a crash repeats up to 20 s of records: offset.flush.interval.ms (10000) and twice offset.flush.timeout.ms (5000)',
    silent: exactlyOnce,
  },
  {
    code: 'duplicates-after-crash', when: 'the switch to exactly-once is half done',
    fires: (s) => { exactlyOnce(s); s.worker['exactly.once.source.support'] = 'preparing'; s.worker['offset.flush.timeout.ms'] = 1000; }, says: 'up to 12 s',
    silent: exactlyOnce,
  },

  // Exactly-once
  {
    code: 'exactly-once-contradicted', when: 'failures are tolerated',
    fires: (s) => { exactlyOnce(s); s.source['errors.tolerance'] = 'all'; }, path: `${SOURCE}.config['errors.tolerance']`,
    says: 'errors.tolerance=all skips records, exactly.once.source.support=enabled promises every one',
    silent: (s) => { s.source['errors.tolerance'] = 'all'; },
  },
  {
    code: 'exactly-once-contradicted', when: 'somebody switches idempotence off',
    fires: (s) => { exactlyOnce(s); s.source['producer.override.enable.idempotence'] = false; },
    says: 'producer.override.enable.idempotence=false, but exactly.once.source.support=enabled needs an idempotent producer',
    silent: (s) => { exactlyOnce(s); delete s.source['producer.override.enable.idempotence']; },
  },
  {
    code: 'acks-not-all', when: 'exactly-once refuses it', severity: ERROR,
    fires: (s) => { exactlyOnce(s); delete s.source['producer.override.enable.idempotence']; s.source['producer.override.acks'] = '1'; },
    says: 'producer.override.acks="1", which exactly.once.source.support=enabled refuses',
    silent: (s) => { exactlyOnce(s); s.source['producer.override.acks'] = 'all'; },
  },
  {
    code: 'exactly-once-preparing', when: 'the second step is outstanding',
    fires: (s) => { s.worker['exactly.once.source.support'] = 'PREPARING'; }, path: "spec.target.config['exactly.once.source.support']",
    silent: exactlyOnce,
  },
  {
    code: 'exactly-once-rights', when: 'records are copied in transactions',
    fires: exactlyOnce,
    says: '"connect-cluster-orders-mm2" and on those that begin with "orders-mm2-plant->cloud.MirrorSourceConnector-" or "orders-mm2-plant->cloud.MirrorCheckpointConnector-"',
    silent: (s) => { s.worker['exactly.once.source.support'] = 'disabled'; },
  },
  {
    code: 'transaction-boundary-unsupported', when: 'the connector is to define transactions',
    fires: (s) => { s.source['transaction.boundary'] = 'connector'; }, path: `${SOURCE}.config['transaction.boundary']`,
    silent: (s) => { s.source['transaction.boundary'] = 'poll'; },
  },
  {
    code: 'transaction-outlives-timeout', when: 'the interval is as long as the timeout',
    fires: (s) => { exactlyOnce(s); s.source['transaction.boundary'] = 'interval'; s.source['transaction.boundary.interval.ms'] = 60000; },
    path: `${SOURCE}.config['transaction.boundary.interval.ms']`,
    silent: (s) => { exactlyOnce(s); s.source['transaction.boundary'] = 'interval'; s.source['transaction.boundary.interval.ms'] = 1000; },
  },
  {
    code: 'transaction-outlives-timeout', when: 'nobody sets the interval, and positions are stored each minute',
    fires: (s) => { exactlyOnce(s); s.source['transaction.boundary'] = 'interval'; delete s.worker['offset.flush.interval.ms']; }, says: 'offset.flush.interval.ms is 60000, transaction.timeout.ms 60000',
    silent: (s) => {
      exactlyOnce(s);
      s.source['transaction.boundary'] = 'interval';
      delete s.worker['offset.flush.interval.ms'];
      s.source['producer.override.transaction.timeout.ms'] = 300000;
    },
  },
  {
    code: 'transaction-per-poll', when: 'polls are small and the target is far',
    fires: (s) => { exactlyOnce(s); s.source['consumer.max.poll.records'] = 5000; }, path: `${SOURCE}.config['consumer.max.poll.records']`,
    silent: exactlyOnce,
  },
  {
    code: 'transaction-per-poll', when: 'the target is not in the cluster of the workers',
    fires: (s) => { exactlyOnce(s); delete s.source['consumer.max.poll.records']; }, says: 'at most 500 records',
    silent: (s) => { exactlyOnce(s); delete s.source['consumer.max.poll.records']; s.spec.target.bootstrapServers = 'cloud-kafka-bootstrap.kafka.svc:9093'; },
  },
  {
    code: 'transaction-per-poll', when: 'there is one for each poll, rather than each second',
    fires: (s) => { exactlyOnce(s); s.source['consumer.max.poll.records'] = 5000; },
    silent: (s) => { exactlyOnce(s); s.source['consumer.max.poll.records'] = 5000; s.source['transaction.boundary'] = 'interval'; s.source['transaction.boundary.interval.ms'] = 1000; },
  },

  // Place and memory
  {
    code: 'far-from-target', when: 'the workers are next to the source with Kafka\'s producer',
    fires: (s) => {
      inKubernetes(s);
      ['enable.idempotence', 'max.in.flight.requests.per.connection', 'batch.size'].forEach((name) => { delete s.source[`producer.override.${name}`]; });
    },
    path: 'spec.target.bootstrapServers', says: 'batch.size 16384 times 1 in flight',
    silent: (s) => { inKubernetes(s); s.spec.target.bootstrapServers = 'cloud-kafka-bootstrap.other:9093'; },
  },
  {
    code: 'far-from-target', when: 'the producer is tuned for it', severity: INFO,
    fires: inKubernetes,
    silent: (s) => { s.mirror.source.bootstrapServers = 'plant-kafka-bootstrap-kafka.apps.example.com:443'; },
  },
  {
    code: 'memory-too-small', when: 'fetched records do not fit beside the buffers',
    fires: (s) => { s.spec.jvmOptions = { '-Xmx': '400m' }; }, path: 'spec.jvmOptions', says: 'the tasks that one worker runs (1) need about 466 MiB of heap, there are 400 MiB',
    silent: (s) => { s.spec.jvmOptions = { '-Xmx': '500m' }; },
  },
  {
    code: 'memory-too-small', when: 'the buffers alone do not fit', severity: ERROR,
    fires: (s) => { s.spec.jvmOptions = { '-Xmx': '512m' }; s.source['producer.override.buffer.memory'] = 600 * 2 ** 20; },
    silent: (s) => { s.source['producer.override.buffer.memory'] = 600 * 2 ** 20; },
  },
  {
    code: 'memory-too-small', when: 'the heap is a share of the container',
    fires: (s) => { s.spec.resources = { limits: { memory: '512Mi' } }; }, says: 'there are 384 MiB',
    silent: (s) => { s.spec.resources = { requests: { memory: '512Mi' } }; },
  },
  {
    code: 'memory-too-small', when: 'the heap is larger than the container', severity: ERROR,
    fires: (s) => { s.spec.jvmOptions = { '-Xmx': '4g' }; s.spec.resources = { limits: { memory: '2Gi' } }; }, says: 'the heap is 4096 MiB, the container may have 2048 MiB',
    silent: (s) => { s.spec.jvmOptions = { '-Xmx': '1g' }; s.spec.resources = { limits: { memory: '2Gi' } }; },
  },
  {
    code: 'taken-for-a-copy', when: 'a topic begins with the alias of a third cluster, unless a flow from there made it',
    fires: (s) => { s.mirror.topicsPattern = 'edge\\.orders'; s.add(goodResource('b', 'edge')); }, path: 'spec.mirrors[0].topicsPattern',
    says: '"edge.orders" is taken for a copy from "edge"',
    silent: (s) => { s.mirror.topicsPattern = 'edge\\.orders'; s.add(goodResource('b', 'edge', 'plant')); },
  },
  {
    code: 'taken-for-a-copy', when: 'a known topic begins with the alias of the target', severity: WARNING,
    fires: (s) => { s.mirror.topicsPattern = '.*'; s.facts = { plant: { topics: { 'cloud.orders': {} } } }; }, says: '"cloud.orders" is not copied',
    silent: (s) => { s.mirror.topicsPattern = '.*'; s.facts = { plant: { topics: { 'cloud-orders': {} } } }; },
  },
];
