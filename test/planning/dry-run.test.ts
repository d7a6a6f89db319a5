import { EffectiveConfig } from '../../src/effective';
import { dryRun, DryRun } from '../../src/planning/dry-run';
import { goodResource } from '../rules/situation';

type Change = (spec: any) => void;

const resource = (name: string, source: string, target: string, change: Change = () => {}) => {
  const made = goodResource(name, source, target);
  made.spec.mirrors[0].topicsPattern = '.*';
  change(made.spec);
  return made;
};
const run = (resources: readonly any[], topics: readonly string[], groups: readonly string[] = []): DryRun =>
  dryRun(resources.map((one) => EffectiveConfig.fromKafkaMirrorMaker2(one)), { topics, groups });
const set = (key: string, value: unknown): Change => (spec) => { spec.mirrors.forEach((mirror: any) => { mirror.sourceConnector.config[key] = value; }); };
const identity = set('replication.policy.class', 'org.apache.kafka.connect.mirror.IdentityReplicationPolicy');
const both = (...changes: Change[]): Change => (spec) => changes.forEach((change) => change(spec));
/** The verdict on one topic of one resource. */
const verdict = (change: Change, topic: string) => run([resource('a', 'plant', 'cloud', change)], [topic]).flows[0].topics[0];
const codes = (change: Change, topic: string) => verdict(change, topic).reasons.map(({ code }) => code);

describe('a topic', () => {
  test('that is mirrored has a name at the target, and the element that selects it', () => {
    expect(verdict((spec) => { spec.mirrors[0].topicsPattern = 'payments,orders-.*'; }, 'orders-eu')).toEqual({
      name: 'orders-eu', taken: true, remoteTopic: 'plant.orders-eu', reasons: [{ code: 'selected', message: 'element "orders-.*" of topics selects it' }],
    });
  });

  test('that is not has every reason, so that removing one does not surprise', () => {
    expect(verdict((spec) => { spec.mirrors[0].topicsPattern = 'orders'; spec.mirrors[0].topicsExcludePattern = 'cloud\\..*'; }, 'cloud.orders')).toEqual({
      name: 'cloud.orders', taken: false, reasons: [
        { code: 'not-selected', message: 'no element of topics "orders" matches' },
        { code: 'excluded', message: 'element "cloud\\\\..*" of topics.exclude takes it out' },
        { code: 'copy-from-target', message: 'by its name it is a copy from "cloud", the target' },
      ],
    });
  });

  test('that only the flags of an earlier element select is selected by the list', () => {
    expect(verdict((spec) => { spec.mirrors[0].topicsPattern = '(?i)a,ORDERS'; }, 'orders').reasons[0].message).toBe('topics "(?i)a,ORDERS" selects it');
  });

  test('that cannot have a copy is not mirrored', () => {
    expect(verdict(() => {}, 'x'.repeat(249)).reasons).toEqual([
      { code: 'remote-name-too-long', message: expect.stringMatching(/^its copy cannot be created: .* has 255 characters, Kafka allows 249$/) },
    ]);
    expect(codes(set('replication.policy.separator', '/'), 'orders')).toEqual(['remote-name-illegal']);
  });

  test.each(['', 'a b', 'orders,eu', '.', 'ä', 'x'.repeat(250)])('that Kafka cannot have is no topic: %j', (topic) => {
    expect(codes(() => {}, topic)).toEqual(['illegal-name']);
  });

  test('that came from a third cluster is a copy of a copy; a dotted name of no cluster is not', () => {
    const [flow] = run([resource('a', 'cloud', 'hub'), resource('b', 'plant', 'cloud')], ['plant.orders', 'retail.returns']).flows;
    expect(flow.topics.map(({ remoteTopic, reasons }) => [remoteTopic, reasons.map(({ code }) => code)])).toEqual([
      ['cloud.plant.orders', ['selected', 'copy-of-a-copy']], ['cloud.retail.returns', ['selected']],
    ]);
  });

  test('whose name ends in heartbeats is renamed although names are kept', () => {
    expect(verdict(identity, 'device-heartbeats')).toMatchObject({ taken: true, remoteTopic: 'plant.device-heartbeats' });
    expect(codes(identity, 'device-heartbeats')).toEqual(['selected', 'renamed-heartbeats']);
  });

  test('of heartbeats follows the switch, not the lists', () => {
    const orders: Change = (spec) => { spec.mirrors[0].topicsPattern = 'orders'; };
    expect(codes(orders, 'heartbeats')).toEqual(['heartbeats']);
    expect(codes(both(orders, set('heartbeats.replication.enabled', false)), 'heartbeats')).toEqual(['not-selected']);
  });
});

