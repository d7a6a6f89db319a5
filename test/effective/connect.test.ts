import { EffectiveConfig } from '../../src';

const FILE = 'a--b.MirrorSourceConnector.json';
const CONNECTOR = {
  'name': 'a->b.MirrorSourceConnector', 'connector.class': 'org.apache.kafka.connect.mirror.MirrorSourceConnector', 'tasks.max': '3',
  'source.cluster.alias': 'a', 'target.cluster.alias': 'b', 'topics': 'orders',
};

function configMap(data: { [file: string]: unknown }): any {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'mm2-a-to-b', namespace: 'here' }, data };
}

const good = configMap({ 'connect-distributed.properties': 'bootstrap.servers=b:9092\ngroup.id=mm2\n', [FILE]: JSON.stringify(CONNECTOR), 'connect.sh': '#!/bin/bash\n' });

describe('a ConfigMap of Kafka Connect', () => {
  test('is read with where each key stands', () => {
    const config = EffectiveConfig.fromConnect(good);
    expect(config.resource).toBe('ConfigMap here/mm2-a-to-b');
    expect(config.worker).toEqual({ 'bootstrap.servers': 'b:9092', 'group.id': 'mm2' });
    expect(config.workerProvenance['group.id']).toBe('resource:data[\'connect-distributed.properties\'][\'group.id\']');
    expect(config.workerDefaults['offset.flush.interval.ms']).toBe('60000');
    expect(config.flows).toEqual([{ source: 'a', target: 'b', path: `data['${FILE}']` }]);
  });

  test('has a connector for each JSON file, with what names it apart from its settings', () => {
    const [connector, ...others] = EffectiveConfig.fromConnect(good).connectors;
    expect(others).toEqual([]);
    expect(connector).toMatchObject({ name: CONNECTOR.name, connectorClass: CONNECTOR['connector.class'], tasksMax: 3, path: `data['${FILE}']` });
    expect(connector.config).toEqual({ 'source.cluster.alias': 'a', 'target.cluster.alias': 'b', 'topics': 'orders' });
    expect(connector.provenance.topics).toBe(`resource:data['${FILE}'].topics`);
    expect(connector.defaults['replication.factor']).toBe('2');
  });

  test('says nothing of the workers without their Deployment', () => {
    expect(EffectiveConfig.fromConnect(good).workers).toBeUndefined();
  });

  test('knows number, version and memory of the workers by it', () => {
    const container = { env: [{ name: 'KAFKA_HEAP_OPTS', value: '-Xms512m -Xmx512m' }], resources: { limits: { memory: '768Mi' } } };
    const deployment = { metadata: { labels: { 'app.kubernetes.io/version': '4.3.1' } }, spec: { replicas: 3, template: { spec: { containers: [container] } } } };
    expect(EffectiveConfig.fromConnect(good, deployment).workers).toEqual({ count: 3, kafkaVersion: '4.3.1', heapBytes: 512 * 2 ** 20, memoryLimitBytes: 768 * 2 ** 20 });
  });
});

describe('is refused', () => {
  test.each<[string, unknown, string]>([
    ['a ConfigMap of something else', configMap({ 'a.txt': 'b' }), 'data[\'connect-distributed.properties\']: Required value'],
    ['a ConfigMap without data', { kind: 'ConfigMap', metadata: { name: 'a' } }, 'data[\'connect-distributed.properties\']: Required value'],
    ['nothing', undefined, 'data[\'connect-distributed.properties\']: Required value'],
    ['a connector that is no JSON', configMap({ 'connect-distributed.properties': 'a=b', 'x.json': 'password: hunter2' }), 'data[\'x.json\']: is not a JSON object with name and connector.class'],
    ['a connector without a name', configMap({ 'connect-distributed.properties': 'a=b', 'x.json': '{"connector.class": "c"}' }), 'data[\'x.json\']: is not a JSON object with name and connector.class'],
  ])('%s', (_, resource, error) => {
    expect(EffectiveConfig.fromConnect(resource)).toMatchObject({ error, connectors: [], worker: {} });
  });
});
