import { KafkaAccess, KafkaAuthentication, KafkaCluster, TlsTrust, TopicSelection } from '../../src';
import { JavaPattern } from '../../src/core/java-pattern';
import { schemaErrors } from '../schemas/schema-errors';
import { cloud } from '../support/clusters';
import { chart, only } from '../support/synth';
import { kafka, password } from './lines';

function configMap(cluster: KafkaCluster, user: KafkaAuthentication, options = {}): any {
  const scope = chart();
  new KafkaAccess(scope, 'Access', { cluster }).addClientProperties(user, options);
  const found = only(scope, 'ConfigMap');
  expect(schemaErrors(found)).toEqual([]);
  return found;
}

const lines = (cluster: KafkaCluster, user: KafkaAuthentication, options = {}): string[] => configMap(cluster, user, options).data['client.properties'].trimEnd().split('\n');

const PROVIDER = [
  'config.providers=secret',
  'config.providers.secret.class=org.apache.kafka.common.config.provider.DirectoryConfigProvider',
  'config.providers.secret.param.allowed.paths=/mnt/secrets',
];

describe('client.properties', () => {
  test('of a user with a password, for a cluster with authorities of its own', () => {
    expect(lines(kafka, KafkaAuthentication.scramSha512('app', password('app')))).toEqual([
      'bootstrap.servers=kp-local-kafka-bootstrap.kp-kafka.svc:9093',
      'security.protocol=SASL_SSL',
      'sasl.mechanism=SCRAM-SHA-512',
      'sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="app" password="${secret:/mnt/secrets/app:password}";',
      'ssl.truststore.type=PEM',
      'ssl.truststore.certificates=${secret:/mnt/secrets/kp-local-cluster-ca-cert:ca.crt}',
      'ssl.enabled.protocols=TLSv1.3,TLSv1.2',
      'ssl.endpoint.identification.algorithm=https',
      ...PROVIDER,
    ]);
  });

  test('of an API key, for Event Streams', () => {
    expect(lines(cloud, KafkaAuthentication.apiKey(password('app-key')), { mountPath: '/opt/keys' })).toEqual([
      'bootstrap.servers=broker-0.example.cloud:9093',
      'security.protocol=SASL_SSL',
      'sasl.mechanism=PLAIN',
      'sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="token" password="${secret:/opt/keys/app-key:password}";',
      'ssl.enabled.protocols=TLSv1.3,TLSv1.2',
      'ssl.endpoint.identification.algorithm=https',
      ...PROVIDER.map((line) => line.replace('/mnt/secrets', '/opt/keys')),
    ]);
  });

  test('of a client certificate', () => {
    expect(lines(kafka, KafkaAuthentication.mutualTls({ secretName: 'app' }))).toEqual(expect.arrayContaining([
      'security.protocol=SSL', 'ssl.keystore.type=PEM', 'ssl.keystore.certificate.chain=${secret:/mnt/secrets/app:user.crt}', 'ssl.keystore.key=${secret:/mnt/secrets/app:user.key}',
    ]));
  });

  test('of OAuth', () => {
    const user = KafkaAuthentication.oauthBearer({ tokenEndpoint: 'https://idp.example.com/token', clientId: 'app', clientSecret: password('app-idp') });
    expect(lines(kafka, user)[0]).toBe('# The JVM needs -Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=https://idp.example.com/token');
    expect(lines(kafka, user)).toEqual(expect.arrayContaining([
      'security.protocol=SASL_SSL', 'sasl.mechanism=OAUTHBEARER',
      'sasl.jaas.config=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required clientId="app" clientSecret="${secret:/mnt/secrets/app-idp:password}";',
    ]));
  });

  test('of nobody, without TLS', () => {
    const cluster = KafkaCluster.of('dev', { bootstrapServers: ['kafka:9092'] });
    expect(lines(cluster, KafkaAuthentication.none())).toEqual(['bootstrap.servers=kafka:9092', 'security.protocol=PLAINTEXT', ...PROVIDER]);
  });

  test('escapes what java.util.Properties would read otherwise', () => {
    const user = KafkaAuthentication.custom({ config: { 'sasl.mechanism': 'GSSAPI', 'sasl.jaas.config': 'com.example.Login required name="Käse\\\\x";' } });
    expect(lines(KafkaCluster.of('far', { bootstrapServers: ['far:9093'], trust: TlsTrust.publicAuthorities() }), user))
      .toContain('sasl.jaas.config=com.example.Login required name="K\\u00e4se\\\\\\\\x";');
  });

  test('has a name that tells user and cluster, or the one that is given', () => {
    expect(configMap(kafka, KafkaAuthentication.scramSha512('app', password('app'))).metadata).toMatchObject({ name: 'app-kp-local-client' });
    expect(configMap(kafka, KafkaAuthentication.scramSha512('app', password('app')), { name: 'settings', namespace: 'shop' }).metadata).toMatchObject({ name: 'settings', namespace: 'shop' });
  });
});

describe('topics.pattern', () => {
  const pattern = (topics: TopicSelection, copiesFrom?: string[]) => configMap(kafka, KafkaAuthentication.scramSha512('app', password('app')), { topics, copiesFrom }).data['topics.pattern'];

  test.each<[string, TopicSelection, string[] | undefined, string]>([
    ['a topic', TopicSelection.named('orders'), undefined, 'orders'],
    ['a topic and its copies from one cluster', TopicSelection.named('orders'), ['kp-remote'], '(?:kp-remote\\.)?orders'],
    ['topics and their copies from two', TopicSelection.named('orders', 'retail.returns'), ['a', 'b.c'], '(?:(?:a|b\\.c)\\.)?(?:orders|retail\\.returns)'],
    ['a pattern without some', TopicSelection.matching('orders-.*').excluding('orders-test-.*'), ['a'],
      '(?:a\\.)?(?!(?:orders-test-.*|mm2.*\\.internal|.*\\.replica|__.*)$)orders-.*'],
  ])('of %s', (_, topics, copiesFrom, expected) => expect(pattern(topics, copiesFrom)).toBe(expected));

  test('takes copies of the named clusters, and no other topic that ends so', () => {
    const java = JavaPattern.of(pattern(TopicSelection.named('accounts'), ['kp-remote']));
    expect(['accounts', 'kp-remote.accounts', 'retail.accounts', 'myaccounts', 'kp-remoteXaccounts'].filter((name) => java.matches(name))).toEqual(['accounts', 'kp-remote.accounts']);
  });

  test('is not there without topics', () => {
    expect(Object.keys(configMap(kafka, KafkaAuthentication.scramSha512('app', password('app'))).data)).toEqual(['client.properties']);
  });
});
