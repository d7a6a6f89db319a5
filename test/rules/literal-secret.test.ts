import { checkManifests } from '../../src/rules/check';
import { goodResource } from './situation';

/** A generated password, an API key and a token, as services make them. */
const CANARIES = ['Xk9v2LmQ7rT4wZ1bN8cD5fG3hJ6pSa0Y', 'hunter2-and-more', `ghp_${'aB3dE6gH9jK2mN5pQ8sT'}`];
const [CANARY] = CANARIES;
const PEM = ['-----BEGIN CERTIFICATE-----', 'MIIDXTCCAkWgAwIBAgIJAJC1HiIAZAiIMA0GCSqGSIb3DQEBBQUAMEUxCzAJBgNV', '-----END CERTIFICATE-----', ''].join('\n');
const JAAS = 'org.apache.kafka.common.security.plain.PlainLoginModule required';

const find = (manifest: unknown) => checkManifests([{ manifest, acknowledged: {} }]);
const withSpec = (spec: unknown) => ({ apiVersion: 'v1', kind: 'Thing', metadata: { name: 'x', namespace: 'ns' }, spec });
const resource = (change: (spec: any) => void) => {
  const manifest = goodResource();
  change(manifest.spec);
  return manifest;
};
const base64 = (text: string) => Buffer.from(text).toString('base64');

test.each<[string, unknown, string]>([
  ['a password in a worker key', resource((spec) => { spec.target.config['ssl.truststore.password'] = CANARY; }), "spec.target.config['ssl.truststore.password']"],
  ['a plain password in a worker key', resource((spec) => { spec.target.config['ssl.key.password'] = 'hunter2-and-more'; }), "spec.target.config['ssl.key.password']"],
  ['a password in a JAAS text', resource((spec) => {
    spec.target.authentication = { type: 'custom', sasl: true, config: { 'sasl.jaas.config': `${JAAS} username="a" password="hunter2-and-more";` } };
  }), "spec.target.authentication.config['sasl.jaas.config']"],
  ['a password in a JAAS text of an own login', resource((spec) => {
    spec.target.authentication = { type: 'custom', sasl: true, config: { 'sasl.jaas.config': 'com.example.Login required password="hunter2-and-more";' } };
  }), "spec.target.authentication.config['sasl.jaas.config']"],
  ['a password in place of a JAAS text', resource((spec) => { spec.target.config['sasl.jaas.config'] = 'hunter2-and-more'; }), "spec.target.config['sasl.jaas.config']"],
  ['an environment variable', withSpec({ env: [{ name: 'ES_API_KEY', value: 'hunter2-and-more' }] }), 'spec.env[0].value'],
  ['a token under an innocent key', withSpec({ args: ['--with', CANARY] }), 'spec.args[1]'],
  ['a token as a label', { kind: 'Thing', metadata: { name: 'x', labels: { team: CANARY } } }, 'metadata.labels.team'],
  ['a token as a name', { kind: 'Thing', metadata: { name: CANARY } }, 'metadata.name'],
  ['a token as a key', withSpec({ [CANARY]: 'x' }), 'spec'],
  ['a token in place of a key name', resource((spec) => { spec.target.authentication.passwordSecret.password = CANARY; }), 'spec.target.authentication.passwordSecret.password'],
  ['a line of a properties file', { kind: 'ConfigMap', data: { 'mm2.properties': 'a=b\nssl.key.password=hunter2-and-more\n' } }, "data['mm2.properties']"],
  ['a continued line of a properties file', {
    kind: 'ConfigMap', data: { 'mm2.properties': `a=b\nsasl.jaas.config=${JAAS} \\\n  username="a" \\\n  password="hunter2-and-more";\n` },
  }, "data['mm2.properties']"],
  ['a line of a YAML file', { kind: 'ConfigMap', data: { 'app.yaml': 'user: a\npassword: hunter2-and-more\n' } }, "data['app.yaml']"],
  ['a member of a JSON text', { kind: 'ConfigMap', data: { 'key.json': '{"api_key": "hunter2-and-more"}' } }, "data['key.json'].api_key"],
  ['an export of a script', { kind: 'ConfigMap', data: { 'run.sh': '#!/bin/sh\nexport TOKEN="hunter2-and-more"\n' } }, "data['run.sh']"],
  ['a Secret with data', { kind: 'Secret', data: { password: base64('hunter2-and-more') } }, 'data.password'],
  ['a Secret with text', { kind: 'Secret', stringData: { anything: 'hunter2-and-more' } }, 'stringData.anything'],
  ['a file in a Secret', { kind: 'Secret', stringData: { 'mm2.properties': 'a=${env:A}\npassword=hunter2-and-more\n' } }, "stringData['mm2.properties']"],
  ['a private key', withSpec({ file: '-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----\n' }), 'spec.file'],
  ['an address with a password', withSpec({ url: 'https://user:hunter2-and-more@registry.example.com' }), 'spec.url'],
  ['a Slack address', withSpec({ url: 'https://hooks.slack.com/services/T000/B000/abcdefgh' }), 'spec.url'],
])('%s is found at its place, and not shown', (_, manifest, path) => {
  const findings = find(manifest);
  expect(findings.map((finding) => [finding.code, finding.path])).toContainEqual(['literal-secret', path]);
  CANARIES.forEach((canary) => expect(JSON.stringify(findings)).not.toContain(canary));
});

