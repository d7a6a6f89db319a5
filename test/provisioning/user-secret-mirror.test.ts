import { Duration } from 'cdk8s';
import { ExternalSecrets, KafkaAuthentication, MirrorMaker2Replication, SecretKey, SecretStore, StrimziRuntime, TopicSelection, UserSecretMirror, UserSecretMirrorProps } from '../../src';
import { missingKeys, secretNeedsOf } from '../../src/planning/required-secrets';
import { kafka, line } from '../isolation/lines';
import { schemaErrors } from '../schemas/schema-errors';
import { cloud, hub, onPrem } from '../support/clusters';
import { App, Chart, chart, objects, only, refusals } from '../support/synth';

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());

function replication(
  scope: Chart, name = 'orders', namespace: string | undefined = 'mm2', source = onPrem, createNamespace = false,
): MirrorMaker2Replication {
  const runtime = new StrimziRuntime({ namespace, createNamespace });
  return new MirrorMaker2Replication(scope, name, { name, source, target: cloud, topics: TopicSelection.named(name), runtime });
}

function mirrored(props: Partial<UserSecretMirrorProps> = {}): Chart {
  const scope = chart();
  new UserSecretMirror(scope, 'Mirror', { cluster: onPrem, kafkaNamespace: 'kp-kafka', replications: [replication(scope)], ...props });
  return scope;
}

describe('a mirror of user Secrets', () => {
  test('of another chart becomes the later file where the chart of the replication makes the namespace', () => {
    const app = new App();
    const [secrets, workers] = ['a-secrets', 'b-workers'].map((id) => new Chart(app, id));
    new UserSecretMirror(secrets, 'Mirror', { cluster: onPrem, kafkaNamespace: 'kp-kafka', replications: [replication(workers, 'orders', 'mm2', onPrem, true)] });
    app.synthYaml();
    expect(app.charts.map(({ node }) => node.id)).toEqual(['b-workers', 'a-secrets']);
  });

  test('reads Kafka\'s namespace through a store of its own', () => {
    const scope = mirrored();
    expect(only(scope, 'SecretStore')).toEqual({
      apiVersion: 'external-secrets.io/v1',
      kind: 'SecretStore',
      metadata: { name: 'mm2-kp-local-secrets', namespace: 'mm2' },
      spec: {
        provider: {
          kubernetes: {
            remoteNamespace: 'kp-kafka',
            server: { caProvider: { type: 'ConfigMap', name: 'kube-root-ca.crt', key: 'ca.crt' } },
            auth: { serviceAccount: { name: 'mm2-kp-local-secrets' } },
          },
        },
      },
    });
    expect(only(scope, 'ServiceAccount').metadata).toEqual({ name: 'mm2-kp-local-secrets', namespace: 'mm2' });
  });

  test('may get exactly the Secrets of the cluster, nothing else and nothing more', () => {
    const scope = mirrored();
    expect(only(scope, 'Role')).toEqual({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name: 'mm2-kp-local-secrets-mm2', namespace: 'kp-kafka' },
      rules: [{ apiGroups: [''], resources: ['secrets'], resourceNames: ['kp-local-cluster-ca-cert', 'mm2-kp-local-source'], verbs: ['get'] }],
    });
    expect(only(scope, 'RoleBinding')).toMatchObject({
      metadata: { name: 'mm2-kp-local-secrets-mm2', namespace: 'kp-kafka' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'mm2-kp-local-secrets-mm2' },
      subjects: [{ kind: 'ServiceAccount', name: 'mm2-kp-local-secrets', namespace: 'mm2' }],
    });
  });

  test('keeps the names of Secrets and keys', () => {
    const [certificate, password] = objects(mirrored()).filter(({ kind }) => kind === 'ExternalSecret');
    expect(certificate.metadata).toEqual({ name: 'kp-local-cluster-ca-cert', namespace: 'mm2' });
    expect(password.spec).toEqual({
      secretStoreRef: { kind: 'SecretStore', name: 'mm2-kp-local-secrets' },
      target: { name: 'mm2-kp-local-source' },
      data: [{ secretKey: 'password', remoteRef: { key: 'mm2-kp-local-source', property: 'password' } }],
    });
  });

  test('together with a vault provides everything, each Secret once', () => {
    const scope = chart();
    const replications = [replication(scope)];
    new UserSecretMirror(scope, 'Mirror', { cluster: onPrem, kafkaNamespace: 'kp-kafka', replications });
    new ExternalSecrets(scope, 'Secrets', { store: SecretStore.cluster('vault'), replications, exclude: ['kp-local-cluster-ca-cert', 'mm2-kp-local-source'] });
    const { secrets } = secretNeedsOf(objects(scope));
    expect(secrets.flatMap(missingKeys)).toEqual([]);
    expect(secrets.map(({ providedBy }) => providedBy.length)).toEqual([1, 1, 1]);
  });

  test('serves several namespaces, each with rights of its own', () => {
    const scope = chart();
    const ofLine = (name: string) => replication(scope, name, `mm2-${name}`, onPrem.withAuthentication(KafkaAuthentication.scramSha512(name, SecretKey.of(`mm2-${name}`, 'password'))));
    new UserSecretMirror(scope, 'Mirror', { cluster: onPrem, kafkaNamespace: 'kp-kafka', replications: [ofLine('retail'), ofLine('finance')] });
    expect(objects(scope).filter(({ kind }) => kind === 'Role').map(({ metadata, rules }) => [metadata.name, rules[0].resourceNames])).toEqual([
      ['mm2-kp-local-secrets-mm2-retail', ['kp-local-cluster-ca-cert', 'mm2-retail']],
      ['mm2-kp-local-secrets-mm2-finance', ['kp-local-cluster-ca-cert', 'mm2-finance']],
    ]);
    expect(objects(scope).flatMap(schemaErrors)).toEqual([]);
  });

  test('knows the cluster under the aliases of lines of business', () => {
    const scope = chart();
    const replications = ['retail', 'finance'].map((name) => line(scope, name).replication);
    new UserSecretMirror(scope, 'Mirror', { cluster: kafka, kafkaNamespace: 'kp-kafka', replications });
    const roles = objects(scope).filter(({ kind, metadata }) => kind === 'Role' && metadata.namespace === 'kp-kafka');
    expect(roles.map(({ metadata, rules }) => [metadata.name, rules[0].resourceNames])).toEqual([
      ['mm2-kp-local-secrets-mm2-retail', ['kp-local-cluster-ca-cert', 'mm2-retail']],
      ['mm2-kp-local-secrets-mm2-finance', ['kp-local-cluster-ca-cert', 'mm2-finance']],
    ]);
  });

  test('takes the whole Secret where a pattern selects certificates', () => {
    const scope = chart();
    new UserSecretMirror(scope, 'Mirror', { cluster: hub, kafkaNamespace: 'hub', replications: [replication(scope, 'a', 'mm2', hub)] });
    const secrets = objects(scope).filter(({ kind }) => kind === 'ExternalSecret');
    expect(secrets.map(({ spec }) => spec.dataFrom)).toEqual([[{ extract: { key: 'kp-hub-ca' } }], undefined]);
  });

  test('leaves what belongs to Kafka\'s namespace to another chart', () => {
    const app = new App();
    const [scope, kafkaChart] = ['mm2', 'kafka'].map((id) => new Chart(app, id));
    new UserSecretMirror(scope, 'Mirror', { cluster: onPrem, kafkaNamespace: 'kp-kafka', replications: [replication(scope)], kafkaScope: kafkaChart, name: 'users', refreshInterval: Duration.minutes(5) });
    expect(objects(kafkaChart).map(({ kind, metadata }) => [kind, metadata.name, metadata.namespace])).toEqual([['Role', 'users-mm2', 'kp-kafka'], ['RoleBinding', 'users-mm2', 'kp-kafka']]);
    expect(objects(scope).map(({ kind }) => kind).sort()).toEqual(['ExternalSecret', 'ExternalSecret', 'KafkaMirrorMaker2', 'SecretStore', 'ServiceAccount']);
    expect(objects(scope).find(({ kind }) => kind === 'ExternalSecret').spec.refreshInterval).toBe('5m');
  });
});

