import { EffectiveConfig } from '../../src/effective';
import { minimal } from './resources';

const read = (change: (spec: any) => void) => EffectiveConfig.fromKafkaMirrorMaker2(minimal(change));
const CLIENTS = ['', 'producer.', 'consumer.', 'admin.'];

test('numbers and booleans of the target\'s config become text as Java writes them', () => {
  const { worker } = read(({ target }) => {
    target.config = { a: 1, b: true, c: 0.5, d: 0.0001, e: 12345678.5, f: ' as is ', g: '' };
  });
  expect(worker).toMatchObject({ a: '1', b: 'true', c: '0.5', d: '1.0E-4', e: '1.23456785E7', f: ' as is ', g: '' });
});

test('large whole numbers keep all digits, and get an exponent when JSON has one', () => {
  const { worker } = read(({ target }) => { target.config = { a: 9223372036854775807n, b: -9223372036854775808n, c: 1e18, d: 1e21, e: -2.5e30 }; });
  expect(worker).toMatchObject({ a: '9223372036854775807', b: '-9223372036854775808', c: '1000000000000000000', d: '1.0E21', e: '-2.5E30' });
});

test('an integer field takes an integer of any size, as the API server does', () => {
  expect(read((spec) => { spec.replicas = 9223372036854775807n; }).error).toBeUndefined();
});

test('a user\'s converters replace the operator\'s', () => {
  const { worker, workerProvenance } = read(({ target }) => { target.config = { 'value.converter': 'own' }; });
  expect(worker).toMatchObject({ 'value.converter': 'own', 'key.converter': 'org.apache.kafka.connect.converters.ByteArrayConverter' });
  expect(workerProvenance['value.converter']).toBe("resource:spec.target.config['value.converter']");
  expect(workerProvenance['key.converter']).toBe('operator');
});

test('a user\'s configuration providers come before the operator\'s', () => {
  const { worker, workerProvenance, ignored } = read(({ target }) => {
    target.config = { 'config.providers': 'own', 'config.providers.own.class': 'a.B', 'config.providers.strimzidir.param.allowed.paths': '/x' };
  });
  expect(worker).toMatchObject({
    'config.providers': 'own,strimzienv,strimzifile,strimzidir,strimzisecrets',
    'config.providers.own.class': 'a.B',
    'config.providers.strimzidir.param.allowed.paths': '/x',
  });
  expect(workerProvenance['config.providers']).toBe("resource:spec.target.config['config.providers']");
  expect(ignored).toEqual([]);
});

test('forbidden prefixes are matched in lower case, exceptions exactly', () => {
  const { worker, ignored } = read(({ target }) => {
    target.config = { 'SSL.keystore.type': 'x', 'ssl.protocol': 'TLSv1.3', 'Ssl.Protocol': 'x', 'listeners.https.y': 'x', 'producer.ssl.protocol': 'y' };
  });
  expect(worker).toMatchObject({ 'ssl.protocol': 'TLSv1.3', 'producer.ssl.protocol': 'y' });
  expect(ignored.map(({ path }) => path)).toEqual(['SSL.keystore.type', 'Ssl.Protocol', 'listeners.https.y'].map((key) => `spec.target.config['${key}']`));
  expect(ignored[0].reason).toContain('"ssl."');
});

test('the security protocol is written last, so that a prefixed one of the user does not count', () => {
  const { worker, ignored } = read(({ target }) => {
    target.tls = {};
    target.config = { 'consumer.security.protocol': 'PLAINTEXT' };
  });
  CLIENTS.forEach((prefix) => expect(worker[`${prefix}security.protocol`]).toBe('SSL'));
  expect(ignored).toEqual([
    { path: "spec.target.config['consumer.security.protocol']", key: 'consumer.security.protocol', reason: 'overruled by spec.target.tls' },
  ]);
});

test('prefixed credentials of the user win over the operator\'s', () => {
  const { worker } = read(({ target }) => {
    target.authentication = { type: 'plain', username: 'u', passwordSecret: { secretName: 's', password: 'p' } };
    target.config = { 'producer.sasl.mechanism': 'OTHER' };
  });
  expect(worker).toMatchObject({ 'sasl.mechanism': 'PLAIN', 'producer.sasl.mechanism': 'OTHER', 'consumer.security.protocol': 'SASL_PLAINTEXT' });
});

test('mutual TLS goes to all four clients; without a tls block the protocol stays PLAINTEXT', () => {
  const authentication = { type: 'tls', certificateAndKey: { secretName: 's', certificate: 'c', key: 'k' } };
  const { worker, workerProvenance } = read(({ target }) => { target.authentication = authentication; });
  CLIENTS.forEach((prefix) => expect(worker).toMatchObject({
    [`${prefix}ssl.keystore.certificate.chain`]: '${strimzisecrets:here/s:c}',
    [`${prefix}ssl.keystore.key`]: '${strimzisecrets:here/s:k}',
    [`${prefix}ssl.keystore.type`]: 'PEM',
    [`${prefix}security.protocol`]: 'PLAINTEXT',
  }));
  expect(workerProvenance['admin.ssl.keystore.key']).toBe('resource:spec.target.authentication');
  expect(read(({ target }) => { Object.assign(target, { authentication, tls: {} }); }).worker['security.protocol']).toBe('SSL');
});

