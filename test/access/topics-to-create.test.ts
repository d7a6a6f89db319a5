import { Duration } from 'cdk8s';
import { KubernetesRuntime, MirrorMaker2Replication, TopicSelection } from '../../src';
import { NamedTopic, notCopied, topicsToCreate } from '../../src/access/topics-to-create';
import { EffectiveConfig } from '../../src/effective';
import { RuleSubject } from '../../src/rules/rule';
import { goodResource } from '../rules/situation';
import { cloud, onPrem } from '../support/clusters';
import { chart } from '../support/synth';

type Change = (spec: any) => void;

function subject(change: Change = () => {}, more: Partial<RuleSubject> = {}): RuleSubject {
  const resource = goodResource();
  change(resource.spec);
  return { config: EffectiveConfig.fromKafkaMirrorMaker2(resource), acknowledged: {}, ...more };
}

const target = (change?: Change, named?: NamedTopic[], more?: Partial<RuleSubject>) => topicsToCreate(subject(change, more), named).find(({ side }) => side === 'target')!;
const topic = (name: string, ...args: Parameters<typeof target>) => target(...args).topics.find((one) => one.name === name);
const listed = (pattern: string): Change => ({ mirrors: [mirror] }) => { mirror.topicsPattern = pattern; };
const compact = { 'cleanup.policy': 'compact' };
const clean = { 'unclean.leader.election.enable': 'false' };

test('all topics of the restricted target of S19', () => {
  const all = target(listed('products'), [{ name: 'products', partitions: 1 }]).topics;
  expect(all.map(({ name, partitions, config }) => [name, partitions, config])).toEqual([
    ['plant.products', 1, clean],
    ['plant.heartbeats', 1, { ...compact, ...clean }],
    ['mm2-configs.orders.internal', 1, { ...compact, ...clean }],
    ['mm2-offsets.orders.internal', 5, { ...compact, ...clean }],
    ['mm2-status.orders.internal', 1, { ...compact, ...clean }],
    ['mm2-offset-syncs.plant.internal', 1, { ...compact, ...clean }],
    ['plant.checkpoints.internal', 1, { ...compact, ...clean }],
  ]);
});

test('offset syncs at the source are a topic of the source', () => {
  const change: Change = ({ mirrors: [mirror] }) => {
    mirror.sourceConnector.config['offset-syncs.topic.location'] = 'source';
    mirror.checkpointConnector.config['offset-syncs.topic.location'] = 'source';
  };
  expect(topicsToCreate(subject(change)).map(({ side, alias, bootstrapServers, topics }) => [side, alias, bootstrapServers, topics.map(({ name }) => name)])[0])
    .toEqual(['source', 'plant', 'plant-kafka:9093', ['mm2-offset-syncs.cloud.internal']]);
});

test('heartbeats that are emitted into a source are a topic of it', () => {
  const runtime = new KubernetesRuntime({ image: `images.example.com/mm2@sha256:${'0'.repeat(64)}` });
  const config = new MirrorMaker2Replication(chart(), 'Orders', {
    source: onPrem, target: cloud, topics: TopicSelection.named('orders'), heartbeatInterval: Duration.seconds(5), runtime,
  }).binding.effectiveConfig();
  const [source, copies] = topicsToCreate({ config, acknowledged: {} });
  expect([source.alias, source.topics.map(({ name, partitions, replicationFactor }) => [name, partitions, replicationFactor])]).toEqual(['kp-local', [['heartbeats', 1, -1]]]);
  expect(copies.topics.map(({ name }) => name).filter((name) => name.endsWith('heartbeats'))).toEqual(['kp-local.heartbeats']);
});

test('replication factors are those of the configuration', () => {
  const change: Change = (spec) => {
    spec.target.config['config.storage.replication.factor'] = 1;
    spec.mirrors[0].topicsPattern = 'products';
    spec.mirrors[0].sourceConnector.config['replication.factor'] = 2;
    spec.mirrors[0].sourceConnector.config['offset-syncs.topic.replication.factor'] = 3;
    spec.mirrors[0].checkpointConnector.config['checkpoints.topic.replication.factor'] = 4;
  };
  expect(target(change).topics.map(({ name, replicationFactor }) => [name, replicationFactor])).toEqual([
    ['plant.products', 2], ['plant.heartbeats', 2], ['mm2-configs.orders.internal', 1], ['mm2-offsets.orders.internal', -1], ['mm2-status.orders.internal', -1],
    ['mm2-offset-syncs.plant.internal', 3], ['plant.checkpoints.internal', 4],
  ]);
});

