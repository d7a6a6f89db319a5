import { Duration } from 'cdk8s';
import {
  ExternalSecrets, ExternalSecretsProps, KafkaAuthentication, KafkaCluster, MirrorMaker2Replication, MirrorMaker2ReplicationProps, RemoteKey, SecretKey,
  SecretStore, StrimziRuntime, TlsTrust, TopicSelection,
} from '../../src';
import { missingKeys, secretNeedsOf } from '../../src/planning/required-secrets';
import { schemaErrors } from '../schemas/schema-errors';
import { cloud, hub, onPrem } from '../support/clusters';
import { App, Chart, chart, objects, refusals } from '../support/synth';

beforeEach(() => {
  // Warnings of the rules are the business of other tests.
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());

const topics = TopicSelection.named('orders');
const store = SecretStore.cluster('vault');

function replication(scope: Chart, props: Partial<MirrorMaker2ReplicationProps> = {}, namespace?: string): MirrorMaker2Replication {
  return new MirrorMaker2Replication(scope, props.name ?? 'Orders', { source: onPrem, target: cloud, topics, runtime: new StrimziRuntime({ namespace }), ...props });
}

/** The chart of a replication and its ExternalSecrets. */
function withSecrets(props: Partial<ExternalSecretsProps> = {}, of: Partial<MirrorMaker2ReplicationProps> = {}, namespace?: string): Chart {
  const scope = chart();
  new ExternalSecrets(scope, 'Secrets', { store, replications: [replication(scope, of, namespace)], ...props });
  return scope;
}

function externalSecrets(scope: Chart): { [name: string]: any } {
  return Object.fromEntries(objects(scope).filter(({ kind }) => kind === 'ExternalSecret').map((object) => [object.metadata.name, object]));
}

describe('ExternalSecrets', () => {
  test('are one for each Secret that the clusters name, with exactly the keys that are read', () => {
    const found = externalSecrets(withSecrets({}, {}, 'mm2'));
    expect(Object.keys(found).sort()).toEqual(['es-api-secret', 'kp-local-cluster-ca-cert', 'mm2-kp-local-source']);
    expect(found['es-api-secret']).toEqual({
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: 'es-api-secret', namespace: 'mm2' },
      spec: {
        secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
        target: { name: 'es-api-secret' },
        data: [{ secretKey: 'password', remoteRef: { key: 'es-api-secret', property: 'password' } }],
      },
    });
  });

  test('fetch certificate and key of a client, and the whole entry where a pattern selects certificates', () => {
    const found = externalSecrets(withSecrets({}, { target: hub }));
    expect(found['mm2-kp-hub'].spec.data).toEqual([
      { secretKey: 'user.crt', remoteRef: { key: 'mm2-kp-hub', property: 'user.crt' } }, { secretKey: 'user.key', remoteRef: { key: 'mm2-kp-hub', property: 'user.key' } },
    ]);
    expect(found['kp-hub-ca'].spec).toEqual({
      secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' }, target: { name: 'kp-hub-ca' }, dataFrom: [{ extract: { key: 'kp-hub-ca' } }],
    });
  });

  test('fetch the secrets of OAUTHBEARER and of custom authentication', () => {
    const login = KafkaAuthentication.oauthBearer({ tokenEndpoint: 'https://idp.example.com/token', clientId: 'mm2', clientSecret: SecretKey.of('idp', 'client-secret') });
    const custom = KafkaAuthentication.custom({ config: { 'sasl.jaas.config': 'M required a="${secret:a}";' }, secrets: { a: SecretKey.of('login', 'a') } });
    const found = externalSecrets(withSecrets({}, { source: onPrem.withAuthentication(custom), target: hub.withAuthentication(login) }));
    expect([found.idp, found.login].map(({ spec }) => spec.data.map(({ secretKey }: any) => secretKey))).toEqual([['client-secret'], ['a']]);
  });

  test('provide everything that the manifests refer to', () => {
    const custom = KafkaAuthentication.custom({ config: { 'sasl.jaas.config': 'M required a="${secret:a}";' }, secrets: { a: SecretKey.of('login', 'a') } });
    const scope = chart();
    const first = replication(scope, {}, 'mm2');
    first.addSource(hub, { topics: TopicSelection.named('readings') });
    const second = replication(scope, { name: 'back', source: KafkaCluster.of('far', { bootstrapServers: ['h:9093'], trust: TlsTrust.secret('far', 'ca.pem'), authentication: custom }) }, 'mm2-back');
    new ExternalSecrets(scope, 'Secrets', { store, replications: [first, second] });
    const all = objects(scope);
    expect(secretNeedsOf(all).secrets.flatMap(missingKeys)).toEqual([]);
    expect(secretNeedsOf(all).secrets).toHaveLength(8);
    expect(all.flatMap(schemaErrors)).toEqual([]);
  });

  test('of one Secret in two namespaces are two', () => {
    const scope = chart();
    const replications = ['a', 'b', 'c'].map((name) => replication(scope, { name, topics: TopicSelection.named(name) }, name === 'a' ? 'mm2-a' : 'mm2-b'));
    new ExternalSecrets(scope, 'Secrets', { store, replications });
    expect(objects(scope).filter(({ metadata }) => metadata.name === 'es-api-secret').map(({ metadata }) => metadata.namespace)).toEqual(['mm2-a', 'mm2-b']);
  });

  test('name no namespace where nobody does', () => {
    expect(externalSecrets(withSecrets())['es-api-secret'].metadata).toEqual({ name: 'es-api-secret' });
  });

  test('have names in the construct tree that stay', () => {
    const scope = withSecrets({}, {}, 'mm2');
    expect(scope.node.findAll().map(({ node }) => node.path).filter((path) => path.startsWith('test/Secrets/'))).toEqual([
      'test/Secrets/Namespace-mm2', ...['es-api-secret', 'kp-local-cluster-ca-cert', 'mm2-kp-local-source'].map((name) => `test/Secrets/Namespace-mm2/ExternalSecret-${name}`),
    ]);
  });

  test('come after the Namespace that they are in', () => {
    const scope = chart();
    const runtime = new StrimziRuntime({ namespace: 'mm2', createNamespace: true });
    new ExternalSecrets(scope, 'Secrets', { store, replications: [replication(scope, { runtime })] });
    expect(objects(scope).map(({ kind }) => kind)).toEqual(['Namespace', 'KafkaMirrorMaker2', 'ExternalSecret', 'ExternalSecret', 'ExternalSecret']);
  });

  test('of another chart become the later file where the chart of the replication makes the namespace', () => {
    const app = new App();
    const [secrets, workers] = ['a-secrets', 'b-workers'].map((id) => new Chart(app, id));
    const runtime = new StrimziRuntime({ namespace: 'mm2', createNamespace: true });
    new ExternalSecrets(secrets, 'Secrets', { store, replications: [replication(workers, { runtime })] });
    app.synthYaml();
    expect(app.charts.map(({ node }) => node.id)).toEqual(['b-workers', 'a-secrets']);
  });

  test('read a store of the namespace, as often as is said', () => {
    expect(externalSecrets(withSecrets({ store: SecretStore.namespaced('local'), refreshInterval: Duration.minutes(90) }))['es-api-secret'].spec)
      .toMatchObject({ refreshInterval: '90m', secretStoreRef: { kind: 'SecretStore', name: 'local' } });
  });

  test.each([[Duration.seconds(45), '45s'], [Duration.minutes(5), '5m'], [Duration.days(2), '48h']])('write %s as Go does', (refreshInterval, text) => {
    expect(externalSecrets(withSecrets({ refreshInterval }))['es-api-secret'].spec.refreshInterval).toBe(text);
  });

  test.each<[string, Partial<ExternalSecretsProps>, object]>([
    ['by the Secret', {}, { key: 'es-api-secret', property: 'password' }],
    ['with a prefix', { entryPrefix: 'kafka/production/' }, { key: 'kafka/production/es-api-secret', property: 'password' }],
    ['as another entry', { entryPrefix: 'x/', remoteKeys: { 'es-api-secret': RemoteKey.of('event-streams') } }, { key: 'event-streams', property: 'password' }],
    ['as another entry and property', { remoteKeys: { 'es-api-secret': RemoteKey.of('event-streams', 'apikey') } }, { key: 'event-streams', property: 'apikey' }],
    ['as an entry that is the value', { remoteKeys: { 'es-api-secret/password': RemoteKey.of('arbitrary/0b2f5c1e') } }, { key: 'arbitrary/0b2f5c1e' }],
    ['as the more exact of two says', { remoteKeys: { 'es-api-secret': RemoteKey.of('a'), 'es-api-secret/password': RemoteKey.of('b', 'c') } }, { key: 'b', property: 'c' }],
  ])('name what they read: %s', (_, props, remoteRef) => {
    expect(externalSecrets(withSecrets(props))['es-api-secret'].spec.data).toEqual([{ secretKey: 'password', remoteRef }]);
  });

  test('name the whole entry by the same rule', () => {
    expect(externalSecrets(withSecrets({ entryPrefix: 'kafka/' }, { target: hub }))['kp-hub-ca'].spec.dataFrom).toEqual([{ extract: { key: 'kafka/kp-hub-ca' } }]);
  });

  test('leave out what something else makes', () => {
    expect(Object.keys(externalSecrets(withSecrets({ exclude: ['kp-local-cluster-ca-cert'] }))).sort()).toEqual(['es-api-secret', 'mm2-kp-local-source']);
  });
});