describe('what cannot be told', () => {
  test.each([['topic.filter.class', 'com.example.OwnFilter'], ['replication.policy.class', 'com.example.OwnPolicy']])('is left open: %s', (key, value) => {
    expect(verdict(set(key, value), 'orders')).toEqual({
      name: 'orders', taken: null, reasons: [{ code: 'cannot-tell', message: `${key} "${value}" decides, and is not one of Kafka's` }],
    });
  });

  test('is what no filter could select: internal topics and copies from the target', () => {
    const own = set('topic.filter.class', 'com.example.OwnFilter');
    expect([codes(own, '__consumer_offsets'), codes(own, 'cloud.orders')]).toEqual([['internal-topic'], ['copy-from-target']]);
  });

  test('is a pattern that only Java evaluates', () => {
    expect(verdict((spec) => { spec.mirrors[0].topicsPattern = '(a|b)\\1'; }, 'aa')).toMatchObject({
      taken: null, reasons: [{ code: 'cannot-tell', message: expect.stringMatching(/^topics "\(a\|b\).*cannot be evaluated here: back reference/) }],
    });
  });

  test('is a group behind a filter of one\'s own', () => {
    const own: Change = (spec) => { spec.mirrors[0].checkpointConnector.config['group.filter.class'] = 'com.example.OwnFilter'; };
    expect(run([resource('a', 'plant', 'cloud', own)], [], ['app']).flows[1].groups).toEqual([
      { name: 'app', taken: null, reasons: [{ code: 'cannot-tell', message: 'group.filter.class "com.example.OwnFilter" decides, and is not one of Kafka\'s' }] },
    ]);
  });
});

test('a connector that cannot start takes no topic and no group', () => {
  const broken: Change = ({ mirrors: [mirror] }) => { mirror.topicsPattern = 'orders-('; mirror.groupsPattern = '*'; };
  const [source, checkpoint] = run([resource('a', 'plant', 'cloud', broken)], ['orders'], ['app']).flows;
  expect(source.topics[0].reasons).toEqual([{ code: 'connector-fails', message: 'the connector cannot start: topics "orders-(": unclosed group at position 8' }]);
  expect(checkpoint.groups[0].reasons[0].code).toBe('connector-fails');
});

test('a group is taken by the checkpoint connector, a topic by the source connector', () => {
  const [source, checkpoint] = run([resource('a', 'plant', 'cloud')], ['orders'], ['orders-app', 'connect-x']).flows;
  expect([source.topics.length, source.groups.length, checkpoint.topics.length, checkpoint.groups.map(({ taken }) => taken)]).toEqual([1, 0, 0, [true, false]]);
});

describe('a connector that copies nothing for the time being says so', () => {
  test.each<[string, Change, string | null]>([
    ['running', () => {}, null],
    ['disabled', set('enabled', false), 'enabled=false'],
    ['stopped', (spec) => { spec.mirrors[0].sourceConnector.state = 'stopped'; }, 'state is stopped'],
    ['paused', (spec) => { spec.mirrors[0].sourceConnector.state = 'paused'; }, 'state is paused'],
    ['replaced', (spec) => { spec.mirrors.push(structuredClone(spec.mirrors[0])); }, 'spec.mirrors[1].sourceConnector replaces it: it has the same name'],
  ])('%s', (_, change, halted) => {
    expect(run([resource('a', 'plant', 'cloud', change)], ['orders']).flows[0].halted).toBe(halted);
  });
});

test('a resource that the operator refuses has no flows', () => {
  const refused = resource('a', 'plant', 'cloud', (spec) => { delete spec.target.authentication.passwordSecret; });
  expect(run([refused], ['orders'])).toEqual({
    flows: [], clashes: [], refused: [{ resource: 'KafkaMirrorMaker2 replication/a', error: expect.stringContaining('PLAIN') }],
  });
});

describe('names that meet at the target', () => {
  const messages = (...resources: any[]) => run(resources, ['orders', 'a.b', 'a_b']).clashes.map(({ message, remoteTopics }) => [remoteTopics.join(' '), message]);

  test('of two clusters are mixed in one topic', () => {
    const { clashes } = run([resource('a', 'plant', 'hub', identity), resource('b', 'cloud', 'hub', identity)], ['orders']);
    expect(clashes).toEqual([{
      target: 'hub', remoteTopics: ['orders'], message: 'records of several clusters are mixed in one topic', writers: [
        { resource: 'KafkaMirrorMaker2 replication/a', connector: 'plant->hub.MirrorSourceConnector', topic: 'orders' },
        { resource: 'KafkaMirrorMaker2 replication/b', connector: 'cloud->hub.MirrorSourceConnector', topic: 'orders' },
      ],
    }]);
  });

  test('of one cluster arrive twice', () => {
    expect(messages(resource('a', 'plant', 'hub'), resource('b', 'plant', 'hub'))).toContainEqual(['plant.orders', 'every record arrives more than once']);
  });

  test('and differ in dots and underscores only are refused by Kafka', () => {
    expect(messages(resource('a', 'plant', 'hub', set('replication.policy.separator', '_')), resource('b', 'plant', 'hub')))
      .toContainEqual(['plant_orders plant.orders', 'Kafka refuses a name that differs from another in dots and underscores only']);
  });

  test('do not meet with prefixes, at two targets, or while one of them is stopped', () => {
    expect(messages(resource('a', 'plant', 'hub'), resource('b', 'cloud', 'hub'))).toEqual([]);
    expect(messages(resource('a', 'plant', 'hub', identity), resource('b', 'plant', 'cloud', identity))).toEqual([]);
    expect(messages(resource('a', 'plant', 'hub'), resource('b', 'plant', 'hub', (spec) => { spec.mirrors[0].sourceConnector.state = 'stopped'; }))).toEqual([]);
  });
});
