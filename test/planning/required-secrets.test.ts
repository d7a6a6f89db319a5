import { matchesGlob, missingKeys, secretNeedsOf } from '../../src/planning/required-secrets';

const mirrorMaker = (spec: object, namespace: string | undefined = 'mm2') =>
  ({ apiVersion: 'kafka.strimzi.io/v1', kind: 'KafkaMirrorMaker2', metadata: { name: 'mm2-a', namespace }, spec });
const source = (cluster: object) => mirrorMaker({ mirrors: [{ source: { alias: 'kp-local', ...cluster } }] });
const target = (cluster: object) => mirrorMaker({ target: { alias: 'kp-remote', ...cluster } });
const pods = (pod: object) => ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'mm2', namespace: 'mm2' }, spec: { template: { spec: pod } } });

/** `namespace/name key: purposes (format)` of every key. */
function keysOf(...manifests: object[]): string[] {
  return secretNeedsOf(manifests).secrets.flatMap(({ namespace, name, keys }) =>
    keys.map(({ key, purposes, format }) => `${namespace}/${name} ${key}: ${purposes.join(', ')} (${format})`));
}

test.each<[string, object, string[]]>([
  ['a trusted certificate', source({ tls: { trustedCertificates: [{ secretName: 'ca', certificate: 'ca.crt' }] } }), ['mm2/ca ca.crt: trusted certificate of source kp-local (pem)']],
  ['a pattern of trusted certificates', target({ tls: { trustedCertificates: [{ secretName: 'ca', pattern: '*.crt' }] } }), ['mm2/ca *.crt: trusted certificates of target kp-remote (pem)']],
  ['a password', source({ authentication: { type: 'scram-sha-512', username: 'mm2', passwordSecret: { secretName: 'mm2', password: 'password' } } }), ['mm2/mm2 password: password of source kp-local (line)']],
  ['an API key', target({ authentication: { type: 'plain', username: 'token', passwordSecret: { secretName: 'es', password: 'apikey' } } }), ['mm2/es apikey: password of target kp-remote (api-key)']],
  ['a client certificate', source({ authentication: { type: 'tls', certificateAndKey: { secretName: 'mm2', certificate: 'user.crt', key: 'user.key' } } }), [
    'mm2/mm2 user.crt: client certificate of source kp-local (pem)', 'mm2/mm2 user.key: key of the client certificate of source kp-local (pem)',
  ]],
  ['a config provider in custom authentication', target({ authentication: { type: 'custom', config: { 'sasl.jaas.config': 'M required password="${strimzisecrets:other/login:secret}";' } } }), [
    'other/login secret: sasl.jaas.config of target kp-remote (line)',
  ]],
  ['an environment variable of custom authentication', mirrorMaker({
    target: { alias: 'kp-remote', authentication: { type: 'custom', config: { 'sasl.jaas.config': 'M required password="${strimzienv:LOGIN}";' } } },
    template: { connectContainer: { env: [{ name: 'LOGIN', valueFrom: { secretKeyRef: { name: 'login', key: 'secret' } } }] } },
  }), ['mm2/login secret: environment variable LOGIN for target kp-remote (line)']],
  ['a provider that the user configured', mirrorMaker({
    target: { alias: 'a', config: { 'config.providers': 'mine', 'config.providers.mine.class': 'io.strimzi.kafka.KubernetesSecretConfigProvider', 'ssl.key.password': '${mine:ns/tls:key.pem}' } },
  }), ['ns/tls key.pem: ssl.key.password of target a (pem)']],
  ['externalConfiguration of v1beta2', mirrorMaker({
    externalConfiguration: { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'a', key: 'k' } } }], volumes: [{ name: 'v', secret: { secretName: 'b' } }] },
  }), ['mm2/a k: environment variable A (line)', 'mm2/b null: volume (line)']],
  ['a cluster of v1beta2', mirrorMaker({ clusters: [{ alias: 'a', authentication: { type: 'plain', username: 'u', passwordSecret: { secretName: 's', password: 'p' } } }] }), ['mm2/s p: password of cluster a (line)']],
  ['variables of a pod', pods({ containers: [{ env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'a', key: 'k' } } }], envFrom: [{ secretRef: { name: 'b' } }] }] }), [
    'mm2/a k: environment variable A (line)', 'mm2/b null: environment variables (line)',
  ]],
  ['volumes of a pod', pods({ volumes: [
    { name: 'v', secret: { secretName: 'a', items: [{ key: 'x', path: 'x' }, { key: 'y.pem', path: 'y' }] } }, { name: 'w', projected: { sources: [{ secret: { name: 'b', items: [{ key: 'z' }] } }] } },
  ] }), ['mm2/a x: volume (line)', 'mm2/a y.pem: volume (pem)', 'mm2/b z: volume (line)']],
  ['a login to the registry', pods({ imagePullSecrets: [{ name: 'registry' }] }), ['mm2/registry .dockerconfigjson: login to the image registry (line)']],
  ['a password that a KafkaUser is given', { kind: 'KafkaUser', metadata: { name: 'u', namespace: 'k' }, spec: { authentication: { type: 'scram-sha-512', password: { valueFrom: { secretKeyRef: { name: 'p', key: 'k' } } } } } }, [
    'k/p k: password of a KafkaUser (line)',
  ]],
  ['the token and the authorities of an output of logs', {
    kind: 'ClusterLogForwarder', metadata: { name: 'mm2-logs', namespace: 'mm2' },
    spec: { outputs: [{ name: 'splunk', splunk: { authentication: { token: { secretName: 'splunk', key: 'hecToken' } } }, tls: { ca: { secretName: 'splunk-ca', key: 'ca.pem' } } }] },
  }, ['mm2/splunk hecToken: token of Splunk\'s HTTP Event Collector (line)', 'mm2/splunk-ca ca.pem: authorities of a log receiver (pem)']],
  ['the token of a collector that an operator runs', {
    kind: 'OpenTelemetryCollector', metadata: { name: 'mm2-logs', namespace: 'logging' },
    spec: { env: [{ name: 'SPLUNK_HEC_TOKEN', valueFrom: { secretKeyRef: { name: 'splunk', key: 'hecToken' } } }] },
  }, ['logging/splunk hecToken: environment variable SPLUNK_HEC_TOKEN (line)']],
])('%s is found', (_, manifest, keys) => {
  expect(keysOf(manifest)).toEqual(keys);
});

