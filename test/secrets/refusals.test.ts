import {
  ExternalSecrets, ExternalSecretsProps, KafkaAuthentication, KafkaCluster, MirrorMaker2Replication, RemoteKey, SecretKey, SecretStore, StrimziRuntime,
  TlsTrust, TopicSelection, UserSecretMirror, UserSecretMirrorProps,
} from '../../src';
import { cloud, onPrem } from '../support/clusters';
import { Chart, chart, refusals } from '../support/synth';
import { SHAPED } from './canaries';

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());

/** Real-looking credentials; put together here, so that no scanner takes this file for a leak. */
const KEYS: [name: string, secret: string][] = [
  ...SHAPED.map(({ name, secret }): [string, string] => [name, secret]),
  ['an access key id of AWS', ['AKIA', 'IOSFODNN7', 'Q2XKJZPL'].join('')],
  ['a secret access key of AWS', ['wJalrXUtnFEMI/', 'K7MDENG/', 'bPxRfiCYzEXqMPLeKEY'].join('')],
  ['base64 of 32 random bytes', Buffer.from(Array.from({ length: 32 }, (_, i) => (i * 151 + 89) % 256)).toString('base64')],
  ['base64 of a private key', Buffer.from(SHAPED[2].secret).toString('base64')],
];

type Place = (scope: Chart, secret: string) => unknown;

const topics = TopicSelection.named('orders');
const key = SecretKey.of('mm2', 'password');
const replicate = (scope: Chart, source: KafkaCluster = onPrem) =>
  new MirrorMaker2Replication(scope, 'Orders', { source, target: cloud, topics, runtime: new StrimziRuntime({ namespace: 'mm2' }) });
const login = (make: (secret: string) => KafkaAuthentication): Place => (scope, secret) => replicate(scope, onPrem.withAuthentication(make(secret)));
const trusting = (make: (secret: string) => TlsTrust): Place => (scope, secret) =>
  replicate(scope, KafkaCluster.of('far', { bootstrapServers: ['h:9093'], trust: make(secret), authentication: KafkaAuthentication.plain('mm2', key) }));
const fetched = (props: (secret: string) => Partial<ExternalSecretsProps>): Place => (scope, secret) =>
  new ExternalSecrets(scope, 'Secrets', { store: SecretStore.cluster('vault'), replications: [replicate(scope)], ...props(secret) });
const mirrored = (props: (secret: string) => Partial<UserSecretMirrorProps>): Place => (scope, secret) =>
  new UserSecretMirror(scope, 'Mirror', { cluster: onPrem, kafkaNamespace: 'kp-kafka', replications: [replicate(scope)], ...props(secret) });

/** Every text of the public API that has to do with secrets. */
const PLACES: [string, Place][] = [
  ['SecretKey: name', login((secret) => KafkaAuthentication.plain('mm2', SecretKey.of(secret, 'password')))],
  ['SecretKey: key', login((secret) => KafkaAuthentication.plain('mm2', SecretKey.of('mm2', secret)))],
  ['API key: key', login((secret) => KafkaAuthentication.apiKey(SecretKey.of('mm2', secret)))],
  ['plain: user name', login((secret) => KafkaAuthentication.plain(secret, key))],
  ['SCRAM-SHA-256: user name', login((secret) => KafkaAuthentication.scramSha256(secret, key))],
  ['SCRAM-SHA-512: user name', login((secret) => KafkaAuthentication.scramSha512(secret, key))],
  ['a text in the place of a SecretKey', login((secret) => KafkaAuthentication.plain('mm2', secret as any))],
  ['mutual TLS: Secret', login((secret) => KafkaAuthentication.mutualTls({ secretName: secret }))],
  ['mutual TLS: certificate', login((secret) => KafkaAuthentication.mutualTls({ secretName: 'mm2', certificate: secret }))],
  ['mutual TLS: key', login((secret) => KafkaAuthentication.mutualTls({ secretName: 'mm2', key: secret }))],
  ['OAUTHBEARER: client id', login((secret) => KafkaAuthentication.oauthBearer({ tokenEndpoint: 'https://idp.example.com/token', clientId: secret, clientSecret: key }))],
  ['OAUTHBEARER: scope', login((secret) => KafkaAuthentication.oauthBearer({ tokenEndpoint: 'https://idp.example.com/token', clientId: 'mm2', clientSecret: key, scope: secret }))],
  ['OAUTHBEARER: client secret', login((secret) => KafkaAuthentication.oauthBearer({ tokenEndpoint: 'https://idp.example.com/token', clientId: 'mm2', clientSecret: SecretKey.of('idp', secret) }))],
  ['custom: value', login((secret) => KafkaAuthentication.custom({ config: { 'sasl.client.id': secret } }))],
  ['custom: password', login((secret) => KafkaAuthentication.custom({ config: { 'sasl.jaas.config': `M required password="${secret.trim()}";` } }))],
  ['custom: key', login((secret) => KafkaAuthentication.custom({ config: { [`sasl.${secret}`]: 'x' } }))],
  ['custom: name of a secret', login((secret) => KafkaAuthentication.custom({ config: { 'sasl.mechanism': 'X' }, secrets: { [`${secret}!`]: key } }))],
  ['trust: Secret', trusting((secret) => TlsTrust.secret(secret))],
  ['trust: certificate', trusting((secret) => TlsTrust.secret('ca', secret))],
  ['store: name', fetched((secret) => ({ store: SecretStore.cluster(secret) }))],
  ['store of the namespace: name', fetched((secret) => ({ store: SecretStore.namespaced(secret) }))],
  ['entry prefix', fetched((secret) => ({ entryPrefix: secret }))],
  ['remote key: entry', fetched((secret) => ({ remoteKeys: { 'es-api-secret': RemoteKey.of(secret) } }))],
  ['remote key: property', fetched((secret) => ({ remoteKeys: { 'es-api-secret': RemoteKey.of('a', secret) } }))],
  ['remote key: Secret', fetched((secret) => ({ remoteKeys: { [secret]: RemoteKey.of('a') } }))],
  ['excluded Secret', fetched((secret) => ({ exclude: [secret] }))],
  ['mirror: name', mirrored((secret) => ({ name: secret }))],
  ['mirror: namespace', mirrored((secret) => ({ kafkaNamespace: secret }))],
];

describe('no secret can be passed', () => {
  test.each(KEYS.flatMap(([name, secret]) => PLACES.map(([place, put]): [string, string, string, Place] => [name, place, secret, put])))('%s as %s', (_, __, secret, put) => {
    const scope = chart();
    put(scope, secret);
    const messages = refusals(scope);
    expect(messages).not.toEqual([]);
    expect(messages.join('\n')).not.toContain(secret.trim());
  });

  test('and nothing is wrong with the places themselves', () => {
    for (const [, put] of PLACES.filter(([place]) => ['SecretKey: key', 'trust: certificate', 'entry prefix', 'mirror: name'].includes(place))) {
      const scope = chart();
      put(scope, 'kafka');
      expect(refusals(scope)).toEqual([]);
    }
  });
});
