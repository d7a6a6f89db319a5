import { ApiObject, Duration, JsonPatch } from 'cdk8s';
import {
  DeliveryGuarantee, EventStreamsApiVersion, EventStreamsOperatorRuntime, EventStreamsOperatorRuntimeProps, GroupSelection, KafkaAuthentication, KafkaCluster,
  MirrorMaker2Replication, MirrorMaker2ReplicationProps, NamingPolicy, SecretKey, StrimziRuntime, TlsTrust, TopicSelection,
} from '../../src';
import { cloud, hub, onPrem } from '../support/clusters';
import { Chart, chart, only, refusals } from '../support/synth';

const { V1BETA2 } = EventStreamsApiVersion;

function replicate(scope: Chart, runtime: EventStreamsOperatorRuntimeProps = {}, props: Partial<MirrorMaker2ReplicationProps> = {}): MirrorMaker2Replication {
  return new MirrorMaker2Replication(scope, 'Orders', {
    source: cloud, target: hub, topics: TopicSelection.named('orders'), groups: GroupSelection.named('app'), runtime: new EventStreamsOperatorRuntime(runtime), ...props,
  });
}

function resource(runtime?: EventStreamsOperatorRuntimeProps, props?: Partial<MirrorMaker2ReplicationProps>) {
  const scope = chart();
  replicate(scope, runtime, props);
  return only(scope, 'KafkaMirrorMaker2');
}

describe('the KafkaMirrorMaker2', () => {
  test('is Strimzi\'s in the group of Event Streams, labels of the pods aside', () => {
    const ours = resource();
    const strimzis = resource({}, { runtime: new StrimziRuntime() });
    expect(ours.apiVersion).toBe('eventstreams.ibm.com/v1');
    expect(JSON.parse(JSON.stringify(ours).replaceAll('eventstreams.ibm.com/', 'strimzi.io/')).spec).toEqual(strimzis.spec);
    expect(ours.spec.template.pod.topologySpreadConstraints[0].labelSelector.matchLabels)
      .toEqual({ 'eventstreams.ibm.com/cluster': 'mm2-kp-remote-to-kp-hub', 'eventstreams.ibm.com/kind': 'KafkaMirrorMaker2' });
  });

  test('belongs to an instance where one is named', () => {
    expect(resource().metadata).not.toHaveProperty('labels');
    expect(resource({ instance: 'es-onprem', labels: { team: 'a' } }).metadata.labels).toEqual({ 'eventstreams.ibm.com/cluster': 'es-onprem', 'team': 'a' });
  });

  test('carries the annotations of the licence meter to the pods', () => {
    const podAnnotations = { productID: 'an-id', productMetric: 'VIRTUAL_PROCESSOR_CORE', productChargedContainers: 'mm2-kp-remote-to-kp-hub-mirrormaker2' };
    expect(resource({ podAnnotations }).spec.template.pod.metadata.annotations).toEqual(podAnnotations);
  });
});

describe('by the old API', () => {
  test('clusters stand in a list and are referred to by alias', () => {
    const scope = chart();
    replicate(scope, { apiVersion: V1BETA2 }).addSource(onPrem, { topics: TopicSelection.named('readings') });
    const { apiVersion, spec } = only(scope, 'KafkaMirrorMaker2');
    expect(apiVersion).toBe('eventstreams.ibm.com/v1beta2');
    expect(spec).not.toHaveProperty('target');
    expect(spec.connectCluster).toBe('kp-hub');
    expect(spec.clusters.map(({ alias }: any) => alias)).toEqual(['kp-hub', 'kp-remote', 'kp-local']);
    expect(spec.mirrors.map(({ sourceCluster, targetCluster, source }: any) => [sourceCluster, targetCluster, source]))
      .toEqual([['kp-remote', 'kp-hub', undefined], ['kp-local', 'kp-hub', undefined]]);
  });

  test('group and storage topics are settings of the cluster with Kafka Connect\'s state', () => {
    expect(resource({ apiVersion: V1BETA2 }).spec.clusters[0].config).toMatchObject({
      'group.id': 'kp-remote-to-kp-hub-mm2',
      'config.storage.topic': 'mm2-configs.kp-remote-to-kp-hub.internal',
      'offset.storage.topic': 'mm2-offsets.kp-remote-to-kp-hub.internal',
      'status.storage.topic': 'mm2-status.kp-remote-to-kp-hub.internal',
      'offset.storage.replication.factor': -1,
    });
  });

  test('Kafka Connect gets the same', () => {
    const effective = (runtime: EventStreamsOperatorRuntimeProps) => replicate(chart(), runtime).binding.effectiveConfig();
    const [old, current] = [effective({ apiVersion: V1BETA2 }), effective({})];
    expect(old.worker).toEqual(current.worker);
    expect(old.connectors.map(({ name, config, tasksMax }) => ({ name, config, tasksMax })))
      .toEqual(current.connectors.map(({ name, config, tasksMax }) => ({ name, config, tasksMax })));
    expect(old.flows).toEqual(current.flows);
  });

  test('every key still says where it comes from', () => {
    const replication = replicate(chart(), { apiVersion: V1BETA2 }, { workerConfig: { 'offset.flush.timeout.ms': '9000' } });
    ApiObject.of(replication).addJsonPatch(JsonPatch.replace('/spec/clusters/0/config/status.storage.partitions', 3));
    const { workerProvenance, connectors } = replication.binding.effectiveConfig();
    expect(workerProvenance).toMatchObject({
      'bootstrap.servers': 'prop:target.bootstrapServers',
      'group.id': 'resource:spec.clusters[0].config[\'group.id\']',
      'offset.storage.partitions': 'library-default',
      'offset.flush.timeout.ms': 'prop:workerConfig[\'offset.flush.timeout.ms\']',
      'status.storage.partitions': 'resource:spec.clusters[0].config[\'status.storage.partitions\']',
    });
    expect(connectors[0].provenance).toMatchObject({ 'source.cluster.alias': 'prop:source.alias', 'topics': 'prop:topics', 'replication.factor': 'library-default' });
  });
});