test.each<[string, object]>([
  ['optional references', pods({ containers: [{ env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'a', key: 'k', optional: true } } }] }], volumes: [{ secret: { secretName: 'b', optional: true } }] })],
  ['ConfigMaps with rules and layouts', mirrorMaker({ metricsConfig: { type: 'jmxPrometheusExporter', valueFrom: { configMapKeyRef: { name: 'rules', key: 'rules.yaml' } } } })],
  ['other providers', source({ config: { a: '${strimzifile:/mnt/x:key}', b: '${strimzidir:/mnt/x:key}', c: '${env:HOME}' } })],
  ['objects without spec', { kind: 'Namespace', metadata: { name: 'a' } }],
])('%s need no Secret', (_, manifest) => {
  expect(secretNeedsOf([manifest])).toEqual({ secrets: [], unusable: [] });
});

test('one Secret that several objects read is one Secret', () => {
  const login = (alias: string) => ({ alias, authentication: { type: 'plain', username: 'token', passwordSecret: { secretName: 'es', password: 'apikey' } } });
  const second = { ...mirrorMaker({ target: login('b') }), metadata: { name: 'mm2-b', namespace: 'mm2' } };
  const { secrets } = secretNeedsOf([mirrorMaker({ target: login('a'), mirrors: [{ source: login('c') }] }), second, mirrorMaker({ target: login('a') }, 'elsewhere')]);
  expect(secrets.map(({ namespace, usedBy, keys }) => [namespace, usedBy, keys.map(({ purposes }) => purposes)])).toEqual([
    ['mm2', ['KafkaMirrorMaker2 mm2/mm2-a', 'KafkaMirrorMaker2 mm2/mm2-b'], [['password of target a', 'password of source c', 'password of target b']]],
    ['elsewhere', ['KafkaMirrorMaker2 elsewhere/mm2-a'], [['password of target a']]],
  ]);
});

