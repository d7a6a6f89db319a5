import { CLUSTER_KEYS } from '../../src/core/cluster-keys';
import { EffectiveConfig } from '../../src/effective';
import { CONNECTOR_KEYS } from '../../src/effective/private/mirror-maker-keys';
import * as table from './mirror-maker.cases.json';

/** What Kafka's own classes make of a file; written by MirrorMakerConfigs.java. */
interface Case {
  readonly title: string;
  readonly file: string;
  readonly fails?: string;
  readonly internalRest?: boolean;
  readonly pairs?: { readonly [flow: string]: { readonly worker: object; readonly source: object } };
}

// TypeScript sees a type of its own in every row.
const cases = table.cases as readonly unknown[] as readonly Case[];
const read = (...lines: string[]) => EffectiveConfig.fromMirrorMakerProperties(lines.join('\n'));

/** Two clusters and one flow, and what a test adds. */
const pair = (...lines: string[]) => read('clusters = plant, cloud', 'plant.bootstrap.servers = p:1', 'cloud.bootstrap.servers = c:1', 'plant->cloud.enabled = true', ...lines);
const ignored = (...lines: string[]) => pair(...lines).flatMap((config) => config.ignored);

test('the keys that MirrorMaker picks out are Kafka\'s', () => {
  expect([...CLUSTER_KEYS].sort()).toEqual(table.clusterKeys);
  expect([...CONNECTOR_KEYS].sort()).toEqual(table.connectorKeys);
});

describe.each(cases.filter(({ fails }) => fails === undefined).map((one) => [one.title, one] as const))('as MirrorMaker reads %s', (_, { file, internalRest, pairs }) => {
  const configs = EffectiveConfig.fromMirrorMakerProperties(file);

  test('the same pairs of clusters have workers', () => {
    expect(configs.map(({ resource }) => resource).sort()).toEqual(Object.keys(pairs!).map((flow) => `mm2.properties ${flow}`));
    expect(configs.map((config) => config.internalRest)).toEqual(configs.map(() => internalRest));
  });

  test.each(Object.entries(pairs!))('%s has the same worker and connectors, key by key', (flow, { worker, source }) => {
    const config = configs.find(({ resource }) => resource === `mm2.properties ${flow}`)!;
    expect(config.worker).toEqual(worker);
    expect(config.connectors.map((connector) => connector.name)).toEqual(['MirrorSourceConnector', 'MirrorHeartbeatConnector', 'MirrorCheckpointConnector']);
    for (const connector of config.connectors) {
      const own = 'name' in source && source.name !== 'MirrorSourceConnector' ? {} : {
        'name': connector.name, 'connector.class': `org.apache.kafka.connect.mirror.${connector.name}`,
      };
      expect(connector.config).toEqual({ ...source, ...own });
    }
  });

  test('every key says where it comes from: from a key of the file, or from MirrorMaker', () => {
    for (const { worker, workerProvenance, connectors } of configs) {
      for (const [settings, provenance] of [[worker, workerProvenance], ...connectors.map((connector) => [connector.config, connector.provenance])]) {
        expect(Object.keys(provenance)).toEqual(Object.keys(settings));
        expect(Object.values(provenance).filter((from) => from !== 'operator' && !from.startsWith('resource:'))).toEqual([]);
      }
    }
  });
});

test.each(cases.filter(({ fails }) => fails !== undefined).map((one) => [one.title, one] as const))('%s', (_, { file, fails }) => {
  const [config, ...others] = EffectiveConfig.fromMirrorMakerProperties(file, 'node-1.properties');
  expect(others).toEqual([]);
  expect(config).toMatchObject({ resource: 'node-1.properties', connectors: [], flows: [] });
  // The value stays out of the message here, since it may be a secret in the wrong place.
  expect(config.error).toContain(fails!.replace(/Invalid value .* for/, 'Invalid value for'));
});

