import { isPlaceholder, isSecretKey, literalJaasOptions, looksLikeSecret } from '../../src/core/secret-text';

describe('keys that hold credentials', () => {
  test.each([
    'password', 'ssl.truststore.password', 'ssl.key.password', 'ssl.keystore.key', 'sasl.jaas.config', 'source.cluster.sasl.jaas.config', 'apiKey', 'api_key',
    'clientSecret', 'client.secret', 'SPLUNK_TOKEN', 'basic.auth.user.info', 'AWS_SECRET_ACCESS_KEY', 'slackWebhook', 'DB_PASSWORD',
  ])('%s does', (key) => {
    expect(isSecretKey(key)).toBe(true);
  });

  test.each([
    'passwordSecret.secretName', 'secretName', 'sasl.oauthbearer.token.endpoint.url', 'key.converter', 'group.id', 'topicsPattern', 'ssl.truststore.certificates',
    'ssl.keystore.type', 'producer.override.batch.size', 'tokenPath',
  ])('%s does not', (key) => {
    expect(isSecretKey(key)).toBe(false);
  });
});

describe('values', () => {
  test.each(['${strimzisecrets:ns/secret:key}', '$(API_KEY)', '{{ .Values.key }}', '', '  '])('%j stands for something else', (text) => {
    expect(isPlaceholder(text)).toBe(true);
  });

  test.each(['hunter2', 'prefix-${env:X}', '${unfinished'])('%j is meant literally', (text) => {
    expect(isPlaceholder(text)).toBe(false);
  });

  test.each([
    'K7dQ2mZx9VbT4nRw8LpY3sHc6FgJ1aUe5XiO0kBzNhMf', '-----BEGIN PRIVATE KEY-----\nabc', 'https://user:pass@example.com/', // a made-up key, a key file, an address
    'https://hooks.slack.com/services/T000/B000/XXXX', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2ln',
  ])('%j looks like a secret', (text) => {
    expect(looksLikeSecret(text)).toBe(true);
  });

  test.each([
    'org.apache.kafka.connect.mirror.IdentityReplicationPolicy', 'broker-0-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', 'mm2-configs.kp-local-to-kp-remote.internal', '(?!(?:cleanup\\.policy|segment\\.ms)$).*',
    '-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUJ4k2dQ7mZx9VbT4nRw8LpY3sHc6wCgYIKoZIzj0EAwIw\n-----END CERTIFICATE-----', 'KafkaMirrorMaker2', '3f2504e0-4f89-11d3-9a0c-0305e82c3301',
  ])('%j does not', (text) => {
    expect(looksLikeSecret(text)).toBe(false);
  });
});

describe('JAAS configurations', () => {
  test('name the options that hold a literal credential', () => {
    expect(literalJaasOptions('org.x.PlainLoginModule required username="token" password="hunter2" user_bob=\'x\';')).toEqual(['password', 'user_bob']);
  });

  test('are clean when credentials are placeholders', () => {
    expect(literalJaasOptions('org.x.PlainLoginModule required username="token" password="${strimzisecrets:ns/s:k}";')).toEqual([]);
  });
});
