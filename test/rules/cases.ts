import { Severity } from '../../src/core';
import { EffectiveConfig } from '../../src/effective';
import { CASES_OF_DELIVERY } from './cases-of-delivery';
import { CASES_OF_FACTS } from './cases-of-facts';
import { Case, goodResource } from './situation';

const IDENTITY = 'org.apache.kafka.connect.mirror.IdentityReplicationPolicy';
const BYTES = 'org.apache.kafka.connect.converters.ByteArrayConverter';
const { ERROR, WARNING, INFO } = Severity;

/** Identity naming in both connectors of every mirror. */
const identity = (spec: any) => spec.mirrors.forEach(({ sourceConnector, checkpointConnector }: any) => {
  sourceConnector.config['replication.policy.class'] = IDENTITY;
  checkpointConnector.config['replication.policy.class'] = IDENTITY;
});

/** Another separator in both connectors of every mirror. */
const separator = (text: string) => (spec: any) => spec.mirrors.forEach(({ sourceConnector, checkpointConnector }: any) => {
  sourceConnector.config['replication.policy.separator'] = text;
  checkpointConnector.config['replication.policy.separator'] = text;
});

const topics = (pattern: string) => (spec: any) => {
  spec.mirrors[0].topicsPattern = pattern;
};

const between = (source: string, target: string) => (spec: any) => {
  spec.mirrors[0].source.alias = source;
  spec.mirrors[0].source.bootstrapServers = `${source}-kafka:9093`;
  spec.target.alias = target;
  spec.target.bootstrapServers = `${target}-kafka:9093`;
};

const inNames = (spec: any, ...changes: ((spec: any) => void)[]) => changes.forEach((change) => change(spec));

/** Strimzi's schema refuses 0; a properties file does not. */
const withTasks = (tasksMax: number) => (config: EffectiveConfig) =>
  new EffectiveConfig({ ...config, connectors: config.connectors.map((connector) => ({ ...connector, tasksMax })) });

/** As a dedicated MirrorMaker would run it. */
const dedicated = (internalRest: boolean) => (config: EffectiveConfig) => new EffectiveConfig({ ...config, internalRest });

/** As a dedicated MirrorMaker runs a pair that is not enabled: for its heartbeats. @param from the key that switches them on */
const emitting = (from: string) => (config: EffectiveConfig) => new EffectiveConfig({
  ...dedicated(true)(config), flows: [],
  connectors: config.connectors.map((connector) => ({ ...connector, provenance: { ...connector.provenance, 'emit.heartbeats.enabled': from } })),
});

const CERTIFICATE = { type: 'tls', certificateAndKey: { secretName: 'mm2', certificate: 'user.crt', key: 'user.key' } };

const SOURCE = 'spec.mirrors[0].sourceConnector';