test.each<[string, unknown]>([
  ['a replication that names Secrets', goodResource()],
  ['a client certificate by reference', resource((spec) => {
    spec.mirrors[0].source.authentication = { type: 'tls', certificateAndKey: { secretName: 'user', certificate: 'user.crt', key: 'user.key' } };
  })],
  ['JAAS with a placeholder', resource((spec) => {
    spec.target.authentication = {
      type: 'custom',
      sasl: true,
      config: {
        'sasl.mechanism': 'OAUTHBEARER',
        'sasl.jaas.config': `${JAAS} username="token" password="\${strimzisecrets:ns/es:password}";`,
        'sasl.oauthbearer.token.endpoint.url': 'https://iam.example.com/identity/token',
      },
    };
  })],
  ['JAAS of an own login with a placeholder', resource((spec) => {
    spec.target.config['producer.override.sasl.jaas.config'] = 'com.example.kafka.Login required url="https://iam.example.com" secret="${strimzisecrets:ns/es:k}";';
  })],
  ['JAAS of an own login in a file', {
    kind: 'ConfigMap', data: { 'mm2.properties': 'a=b\nsasl.jaas.config=com.example.Login Required password="${env:PASSWORD}";\n' },
  }],
  ['a properties file with the login of Kafka and placeholders', {
    kind: 'ConfigMap', data: { 'client.properties': `a=b\nsasl.jaas.config=${JAAS} username="a" password="\${secret:/mnt/secrets/a:password}";\n` },
  }],
  ['a variable from a Secret', withSpec({ env: [{ name: 'API_KEY', valueFrom: { secretKeyRef: { name: 'es', key: 'apikey' } } }] })],
  ['a variable from another variable', withSpec({ env: [{ name: 'API_KEY', value: '$(OTHER)' }] })],
  ['a mounted Secret', withSpec({ volumes: [{ name: 'keys', secret: { secretName: 'es', items: [{ key: 'password', path: 'password' }] } }] })],
  ['a service account', withSpec({ automountServiceAccountToken: false, serviceAccountName: 'mm2', imagePullSecrets: [{ name: 'pull' }] })],
  ['an image digest', withSpec({ image: `quay.example.com/strimzi/kafka@sha256:${'0a1b2c3d4e5f'.repeat(6).slice(0, 64)}` })],
  ['a bound of the network', withSpec({ ports: [9093], cidr: '10.0.0.0/8' })],
  ['a Kafka user whose password is generated', { kind: 'KafkaUser', spec: { authentication: { type: 'scram-sha-512', password: { valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } } } } }],
  ['an external secret', { kind: 'ExternalSecret', spec: { data: [{ secretKey: 'password', remoteRef: { key: 'kafka/es', property: 'apikey' } }] } }],
  ['a sealed secret', { kind: 'SealedSecret', spec: { encryptedData: { password: `AgBy${CANARY}` } } }],
  ['a public certificate', { kind: 'ConfigMap', data: { 'ca.crt': PEM } }],
  ['a Secret with a public certificate', { kind: 'Secret', data: { 'ca.crt': base64(PEM) }, stringData: { 'other.pem': PEM } }],
  ['a Secret with placeholders', { kind: 'Secret', stringData: { 'password': '{{ .password }}', 'mm2.properties': 'a=b\npassword=${env:PASSWORD}\n' } }],
  ['a Secret with a user name', { kind: 'Secret', stringData: { username: 'mm2' } }],
  ['a script that reads variables', { kind: 'ConfigMap', data: { 'run.sh': '#!/bin/sh\nTOKEN=$(cat /run/token)\nexport PASSWORD=$PASSWORD\n' } }],
  ['rules of the JMX exporter', { kind: 'ConfigMap', data: { 'rules.yaml': 'lowercaseOutputName: true\nrules:\n- pattern: "kafka.connect<type=(.+)><>(.+):"\n  name: kafka_$1\n' } }],
  ['a long name', { kind: 'Thing', metadata: { name: 'mm2-plant-1-to-event-streams-in-frankfurt-orders-and-payments' } }],
  ['nothing', undefined],
])('%s is no secret', (_, manifest) => {
  expect(find(manifest)).toEqual([]);
});

test('a finding names the object, also one without namespace', () => {
  const [finding] = find({ kind: 'Secret', metadata: { name: 'keys' }, stringData: { a: 'b' } });
  expect(finding).toMatchObject({ resource: 'Secret default/keys', severity: 'error' });
});
