import { Testing } from 'cdk8s';
import { ClusterLogForwarder, ClusterLogForwarderAccess, ClusterLogForwarderProps, SplunkForwardingProps, TlsTrust } from '../../src';
import { schemaErrors } from '../schemas/schema-errors';
import { chart, objects, only } from '../support/synth';
import { forwarded, onKubernetes, replicationOf, splunk } from './forwarded';

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());

function forwarder(props: ClusterLogForwarderProps = {}, others: Partial<SplunkForwardingProps> = {}): any {
  const scope = chart();
  forwarded(scope, { forwarder: new ClusterLogForwarder(props), ...others, replications: [replicationOf(scope), replicationOf(scope, 'readings', { runtime: onKubernetes() }), replicationOf(scope, 'returns')] });
  return only(scope, 'ClusterLogForwarder');
}

test('reads exactly the pods of the replications: by namespace, container and all their labels', () => {
  expect(forwarder().spec.inputs.slice(0, 2)).toEqual([
    {
      name: 'mm2-orders', type: 'application',
      application: { includes: [{ namespace: 'mm2', container: 'mm2-orders-mirrormaker2' }], selector: { matchLabels: { 'strimzi.io/cluster': 'mm2-orders', 'strimzi.io/kind': 'KafkaMirrorMaker2' } } },
    },
    {
      name: 'mm2-readings', type: 'application',
      application: {
        includes: [{ namespace: 'mm2', container: 'worker' }],
        selector: {
          matchLabels: {
            'app.kubernetes.io/name': 'mirror-maker-2', 'app.kubernetes.io/managed-by': 'cdk8s-kafka-replication', 'app.kubernetes.io/instance': 'mm2-readings', 'app.kubernetes.io/component': 'worker',
          },
        },
      },
    },
  ]);
});

test('each line of business has an output of its own, for its index only', () => {
  const { outputs, pipelines } = forwarder({}, { index: 'kafka', linesOfBusiness: { orders: 'retail' }, indexes: { retail: 'retail_kafka' } }).spec;
  expect(outputs.map(({ name, splunk: { index } }: any) => [name, index])).toEqual([['splunk-retail--kafka-index', 'retail_kafka'], ['splunk-kafka-index', 'kafka']]);
  expect(pipelines.map(({ inputRefs, outputRefs }: any) => [inputRefs, outputRefs])).toEqual([
    [['mm2-orders'], ['splunk-retail--kafka-index']], [['mm2-readings', 'mm2-returns'], ['splunk-kafka-index']],
  ]);
});

test('lines are parsed, and traces of others put together', () => {
  const { filters, pipelines } = forwarder().spec;
  expect(filters.map(({ name, type }: any) => [name, type])).toEqual([['exceptions', 'detectMultilineException'], ['json', 'parse']]);
  expect(pipelines.map(({ filterRefs }: any) => filterRefs)).toEqual([['exceptions', 'json']]);
});

test('delivers at least once, and does not wait for long after an outage', () => {
  const [{ splunk: output, tls }] = forwarder({}, { splunk: { ...splunk, trust: TlsTrust.secret('splunk-ca', 'ca.pem') } }).spec.outputs;
  expect(output).toEqual({
    url: 'https://splunk.example.com:8088', authentication: { token: { secretName: 'splunk', key: 'hecToken' } }, source: 'kafka-replication',
    tuning: { deliveryMode: 'AtLeastOnce', compression: 'gzip', minRetryDuration: 1, maxRetryDuration: 30 },
  });
  expect(tls).toEqual({ ca: { secretName: 'splunk-ca', key: 'ca.pem' } });
});

test('takes payload key, source type, account and namespace', () => {
  const { metadata, spec } = forwarder({ payloadKey: '.structured', sourceType: 'kafka:mm2', serviceAccount: 'collector', namespace: 'openshift-logging' });
  expect(metadata).toMatchObject({ name: 'mm2-logs', namespace: 'openshift-logging' });
  expect(spec.serviceAccount).toEqual({ name: 'collector' });
  expect(spec.outputs[0].splunk).toMatchObject({ payloadKey: '.structured', sourceType: 'kafka:mm2' });
});

test('what a cluster administrator applies is a file of its own, with one right for one account', () => {
  const access = objects(new ClusterLogForwarderAccess(Testing.app(), 'cluster-admin', { namespace: 'mm2' }));
  expect(access.flatMap(schemaErrors)).toEqual([]);
  expect(access).toMatchObject([{
    kind: 'ClusterRoleBinding', roleRef: { kind: 'ClusterRole', name: 'collect-application-logs' }, subjects: [{ kind: 'ServiceAccount', name: 'mm2-log-collector', namespace: 'mm2' }],
  }]);
});
