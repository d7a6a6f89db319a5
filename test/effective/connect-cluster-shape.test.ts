import { EffectiveConfig } from '../../src/effective';

/** A KafkaMirrorMaker2 of the Event Streams operator up to 12.3, and its parts to change. */
function old(change: (spec: any) => void = () => {}): EffectiveConfig {
  const spec = {
    replicas: 2,
    connectCluster: 'tgt',
    clusters: [
      { alias: 'src', bootstrapServers: 'src:9092' },
      { alias: 'tgt', bootstrapServers: 'tgt:9092', config: { 'group.id': 'mm2', 'config.storage.topic': '__mm2_configs', 'offset.flush.interval.ms': 10000 } },
    ],
    mirrors: [{ sourceCluster: 'src', targetCluster: 'tgt', sourceConnector: { tasksMax: 2 }, topicsPattern: 'orders' }],
  };
  change(spec);
  return EffectiveConfig.fromKafkaMirrorMaker2({ apiVersion: 'eventstreams.ibm.com/v1beta2', kind: 'KafkaMirrorMaker2', metadata: { name: 'mm2', namespace: 'here' }, spec });
}

test('the old shape is read as the v1 that conversion makes of it', () => {
  const current = EffectiveConfig.fromKafkaMirrorMaker2({
    apiVersion: 'eventstreams.ibm.com/v1',
    kind: 'KafkaMirrorMaker2',
    metadata: { name: 'mm2', namespace: 'here' },
    spec: {
      replicas: 2,
      target: {
        alias: 'tgt', bootstrapServers: 'tgt:9092', groupId: 'mm2', configStorageTopic: '__mm2_configs', offsetStorageTopic: 'mirrormaker2-cluster-offsets',
        statusStorageTopic: 'mirrormaker2-cluster-status', config: { 'offset.flush.interval.ms': 10000 },
      },
      mirrors: [{ source: { alias: 'src', bootstrapServers: 'src:9092' }, sourceConnector: { tasksMax: 2 }, topicsPattern: 'orders' }],
    },
  });
  expect(old().toJson()).toMatchObject({ worker: current.worker, connectors: current.toJson().connectors, defaults: current.toJson().defaults });
  expect(old()).toMatchObject({ resource: 'KafkaMirrorMaker2 here/mm2', flows: [{ source: 'src', target: 'tgt', path: 'spec.mirrors[0]' }], workers: { count: 2 } });
});

test('every place is one of the resource as it is written', () => {
  const { workerProvenance, workerPath, connectors, ignored } = old((spec) => { spec.clusters[1].config['ssl.x'] = 1; spec.clusters[0].tls = {}; });
  expect(workerProvenance).toMatchObject({
    'group.id': "resource:spec.clusters[1].config['group.id']",
    'bootstrap.servers': 'resource:spec.clusters[1].bootstrapServers',
    'offset.flush.interval.ms': "resource:spec.clusters[1].config['offset.flush.interval.ms']",
  });
  expect(workerPath).toBe('spec.clusters[1]');
  expect(connectors[0]).toMatchObject({
    path: 'spec.mirrors[0].sourceConnector',
    provenance: { 'topics': 'resource:spec.mirrors[0].topicsPattern', 'source.cluster.alias': 'resource:spec.clusters[0].alias', 'source.cluster.security.protocol': 'resource:spec.clusters[0].tls' },
  });
  expect(ignored).toEqual([{ path: "spec.clusters[1].config['ssl.x']", key: 'ssl.x', reason: expect.any(String) }]);
});

test('words of the past are understood', () => {
  const { connectors, workers } = old((spec) => {
    delete spec.replicas;
    Object.assign(spec.mirrors[0], { topicsBlacklistPattern: 'test', groupsBlacklistPattern: 'own', sourceConnector: { pause: true } });
  });
  expect(connectors[0]).toMatchObject({ state: 'paused', config: { 'topics.exclude': 'test', 'groups.exclude': 'own' } });
  expect(workers).toMatchObject({ count: 3 });
});

test('heartbeats are left out, and that is told', () => {
  const { connectors, ignored } = old((spec) => { spec.mirrors[0].heartbeatConnector = {}; });
  expect(connectors).toHaveLength(1);
  expect(ignored).toEqual([{ path: 'spec.mirrors[0].heartbeatConnector', key: 'heartbeatConnector', reason: 'the conversion to v1, which has no heartbeats, drops it' }]);
});

test.each<[string, (spec: any) => void, string]>([
  ['no cluster for Kafka Connect', (spec) => { delete spec.connectCluster; }, 'spec.connectCluster: Required value'],
  ['an unknown cluster for Kafka Connect', (spec) => { spec.connectCluster = 'x'; }, 'spec.connectCluster: is the alias of no cluster in spec.clusters'],
  ['an unknown source', (spec) => { spec.mirrors[0].sourceCluster = 'x'; }, 'spec.mirrors[0].sourceCluster: is the alias of no cluster in spec.clusters'],
  ['another target than Kafka Connect\'s', (spec) => { spec.mirrors[0].targetCluster = 'src'; }, 'spec.mirrors[0].targetCluster: is not spec.connectCluster; the conversion to v1 takes no other target'],
  ['no clusters', (spec) => { delete spec.clusters; }, 'spec.clusters: Required value'],
  ['clusters that are no list', (spec) => { spec.clusters = { src: {} }; }, 'spec.clusters: Invalid value: must be of type array'],
  ['a mirror that is a text', (spec) => { spec.mirrors = ['src']; }, 'spec.mirrors[0]: Invalid value: must be of type object'],
  ['configuration from outside', (spec) => { spec.externalConfiguration = {}; }, 'spec.externalConfiguration: no longer exists; use spec.template.pod.volumes and spec.template.connectContainer.env'],
  ['no servers of the target', (spec) => { delete spec.clusters[1].bootstrapServers; }, 'spec.clusters[1].bootstrapServers: Required value'],
  ['a group that is a number', (spec) => { spec.clusters[1].config['group.id'] = 1; }, "spec.clusters[1].config['group.id']: Invalid value: must be of type string, is integer"],
  ['OAuth of the past', (spec) => { spec.clusters[0].authentication = { type: 'oauth' }; },
    'spec.clusters[0].authentication.type: Unsupported value: supported values: "tls", "scram-sha-256", "scram-sha-512", "plain", "custom"'],
])('%s is refused', (_, change, error) => {
  expect(old(change).error).toBe(error);
});

test('Strimzi\'s own old shape is not read: nobody serves it any more', () => {
  expect(EffectiveConfig.fromKafkaMirrorMaker2({ apiVersion: 'kafka.strimzi.io/v1beta2', kind: 'KafkaMirrorMaker2', metadata: { name: 'a' }, spec: {} }).error)
    .toContain('is no longer served: convert the resource to v1');
});
