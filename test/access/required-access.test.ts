import { Duration } from 'cdk8s';
import { KubernetesRuntime, MirrorMaker2Replication, TopicSelection, VirtualMachineRuntime } from '../../src';
import { AclRule } from '../../src/access/acl-rule';
import { ClusterAccess, requiredAccess } from '../../src/access/required-access';
import { FactsByAlias } from '../../src/core/cluster-facts';
import { EffectiveConfig } from '../../src/effective';
import { goodResource } from '../rules/situation';
import { cloud, onPrem } from '../support/clusters';
import { chart } from '../support/synth';

type Change = (spec: any) => void;

function access(change: Change = () => {}, facts: FactsByAlias = {}): ClusterAccess[] {
  const resource = goodResource();
  change(resource.spec);
  return requiredAccess(EffectiveConfig.fromKafkaMirrorMaker2(resource), facts);
}

const line = ({ resource, name, pattern, operations }: AclRule) => `${resource} ${name}${pattern === 'prefix' ? '…' : ''} ${operations.join(',')}`;
const source = (change?: Change, facts?: FactsByAlias) => access(change, facts).find(({ side }) => side === 'source')!.rules.map(line);
const target = (change?: Change, facts?: FactsByAlias) => access(change, facts).find(({ side }) => side === 'target')!.rules.map(line);

const connector = (values: object): Change => ({ mirrors: [mirror] }) => Object.assign(mirror.sourceConnector.config, values);
const checkpoint = (values: object): Change => ({ mirrors: [mirror] }) => Object.assign(mirror.checkpointConnector.config, values);
const worker = (values: object): Change => (spec) => Object.assign(spec.target.config, values);
const both = (...changes: Change[]): Change => (spec) => changes.forEach((change) => change(spec));
const topics = (pattern: string): Change => ({ mirrors: [mirror] }) => { mirror.topicsPattern = pattern; };

test('a source is read, and no more', () => {
  expect(source()).toEqual(['topic orders-… Read,DescribeConfigs', 'topic heartbeats Read,DescribeConfigs', 'group orders-app Describe']);
});

test('a target gets copies, offsets and the memory of the workers', () => {
  expect(target()).toEqual([
    'topic plant.orders-… Write,Create,Alter,AlterConfigs,Read',
    'topic plant.heartbeats Write,Create,Alter,AlterConfigs',
    'topic mm2-offset-syncs.plant.internal Create,Write,Read',
    'topic plant.checkpoints.internal Create,Write,Read',
    'group orders-app Read',
    'group orders-mm2 Read',
    'topic mm2-configs.orders.internal Create,Read,Write,DescribeConfigs',
    'topic mm2-offsets.orders.internal Create,Read,Write,DescribeConfigs',
    'topic mm2-status.orders.internal Create,Read,Write,DescribeConfigs',
  ]);
});

describe('heartbeats that are emitted into a source', () => {
  const emitted = (runtime: KubernetesRuntime | VirtualMachineRuntime) => new MirrorMaker2Replication(chart(), 'Orders', {
    source: onPrem, target: cloud, topics: TopicSelection.named('orders'), heartbeatInterval: Duration.seconds(5), runtime,
  }).binding._effectiveConfigs().flatMap((config) => requiredAccess(config));
  const rulesAt = (alias: string, accesses: readonly ClusterAccess[]) => accesses.filter((one) => one.alias === alias).flatMap(({ rules }) => rules.map(line));

  test('take one topic more there, where the workers of the target emit them', () => {
    const accesses = emitted(new KubernetesRuntime({ image: `images.example.com/mm2@sha256:${'0'.repeat(64)}` }));
    expect(rulesAt('kp-local', accesses)).toEqual(['topic orders Read,DescribeConfigs', 'topic heartbeats Read,DescribeConfigs,Create,Write']);
    expect(rulesAt('kp-remote', accesses).filter((rule) => rule.startsWith('topic heartbeats'))).toEqual([]);
  });

  test('take a worker group of their own there in dedicated mode', () => {
    expect(rulesAt('kp-local', emitted(new VirtualMachineRuntime()))).toEqual(expect.arrayContaining([
      expect.stringMatching(/^topic heartbeats .*Create,Write/),
      'group kp-local-to-kp-remote-mm2-heartbeats Read',
      'topic mm2-configs.kp-local-to-kp-remote.heartbeats.internal Create,Read,Write,DescribeConfigs',
    ]));
  });
});

test('each cluster says how it is reached, and by whom', () => {
  expect(access().map(({ rules, ...rest }) => rest)).toEqual([
    { side: 'source', alias: 'plant', bootstrapServers: 'plant-kafka:9093', principalHint: 'mm2', principal: 'User:mm2', authentication: 'scram-sha-512' },
    { side: 'target', alias: 'cloud', bootstrapServers: 'cloud-kafka:9093', principalHint: 'token', principal: 'User:token' },
  ]);
});