describe('fails', () => {
  test.each<[string, object, string]>([
    ['a store that is a text', { store: 'vault' }, 'store is not a SecretStore; SecretStore.cluster(…) or SecretStore.namespaced(…)'],
    ['a store without a name', { store: SecretStore.cluster('') }, 'store.name is not a Kubernetes object name, got ""; lower-case'],
    ['no replications', { replications: [] }, 'replications is not a list of replications; at least one MirrorMaker2Replication'],
    ['replications that are none', { replications: ['orders'] }, 'replications is not a list of replications'],
    ['replications that are missing', { replications: undefined }, 'replications is not a list of replications'],
    ['a prefix with a space', { entryPrefix: 'a b' }, 'entryPrefix is not a name inside a store; 1 to 1024 ASCII characters without spaces; name the entry, never its value'],
    ['an entry that is empty', { remoteKeys: { 'es-api-secret': RemoteKey.of('') } }, 'remoteKeys["es-api-secret"].entry is not a name inside a store'],
    ['a property that is empty', { remoteKeys: { 'es-api-secret': RemoteKey.of('a', '') } }, 'remoteKeys["es-api-secret"].property is not a name inside a store'],
    ['a remote key that is a text', { remoteKeys: { 'es-api-secret': 'a' } }, 'remoteKeys["es-api-secret"] is not a RemoteKey; RemoteKey.of(…)'],
    ['a remote key of another Secret', { remoteKeys: { 'es-api-secrets': RemoteKey.of('a') } }, 'remoteKeys["es-api-secrets"] names what no replication reads, got "es-api-secrets"; es-api-secret, es-api-secret/password, kp-local'],
    ['an exclusion of another Secret', { exclude: ['kp-hub-ca'] }, 'exclude[0] names what no replication reads, got "kp-hub-ca"; es-api-secret, kp-local-cluster-ca-cert, mm2-kp-local-source'],
    ['too short an interval', { refreshInterval: Duration.seconds(9) }, 'refreshInterval is out of range, got "9 seconds"; whole seconds, 10 seconds to 7 days'],
    ['too long an interval', { refreshInterval: Duration.days(8) }, 'refreshInterval is out of range, got "8 days"'],
  ])('%s', (_, props, message) => {
    expect(refusals(withSecrets(props))).toContainEqual(expect.stringContaining(`[test/Secrets] ${message}`));
  });

  test('a source that is added after', () => {
    const scope = chart();
    const orders = replication(scope);
    new ExternalSecrets(scope, 'Secrets', { store, replications: [orders] });
    orders.addSource(hub, { topics: TopicSelection.named('readings') });
    expect(refusals(scope)).toEqual([
      '[test/Secrets] replications read a Secret that was added later, got "kp-hub-ca"; create this construct after the last addSource',
      '[test/Secrets] replications read a Secret that was added later, got "mm2-kp-hub"; create this construct after the last addSource',
    ]);
  });
});