test('custom authentication without SASL keeps the protocol, takes allowed keys as text, and drops the rest', () => {
  const effective = read(({ target }) => {
    target.tls = {};
    target.authentication = { type: 'custom', config: { 'ssl.keystore.location': '/k', 'sasl.login.connect.timeout.ms': 5, 'ssl.truststore.location': '/t' } };
  });
  expect(effective.worker).toMatchObject({ 'admin.ssl.keystore.location': '/k', 'sasl.login.connect.timeout.ms': '5', 'security.protocol': 'SSL' });
  expect(effective.connectors[0].config).toMatchObject({ 'target.cluster.sasl.login.connect.timeout.ms': '5' });
  expect(effective.workerProvenance['ssl.keystore.location']).toBe("resource:spec.target.authentication.config['ssl.keystore.location']");
  expect(effective.ignored.map(({ path }) => path)).toEqual(["spec.target.authentication.config['ssl.truststore.location']"]);
  expect(effective.worker).not.toHaveProperty(['ssl.truststore.location']);
});

test('an empty list of trusted certificates means the trust store of the JVM', () => {
  const { worker } = read(({ target }) => { target.tls = { trustedCertificates: [] }; });
  expect(worker['security.protocol']).toBe('SSL');
  expect(worker).not.toHaveProperty(['ssl.truststore.type']);
});

test('lines that the operator writes unescaped are read as Java reads them', () => {
  const { worker, connectors } = read(({ target }) => {
    target.bootstrapServers = ' a:9092,b:9092 \n';
    target.authentication = { type: 'plain', username: 'CORP\\mm2', passwordSecret: { secretName: 's', password: 'p' } };
  });
  expect(worker['bootstrap.servers']).toBe('a:9092,b:9092 ');
  expect(worker['sasl.jaas.config']).toContain('username="CORPmm2"');
  expect(connectors[0].config['target.cluster.sasl.jaas.config']).toContain('username="CORP\\mm2"');
});

test('rack awareness by label reads a file, by environment variable the variable; a user\'s own rack wins', () => {
  expect(read((spec) => { spec.rack = { topologyKey: 'zone' }; }).worker['consumer.client.rack']).toBe('${strimzidir:/opt/kafka/init:rack.id}');
  expect(read((spec) => { spec.rack = { type: 'environment-variable', envVarName: 'ZONE' }; }).worker['consumer.client.rack']).toBe('${strimzienv:ZONE}');
  expect(read((spec) => {
    spec.rack = { topologyKey: 'zone' };
    spec.target.config = { 'consumer.client.rack': 'a' };
  }).worker['consumer.client.rack']).toBe('a');
});

test('tracing adds interceptors to the worker', () => {
  const { worker, workerProvenance } = read((spec) => { spec.tracing = { type: 'opentelemetry' }; });
  expect(worker['consumer.interceptor.classes']).toBe('io.opentelemetry.instrumentation.kafkaclients.v2_6.TracingConsumerInterceptor');
  expect(worker['producer.interceptor.classes']).toBe('io.opentelemetry.instrumentation.kafkaclients.v2_6.TracingProducerInterceptor');
  expect(workerProvenance['producer.interceptor.classes']).toBe('resource:spec.tracing');
});

test('the JMX exporter adds its reporter to every client, after the user\'s and once', () => {
  const { worker, workerProvenance } = read((spec) => {
    spec.metricsConfig = { type: 'jmxPrometheusExporter', valueFrom: { configMapKeyRef: { name: 'n', key: 'k' } } };
    spec.target.config = { 'metric.reporters': 'own', 'admin.metric.reporters': 'x, org.apache.kafka.common.metrics.JmxReporter' };
  });
  expect(worker).toMatchObject({
    'metric.reporters': 'own,org.apache.kafka.common.metrics.JmxReporter',
    'admin.metric.reporters': 'x, org.apache.kafka.common.metrics.JmxReporter',
    'consumer.metric.reporters': 'org.apache.kafka.common.metrics.JmxReporter',
  });
  expect(workerProvenance['metric.reporters']).toBe("resource:spec.target.config['metric.reporters']");
  expect(workerProvenance['consumer.metric.reporters']).toBe('resource:spec.metricsConfig');
});

test('the Strimzi Metrics Reporter exports a list of its own unless told', () => {
  const { worker } = read((spec) => { spec.metricsConfig = { type: 'strimziMetricsReporter' }; });
  expect(worker['prometheus.metrics.reporter.allowlist'].split(',')).toEqual(expect.arrayContaining([
    'kafka_connect_connector_metrics.*', 'kafka_connect_mirror_mirrorsourceconnector.*',
  ]));
});

test('every worker key knows the field it comes from', () => {
  const { workerProvenance } = read(({ target }) => { target.tls = { trustedCertificates: [{ secretName: 'ca', pattern: '*.crt' }] }; });
  expect(workerProvenance).toMatchObject({
    'bootstrap.servers': 'resource:spec.target.bootstrapServers',
    'group.id': 'resource:spec.target.groupId',
    'consumer.ssl.truststore.certificates': 'resource:spec.target.tls.trustedCertificates',
    'security.protocol': 'resource:spec.target.tls',
    'plugin.path': 'operator',
  });
});