test('a client certificate has the name of its Secret, as the User Operator makes it', () => {
  const [{ principalHint, principal, authentication }] = access(({ mirrors: [mirror] }) => {
    mirror.source.authentication = { type: 'tls', certificateAndKey: { secretName: 'mm2-plant', certificate: 'user.crt', key: 'user.key' } };
  });
  expect([principalHint, principal, authentication]).toEqual(['mm2-plant', 'User:CN=mm2-plant', 'tls']);
});

test('nobody is known who logs in to a cluster without authentication', () => {
  const [{ principalHint, principal }] = access(({ mirrors: [mirror] }) => { delete mirror.source.authentication; });
  expect([principalHint, principal]).toEqual([undefined, undefined]);
});

test('every rule says what stops without it', () => {
  expect(access().flatMap(({ rules }) => rules).filter(({ why }) => why === '')).toEqual([]);
  expect(access()[0].rules[0].why).toBe('these topics are not copied; no copy of a new topic is created; settings of topics are not carried over; offsets of groups are not read');
});

test('nothing may be deleted, and nothing is for the whole cluster', () => {
  const rules = access().flatMap((cluster) => cluster.rules);
  expect(rules.filter(({ resource, operations }) => resource === 'cluster' || operations.includes('Delete') || operations.includes('All'))).toEqual([]);
});

describe('a feature that is off needs nothing', () => {
  test('heartbeats', () => {
    const off = connector({ 'heartbeats.replication.enabled': false });
    expect([...source(off), ...target(off)].filter((rule) => rule.includes('heartbeats'))).toEqual([]);
  });

  test('config sync', () => {
    expect(target(connector({ 'sync.topic.configs.enabled': false }))[0]).toBe('topic plant.orders-… Write,Create,Alter,Read');
  });

  test('group offset sync', () => {
    const off = checkpoint({ 'sync.group.offsets.enabled': false });
    expect(target(off)).not.toContain('group orders-app Read');
    expect(target(off)[0]).toBe('topic plant.orders-… Write,Create,Alter,AlterConfigs');
  });

  test('offset syncs', () => {
    expect(target(both(connector({ 'emit.offset-syncs.enabled': false }), ({ mirrors: [mirror] }) => { delete mirror.checkpointConnector; })).filter((rule) => rule.includes('offset-syncs'))).toEqual([]);
  });

  test('checkpoints', () => {
    const off: Change = ({ mirrors: [mirror] }) => { delete mirror.checkpointConnector; };
    expect(source(off)).toEqual(['topic orders-… Read,DescribeConfigs', 'topic heartbeats Read,DescribeConfigs']);
    expect(target(off).filter((rule) => /checkpoints|orders-app/.test(rule))).toEqual([]);
    expect(target(off)).toContain('topic mm2-offset-syncs.plant.internal Create,Write');
  });

  test('a connector with enabled=false', () => {
    expect(access(both(connector({ enabled: false }), checkpoint({ enabled: false }))).map(({ side, rules }) => [side, rules.length])).toEqual([['target', 4]]);
  });
});

describe('a feature that is on needs its rights', () => {
  test('ACL sync reads and writes ACLs', () => {
    const on = connector({ 'sync.topic.acls.enabled': true });
    expect(source(on)).toContain('cluster kafka-cluster Describe');
    expect(target(on)).toContain('cluster kafka-cluster Alter');
  });

  test('offset syncs at the source are written and read there', () => {
    const atSource = both(connector({ 'offset-syncs.topic.location': 'source' }), checkpoint({ 'offset-syncs.topic.location': 'source' }));
    expect(source(atSource)).toContain('topic mm2-offset-syncs.cloud.internal Create,Write,Read');
    expect(target(atSource).filter((rule) => rule.includes('offset-syncs'))).toEqual([]);
  });

  test('exactly-once needs the transactional ids of the leader and of the tasks of each connector', () => {
    expect(target(worker({ 'exactly.once.source.support': 'enabled' })).filter((rule) => rule.startsWith('transactionalId'))).toEqual([
      'transactionalId orders-mm2-plant->cloud.MirrorSourceConnector-… Write',
      'transactionalId orders-mm2-plant->cloud.MirrorCheckpointConnector-… Write',
      'transactionalId connect-cluster-orders-mm2 Write',
    ]);
  });

  test('the first step to exactly-once needs that of the leader', () => {
    expect(target(worker({ 'exactly.once.source.support': 'preparing' })).filter((rule) => rule.startsWith('transactionalId'))).toEqual(['transactionalId connect-cluster-orders-mm2 Write']);
  });

  test('brokers before 2.8 ask for a right of their own', () => {
    const atSource = connector({ 'offset-syncs.topic.location': 'source' });
    expect(target(undefined, { cloud: { kafkaVersion: '2.7.2' } })).toContain('cluster kafka-cluster IdempotentWrite');
    expect(source(atSource, { plant: { kafkaVersion: '2.7.2' } })).toContain('cluster kafka-cluster IdempotentWrite');
    expect(source(undefined, { plant: { kafkaVersion: '2.7.2' } })).not.toContain('cluster kafka-cluster IdempotentWrite');
    expect(target(undefined, { cloud: { kafkaVersion: '2.8.0' } })).not.toContain('cluster kafka-cluster IdempotentWrite');
  });
});