describe('what MM2 never carries over is set', () => {
  const safety = (...args: Parameters<typeof topic>) => {
    const { config, assumed } = topic(...args)!;
    return [config['min.insync.replicas'], config['unclean.leader.election.enable'], assumed];
  };
  const replicas = (factor: number): Change => (spec) => {
    spec.target.config['config.storage.replication.factor'] = factor;
    spec.mirrors[0].topicsPattern = 'products';
    spec.mirrors[0].sourceConnector.config['replication.factor'] = factor;
  };
  const ours = ['min.insync.replicas', 'unclean.leader.election.enable'];

  test.each<[number, string]>([[3, '2'], [5, '2'], [2, '1'], [1, '1']])('with %p replicas %p must be in sync', (factor, inSync) => {
    expect(safety('mm2-configs.orders.internal', replicas(factor))).toEqual([inSync, 'false', []]);
    expect(safety('plant.products', replicas(factor))).toEqual([inSync, 'false', ours]);
    expect(safety('plant.heartbeats', replicas(factor))).toEqual([inSync, 'false', ours]);
  });

  test('where the broker decides on replicas, it decides on those in sync, too', () => {
    expect(safety('mm2-configs.orders.internal', replicas(-1))).toEqual([undefined, 'false', []]);
    expect(safety('plant.products', replicas(-1))).toEqual([undefined, 'false', ['unclean.leader.election.enable']]);
  });

  test('as at the source, where that is known, and ours is told apart', () => {
    const facts = (brokerConfig?: { [key: string]: string }) => ({ plant: { brokerConfig, topics: { products: { config: { 'min.insync.replicas': '1' } } } } });
    expect(safety('plant.products', replicas(3), [], { facts: facts() })).toEqual(['1', 'false', ['unclean.leader.election.enable']]);
    expect(safety('plant.products', replicas(3), [], { facts: facts({ 'unclean.leader.election.enable': 'true' }) })).toEqual(['1', 'true', []]);
  });

  test('but for Event Streams, which sets it itself, also where it is the source', () => {
    expect(safety('plant.products', replicas(3), [], { eventStreamsPlan: 'standard' })).toEqual([undefined, undefined, []]);
    const change: Change = ({ mirrors: [mirror] }) => {
      mirror.source.bootstrapServers = 'broker-0-x.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093';
      mirror.sourceConnector.config['offset-syncs.topic.location'] = 'source';
      mirror.checkpointConnector.config['offset-syncs.topic.location'] = 'source';
    };
    expect(topicsToCreate(subject(change)).find(({ side }) => side === 'source')?.topics.map(({ config }) => config)).toEqual([compact]);
  });
});

describe('copies', () => {
  test('of topics that stand in the resource need not be named, their partitions do', () => {
    expect(topic('plant.products', listed('products,orders'))?.partitions).toBeNull();
    expect(topic('plant.orders', listed('products,orders'), [{ name: 'orders', partitions: 6 }])?.partitions).toBe(6);
    expect(target(listed('products|orders')).topics.slice(0, 2).map(({ name }) => name)).toEqual(['plant.products', 'plant.orders']);
  });

  test('of topics that are known have the partitions of the source', () => {
    const facts = { plant: { topics: { 'orders-eu': { partitions: 6 }, 'other': { partitions: 2 } } } };
    const { topics, unknown } = target(undefined, [], { facts });
    expect(topics.filter(({ role }) => role.startsWith('copy of o')).map(({ name, partitions }) => [name, partitions])).toEqual([['plant.orders-eu', 6]]);
    expect(unknown).toEqual([]);
    expect(topic('plant.orders-eu', undefined, [{ name: 'orders-eu', partitions: 12 }], { facts })?.partitions).toBe(12);
  });

  test('have the settings of the source, and those that MM2 never carries over', () => {
    const facts = { plant: { brokerConfig: { 'unclean.leader.election.enable': 'false' }, topics: { 'orders-eu': { partitions: 6, config: { 'cleanup.policy': 'compact', 'min.insync.replicas': '2', 'message.timestamp.type': 'LogAppendTime' } } } } };
    expect(topic('plant.orders-eu', undefined, [], { facts })?.config).toEqual({ 'cleanup.policy': 'compact', 'min.insync.replicas': '2', 'unclean.leader.election.enable': 'false' });
  });

  test('on Event Streams have only what a client may set there', () => {
    const facts = { plant: { brokerConfig: {}, topics: { 'orders-eu': { config: { 'cleanup.policy': 'compact', 'min.insync.replicas': '2', 'max.message.bytes': '1' } } } } };
    expect(topic('plant.orders-eu', undefined, [], { facts, eventStreamsPlan: 'standard' })?.config).toEqual(compact);
  });

  test('of a selection by pattern are not known', () => {
    expect(target(listed('products,orders-.*')).unknown).toEqual(['orders-.*']);
    expect(target(listed('products,orders-.*'), [{ name: 'orders-eu' }]).unknown).toEqual([]);
  });

  test('under another policy are not known', () => {
    const { topics, unknown } = target(({ mirrors: [mirror] }) => { mirror.sourceConnector.config['replication.policy.class'] = 'com.example.Policy'; }, [{ name: 'orders-eu' }]);
    expect(topics.filter(({ role }) => role.startsWith('copy'))).toEqual([]);
    expect(unknown).toEqual(['orders-.*']);
  });

  test('of heartbeats are there only where they are copied', () => {
    expect(topic('plant.heartbeats', ({ mirrors: [mirror] }) => { mirror.sourceConnector.config['heartbeats.replication.enabled'] = false; })).toBeUndefined();
  });
});

test('a name that no connector copies is told', () => {
  expect(notCopied([subject()], [{ name: 'orders-eu' }, { name: 'payments' }, { name: 'cloud.orders-eu' }])).toEqual(['payments', 'cloud.orders-eu']);
});

test('a resource that the operator refuses has no topics', () => {
  expect(topicsToCreate(subject((spec) => { spec.target.authentication = { type: 'scram-sha-512' }; }))).toEqual([]);
});