export const CASES: readonly Case[] = [
  // What nobody reads
  {
    code: 'operator-refuses', when: 'the target has a user without a password',
    fires: (s) => { delete s.spec.target.authentication.passwordSecret; },
    silent: (s) => { delete s.spec.target.authentication; },
  },
  {
    code: 'key-ignored', when: 'the worker config has a key the operator forbids',
    fires: (s) => { s.worker['group.id'] = 'mine'; }, path: "spec.target.config['group.id']",
    silent: (s) => { s.worker['ssl.protocol'] = 'TLSv1.3'; },
  },
  {
    code: 'source-config-dropped', when: 'consumer tuning stands in the source config',
    fires: (s) => { s.mirror.source.config = { 'consumer.max.poll.records': 5000 }; }, path: "spec.mirrors[0].source.config['consumer.max.poll.records']",
    silent: (s) => { s.mirror.source.config = { 'ssl.protocol': 'TLSv1.3' }; },
  },
  {
    code: 'source-config-dropped', when: 'a connector sets a target key that the worker does not have, rather than one Strimzi copied from the worker',
    fires: (s) => { s.source['target.cluster.batch.size'] = 1; },
    silent: (s) => { s.worker['producer.batch.size'] = 1000; },
  },
  {
    code: 'wrong-client-prefix', when: 'producer.* stands alone instead of beside producer.override.*',
    fires: (s) => { s.source['producer.linger.ms'] = 20; }, path: `${SOURCE}.config['producer.linger.ms']`,
    silent: (s) => { s.source['producer.linger.ms'] = 20; s.source['producer.override.linger.ms'] = 20; },
  },
  {
    code: 'wrong-client-prefix', when: 'consumer.override.* is used',
    fires: (s) => { s.source['consumer.override.max.poll.records'] = 5000; },
    silent: (s) => { s.source['consumer.max.poll.records'] = 5000; s.spec.tracing = { type: 'opentelemetry' }; },
  },
  {
    code: 'overrides-forbidden', when: 'the override policy is None',
    fires: (s) => { s.worker['connector.client.config.override.policy'] = 'None'; },
    silent: (s) => { s.worker['connector.client.config.override.policy'] = 'All'; },
  },
  {
    code: 'overrides-forbidden', when: 'the allow list lacks a setting',
    fires: (s) => {
      s.worker['connector.client.config.override.policy'] = 'Allowlist';
      s.worker['connector.client.config.override.allowlist'] = 'batch.size';
    },
    silent: (s) => {
      s.worker['connector.client.config.override.policy'] = 'org.apache.kafka.connect.connector.policy.AllowlistConnectorClientConfigOverridePolicy';
      s.worker['connector.client.config.override.allowlist'] = 'batch.size, enable.idempotence, max.in.flight.requests.per.connection';
    },
  },

  // What must be told apart
  {
    code: 'duplicate-connector', when: 'two mirrors have one pair of aliases',
    fires: (s) => { s.spec.mirrors.push({ ...goodResource().spec.mirrors[0], topicsPattern: 'payments' }); }, path: 'spec.mirrors[1].sourceConnector',
    silent: (s) => { s.spec.mirrors.push(goodResource('b', 'plant-b').spec.mirrors[0]); },
  },
  {
    code: 'alias-of-two-clusters', when: 'another replication uses the alias for other servers',
    fires: (s) => s.add(goodResource('payments', 'other'), (spec) => { spec.target.bootstrapServers = 'elsewhere:9093'; }),
    silent: (s) => s.add(goodResource('payments', 'other'), (spec) => { spec.target.bootstrapServers = 'cloud-kafka-2:9093,CLOUD-kafka.svc:9093'; }),
  },
  {
    code: 'alias-of-two-clusters', when: 'the port alone differs, probably another listener', severity: WARNING,
    fires: (s) => s.add(goodResource('payments', 'other'), (spec) => { spec.target.bootstrapServers = 'cloud-kafka:9094'; }),
    silent: (s) => s.add(goodResource('payments', 'other')),
  },
  {
    code: 'same-cluster-on-both-sides', when: 'both sides have a server in common',
    fires: (s) => { s.mirror.source.bootstrapServers = 'plant-kafka:9093,cloud-kafka:9093'; }, path: 'spec.mirrors[0].source.bootstrapServers',
    silent: (s) => { s.mirror.source.bootstrapServers = 'cloud-kafka:9094'; },
  },
  {
    code: 'same-alias-on-both-sides', when: 'source and target have one alias',
    fires: (s) => { s.mirror.source.alias = 'cloud'; },
    silent: (s) => { s.mirror.source.alias = 'cloud-b'; },
  },
  {
    code: 'alias-overridden', when: 'the config of a connector has another alias, rather than the same',
    fires: (s) => { s.source['source.cluster.alias'] = 'other'; }, path: `${SOURCE}.config['source.cluster.alias']`,
    silent: (s) => { s.source['source.cluster.alias'] = 'plant'; },
  },
  {
    code: 'alias-overridden', when: 'the checkpoint connector has another target',
    fires: (s) => { s.checkpoint['target.cluster.alias'] = 'other'; },
    silent: (s) => { s.mirror.source.alias = 'other'; },
  },
  {
    code: 'alias-contains-separator', when: 'names are cut inside the source alias, not inside that of the target',
    fires: (s) => { s.mirror.source.alias = 'eu.west'; }, path: 'spec.mirrors[0].source.alias',
    silent: (s) => { s.spec.target.alias = 'us.east'; },
  },
  {
    code: 'alias-contains-separator', when: 'the separator is a dash, and names are not kept',
    fires: (s) => { s.mirror.source.alias = 'kp-local'; separator('-')(s.spec); },
    silent: (s) => { s.mirror.source.alias = 'kp-local'; inNames(s.spec, separator('-'), identity); },
  },
  {
    code: 'alias-contains-separator', when: 'a long separator begins in the alias',
    fires: (s) => { s.mirror.source.alias = 'plant_'; separator('__')(s.spec); },
    silent: (s) => { s.mirror.source.alias = '_plant'; separator('__')(s.spec); },
  },
  {
    code: 'no-source-connector', when: 'a mirror only has a checkpoint connector',
    fires: (s) => { delete s.mirror.sourceConnector; }, path: 'spec.mirrors[0]',
    silent: (s) => { s.mirror.sourceConnector = {}; },
  },
  {
    code: 'no-source-connector', when: 'it is not there, rather than under another alias',
    fires: (s) => { delete s.mirror.sourceConnector; s.checkpoint['source.cluster.alias'] = 'other'; },
    silent: (s) => { s.source['source.cluster.alias'] = 'other'; },
  },
  {
    code: 'connector-disabled', when: 'the config says so',
    fires: (s) => { s.source.enabled = false; }, path: `${SOURCE}.config['enabled']`,
    silent: (s) => { s.source.enabled = true; },
  },
  {
    code: 'shared-worker-group', when: 'two replications have one group at one cluster',
    fires: (s) => s.add(goodResource('payments', 'other'), (spec) => { spec.target.groupId = 'orders-mm2'; }), path: 'spec.target.groupId',
    silent: (s) => s.add(goodResource('back', 'cloud', 'plant'), (spec) => { spec.target.groupId = 'orders-mm2'; }),
  },
  {
    code: 'shared-storage-topic', when: 'two replications have one offset topic at one cluster',
    fires: (s) => s.add(goodResource('payments', 'other'), (spec) => { spec.target.offsetStorageTopic = s.spec.target.offsetStorageTopic; }),
    silent: (s) => s.add(goodResource('back', 'cloud', 'plant'), (spec) => { spec.target.offsetStorageTopic = s.spec.target.offsetStorageTopic; }),
  },
  {
    code: 'shared-storage-topic', when: 'one replication uses a topic for two purposes',
    fires: (s) => { s.spec.target.statusStorageTopic = s.spec.target.offsetStorageTopic; },
    silent: (s) => { s.spec.target.statusStorageTopic = 'mm2-other.internal'; },
  },
  {
    code: 'shared-internal-topic', when: 'two replications have one source alias at one target',
    fires: (s) => s.add(goodResource('payments'), topics('payments')),
    silent: (s) => s.add(goodResource('payments', 'plant-payments'), topics('payments')),
  },

  // Loops
  {
    code: 'identity-loop', when: 'two directions keep the names of common topics, not of different ones',
    fires: (s) => { identity(s.spec); s.add(goodResource('back', 'cloud', 'plant'), (spec) => inNames(spec, identity, topics('orders-eu|payments'))); },
    silent: (s) => { identity(s.spec); s.add(goodResource('back', 'cloud', 'plant'), (spec) => inNames(spec, identity, topics('payments-.*'))); },
  },
  {
    code: 'identity-loop', when: 'three clusters stand in a circle, rather than in a row',
    fires: (s) => {
      identity(s.spec);
      s.add(goodResource('b', 'cloud', 'third'), identity);
      s.add(goodResource('c', 'third', 'plant'), identity);
    },
    silent: (s) => {
      identity(s.spec);
      s.add(goodResource('b', 'cloud', 'third'), identity);
      s.add(goodResource('c', 'third', 'fourth'), identity);
    },
  },
  {
    code: 'identity-loop', when: 'one direction keeps names and the other prefixes, and the grown names are selected again',
    fires: (s) => { inNames(s.spec, identity, topics('.*')); s.add(goodResource('back', 'cloud', 'plant'), topics('.*')); },
    silent: (s) => { identity(s.spec); s.add(goodResource('back', 'cloud', 'plant'), topics('.*')); },
  },
  {
    code: 'identity-loop', when: 'prefixed names loop because each direction calls the clusters otherwise',
    fires: (s) => {
      topics('.*')(s.spec);
      s.add(goodResource('back', 'cloud', 'plant'), (spec) => {
        topics('.*')(spec);
        spec.target.alias = 'p';
        spec.mirrors[0].source.alias = 'c';
      });
    },
    silent: (s) => { topics('.*')(s.spec); s.add(goodResource('back', 'cloud', 'plant'), topics('.*')); },
  },
  {
    code: 'identity-loop', when: 'both aliases contain the separator, rather than one of them',
    fires: (s) => { inNames(s.spec, between('eu.west', 'us.east'), topics('.*')); s.add(goodResource('back', 'us.east', 'eu.west'), topics('.*')); },
    silent: (s) => { inNames(s.spec, between('eu.west', 'cloud'), topics('.*')); s.add(goodResource('back', 'cloud', 'eu.west'), topics('.*')); },
  },
  {
    code: 'identity-loop', when: 'both aliases contain a separator of one\'s own, and not if names are not selected again',
    fires: (s) => {
      inNames(s.spec, between('kp-local', 'kp-remote'), separator('-'), topics('.*'));
      s.add(goodResource('back', 'kp-remote', 'kp-local'), (spec) => inNames(spec, separator('-'), topics('.*')));
    },
    silent: (s) => {
      inNames(s.spec, between('kp-local', 'kp-remote'), separator('-'), topics('orders'));
      s.add(goodResource('back', 'kp-remote', 'kp-local'), (spec) => inNames(spec, separator('-'), topics('.*')));
    },
  },
  {
    code: 'identity-loop', when: 'the directions have two separators',
    fires: (s) => { topics('.*')(s.spec); s.add(goodResource('back', 'cloud', 'plant'), (spec) => inNames(spec, separator('-'), topics('.*'))); },
    silent: (s) => {
      inNames(s.spec, separator('-'), topics('.*'));
      s.add(goodResource('back', 'cloud', 'plant'), (spec) => inNames(spec, separator('-'), topics('.*')));
    },
  },
  {
    code: 'identity-loop', when: 'three flows have one topic in common, rather than each two of them',
    fires: (s) => {
      inNames(s.spec, identity, topics('a|c|z'));
      s.add(goodResource('b', 'cloud', 'third'), (spec) => inNames(spec, identity, topics('a|b|z')));
      s.add(goodResource('c', 'third', 'plant'), (spec) => inNames(spec, identity, topics('b|c|z')));
    },
    silent: (s) => {
      inNames(s.spec, identity, topics('a|c|z'));
      s.add(goodResource('b', 'cloud', 'third'), (spec) => inNames(spec, identity, topics('a|b|z')));
      s.add(goodResource('c', 'third', 'plant'), (spec) => inNames(spec, identity, topics('b|c')));
    },
  },
  {
    code: 'identity-loop', when: 'other names than those of heartbeats, which get a prefix, come back',
    fires: (s) => { inNames(s.spec, identity, topics('heartbeats|long-name')); s.add(goodResource('back', 'cloud', 'plant'), (spec) => inNames(spec, identity, topics('heartbeats|long-name'))); },
    silent: (s) => { inNames(s.spec, identity, topics('heartbeats|a')); s.add(goodResource('back', 'cloud', 'plant'), (spec) => inNames(spec, identity, topics('heartbeats|b'))); },
  },
  {
    code: 'identity-loop', when: 'a selection cannot be compared', severity: WARNING,
    fires: (s) => {
      inNames(s.spec, identity, topics('(orders|payments)-\\1'));
      s.add(goodResource('back', 'cloud', 'plant'), (spec) => inNames(spec, identity, topics('.*')));
    },
    silent: (s) => { inNames(s.spec, identity, topics('(orders|payments)-\\1')); },
  },

  // Loss
  {
    code: 'errors-tolerated', when: 'errors are tolerated',
    fires: (s) => { s.source['errors.tolerance'] = 'all'; }, path: `${SOURCE}.config['errors.tolerance']`,
    silent: (s) => { s.source['errors.tolerance'] = 'none'; },
  },
  {
    code: 'offset-reset-latest', when: 'the consumer starts at the end',
    fires: (s) => { s.source['consumer.auto.offset.reset'] = 'latest'; },
    silent: (s) => { s.source['consumer.auto.offset.reset'] = 'latest'; s.source['source.consumer.auto.offset.reset'] = 'earliest'; },
  },
  {
    code: 'offset-reset-none', when: 'the consumer refuses to start anywhere',
    fires: (s) => { s.source['consumer.auto.offset.reset'] = 'none'; },
    silent: (s) => { s.source['consumer.auto.offset.reset'] = 'earliest'; },
  },
  {
    code: 'acks-not-all', when: 'the producer waits for the leader only',
    fires: (s) => { s.worker['producer.acks'] = '1'; s.source['producer.override.enable.idempotence'] = false; s.source['producer.override.max.in.flight.requests.per.connection'] = 1; },
    silent: (s) => { s.worker['producer.acks'] = '1'; s.source['producer.override.acks'] = 'all'; },
  },
  {
    code: 'acks-not-all', when: 'the producer is idempotent and refuses that', severity: ERROR,
    fires: (s) => { s.source['producer.override.acks'] = 1; },
    silent: (s) => { s.source['producer.override.acks'] = -1; },
  },
  {
    code: 'producer-gives-up', when: 'max.block.ms is lowered',
    fires: (s) => { s.source['producer.override.max.block.ms'] = 60000; },
    silent: (s) => { s.source['producer.override.max.block.ms'] = '9223372036854775807'; },
  },
  {
    code: 'converter-changes-records', when: 'the worker writes JSON', severity: ERROR,
    fires: (s) => { s.worker['value.converter'] = 'org.apache.kafka.connect.json.JsonConverter'; },
    silent: (s) => { s.worker['value.converter'] = 'org.apache.kafka.connect.json.JsonConverter'; s.source['value.converter'] = BYTES; },
  },
  {
    code: 'converter-changes-records', when: 'the converter is one that nobody here knows',
    fires: (s) => { s.source['header.converter'] = 'com.example.Passthrough'; },
    silent: (s) => { s.source['header.converter'] = BYTES; },
  },
  {
    code: 'transforms-present', when: 'records are transformed',
    fires: (s) => { s.source.transforms = 'route'; },
    silent: (s) => { s.source.transforms = ''; },
  },
  {
    code: 'slow-refresh', when: 'nobody sets the refresh interval',
    fires: (s) => { delete s.source['refresh.topics.interval.seconds']; }, path: SOURCE,
    silent: (s) => { s.source['refresh.topics.interval.seconds'] = 300; },
  },
  {
    code: 'slow-refresh', when: 'refreshing is off', severity: WARNING,
    fires: (s) => { s.checkpoint['refresh.groups.enabled'] = false; },
    silent: (s) => { s.checkpoint['refresh.groups.enabled'] = true; },
  },

  // Duplication
  {
    code: 'copied-twice', when: 'two replications copy a topic to one name, not to two',
    fires: (s) => s.add(goodResource('again'), topics('.*-eu')),
    silent: (s) => s.add(goodResource('again', 'plant-again'), (spec) => { spec.mirrors[0].source.bootstrapServers = 'plant-kafka:9093'; }),
  },
  {
    code: 'copied-twice', when: 'two mirrors of one resource keep the names of one cluster under two aliases',
    fires: (s) => {
      s.spec.mirrors.push(goodResource('b', 'plant-b').spec.mirrors[0]);
      s.spec.mirrors[1].source.bootstrapServers = 'plant-kafka:9093';
      identity(s.spec);
    },
    silent: (s) => { s.spec.mirrors.push(goodResource('b', 'plant-b').spec.mirrors[0]); identity(s.spec); },
  },
  {
    code: 'merged-topics', when: 'two clusters have topics of one name that is kept, rather than of different names',
    fires: (s) => { identity(s.spec); s.add(goodResource('b', 'plant-b', 'cloud'), (spec) => inNames(spec, identity, topics('.*-eu'))); },
    silent: (s) => { identity(s.spec); s.add(goodResource('b', 'plant-b', 'cloud'), (spec) => inNames(spec, identity, topics('payments-.*'))); },
    path: 'spec.mirrors[0].topicsPattern',
  },
  {
    code: 'merged-topics', when: 'the names of two clusters differ by their prefix only where a topic begins with what one alias has more than the other',
    fires: (s) => {
      s.add(goodResource('b', 'eu', 'cloud'), topics('west\\..*'));
      s.add(goodResource('c', 'eu.west', 'cloud'), topics('orders'));
    },
    silent: (s) => {
      s.add(goodResource('b', 'eu', 'cloud'), topics('west-.*'));
      s.add(goodResource('c', 'eu.west', 'cloud'), topics('orders'));
    },
  },
  {
    code: 'merged-topics', when: 'a name with a prefix is one that another cluster\'s topic keeps',
    fires: (s) => s.add(goodResource('b', 'plant-b', 'cloud'), (spec) => inNames(spec, identity, topics('plant\\.orders-.*'))),
    silent: (s) => s.add(goodResource('b', 'plant-b', 'cloud'), (spec) => inNames(spec, identity, topics('plant\\.payments-.*'))),
  },
  {
    code: 'merged-topics', when: 'other names than those of heartbeats, which get a prefix, are the same',
    fires: (s) => { inNames(s.spec, identity, topics('heartbeats|long-name')); s.add(goodResource('b', 'plant-b', 'cloud'), (spec) => inNames(spec, identity, topics('heartbeats|long-name'))); },
    silent: (s) => { inNames(s.spec, identity, topics('heartbeats|a')); s.add(goodResource('b', 'plant-b', 'cloud'), (spec) => inNames(spec, identity, topics('heartbeats|b'))); },
  },
  {
    code: 'merged-topics', when: 'a selection cannot be compared', severity: WARNING,
    fires: (s) => { inNames(s.spec, identity, topics('(a|b)-\\1')); s.add(goodResource('b', 'plant-b', 'cloud'), identity); },
    silent: (s) => { inNames(s.spec, identity, topics('(a|b)-\\1')); s.add(goodResource('b', 'plant-b', 'third'), identity); },
  },
  {
    code: 'exactly-once-reads-uncommitted', when: 'exactly-once is on and uncommitted records are read',
    fires: (s) => { s.worker['exactly.once.source.support'] = 'enabled'; },
    silent: (s) => { s.worker['exactly.once.source.support'] = 'enabled'; s.source['consumer.isolation.level'] = 'read_committed'; },
  },
  {
    code: 'exactly-once-reads-uncommitted', when: 'the connector requires exactly-once and is refused', severity: ERROR,
    fires: (s) => { s.worker['exactly.once.source.support'] = 'enabled'; s.source['exactly.once.support'] = 'required'; },
    silent: (s) => {
      s.worker['exactly.once.source.support'] = 'enabled';
      s.source['exactly.once.support'] = 'required';
      s.source['source.consumer.isolation.level'] = 'read_committed';
    },
  },
  {
    code: 'exactly-once-impossible', when: 'the connector requires what the worker has not',
    fires: (s) => { s.source['exactly.once.support'] = 'required'; s.source['consumer.isolation.level'] = 'read_committed'; },
    silent: (s) => { s.source['exactly.once.support'] = 'requested'; },
  },
  {
    code: 'not-idempotent', when: 'nobody switches idempotence on',
    fires: (s) => { delete s.source['producer.override.enable.idempotence']; delete s.source['producer.override.max.in.flight.requests.per.connection']; },
    silent: (s) => { delete s.source['producer.override.enable.idempotence']; s.worker['producer.enable.idempotence'] = true; },
  },
  {
    code: 'long-offset-flush', when: 'nobody sets the flush interval',
    fires: (s) => { delete s.worker['offset.flush.interval.ms']; },
    silent: (s) => {
      delete s.worker['offset.flush.interval.ms'];
      s.worker['exactly.once.source.support'] = 'enabled';
      s.source['consumer.isolation.level'] = 'read_committed';
    },
  },

  // Order
  {
    code: 'in-flight-without-idempotence', when: 'five requests are in flight without idempotence',
    fires: (s) => { s.source['producer.override.enable.idempotence'] = 'false'; },
    silent: (s) => { s.source['producer.override.enable.idempotence'] = 'true'; },
  },
  {
    code: 'in-flight-without-idempotence', when: 'the worker sets it for all its connectors',
    fires: (s) => {
      delete s.source['producer.override.enable.idempotence'];
      delete s.source['producer.override.max.in.flight.requests.per.connection'];
      s.worker['producer.max.in.flight.requests.per.connection'] = 5;
    },
    silent: (s) => { s.worker['producer.max.in.flight.requests.per.connection'] = 5; },
  },
  {
    code: 'too-many-in-flight', when: 'six requests are in flight with idempotence',
    fires: (s) => { s.source['producer.override.max.in.flight.requests.per.connection'] = 6; },
    silent: (s) => { s.source['producer.override.max.in.flight.requests.per.connection'] = 5; },
  },

  // Group offsets
  {
    code: 'connectors-disagree', when: 'the offset-syncs topic is looked for elsewhere',
    fires: (s) => { delete s.checkpoint['offset-syncs.topic.location']; },
    silent: (s) => { delete s.checkpoint['offset-syncs.topic.location']; delete s.source['offset-syncs.topic.location']; },
  },
  {
    code: 'connectors-disagree', when: 'the topic filters differ, perhaps on purpose', severity: WARNING,
    fires: (s) => { s.source['topic.filter.class'] = 'com.example.Filter'; },
    silent: (s) => { s.source['topic.filter.class'] = 'com.example.Filter'; s.checkpoint['topic.filter.class'] = 'com.example.Filter'; },
  },
  {
    code: 'checkpoints-impossible', when: 'checkpoints are switched off in the checkpoint connector',
    fires: (s) => { s.checkpoint['emit.checkpoints.enabled'] = false; },
    silent: (s) => { s.checkpoint['emit.checkpoints.enabled'] = true; },
  },
  {
    code: 'offset-syncs-contradiction', when: 'offset syncs are off and configured',
    fires: (s) => { s.source['emit.offset-syncs.enabled'] = false; delete s.mirror.checkpointConnector; },
    silent: (s) => {
      s.source['emit.offset-syncs.enabled'] = false;
      delete s.source['offset-syncs.topic.location'];
      delete s.source['offset-syncs.topic.replication.factor'];
      delete s.mirror.checkpointConnector;
    },
  },
  {
    code: 'no-checkpoints', when: 'there is no checkpoint connector',
    fires: (s) => { delete s.mirror.checkpointConnector; }, path: SOURCE,
    silent: (s) => { delete s.mirror.groupsPattern; },
  },
  {
    code: 'group-offsets-not-synced', when: 'nobody switches group offsets on',
    fires: (s) => { delete s.checkpoint['sync.group.offsets.enabled']; },
    silent: (s) => { s.checkpoint['sync.group.offsets.enabled'] = 'TRUE'; },
  },

  // Expressions
  {
    code: 'invalid-pattern', when: 'Java refuses the expression',
    fires: (s) => { s.mirror.topicsPattern = 'orders-('; }, path: 'spec.mirrors[0].topicsPattern',
    silent: (s) => { s.mirror.topicsPattern = 'orders-()'; },
  },
  {
    code: 'invalid-pattern', when: 'the list has an empty element',
    fires: (s) => { s.mirror.groupsPattern = 'a,,b'; },
    silent: (s) => { s.mirror.groupsPattern = 'a, b'; },
  },
  {
    code: 'comma-in-pattern', when: 'a quantifier has a comma',
    fires: (s) => { s.mirror.topicsPattern = 'orders-a{1,3}'; },
    silent: (s) => { s.mirror.topicsPattern = 'orders-a{3},orders-[ab]'; },
  },
  {
    code: 'comma-in-pattern', when: 'a class has a comma',
    fires: (s) => { s.mirror.topicsPattern = 'orders-[a,b]'; },
    silent: (s) => { s.mirror.topicsPattern = 'orders-\\[a,b\\]'; },
  },
  {
    code: 'glob-as-regex', when: 'a star follows a letter or dash',
    fires: (s) => { s.mirror.topicsPattern = 'orders-*'; },
    silent: (s) => { s.mirror.topicsPattern = 'orders-.*'; },
  },
  {
    code: 'nothing-selected', when: 'the selection is empty',
    fires: (s) => { s.mirror.topicsPattern = ''; },
    silent: (s) => { delete s.mirror.topicsPattern; },
  },
  {
    code: 'nothing-selected', when: 'an own exclusion takes all',
    fires: (s) => { s.mirror.topicsPattern = 'a,orders-.*'; s.mirror.topicsExcludePattern = 'a,orders.*'; }, path: 'spec.mirrors[0].topicsPattern',
    silent: (s) => { s.mirror.topicsPattern = 'a,orders-.*'; s.mirror.topicsExcludePattern = 'orders-.+'; },
  },
  {
    code: 'nothing-selected', when: 'all topics are excluded',
    fires: (s) => { delete s.mirror.topicsPattern; s.mirror.topicsExcludePattern = '.*'; }, path: 'spec.mirrors[0].topicsExcludePattern',
    silent: (s) => { delete s.mirror.topicsPattern; s.mirror.topicsExcludePattern = '.*x'; },
  },
  {
    code: 'nothing-selected', when: 'Kafka\'s own exclusions take all, rather than an expression that is not understood',
    fires: (s) => { s.mirror.topicsPattern = '__foo,bar\\.replica'; },
    silent: (s) => { s.mirror.topicsPattern = '__foo|(a)\\1|x'; },
  },
  {
    code: 'nothing-selected', when: 'MM2 never copies the topic, whatever the list of exclusions says',
    fires: (s) => { s.mirror.topicsPattern = 'mm2-offsets\\.a-to-b\\.internal'; s.mirror.topicsExcludePattern = ''; },
    silent: (s) => { s.mirror.topicsPattern = 'mm2-offsets\\.a-to-b\\.intern'; s.mirror.topicsExcludePattern = ''; },
  },
  {
    code: 'nothing-selected', when: 'MM2 takes the topic for a copy from the target',
    fires: (s) => { s.mirror.topicsPattern = 'cloud\\.orders'; },
    silent: (s) => { s.mirror.topicsPattern = 'cloud\\.orders'; identity(s.spec); },
  },
  {
    code: 'nothing-selected', when: 'Kafka\'s own exclusions take all groups',
    fires: (s) => { s.mirror.groupsPattern = 'connect-foo'; }, path: 'spec.mirrors[0].groupsPattern',
    silent: (s) => { s.mirror.groupsPattern = 'connect-foo'; s.mirror.groupsExcludePattern = '__.*'; },
  },
  {
    code: 'nothing-selected', when: 'one of two names is taken', severity: WARNING,
    fires: (s) => { s.mirror.topicsPattern = 'orders,bar.replica'; },
    silent: (s) => { s.mirror.topicsPattern = 'orders,.*replica'; },
  },
  {
    code: 'nothing-selected', when: 'a filter of one\'s own decides',
    fires: (s) => { s.mirror.groupsPattern = 'connect-foo'; s.checkpoint['group.filter.class'] = 'org.apache.kafka.connect.mirror.DefaultGroupFilter'; },
    silent: (s) => { s.mirror.groupsPattern = 'connect-foo'; s.checkpoint['group.filter.class'] = 'com.example.Filter'; },
  },
  {
    code: 'default-exclusions-lost', when: 'an own list replaces the defaults',
    fires: (s) => { s.mirror.topicsExcludePattern = 'orders-test-.*'; }, path: 'spec.mirrors[0].topicsExcludePattern',
    silent: (s) => { s.mirror.topicsExcludePattern = 'orders-test-.*, mm2.*\\.internal, .*\\.replica, __.*'; },
  },
  {
    code: 'default-exclusions-lost', when: 'what is missing is never copied anyway', severity: INFO,
    fires: (s) => { s.mirror.topicsExcludePattern = 'orders-test-.*,.*\\.replica'; },
    silent: (s) => { s.mirror.topicsExcludePattern = '.*[.]replica,mm.*internal,_.*'; },
  },
  {
    code: 'default-exclusions-lost', when: 'topic configurations follow that never should',
    fires: (s) => { s.source['config.properties.exclude'] = 'retention.ms'; },
    silent: (s) => { s.source['config.properties.exclude'] = '.*replication\\.throttled.*,.*message\\.timestamp.*,unclean.*,min\\.insync\\.replicas'; },
  },

  // Internal topics
  {
    code: 'internal-topic-mirrored', when: 'a flow back selects the storage topic of this one',
    fires: (s) => { s.spec.target.configStorageTopic = 'connect-configs'; s.add(goodResource('back', 'cloud', 'plant'), topics('.*')); },
    silent: (s) => s.add(goodResource('back', 'cloud', 'plant'), topics('.*')),
  },
  {
    code: 'internal-topic-mirrored', when: 'its own selection has the name, but no flow leads back', severity: INFO,
    fires: (s) => { s.mirror.topicsPattern = '.*'; s.spec.target.configStorageTopic = 'connect-configs'; },
    silent: (s) => { s.mirror.topicsPattern = '.*'; s.mirror.topicsExcludePattern = ''; s.spec.target.configStorageTopic = '__connect-configs'; },
  },

  // Types and units
  {
    code: 'wrong-type', when: 'a number is written as a word, not as text',
    fires: (s) => { s.source['replication.factor'] = 'three'; }, path: `${SOURCE}.config['replication.factor']`,
    silent: (s) => { s.source['replication.factor'] = ' 3 '; },
  },
  {
    code: 'wrong-type', when: 'a number of the worker has a unit, rather than a placeholder',
    fires: (s) => { s.worker['offset.flush.interval.ms'] = '10s'; }, path: "spec.target.config['offset.flush.interval.ms']",
    silent: (s) => { s.worker['offset.flush.interval.ms'] = '${strimzienv:INTERVAL}'; },
  },
  {
    code: 'wrong-type', when: 'a number has a fraction',
    fires: (s) => { s.checkpoint['refresh.groups.interval.seconds'] = 60.5; },
    silent: (s) => { s.checkpoint['refresh.groups.interval.seconds'] = '+60'; },
  },
  {
    code: 'wrong-type', when: 'a number has more than 32 bits, where Kafka takes no more',
    fires: (s) => { s.source['consumer.fetch.max.bytes'] = 5368709120; },
    silent: (s) => { s.source['producer.override.buffer.memory'] = 5368709120; },
  },
  {
    code: 'wrong-type', when: 'a switch says no, rather than false',
    fires: (s) => { s.source['sync.topic.acls.enabled'] = 'no'; },
    silent: (s) => { s.source['sync.topic.acls.enabled'] = 'FALSE'; },
  },
  {
    code: 'wrong-type', when: 'a client has a word for a number, rather than what it does not read',
    fires: (s) => { s.worker['producer.linger.ms'] = 'long'; },
    silent: (s) => { s.worker['producer.max.poll.records'] = 'many'; },
  },
  {
    code: 'interval-off-by-unit', when: 'milliseconds stand for seconds',
    fires: (s) => { s.source['refresh.topics.interval.seconds'] = '600000'; }, path: `${SOURCE}.config['refresh.topics.interval.seconds']`,
    silent: (s) => { s.source['refresh.topics.interval.seconds'] = '300'; },
  },
  {
    code: 'interval-off-by-unit', when: 'seconds stand for milliseconds',
    fires: (s) => { s.worker['offset.flush.interval.ms'] = 10; },
    silent: (s) => { s.worker['scheduled.rebalance.max.delay.ms'] = 0; },
  },
  {
    code: 'interval-off-by-unit', when: 'a client has seconds for milliseconds',
    fires: (s) => { s.source['consumer.request.timeout.ms'] = 30; },
    silent: (s) => { s.source['consumer.fetch.max.wait.ms'] = 30; },
  },

  // Workers and replicas
  {
    code: 'no-tasks', when: 'there are no tasks',
    fires: (s) => { s.rewrite = withTasks(0); },
    silent: (s) => { s.rewrite = withTasks(1); },
  },
  {
    code: 'single-worker', when: 'one worker runs all tasks', path: 'spec.replicas',
    fires: (s) => { s.spec.replicas = 1; },
    silent: (s) => { s.spec.replicas = 2; },
  },
  {
    code: 'single-worker', when: 'the only worker has something to do',
    fires: (s) => { s.spec.replicas = 1; },
    silent: (s) => { s.spec.replicas = 1; delete s.mirror.sourceConnector; delete s.mirror.checkpointConnector; },
  },
  {
    code: 'slow-failover', when: 'nobody sets the rebalance delay',
    fires: (s) => { delete s.worker['scheduled.rebalance.max.delay.ms']; },
    silent: (s) => { s.worker['scheduled.rebalance.max.delay.ms'] = 60000; },
  },
  {
    code: 'low-replication-factor', when: 'nobody sets that of mirrored topics (2)',
    fires: (s) => { delete s.source['replication.factor']; }, path: SOURCE,
    silent: (s) => { s.source['replication.factor'] = 3; },
  },
  {
    code: 'low-replication-factor', when: 'a storage topic has one replica',
    fires: (s) => { s.worker['offset.storage.replication.factor'] = 1; }, path: "spec.target.config['offset.storage.replication.factor']",
    silent: (s) => { delete s.worker['offset.storage.replication.factor']; },
  },
  {
    code: 'event-streams-replication-factor', when: 'the number is neither 3 nor the default',
    fires: (s) => { s.plan = 'standard'; s.checkpoint['checkpoints.topic.replication.factor'] = 2; },
    silent: (s) => { s.plan = 'standard'; s.checkpoint['checkpoints.topic.replication.factor'] = 3; },
  },

  // Security
  {
    code: 'no-tls', when: 'the source is reached in the clear',
    fires: (s) => { delete s.mirror.source.tls; delete s.mirror.source.authentication; }, path: 'spec.mirrors[0].source.bootstrapServers',
    silent: (s) => { s.mirror.source.tls = {}; },
  },
  {
    code: 'no-tls', when: 'the target is reached in the clear',
    fires: (s) => { delete s.spec.target.tls; },
    silent: (s) => { s.spec.target.tls = { trustedCertificates: [] }; },
  },
  {
    code: 'no-tls', when: 'a client certificate is set and never shown', severity: ERROR,
    fires: (s) => { delete s.mirror.source.tls; s.mirror.source.authentication = CERTIFICATE; }, path: 'spec.mirrors[0].source.bootstrapServers',
    silent: (s) => { delete s.mirror.source.tls; },
  },
  {
    code: 'no-tls', when: 'the target gets a client certificate without TLS', severity: ERROR,
    fires: (s) => { delete s.spec.target.tls; s.spec.target.authentication = CERTIFICATE; },
    silent: (s) => { s.spec.target.authentication = CERTIFICATE; },
  },
  {
    code: 'host-name-check-off', when: 'the check is blank for the source',
    fires: (s) => { s.mirror.source.config = { 'ssl.endpoint.identification.algorithm': '' }; },
    path: "spec.mirrors[0].source.config['ssl.endpoint.identification.algorithm']",
    silent: (s) => { s.mirror.source.config = { 'ssl.endpoint.identification.algorithm': 'https' }; },
  },
  {
    code: 'host-name-check-off', when: 'the check is blank for a client of the worker',
    fires: (s) => { s.worker['producer.ssl.endpoint.identification.algorithm'] = ' '; },
    silent: (s) => { s.worker['producer.ssl.endpoint.identification.algorithm'] = 'https'; },
  },
  {
    code: 'acl-sync-on', when: 'nobody switches it off',
    fires: (s) => { delete s.source['sync.topic.acls.enabled']; }, path: SOURCE,
    silent: (s) => { s.source['sync.topic.acls.enabled'] = 'false'; },
  },
  {
    code: 'literal-secret', when: 'a raw key holds a password',
    fires: (s) => { s.worker['ssl.keystore.password'] = 'hunter2'; }, path: "spec.target.config['ssl.keystore.password']",
    silent: (s) => { s.worker['ssl.keystore.password'] = '${strimzisecrets:replication/keys:password}'; },
  },

  // Event Streams
  {
    code: 'event-streams-lite', when: 'the plan is Lite',
    fires: (s) => { s.plan = 'lite'; },
    silent: (s) => { s.plan = 'enterprise-gen2'; },
  },
  {
    code: 'event-streams-unknown-plan', when: 'nobody knows the plan',
    fires: (s) => { s.plan = 'premium'; },
    silent: (s) => { s.plan = 'enterprise'; },
  },
  {
    code: 'event-streams-no-credentials', when: 'the target has no authentication',
    fires: (s) => { s.plan = 'standard'; delete s.spec.target.authentication; }, path: 'spec.target.bootstrapServers',
    silent: (s) => { delete s.spec.target.authentication; },
  },
  {
    code: 'event-streams-no-credentials', when: 'the target has a client certificate, rather than a token',
    fires: (s) => { s.plan = 'enterprise'; s.spec.target.authentication = CERTIFICATE; },
    silent: (s) => {
      s.plan = 'enterprise';
      s.spec.target.authentication = { type: 'custom', sasl: true, config: { 'sasl.mechanism': 'OAUTHBEARER' } };
    },
  },
  {
    code: 'event-streams-topic-configs', when: 'other configurations than the six follow',
    fires: (s) => { s.plan = 'standard'; },
    silent: (s) => { s.plan = 'standard'; s.source['config.properties.exclude'] = '.*'; },
  },
  {
    code: 'event-streams-topic-configs', when: 'the sync is off, but creation sends them', severity: WARNING,
    fires: (s) => { s.plan = 'standard'; s.source['sync.topic.configs.enabled'] = false; },
    silent: (s) => { s.source['sync.topic.configs.enabled'] = false; },
  },
  {
    code: 'event-streams-acl-sync', when: 'ACL sync is left on',
    fires: (s) => { s.plan = 'standard'; delete s.source['sync.topic.acls.enabled']; },
    silent: (s) => { s.plan = 'standard'; },
  },
  {
    code: 'event-streams-batch-size', when: 'a batch exceeds 1 MB, not a request',
    fires: (s) => { s.plan = 'standard'; s.source['producer.override.batch.size'] = 2097152; },
    silent: (s) => { s.plan = 'standard'; s.source['producer.override.batch.size'] = 1000000; s.source['producer.override.max.request.size'] = 4194304; },
  },
  {
    code: 'event-streams-partitions', when: 'internal topics take more than half of the plan', severity: WARNING,
    fires: (s) => { s.plan = 'standard'; s.worker['offset.storage.partitions'] = 50; },
    silent: (s) => { s.plan = 'enterprise'; s.worker['offset.storage.partitions'] = 50; },
  },
  {
    code: 'event-streams-partitions', when: 'four replications with Kafka\'s defaults share a Standard instance',
    fires: (s) => {
      s.plan = 'standard';
      ['a', 'b', 'c'].forEach((name) => s.add(goodResource(name, name)));
      s.resources.forEach(({ spec }) => { delete spec.target.config['offset.storage.partitions']; delete spec.target.config['status.storage.partitions']; });
    },
    silent: (s) => { s.plan = 'standard'; ['a', 'b', 'c'].forEach((name) => s.add(goodResource(name, name))); },
  },

  // A dedicated MirrorMaker
  {
    code: 'internal-rest-off', when: 'nodes do not reach each other',
    fires: (s) => { s.rewrite = dedicated(false); }, path: 'dedicated.mode.enable.internal.rest',
    silent: (s) => { s.rewrite = dedicated(true); },
  },
  {
    code: 'idle-workers', when: 'a pair that is not enabled has workers, rather than an enabled one',
    fires: (s) => { s.rewrite = (config) => new EffectiveConfig({ ...dedicated(true)(config), flows: [] }); }, says: 'from "plant" to "cloud", yet group "orders-mm2" runs there',
    silent: (s) => { s.rewrite = dedicated(true); },
  },
  {
    code: 'idle-workers', when: 'heartbeats are on for all pairs, rather than for this one',
    fires: (s) => { s.rewrite = emitting('resource:emit.heartbeats.enabled'); }, says: 'from "plant" to "cloud", yet group "orders-mm2" runs there',
    silent: (s) => { s.rewrite = emitting('resource:plant->cloud.emit.heartbeats.enabled'); },
  },

  // Monitoring
  {
    code: 'monitoring-cardinality', when: 'a replication has more series than Prometheus should be given', says: 'up to 100,001 series',
    fires: (s) => { s.series = 100_001; },
    silent: (s) => { s.series = 100_000; },
  },

  ...CASES_OF_DELIVERY, ...CASES_OF_FACTS,
];
