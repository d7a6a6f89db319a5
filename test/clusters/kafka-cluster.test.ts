import { EventStreamsPlan, EventStreamsServiceKey, EventStreamsTarget, KafkaAuthentication, KafkaCluster, SecretKey, TlsTrust } from '../../src';
import { chart, refusals } from '../support/synth';

const apiKey = SecretKey.of('es-api-secret', 'password');

describe('KafkaCluster', () => {
  test('of Strimzi is reached by its bootstrap service and trusts the cluster CA', () => {
    const cluster = KafkaCluster.strimzi('kp-local', { cluster: 'kp-local', namespace: 'kp-kafka' });
    expect(cluster.bootstrapServers).toEqual(['kp-local-kafka-bootstrap.kp-kafka.svc:9093']);
    expect(cluster.trust).toMatchObject({ secretName: 'kp-local-cluster-ca-cert', certificate: 'ca.crt' });
  });

  test('of Event Streams takes endpoints from a service key', () => {
    const serviceKey = EventStreamsServiceKey.fromJson('{"bootstrap_endpoints": "b-0:9093,b-1:9093", "apikey": "x"}');
    const cluster = KafkaCluster.eventStreams('kp-remote', { plan: EventStreamsPlan.LITE, serviceKey, apiKey });
    expect(cluster.bootstrapServers).toEqual(['b-0:9093', 'b-1:9093']);
    expect(cluster._problems('target')).toEqual([]);
  });

  test('stands for itself', () => {
    const cluster = KafkaCluster.of('a', { bootstrapServers: ['a:1'] });
    expect(cluster.cluster).toBe(cluster);
  });

  test('of Event Streams may get its credentials later, and never goes without', () => {
    const cluster = KafkaCluster.eventStreams('kp-remote', { plan: EventStreamsPlan.STANDARD, bootstrapServers: ['b:9093'] });
    expect(cluster._problems('c').map(({ prop }) => prop)).toEqual(['c.apiKey']);
    expect(cluster.withAuthentication(KafkaAuthentication.apiKey(apiKey))._problems('c')).toEqual([]);
    expect(cluster.withAuthentication(KafkaAuthentication.none())._problems('c').map(({ prop }) => prop)).toEqual(['c.apiKey']);
  });

  test('with other credentials is the same cluster', () => {
    const cluster = KafkaCluster.eventStreams('kp-remote', { plan: EventStreamsPlan.STANDARD, bootstrapServers: ['b:9093'], apiKey });
    const other = cluster.withAuthentication(KafkaAuthentication.apiKey(SecretKey.of('other', 'key')));
    expect(other).toMatchObject({ alias: 'kp-remote', bootstrapServers: ['b:9093'], eventStreamsPlan: EventStreamsPlan.STANDARD });
    expect(other.authentication).not.toBe(cluster.authentication);
  });

  test('with facts is the same cluster, and keeps them with other credentials', () => {
    const scope = chart();
    const target = new EventStreamsTarget(scope, 'Cloud', { alias: 'kp-remote', plan: EventStreamsPlan.STANDARD, bootstrapServers: ['b:9093'], apiKey });
    const known = target.cluster.withFacts({ kafkaVersion: '3.9.1', mayAlterTopics: false });
    expect(known.withAuthentication(KafkaAuthentication.apiKey(apiKey))).toMatchObject({
      alias: 'kp-remote', eventStreamsPlan: EventStreamsPlan.STANDARD, facts: { kafkaVersion: '3.9.1', mayAlterTopics: false },
    });
    expect(target.cluster.facts).toBeUndefined();
  });

  test('with wrong facts has none, and says why', () => {
    const cluster = KafkaCluster.of('a', { bootstrapServers: ['a:1'] }).withFacts({ brokerConfig: { 'ssl.key.password': 'hunter2' } });
    expect(cluster.facts).toBeUndefined();
    expect(cluster._problems('c').map(({ prop, problem }) => `${prop} ${problem}`)).toEqual(['c.facts.brokerConfig["ssl.key.password"] may hold a secret']);
    expect(cluster.withFacts({})._problems('c')).toHaveLength(0);
  });

  test.each<[string, KafkaCluster, string[]]>([
    ['an illegal alias', KafkaCluster.of('kp local', { bootstrapServers: ['a:1'] }), ['c.alias is not a cluster alias']],
    ['no servers', KafkaCluster.of('a', { bootstrapServers: [] }), ['c.bootstrapServers is empty']],
    ['no port', KafkaCluster.of('a', { bootstrapServers: ['kafka'] }), ['c.bootstrapServers[0] has no port']],
    ['a bad trust', KafkaCluster.of('a', { bootstrapServers: ['a:1'], trust: TlsTrust.secret('X', 'a b') }), ['c.trust.secretName is not a Kubernetes object name', 'c.trust.certificate is not a key of a Secret']],
    ['no credentials', KafkaCluster.eventStreams('a', { plan: EventStreamsPlan.LITE, bootstrapServers: ['a:1'] }), ['c.apiKey is missing']],
    ['an unknown plan', KafkaCluster.eventStreams('a', { plan: EventStreamsPlan.of('gold'), bootstrapServers: ['a:1'], apiKey }), ['c.plan is not a plan of Event Streams']],
    ['a service key without endpoints', KafkaCluster.eventStreams('a', { plan: EventStreamsPlan.LITE, serviceKey: EventStreamsServiceKey.fromJson('{}'), apiKey }), ['c.serviceKey has no endpoints']],
    ['an impossible namespace', KafkaCluster.strimzi('a', { cluster: 'k', namespace: 'A_B' }), ['c.namespace is not a Kubernetes name']],
  ])('fails: %s', (_, cluster, messages) => {
    expect(cluster._problems('c').map(({ prop, problem }) => `${prop} ${problem}`)).toEqual(messages);
  });
});

describe('EventStreamsTarget', () => {
  test('fails at synth with all its problems, under its path', () => {
    const scope = chart();
    new EventStreamsTarget(scope, 'Cloud', { alias: 'kp remote', plan: EventStreamsPlan.of('gold'), bootstrapServers: ['broker'], apiKey });
    expect(refusals(scope)).toEqual([
      expect.stringMatching(/^\[test\/Cloud\] alias is not a cluster alias, got "kp remote"; /),
      expect.stringMatching(/^\[test\/Cloud\] bootstrapServers\[0\] has no port, got "broker"; /),
      expect.stringMatching(/^\[test\/Cloud\] plan is not a plan of Event Streams, got "gold"; /),
    ]);
  });
});
