import { readdirSync, readFileSync } from 'fs';
import { join, resolve } from 'path';
import { ApiObject, Duration, JsonPatch, Size } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import {
  DeliveryGuarantee, EventStreamsApiVersion, EventStreamsOperatorRuntime, EventStreamsPlan, EventStreamsServiceKey, EventStreamsTarget, ExternalSecrets,
  GroupSelection, KafkaAuthentication, KafkaCluster, MirrorMaker2Replication, MirrorMaker2ReplicationProps, NamingPolicy, RemoteKey, SecretKey,
  SecretStore, StrimziRuntime, TlsTrust, TopicSelection, UserSecretMirror,
} from '../../src';
import { schemaErrors } from '../schemas/schema-errors';
import { cloud, hub, onPrem } from '../support/clusters';
import { chart, Chart, objects } from '../support/synth';

const examples = resolve(__dirname, '../../examples');
const expectations = readdirSync(examples, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => readdirSync(join(examples, name)).filter((file) => file === 'expected.yaml').map((file) => join(name, file)));

beforeEach(() => {
  // Warnings of the rules are the business of other tests.
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());

describe('every object of an example fits the strict schema of its kind', () => {
  test.each(expectations)('%s', (file) => {
    const all = parseAllDocuments(readFileSync(join(examples, file), 'utf8')).map((document) => document.toJS());
    expect(all.length).toBeGreaterThan(0);
    expect(all.flatMap(schemaErrors)).toEqual([]);
  });

  test('there are examples', () => expect(expectations.length).toBeGreaterThanOrEqual(5));
});

const topics = TopicSelection.named('orders');
const secret = SecretKey.of('mm2', 'password');
const publicly = (authentication: KafkaAuthentication) => KafkaCluster.of('kp-far', {
  bootstrapServers: ['far-0.example.com:9093', '[2001:db8::1]:9093'], trust: TlsTrust.publicAuthorities(), authentication,
});

function replication(props: Partial<MirrorMaker2ReplicationProps>): (scope: Chart) => MirrorMaker2Replication {
  return (scope) => new MirrorMaker2Replication(scope, 'Orders', { source: onPrem, target: cloud, topics, ...props });
}

describe('everything a program can ask for fits it, too', () => {
  test.each<[string, (scope: Chart) => unknown]>([
    ['no authentication and no TLS', replication({ source: KafkaCluster.of('dev', { bootstrapServers: ['kafka:9092'] }) })],
    ['SASL PLAIN', replication({ source: publicly(KafkaAuthentication.plain('mm2', secret)) })],
    ['SCRAM-SHA-256', replication({ source: publicly(KafkaAuthentication.scramSha256('mm2', secret)) })],
    ['SCRAM-SHA-512', replication({ source: publicly(KafkaAuthentication.scramSha512('mm2', secret)) })],
    ['mutual TLS', replication({ source: publicly(KafkaAuthentication.mutualTls({ secretName: 'mm2', certificate: 'tls.crt', key: 'tls.key' })), target: hub })],
    ['an API key', replication({ source: publicly(KafkaAuthentication.apiKey(secret)) })],
    ['OAUTHBEARER on both sides', replication({
      source: publicly(KafkaAuthentication.oauthBearer({ tokenEndpoint: 'https://idp.example.com/token', clientId: 'a', clientSecret: secret, scope: 'kafka' })),
      target: hub.withAuthentication(KafkaAuthentication.oauthBearer({ tokenEndpoint: 'https://login.example.org/token', clientId: 'b', clientSecret: secret })),
    })],
    ['custom SASL', replication({
      source: publicly(KafkaAuthentication.custom({
        config: { 'sasl.mechanism': 'GSSAPI', 'sasl.jaas.config': 'com.sun.security.auth.module.Krb5LoginModule required keyTab="${secret:tab}";' }, secrets: { tab: secret },
      })),
    })],
    ['a custom key store', replication({ source: publicly(KafkaAuthentication.custom({ sasl: false, config: { 'ssl.keystore.location': '/mnt/keystore.p12' } })) })],
    ['authorities in a Secret, by key', replication({ target: KafkaCluster.of('hub', { bootstrapServers: ['h:9093'], trust: TlsTrust.secret('hub-ca') }) })],
    ['authorities in a Secret, by pattern', replication({ target: KafkaCluster.of('hub', { bootstrapServers: ['h:9093'], trust: TlsTrust.secret('hub-ca', '*.crt') }) })],
    ['a service key', (scope) => new MirrorMaker2Replication(scope, 'Orders', {
      source: onPrem, topics, target: new EventStreamsTarget(scope, 'Cloud', {
        alias: 'kp-remote', plan: EventStreamsPlan.ENTERPRISE_GEN2, apiKey: secret, serviceKey: EventStreamsServiceKey.fromJson('{"kafka_brokers_sasl": ["b:9093"]}'),
      }),
    })],
    ['groups and exclusions', replication({ topics: TopicSelection.all().excluding('test-.*'), groups: GroupSelection.matching('app-.*').excluding('app-test') })],
    ['identity naming', replication({ naming: NamingPolicy.identity() })],
    ['another separator', replication({ naming: NamingPolicy.prefixed({ separator: '__' }), groups: GroupSelection.all() })],
    ['every number and duration', replication({
      name: 'orders.eu', tasksMax: 7, workers: 3, replicationFactor: 3, refreshInterval: Duration.hours(1), rebalanceDelay: Duration.seconds(0),
      delivery: DeliveryGuarantee.atLeastOnce({ offsetFlushInterval: Duration.millis(1500) }),
    })],
    ['every prop of the runtime', replication({
      runtime: new StrimziRuntime({
        namespace: 'mm2', createNamespace: true, version: '4.3.1', image: 'images.example.com/mm2@sha256:abc', heap: Size.gibibytes(2), memory: Size.gibibytes(4),
        cpuMillis: 1500, labels: { 'example.com/team': 'data' }, podAnnotations: { 'productMetric': 'VIRTUAL_PROCESSOR_CORE', 'example.com/meter': 'any text: at all' },
      }),
    })],
    ['the Event Streams operator', replication({ groups: GroupSelection.all(), runtime: new EventStreamsOperatorRuntime({ instance: 'es', podAnnotations: { productMetric: 'x' } }) })],
    ['the Event Streams operator, by the old API, from two clusters', (scope) => replication({
      groups: GroupSelection.all(), runtime: new EventStreamsOperatorRuntime({ apiVersion: EventStreamsApiVersion.V1BETA2, version: '3.9.1' }),
    })(scope).addSource(hub, { topics: TopicSelection.named('readings') })],
    ['raw settings of every connector and of the workers', replication({
      groups: GroupSelection.all(), workerConfig: { 'rest.advertised.port': '8083' }, sourceConnectorConfig: { 'offset.lag.max': '50' },
      checkpointConnectorConfig: { 'emit.checkpoints.interval.seconds': '30' },
    })],
    ['acknowledged findings', replication({ acknowledge: { 'no-checkpoints': 'the groups stay: "here"' } })],
    ['several sources', (scope) => replication({})(scope).addSource(hub, { topics: TopicSelection.named('readings'), groups: GroupSelection.named('plant'), tasksMax: 5 })],
    ['metrics and a log layout', (scope) => {
      const { binding } = replication({})(scope);
      binding.useMetrics({ configMapName: 'rules', key: 'rules.yaml' });
      binding.useLogLayout({ configMapName: 'layout', key: 'log4j2.properties' });
    }],
    ['Secrets from a vault', (scope) => new ExternalSecrets(scope, 'Secrets', {
      store: SecretStore.cluster('vault'), replications: [replication({ source: hub })(scope)], entryPrefix: 'kafka/', refreshInterval: Duration.minutes(5),
      remoteKeys: { 'es-api-secret/password': RemoteKey.of('event-streams') },
    })],
    ['Secrets from the namespace of Kafka', (scope) => new UserSecretMirror(scope, 'Mirror', {
      cluster: onPrem, kafkaNamespace: 'kp-kafka', replications: [replication({ runtime: new StrimziRuntime({ namespace: 'mm2' }) })(scope)],
    })],
    ['JSON patches', (scope) => ApiObject.of(replication({})(scope)).addJsonPatch(
      JsonPatch.add('/spec/rack', { type: 'topology-label', topologyKey: 'topology.kubernetes.io/zone' }), JsonPatch.replace('/spec/replicas', 4),
      JsonPatch.add('/spec/mirrors/0/sourceConnector/state', 'paused'), JsonPatch.remove('/spec/livenessProbe'))],
  ])('%s', (_, build) => {
    const scope = chart();
    build(scope);
    const all = objects(scope);
    expect(all.map(({ kind }) => kind)).toContain('KafkaMirrorMaker2');
    expect(all.flatMap(schemaErrors)).toEqual([]);
  });
});

describe('the schemas are strict', () => {
  function patched(...patches: JsonPatch[]): string[] {
    const resource = ApiObject.of(replication({ groups: GroupSelection.all() })(chart()));
    resource.addJsonPatch(...patches);
    return schemaErrors(resource.toJson());
  }

  test.each<[string, JsonPatch, string]>([
    ['a misspelt key of spec', JsonPatch.add('/spec/replica', 2), '/spec must NOT have additional properties {"additionalProperty":"replica"}'],
    ['a misspelt key of a mirror', JsonPatch.add('/spec/mirrors/0/topicPattern', 'x'), '/spec/mirrors/0 must NOT have additional properties {"additionalProperty":"topicPattern"}'],
    ['a misspelt key of a security context', JsonPatch.add('/spec/template/pod/securityContext/runAsNotRoot', true),
      '/spec/template/pod/securityContext must NOT have additional properties {"additionalProperty":"runAsNotRoot"}'],
    ['a misspelt key of metadata', JsonPatch.add('/metadata/label', {}), '/metadata must NOT have additional properties {"additionalProperty":"label"}'],
    ['a wrong type', JsonPatch.replace('/spec/replicas', '2'), '/spec/replicas must be integer {"type":"integer"}'],
    ['a value that is none of the allowed', JsonPatch.add('/spec/mirrors/0/sourceConnector/state', 'asleep'),
      '/spec/mirrors/0/sourceConnector/state must be equal to one of the allowed values {"allowedValues":["paused","stopped","running"]}'],
    ['a missing key', JsonPatch.remove('/spec/target/groupId'), '/spec/target must have required property \'groupId\' {"missingProperty":"groupId"}'],
  ])('%s is refused', (_, patch, message) => {
    expect(patched(patch)).toEqual([message]);
  });

  test('an object of a kind without a schema is refused', () => {
    expect(schemaErrors({ apiVersion: 'v1', kind: 'Event', metadata: { name: 'a' } })).toEqual(['no schema core/event_v1.json']);
  });

  test('each copied schema is listed with its origin', () => {
    const listed = JSON.parse(readFileSync(resolve(__dirname, '../schemas/MANIFEST.json'), 'utf8')).map((entry: any) => entry.schema);
    const copied = readdirSync(resolve(__dirname, '../schemas'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json') && file !== 'MANIFEST.json')
      .filter((file) => !readFileSync(resolve(__dirname, '../schemas', file), 'utf8').includes('"$comment": "Own, strict:'));
    expect(copied).toEqual(listed);
  });
});