describe('a flow', () => {
  test('is one that is enabled; the way back is there for heartbeats', () => {
    expect(pair().map(({ resource, flows, workerPath }) => ({ resource, flows, workerPath }))).toEqual([
      { resource: 'mm2.properties plant->cloud', flows: [{ source: 'plant', target: 'cloud', path: 'plant->cloud' }], workerPath: 'cloud' },
      { resource: 'mm2.properties cloud->plant', flows: [], workerPath: 'plant' },
    ]);
  });

  test('has the tasks that its narrowest key says', () => {
    expect(pair('tasks.max = 2')[0].connectors.map(({ tasksMax }) => tasksMax)).toEqual([2, 2, 2]);
    expect(pair('tasks.max = 2', 'plant->cloud.tasks.max = 8')[0].connectors[0].tasksMax).toBe(8);
    expect(pair('tasks.max = many')[0].connectors[0]).toMatchObject({ tasksMax: undefined, config: { 'tasks.max': 'many' } });
  });

  test('says which key of the file each setting comes from', () => {
    const [{ workerProvenance, connectors: [source] }] = pair('cloud.offset.flush.interval.ms = 10000', 'plant->cloud.topics = orders', 'replication.factor = 3');
    expect(workerProvenance).toMatchObject({ 'offset.flush.interval.ms': 'resource:cloud.offset.flush.interval.ms', 'group.id': 'operator' });
    expect(source.provenance).toMatchObject({
      'topics': 'resource:plant->cloud.topics', 'replication.factor': 'resource:replication.factor', 'source.cluster.bootstrap.servers': 'resource:plant.bootstrap.servers',
    });
  });

  test('has Kafka\'s defaults for the rest, those of heartbeats too', () => {
    const [{ workerDefaults, connectors: [source, heartbeat] }] = pair('cloud.producer.batch.size = 1');
    expect(workerDefaults).toMatchObject({ 'offset.flush.interval.ms': '60000' });
    expect(source.defaults).toMatchObject({ 'topics': '.*', 'producer.override.batch.size': '1' });
    expect(heartbeat.defaults).toMatchObject({ 'emit.heartbeats.interval.seconds': '1', 'heartbeats.topic.replication.factor': '3' });
    expect(heartbeat.defaults).not.toHaveProperty(['topics']);
  });
});

describe('a key that nobody reads', () => {
  test.each([
    ['offset.flush.interval.ms', 'MirrorMaker gives it to its workers with the alias of the target only: <target>.offset.flush.interval.ms'],
    ['consumer.max.poll.records', 'MirrorMaker reads it with the alias of a cluster only: <alias>.consumer.max.poll.records'],
    ['use.defaults.from', 'MirrorMaker gives it to its connectors with a flow in front only: <source>-><target>.use.defaults.from'],
    ['plant->hub.enabled', 'there is no such flow: clusters are plant, cloud'],
    ['hub.bootstrap.servers', 'MirrorMaker knows no key of this name; keys begin with <alias>. or <source>-><target>.'],
  ])('%s is told once, with what to do', (key, reason) => {
    expect(ignored(`${key} = 1`)).toEqual([{ path: key, key, reason }]);
  });

  test('of a flow that has no workers', () => {
    expect(ignored('emit.heartbeats.enabled = false', 'cloud->plant.topics = x'))
      .toEqual([{ path: 'cloud->plant.topics', key: 'cloud->plant.topics', reason: 'the flow is not enabled and emits no heartbeats' }]);
  });

  test('of a cluster that a key for all overrules', () => {
    expect(ignored('cloud.offset.storage.topic = mine', 'offset.storage.topic = all'))
      .toEqual([{ path: 'cloud.offset.storage.topic', key: 'offset.storage.topic', reason: 'MirrorMaker gives its workers offset.storage.topic instead' }]);
  });

  test('is none of MirrorMaker itself, of its server, or for all', () => {
    expect(ignored('dedicated.mode.enable.internal.rest = true', 'listeners = https://:8443', 'listeners.https.ssl.keystore.type = PEM', 'rest.advertised.port = 8443',
      'bootstrap.servers = x:1', 'security.protocol = PLAINTEXT', 'tasks.max = 2', 'plant->cloud.tasks.max = 3', 'emit.heartbeats.enabled = true')).toEqual([]);
  });
});
