import { EffectiveConfig } from '../../src/effective';
import { minimal } from './resources';

const read = (change: (spec: any) => void) => EffectiveConfig.fromKafkaMirrorMaker2(minimal(change));
const first = (change: (spec: any) => void) => read(change).connectors[0];

test('connectors come in the order of the resource, source before checkpoint, and say where they are declared', () => {
  const { connectors, flows } = read((spec) => {
    spec.mirrors = ['us', 'eu'].map((alias) => ({ source: { alias, bootstrapServers: 'x:1' }, checkpointConnector: {}, sourceConnector: {} }));
  });
  expect(connectors.map(({ name, path }) => `${name} ${path}`)).toEqual([
    'us->tgt.MirrorSourceConnector spec.mirrors[0].sourceConnector',
    'us->tgt.MirrorCheckpointConnector spec.mirrors[0].checkpointConnector',
    'eu->tgt.MirrorSourceConnector spec.mirrors[1].sourceConnector',
    'eu->tgt.MirrorCheckpointConnector spec.mirrors[1].checkpointConnector',
  ]);
  expect(flows).toEqual([
    { source: 'us', target: 'tgt', path: 'spec.mirrors[0]' },
    { source: 'eu', target: 'tgt', path: 'spec.mirrors[1]' },
  ]);
});

test('a connector that is null is none, and its flow is still declared', () => {
  const { connectors, flows } = read((spec) => { spec.mirrors[0].sourceConnector = null; });
  expect(connectors).toEqual([]);
  expect(flows).toHaveLength(1);
});

test('a source that has the alias of the target is not refused', () => {
  expect(first((spec) => { spec.mirrors[0].source.alias = 'tgt'; }).name).toBe('tgt->tgt.MirrorSourceConnector');
});

test('the connector\'s config overrules both cluster blocks, and the mirror\'s patterns overrule the connector\'s config', () => {
  const effective = read((spec) => {
    spec.target.config = { 'security.protocol': 'SSL', 'x': 1 };
    spec.mirrors[0].sourceConnector.config = { 'target.cluster.x': 2, 'topics': 'a', 'groups': 'b' };
    spec.mirrors[0].topicsPattern = '';
  });
  expect(effective.connectors[0].config).toMatchObject({ 'target.cluster.security.protocol': 'SSL', 'target.cluster.x': 2, 'topics': '', 'groups': 'b' });
  expect(effective.connectors[0].provenance).toMatchObject({
    'target.cluster.security.protocol': "resource:spec.target.config['security.protocol']",
    'target.cluster.x': "resource:spec.mirrors[0].sourceConnector.config['target.cluster.x']",
    'topics': 'resource:spec.mirrors[0].topicsPattern',
  });
  expect(effective.ignored).toContainEqual({
    path: "spec.mirrors[0].sourceConnector.config['topics']", key: 'topics', reason: 'overruled by spec.mirrors[0].topicsPattern',
  });
});

test('every connector key knows the field it comes from', () => {
  const { provenance } = first((spec) => {
    spec.mirrors[0].source.tls = { trustedCertificates: [{ secretName: 'ca', certificate: 'ca.crt' }] };
    spec.mirrors[0].source.authentication = { type: 'scram-sha-512', username: 'u', passwordSecret: { secretName: 's', password: 'p' } };
    spec.mirrors[0].source.config = { "it's": 1 };
  });
  expect(provenance).toEqual({
    'target.cluster.alias': 'resource:spec.target.alias',
    'target.cluster.bootstrap.servers': 'resource:spec.target.bootstrapServers',
    'target.cluster.security.protocol': 'operator',
    'source.cluster.alias': 'resource:spec.mirrors[0].source.alias',
    'source.cluster.bootstrap.servers': 'resource:spec.mirrors[0].source.bootstrapServers',
    'source.cluster.ssl.truststore.certificates': 'resource:spec.mirrors[0].source.tls.trustedCertificates',
    'source.cluster.ssl.truststore.type': 'resource:spec.mirrors[0].source.tls.trustedCertificates',
    'source.cluster.sasl.mechanism': 'resource:spec.mirrors[0].source.authentication',
    'source.cluster.sasl.jaas.config': 'resource:spec.mirrors[0].source.authentication',
    'source.cluster.security.protocol': 'resource:spec.mirrors[0].source.authentication',
    "source.cluster.it's": "resource:spec.mirrors[0].source.config['it\\'s']",
  });
});

