import { EffectiveConfig } from '../../src/effective';
import { minimal } from './resources';

const error = (change: (spec: any) => void) => EffectiveConfig.fromKafkaMirrorMaker2(minimal(change)).error;
const source = (authentication: unknown) => error((spec) => { spec.mirrors[0].source.authentication = authentication; });
const target = (authentication: unknown) => error((spec) => { spec.target.authentication = authentication; });

test('a refused resource has an error and nothing else', () => {
  const effective = EffectiveConfig.fromKafkaMirrorMaker2(minimal((spec) => { delete spec.target; }));
  expect(effective.toJson()).toEqual({ resource: 'KafkaMirrorMaker2 here/one', error: 'spec.target: Required value' });
  expect(effective).toMatchObject({ worker: {}, connectors: [], flows: [], ignored: [] });
});

test.each([
  ['tls', 'TLS Client authentication selected, but no certificate and key configured.'],
  ['plain', 'PLAIN authentication selected, but username or password configuration is missing.'],
  ['scram-sha-256', 'SCRAM-SHA-256 authentication selected, but username or password configuration is missing.'],
  ['scram-sha-512', 'SCRAM-SHA-512 authentication selected, but username or password configuration is missing.'],
])('a target with %s and no credentials is refused', (type, text) => {
  expect(target({ type })).toBe(`InvalidResourceException: ${text}`);
});

