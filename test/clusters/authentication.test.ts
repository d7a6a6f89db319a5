import { KafkaAuthentication, SecretKey } from '../../src';

const secret = SecretKey.of('idp', 'client-secret');

describe('KafkaAuthentication', () => {
  test('an API key is PLAIN with the user token', () => {
    expect(KafkaAuthentication.apiKey(secret)._details).toEqual({ kind: 'plain', username: 'token', password: secret });
  });

  test('OAUTHBEARER refers to the client secret and lets Kafka 4 contact the token endpoint', () => {
    const details = KafkaAuthentication.oauthBearer({ tokenEndpoint: 'https://idp.example.com/token', clientId: 'mm2', clientSecret: secret, scope: 'kafka' })._details;
    expect(details).toMatchObject({
      kind: 'custom',
      sasl: true,
      secrets: { clientSecret: secret },
      allowedUrls: ['https://idp.example.com/token'],
      config: {
        'sasl.mechanism': 'OAUTHBEARER',
        'sasl.jaas.config': 'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required clientId="mm2" clientSecret="${secret:clientSecret}" scope="kafka";',
      },
    });
  });

  test.each<[string, KafkaAuthentication, string]>([
    ['an empty user name', KafkaAuthentication.plain('', secret), 'is not a user name'],
    ['a user name with a quote', KafkaAuthentication.scramSha512('a"b', secret), 'is not a user name'],
    ['a user name with a backslash, which JAAS reads as an escape', KafkaAuthentication.plain('CORP\\mm2', secret), 'is not a user name'],
    ['a Secret name that Kubernetes refuses', KafkaAuthentication.scramSha256('mm2', SecretKey.of('My_Secret', 'k')), 'is not a Kubernetes object name'],
    ['a key that cannot be one', KafkaAuthentication.plain('mm2', SecretKey.of('s', 'pass word')), 'is not a key of a Secret'],
    ['a client certificate in an impossible Secret', KafkaAuthentication.mutualTls({ secretName: 'A' }), 'is not a Kubernetes object name'],
    ['a setting that the operator drops', KafkaAuthentication.custom({ config: { 'ssl.truststore.location': '/x' } }), 'would be dropped by the operator'],
    ['a literal password in JAAS', KafkaAuthentication.custom({ config: { 'sasl.jaas.config': 'X required password="hunter2";' } }), 'holds a literal secret (password)'],
    ['a literal key', KafkaAuthentication.custom({ sasl: false, config: { 'ssl.keystore.key': 'abc' } }), 'holds a literal secret (ssl.keystore.key)'],
    ['a reference to nothing', KafkaAuthentication.custom({ config: { 'sasl.jaas.config': 'X required password="${secret:nope}";' } }), 'refers to an unknown secret'],
    ['a secret that cannot be a variable', KafkaAuthentication.custom({ config: {}, secrets: { 'a-b': secret } }), 'has a name that cannot become an environment variable'],
  ])('fails: %s', (_, authentication, problem) => {
    const problems = authentication._problems('authentication');
    expect(problems.map((found) => found.problem)).toEqual([problem]);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  test.each([KafkaAuthentication.none(), KafkaAuthentication.plain('a', secret), KafkaAuthentication.scramSha256('a', secret), KafkaAuthentication.mutualTls({ secretName: 's' })])(
    'is fine when complete', (authentication) => expect(authentication._problems('authentication')).toEqual([]));
});