describe('what provides a Secret', () => {
  const needs = source({
    tls: { trustedCertificates: [{ secretName: 'kp-cluster-ca-cert', pattern: '*.crt' }] },
    authentication: { type: 'tls', certificateAndKey: { secretName: 'mm2', certificate: 'user.crt', key: 'user.key' } },
  });
  const metadata = (name: string, namespace: string | undefined = 'mm2') => ({ name, namespace });
  const missing = (...others: object[]) => secretNeedsOf([needs, ...others]).secrets.flatMap((secret) => missingKeys(secret).map(({ key }) => `${secret.name} ${key}`));
  const everything = ['kp-cluster-ca-cert *.crt', 'mm2 user.crt', 'mm2 user.key'];
  const without = (name: string) => everything.filter((key) => !key.startsWith(`${name} `));

  test.each<[string, object, string[]]>([
    ['nothing', { kind: 'ConfigMap', metadata: metadata('mm2') }, everything],
    ['a literal Secret', { kind: 'Secret', metadata: metadata('kp-cluster-ca-cert'), data: { 'ca.crt': '' } }, without('kp-cluster-ca-cert')],
    ['a KafkaUser in the namespace', { kind: 'KafkaUser', metadata: metadata('mm2'), spec: { authentication: { type: 'tls' } } }, without('mm2')],
    ['a KafkaUser in another namespace does not', { kind: 'KafkaUser', metadata: metadata('mm2', 'kp-kafka'), spec: { authentication: { type: 'tls' } } }, everything],
    ['a KafkaUser with a password does not', { kind: 'KafkaUser', metadata: metadata('mm2'), spec: { authentication: { type: 'scram-sha-512' } } }, everything],
    ['a KafkaUser that brings its certificate does not', { kind: 'KafkaUser', metadata: metadata('mm2'), spec: { authentication: { type: 'tls-external' } } }, everything],
    ['a Kafka', { kind: 'Kafka', metadata: metadata('kp'), spec: {} }, without('kp-cluster-ca-cert')],
    ['an ExternalSecret', { kind: 'ExternalSecret', metadata: metadata('mm2'), spec: { data: [{ secretKey: 'user.crt' }, { secretKey: 'user.key' }] } }, without('mm2')],
    ['an ExternalSecret of another name', { kind: 'ExternalSecret', metadata: metadata('x'), spec: { target: { name: 'mm2' }, data: [{ secretKey: 'user.crt' }, { secretKey: 'user.key' }] } }, without('mm2')],
    ['an ExternalSecret with one key of two', { kind: 'ExternalSecret', metadata: metadata('mm2'), spec: { data: [{ secretKey: 'user.crt' }] } }, [...without('mm2'), 'mm2 user.key']],
    ['an ExternalSecret that fetches all', { kind: 'ExternalSecret', metadata: metadata('mm2'), spec: { dataFrom: [{ extract: { key: 'x' } }] } }, without('mm2')],
    ['a SealedSecret', { kind: 'SealedSecret', metadata: metadata('mm2'), spec: { encryptedData: { 'user.crt': '', 'user.key': '' } } }, without('mm2')],
  ])('%s', (_, other, keys) => {
    expect(missing(other)).toEqual(keys);
  });

  test('is named with the key', () => {
    const { secrets } = secretNeedsOf([needs, { kind: 'Kafka', metadata: metadata('kp') }]);
    expect(secrets[0]).toMatchObject({ providedBy: ['Kafka mm2/kp'], keys: [{ key: '*.crt', providedBy: ['Kafka mm2/kp'] }] });
  });
});

test.each<[string, object, RegExp]>([
  ['the value instead of the key', { authentication: { passwordSecret: { secretName: 'mm2', password: 'not a key!' } } }, /passwordSecret is not a key of a Secret; .*never its value$/],
  ['no key', { authentication: { passwordSecret: { secretName: 'mm2' } } }, /passwordSecret is not a key of a Secret/],
  ['no name', { authentication: { passwordSecret: { password: 'p' } } }, /passwordSecret\.secretName is not a Kubernetes object name/],
  ['a name in capitals', { tls: { trustedCertificates: [{ secretName: 'CA', certificate: 'ca.crt' }] } }, /trustedCertificates\[0\]\.secretName is not a Kubernetes object name/],
  ['a pattern of another kind', { tls: { trustedCertificates: [{ secretName: 'ca', pattern: '{a,b}' }] } }, /trustedCertificates\[0\] is not a pattern of keys/],
  ['a namespace that is none', { config: { a: '${strimzisecrets:No Space/a:b}' } }, /namespace is not a Kubernetes name/],
])('%s is said, and never shown', (_, cluster, message) => {
  const { secrets, unusable } = secretNeedsOf([source(cluster)]);
  expect(secrets).toEqual([]);
  expect(unusable).toEqual([{ resource: 'KafkaMirrorMaker2 mm2/mm2-a', message: expect.stringMatching(message) }]);
  expect(JSON.stringify(unusable)).not.toMatch(/not a key!|"CA"|\{a,b\}|No Space/);
});

test.each<[string, string, boolean]>([['*.crt', 'ca.crt', true], ['*.crt', 'ca.crt.old', false], ['ca?.crt', 'ca1.crt', true], ['ca?.crt', 'ca.crt', false], ['a.b', 'axb', false]])(
  'the pattern %s and the key %s', (glob, key, matches) => {
    expect(matchesGlob(glob, key)).toBe(matches);
  });