test('a source without credentials is not looked at, and breaks the operator', () => {
  expect(source({ type: 'tls' })).toMatch(/^NullPointerException: .*getCertificateAndKey\(\)" is null$/);
  expect(source({ type: 'plain', username: 'u' })).toMatch(/^NullPointerException: .* because "passwordSecret" is null$/);
  expect(source({ type: 'scram-sha-512', passwordSecret: { secretName: 's', password: 'p' } }))
    .toBe('NullPointerException: null (spec.mirrors[0].source.authentication.username is missing)');
});

test('a source without credentials does no harm as long as no connector needs it', () => {
  expect(error((spec) => { spec.mirrors = [{ source: { alias: 'a', bootstrapServers: 'b', authentication: { type: 'plain' } } }]; })).toBeUndefined();
});

test.each([
  [null, 'A null value is not allowed for this key'],
  [[1], 'Unsupported type class java.util.ArrayList in configuration for this key'],
  [{ a: 1 }, 'Unsupported type class java.util.LinkedHashMap in configuration for this key'],
])('a config value %j is refused', (value, text) => {
  expect(error((spec) => { spec.target.config = { 'group.id': value }; })).toBe(`InvalidConfigParameterException: group.id: ${text}`);
  expect(error((spec) => { spec.mirrors[0].sourceConnector.config = { x: value }; })).toBe(`InvalidConfigParameterException: x: ${text}`);
  expect(target({ type: 'custom', config: { x: value } })).toBe(`InvalidConfigParameterException: x: ${text}`);
  expect(error((spec) => { spec.mirrors[0].source.config = { x: value }; })).toBe(value === null
    ? "NullPointerException: null (spec.mirrors[0].source.config['x'] is null)"
    : `InvalidConfigParameterException: source.cluster.x: ${text}`);
});

test.each([2 ** 63, 1e20, -1e19, 9223372036854775808n, -9223372036854775809n])('a whole number without exponent that no long holds is refused: %p', (value) => {
  const text = 'Unsupported type class java.math.BigInteger in configuration for this key';
  expect(error((spec) => { spec.target.config = { x: value }; })).toBe(`InvalidConfigParameterException: x: ${text}`);
  expect(error((spec) => { spec.mirrors[0].sourceConnector.config = { x: value }; })).toBe(`InvalidConfigParameterException: x: ${text}`);
});

test('an unknown Kafka version is refused unless there is an image for it', () => {
  expect(error((spec) => { spec.version = '4.1.0'; }))
    .toBe('InvalidResourceException: Kafka version 4.1.0 is not supported. Supported versions are: 4.2.0, 4.2.1, 4.3.0, 4.3.1.');
  expect(error((spec) => { Object.assign(spec, { version: '4.1.0', image: 'x' }); })).toBeUndefined();
  expect(EffectiveConfig.fromKafkaMirrorMaker2({ ...minimal((spec) => { spec.version = '4.1.0'; }), apiVersion: 'eventstreams.ibm.com/v1' }).error)
    .toBeUndefined();
});

test('requests above limits and amounts of zero are refused', () => {
  expect(error((spec) => { spec.resources = { requests: { cpu: '1500m', memory: '2Gi' }, limits: { cpu: 1, memory: '2147483648' } }; }))
    .toBe('InvalidResourceException: [KafkaMirrorMaker2.spec.resources cpu request must be <= limit]');
  expect(error((spec) => { spec.resources = { requests: { memory: '0' }, limits: { cpu: '0m' } }; })).toBe('InvalidResourceException: '
    + '[KafkaMirrorMaker2.spec.resources cpu limit must be > zero, KafkaMirrorMaker2.spec.resources memory request must be > zero]');
});

test('metrics and logging that name nothing are refused', () => {
  expect(error((spec) => { spec.metricsConfig = { type: 'jmxPrometheusExporter' }; }))
    .toBe('InvalidResourceException: Metrics configuration is invalid: [ConfigMap reference is missing]');
  expect(error((spec) => { spec.metricsConfig = { type: 'jmxPrometheusExporter', valueFrom: { configMapKeyRef: { name: 'n' } } }; }))
    .toBe('InvalidResourceException: Metrics configuration is invalid: '
      + '[The key under which the metrics configuration is stored in the ConfigMap is missing]');
  expect(error((spec) => { spec.metricsConfig = { type: 'strimziMetricsReporter', values: { allowList: [] } }; }))
    .toBe('InvalidResourceException: Metrics configuration is invalid: [Allowlist should contain at least one element]');
  expect(error((spec) => { spec.logging = { type: 'external' }; }))
    .toBe('InvalidResourceException: Logging configuration is invalid: [ConfigMap reference is missing]');
});

test('the first refusal is the one the operator gives', () => {
  expect(error((spec) => {
    spec.resources = { requests: { cpu: 2 }, limits: { cpu: 1 } };
    spec.target.config = { x: null };
    spec.version = '1.0';
    spec.target.authentication = { type: 'plain' };
  })).toContain('spec.resources cpu');
});

test('what the CRD refuses is told at once, with paths and without values', () => {
  expect(error((spec) => {
    spec.target.alias = 'not allowed';
    spec.target.groupId = 1;
    spec.target.authentication = { type: 'oauth' };
    spec.mirrors[0].source = { alias: 'a' };
    spec.mirrors[0].sourceConnector = { tasksMax: 0, state: 'gone' };
  })).toBe([
    "spec.target.alias: Invalid value: should match '^[a-zA-Z0-9._-]{1,100}$'",
    'spec.target.authentication.type: Unsupported value: supported values: "tls", "scram-sha-256", "scram-sha-512", "plain", "custom"',
    'spec.target.groupId: Invalid value: must be of type string, is integer',
    'spec.mirrors[0].source.bootstrapServers: Required value',
    'spec.mirrors[0].sourceConnector.tasksMax: Invalid value: should be greater than or equal to 1',
    'spec.mirrors[0].sourceConnector.state: Unsupported value: supported values: "paused", "stopped", "running"',
  ].join('; '));
});

test('a rack needs the field of its type', () => {
  expect(error((spec) => { spec.rack = {}; })).toBe('spec.rack: Invalid value: topologyKey property is required');
  expect(error((spec) => { spec.rack = { type: 'environment-variable' }; })).toBe('spec.rack: Invalid value: envVarName property is required');
});

test('a field that the CRD does not know is reported and otherwise ignored', () => {
  const { ignored, error: refused } = EffectiveConfig.fromKafkaMirrorMaker2(minimal((spec) => {
    spec.mirrors[0].topicPattern = 'a';
    spec.mirrors[0].sourceConnector.pause = true;
    spec.target['a b'] = 1;
  }));
  expect(refused).toBeUndefined();
  expect(ignored.map(({ path }) => path)).toEqual(["spec.target['a b']", 'spec.mirrors[0].topicPattern', 'spec.mirrors[0].sourceConnector.pause']);
});

test.each([
  ['undefined', undefined], ['null', null], ['a text', 'x'], ['a list', []], ['nothing', {}],
  ['another kind', { apiVersion: 'v1', kind: 'Secret' }], ['odd metadata', { ...minimal(), metadata: 3 }], ['no name', { ...minimal(), metadata: {} }],
  ['no spec', { ...minimal(), spec: undefined }], ['a spec that is a list', { ...minimal(), spec: [] }],
  ['a spec that is text', { ...minimal(), spec: 'x' }],
  ['mirrors that are no list', minimal((spec) => { spec.mirrors = {}; })],
  ['mirrors that are nothing', minimal((spec) => { spec.mirrors = [null, 1, [], {}]; })],
  ['certificates that are no list', minimal((spec) => { spec.target.tls = { trustedCertificates: 'ca' }; })],
])('%s gets one line of error and no exception', (_, written) => {
  const { error: refused, worker } = EffectiveConfig.fromKafkaMirrorMaker2(written);
  expect(refused).toMatch(/^.+$/);
  expect(worker).toEqual({});
});

test('an old version says what to do', () => {
  expect(EffectiveConfig.fromKafkaMirrorMaker2({ ...minimal(), apiVersion: 'kafka.strimzi.io/v1beta2' }).error)
    .toBe('kafka.strimzi.io/v1beta2 is no longer served: convert the resource to v1 (spec.target and spec.mirrors[].source)');
});

test('a resource without namespace lives in default, and Event Streams\' kind is read the same way', () => {
  const written = minimal((spec) => { spec.target.authentication = { type: 'plain', username: 'u', passwordSecret: { secretName: 's', password: 'p' } }; });
  const effective = EffectiveConfig.fromKafkaMirrorMaker2({ ...written, apiVersion: 'eventstreams.ibm.com/v1', metadata: { name: 'one' } });
  expect(effective.resource).toBe('KafkaMirrorMaker2 one');
  expect(effective.worker['sasl.jaas.config']).toContain('${strimzisecrets:default/s:p}');
});