test('values keep their type in a connector', () => {
  const config = { a: 1, b: true, c: 'text', d: 0.5 };
  expect(first((spec) => { spec.mirrors[0].sourceConnector.config = config; }).config).toMatchObject(config);
});

test('tracing, rack and the Strimzi Metrics Reporter reach the connectors too', () => {
  const { config } = first((spec) => {
    spec.tracing = { type: 'opentelemetry' };
    spec.rack = { type: 'environment-variable', envVarName: 'ZONE' };
    spec.metricsConfig = { type: 'strimziMetricsReporter' };
    spec.mirrors[0].sourceConnector.config = { 'metric.reporters': 'own', 'consumer.interceptor.classes': 'own', 'consumer.client.rack': 'own' };
  });
  expect(config).toMatchObject({
    'consumer.interceptor.classes': 'io.opentelemetry.instrumentation.kafkaclients.v2_6.TracingConsumerInterceptor',
    'consumer.client.rack': '${strimzifile:/tmp/strimzi-connect.properties:consumer.client.rack}',
    'metric.reporters': 'own,io.strimzi.kafka.metrics.prometheus.ClientMetricsReporter',
    'prometheus.metrics.reporter.listener.enable': 'false',
  });
});

test('a list that has the Strimzi Metrics Reporter already loses the others', () => {
  const reporter = 'io.strimzi.kafka.metrics.prometheus.ClientMetricsReporter';
  const effective = read((spec) => {
    spec.metricsConfig = { type: 'strimziMetricsReporter' };
    spec.mirrors[0].sourceConnector.config = { 'metric.reporters': `own,${reporter}` };
  });
  expect(effective.connectors[0].config['metric.reporters']).toBe(reporter);
  expect(effective.ignored.map(({ key }) => key)).toEqual(['metric.reporters']);
});

test('the JMX exporter changes no connector', () => {
  const { config } = first((spec) => {
    spec.metricsConfig = { type: 'jmxPrometheusExporter', valueFrom: { configMapKeyRef: { name: 'n', key: 'k' } } };
  });
  expect(config).not.toHaveProperty(['metric.reporters']);
});

test('state and version travel beside the config; restarts and offsets change nothing', () => {
  const plain = first(() => {});
  const full = first((spec) => {
    spec.mirrors[0].sourceConnector = {
      state: 'paused',
      version: '4.3.1',
      autoRestart: { enabled: true },
      listOffsets: { toConfigMap: { name: 'x' } },
      alterOffsets: { fromConfigMap: { name: 'y' } },
    };
  });
  expect(full.config).toEqual(plain.config);
  expect(full).toMatchObject({ state: 'paused', version: '4.3.1' });
  expect(full.tasksMax).toBeUndefined();
});

test('keys with a field of their own are reported, as the operator removes them in its last step', () => {
  const { ignored } = read((spec) => { spec.mirrors[0].sourceConnector.config = { 'Tasks.Max': 9, 'connector.plugin.version': 'x', 'tasks.max.enforce': false }; });
  expect(ignored.map(({ key }) => key)).toEqual(['Tasks.Max', 'connector.plugin.version']);
});

test('custom credentials with SASL work on the source as on the target', () => {
  const { config } = first((spec) => {
    spec.mirrors[0].source.authentication = { type: 'custom', sasl: true, config: { 'sasl.mechanism': 'OAUTHBEARER', 'x': 'y' } };
  });
  expect(config).toMatchObject({ 'source.cluster.sasl.mechanism': 'OAUTHBEARER', 'source.cluster.security.protocol': 'SASL_PLAINTEXT' });
  expect(config).not.toHaveProperty(['source.cluster.x']);
});