test('the binding tells others how to find the pods', () => {
  expect(replicate(chart(), { namespace: 'event-streams', instance: 'es-onprem' }).binding).toMatchObject({
    podSelector: { 'eventstreams.ibm.com/cluster': 'mm2-kp-remote-to-kp-hub', 'eventstreams.ibm.com/kind': 'KafkaMirrorMaker2' },
    serviceAccount: 'mm2-kp-remote-to-kp-hub-mirrormaker2',
    metricsPort: 'tcp-prometheus',
    logLabels: { 'eventstreams.ibm.com/cluster': 'mm2-kp-remote-to-kp-hub' },
    podNames: 'mm2-kp-remote-to-kp-hub-mirrormaker2-[0-9]+',
    container: 'mm2-kp-remote-to-kp-hub-mirrormaker2',
    folder: undefined,
    namespace: 'event-streams',
  });
});

describe('fails', () => {
  const oauth = KafkaAuthentication.oauthBearer({ tokenEndpoint: 'https://idp.example.com/token', clientId: 'mm2', clientSecret: SecretKey.of('idp-mm2', 'client-secret') });
  const far = (alias: string) => KafkaCluster.of(alias, { bootstrapServers: ['a:9093'], trust: TlsTrust.publicAuthorities() });

  test.each<[string, EventStreamsOperatorRuntimeProps, Partial<MirrorMaker2ReplicationProps>, string]>([
    ['the name that the product\'s own geo-replication claims', { instance: 'mm2-orders' }, { name: 'orders' },
      'name makes the resource a namesake of the EventStreams instance, got "orders"; any other: the geo-replication of Event Streams owns the KafkaMirrorMaker2 that is called like the instance, mm2-orders; set name'],
    ['an instance that Kubernetes refuses', { instance: 'Es_1' }, {}, 'runtime.instance is not a Kubernetes name'],
    ['a charged container that the pods do not have', { podAnnotations: { productChargedContainers: 'mm2-mirrormaker2' } }, {},
      'runtime.podAnnotations["productChargedContainers"] names a container that the pods do not have, got "mm2-mirrormaker2"; "mm2-kp-remote-to-kp-hub-mirrormaker2" or "All"'],
    ['OAUTHBEARER by the old API', { apiVersion: V1BETA2 }, { target: hub.withAuthentication(oauth) }, 'target.authentication cannot be said in API version v1beta2; SCRAM'],
    ['OAUTHBEARER of a source by the old API', { apiVersion: V1BETA2 }, { source: hub.withAuthentication(oauth), target: far('far') }, 'source.authentication cannot be said in API version v1beta2'],
    ['heartbeats by the old API', { apiVersion: V1BETA2 }, { heartbeatInterval: Duration.seconds(5) }, 'heartbeatInterval cannot be said in API version v1beta2'],
    ['a name that is too long', {}, { name: 'a'.repeat(43) }, 'name is too long (47 characters)'],
    ['an API version that nobody knows', { apiVersion: 'v2' as EventStreamsApiVersion }, {}, 'runtime.apiVersion is no version that the operator serves, got "v2"; v1 or v1beta2'],
    ['the latest image', { image: 'cp.example.com/mm2:latest' }, {}, 'runtime.image is whatever is the latest'],
    ['what is no version', { version: '4.x' }, {}, 'runtime.version is not a Kafka version, got "4.x"; three numbers'],
    ['a version older than what every replication uses', { version: '2.8.1' }, {}, 'runtime.version is older than offset syncs at the target, got "2.8.1"; Kafka 3.0 or newer; use a newer version'],
    ['a version older than exactly-once', { version: '3.4.1' }, { delivery: DeliveryGuarantee.exactlyOnce() }, 'runtime.version is older than exactly-once delivery, got "3.4.1"; Kafka 3.5 or newer'],
    ['a version older than a separator of one\'s own', { version: '3.5.2' }, { naming: NamingPolicy.prefixed({ separator: '_' }) },
      'runtime.version is older than names of internal topics apart from the separator, got "3.5.2"; Kafka 3.6 or newer'],
  ])('%s', (_, runtime, props, message) => {
    const scope = chart();
    replicate(scope, runtime, props);
    expect(refusals(scope)).toEqual(expect.arrayContaining([expect.stringContaining(`[test/Orders] ${message}`)]));
  });

  test('not with a version that has everything', () => {
    const scope = chart();
    replicate(scope, { version: '3.5.0' }, { delivery: DeliveryGuarantee.exactlyOnce() });
    expect(refusals(scope)).toEqual([]);
  });

  test('not with a meter that charges all containers', () => {
    const scope = chart();
    replicate(scope, { podAnnotations: { productChargedContainers: 'All' } });
    expect(refusals(scope)).toEqual([]);
  });
});