test('a target whose topics somebody else creates is not asked for rights to create or change them', () => {
  const facts = { cloud: { mayAlterTopics: false } };
  expect(source(undefined, facts)).toEqual(['topic orders-… Read', 'topic heartbeats Read', 'group orders-app Describe']);
  expect(target(undefined, facts).filter((rule) => /Create|Alter/.test(rule))).toEqual([]);
  expect(target(undefined, facts)).toContain('topic plant.orders-… Write,Read');
});

describe('names', () => {
  test('of topics that are listed stand alone', () => {
    expect(source(topics('products,orders')).slice(0, 2)).toEqual(['topic products Read,DescribeConfigs', 'topic orders Read,DescribeConfigs']);
    expect(target(topics('products,orders')).slice(0, 2)).toEqual(['topic plant.products Write,Create,Alter,AlterConfigs,Read', 'topic plant.orders Write,Create,Alter,AlterConfigs,Read']);
  });

  test('of a selection of everything cover the rest of the flow', () => {
    expect(source(topics('.*'))).toEqual(['topic * Read,DescribeConfigs', 'group orders-app Describe']);
    expect(target(topics('.*')).slice(0, 2)).toEqual(['topic plant.… Write,Create,Alter,AlterConfigs,Read', 'topic mm2-offset-syncs.plant.internal Create,Write,Read']);
  });

  test('without a fixed start come with a remark', () => {
    expect(access(topics('.*-orders'))[0].rules[0].why).toContain('".*-orders" begins with no fixed text, so every topic');
  });

  test('keep the separator of the policy', () => {
    expect(target(connector({ 'replication.policy.separator': '_' }))[0]).toMatch(/^topic plant_orders-… /);
  });

  test('stay with identity naming, but for heartbeats', () => {
    const identity = { 'replication.policy.class': 'org.apache.kafka.connect.mirror.IdentityReplicationPolicy' };
    expect(target(both(connector(identity), checkpoint(identity))).slice(0, 2)).toEqual([
      'topic orders-… Write,Create,Alter,AlterConfigs,Read', 'topic plant.heartbeats Write,Create,Alter,AlterConfigs',
    ]);
    expect(target(both(connector(identity), checkpoint(identity), topics('.*')))[0]).toMatch(/^topic \* /);
  });

  test('of another policy or another filter nobody knows', () => {
    expect(target(connector({ 'replication.policy.class': 'com.example.Policy' }))[0]).toMatch(/^topic \* /);
    expect(source(connector({ 'topic.filter.class': 'com.example.Filter' }))[0]).toMatch(/^topic \* /);
    expect(source(checkpoint({ 'group.filter.class': 'com.example.Filter' }))).toContain('group * Describe');
  });

  test('of groups are as narrow as those of topics', () => {
    expect(source(({ mirrors: [mirror] }) => { mirror.groupsPattern = 'orders-app|fresh[-.].+'; })).toEqual(expect.arrayContaining(['group orders-app Describe', 'group fresh-… Describe', 'group fresh.… Describe']));
    expect(source(({ mirrors: [mirror] }) => { delete mirror.groupsPattern; })).toContain('group * Describe');
  });
});

test('each source has its own entry, the target has one', () => {
  const two = access((spec) => spec.mirrors.push({ ...goodResource('x', 'hub').spec.mirrors[0], topicsPattern: 'readings' }));
  expect(two.map(({ side, alias }) => [side, alias])).toEqual([['source', 'plant'], ['source', 'hub'], ['target', 'cloud']]);
  expect(two[2].rules.map(line)).toEqual(expect.arrayContaining(['topic hub.readings Write,Create,Alter,AlterConfigs,Read', 'topic hub.checkpoints.internal Create,Write,Read']));
});

test('a connector that another one of its name replaces needs nothing', () => {
  expect(source((spec) => spec.mirrors.push({ ...structuredClone(spec.mirrors[0]), topicsPattern: 'other' }))[0]).toBe('topic other Read,DescribeConfigs');
});

test('a resource that the operator refuses needs nothing', () => {
  expect(access((spec) => { spec.target.authentication = { type: 'scram-sha-512' }; })).toEqual([]);
});