describe('fails, and makes nothing', () => {
  test.each<[string, (scope: Chart) => object, string]>([
    ['a cluster that is none', () => ({ cluster: 'kp-local' }), 'cluster is not a cluster; a KafkaCluster or a construct that stands for one'],
    ['a cluster that is not replicated', () => ({ cluster: hub }), 'cluster needs no Secret in these replications; give it an authentication'],
    ['a namespace that is none', () => ({ kafkaNamespace: 'KP' }), 'kafkaNamespace is not a Kubernetes name, got "KP"'],
    ['no replications', () => ({ replications: [] }), 'replications is not a list of replications'],
    ['replications that are missing', () => ({ replications: undefined }), 'replications is not a list of replications'],
    ['a namespace of MirrorMaker 2 that is not known', (scope) => ({ replications: [new MirrorMaker2Replication(scope, 'a', { source: onPrem, target: cloud, topics: TopicSelection.named('a') })] }),
      'replications[0] runs in a namespace that is not known; set namespace of its runtime or of the chart'],
    ['MirrorMaker 2 beside Kafka', (scope) => ({ replications: [replication(scope, 'a', 'kp-kafka')] }), 'replications[0] runs in kafkaNamespace, got "kp-kafka"; leave it out: the Secrets are there already'],
    ['a name that is none', () => ({ name: 'A' }), 'name is not a Kubernetes object name, got "A"'],
    ['an interval out of range', () => ({ refreshInterval: Duration.seconds(1) }), 'refreshInterval is out of range, got "1 second"'],
  ])('%s', (_, props, message) => {
    const scope = chart();
    new UserSecretMirror(scope, 'Mirror', { cluster: onPrem, kafkaNamespace: 'kp-kafka', replications: [replication(scope)], ...props(scope) });
    expect(refusals(scope)).toContainEqual(expect.stringContaining(`[test/Mirror] ${message}`));
    expect(scope.node.findAll().map(({ node }) => node.path).filter((path) => path.startsWith('test/Mirror/'))).toEqual([]);
  });

  test('a source that is added after', () => {
    const scope = chart();
    const [first, second] = [replication(scope, 'first', 'mm2', hub), replication(scope, 'second')];
    new UserSecretMirror(scope, 'Mirror', { cluster: hub, kafkaNamespace: 'hub', replications: [first, second] });
    second.addSource(hub.withAuthentication(KafkaAuthentication.mutualTls({ secretName: 'other' })), { topics: TopicSelection.named('readings') });
    expect(refusals(scope)).toEqual(['[test/Mirror] replications read a Secret that was added later, got "other"; create this construct after the last addSource']);
  });
});
