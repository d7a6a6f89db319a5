import { Construct } from 'constructs';
import {
  ClusterLogForwarder, IReplication, IReplicationRuntime, KafkaCluster, OpenTelemetryDaemonSet, RuntimeBinding, SecretKey, SplunkForwardingProps,
  SplunkHecOptions, StrimziRuntime, TlsTrust, TopicSelection, VirtualMachineLogCollector, VirtualMachineRuntime,
} from '../../src';
import { schemaErrors } from '../schemas/schema-errors';
import { App, chart, Chart, objects, only, refusals } from '../support/synth';
import { forwarded, IMAGE, onKubernetes, POD_FORWARDERS, replicationOf, splunk } from './forwarded';

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());

describe('the layout', () => {
  test('is a ConfigMap that MM2 is told to use, on Strimzi and without an operator', () => {
    const scope = chart();
    const replications = [replicationOf(scope), replicationOf(scope, 'readings', { runtime: onKubernetes() })];
    forwarded(scope, { replications, linesOfBusiness: { orders: 'retail' } });
    const all = objects(scope);
    const layout = (name: string) => all.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === name).data['log4j2.properties'];
    expect(all.find(({ kind }) => kind === 'KafkaMirrorMaker2').spec.logging).toEqual({ type: 'external', valueFrom: { configMapKeyRef: { name: 'mm2-orders-log', key: 'log4j2.properties' } } });
    expect(layout('mm2-orders-log')).toContain('"line_of_business":"retail","namespace":"mm2"');
    expect(layout('mm2-readings-log')).not.toContain('line_of_business');
    expect(JSON.stringify(all.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'mm2-readings'))).toContain('/log/log4j2.properties');
  });

  test('stays plain text where nobody forwards', () => {
    const scope = chart();
    replicationOf(scope);
    expect(only(scope, 'KafkaMirrorMaker2').spec.logging).toBeUndefined();
  });

  test('comes after the namespace that the chart of the replication makes, whatever the charts are called', () => {
    const app = new App();
    const logs = new Chart(app, 'logs');
    const replication = replicationOf(new Chart(app, 'replications'), 'orders', { runtime: new StrimziRuntime({ namespace: 'mm2', createNamespace: true }) });
    forwarded(logs, { replications: [replication] });
    app.synthYaml();
    expect(app.charts.map(({ node }) => node.id)).toEqual(['replications', 'logs']);
  });

  test('knows sources that are added later', () => {
    const scope = chart();
    const replication = replicationOf(scope);
    forwarded(scope, { replications: [replication] });
    replication.addSource(KafkaCluster.of('plant-b', { bootstrapServers: ['plant-b:9092'] }), { topics: TopicSelection.named('readings') });
    expect(objects(scope).find(({ metadata }) => metadata.name === 'mm2-orders-log').data['log4j2.properties']).not.toContain('"source":"kp-local"');
  });
});

describe.each(Object.entries(POD_FORWARDERS))('%s', (_, forwarder) => {
  test('every object fits the strict schema of its kind, rules in CEL too', () => {
    const scope = chart();
    forwarded(scope, {
      forwarder: forwarder(), replications: [replicationOf(scope), replicationOf(scope, 'readings', { runtime: onKubernetes() }), replicationOf(scope, 'returns.eu')],
      linesOfBusiness: { orders: 'retail' }, indexes: { retail: 'retail_kafka' }, index: 'kafka_replication', labels: { team: 'data' }, splunk: { ...splunk, trust: TlsTrust.secret('splunk-ca', 'ca.crt') },
    });
    expect(objects(scope).flatMap(schemaErrors)).toEqual([]);
  });

  test('the token is referred to by Secret and key', () => {
    const scope = chart();
    forwarded(scope, { forwarder: forwarder() });
    const text = JSON.stringify(objects(scope));
    expect(text).toMatch(/"(secretName|name)":"splunk"/);
    expect(text).toContain('"key":"hecToken"');
  });

  test('fails on machines', () => {
    const scope = chart();
    forwarded(scope, { forwarder: forwarder(), replications: [replicationOf(scope, 'orders', { runtime: new VirtualMachineRuntime() })] });
    expect(refusals(scope)).toContain('[test/Logs] replications[0] runs on machines, where this forwarder does not read; forward it by a SplunkForwarding of its own, with VirtualMachineLogCollector');
  });

  test('fails without a known namespace', () => {
    const scope = chart();
    forwarded(scope, { forwarder: forwarder(), replications: [replicationOf(scope, 'orders', { runtime: new StrimziRuntime() })] });
    expect(refusals(scope)).toContain('[test/Logs] replications[0] has no known namespace; set namespace of its runtime, or of its chart');
  });

  test('fails when nothing tells the pods from others of a shared namespace', () => {
    const scope = chart();
    forwarded(scope, { forwarder: forwarder(), replications: [replicationOf(scope, 'orders', { runtime: new UnlabelledRuntime() })] });
    expect(refusals(scope)).toContain('[test/Logs] replications[0] has no labels by which its pods are selected, so all logs of the namespace would be forwarded, those of others too, got "shared"; '
      + 'let podSelector of its RuntimeBinding name labels that only its pods have');
  });
});

describe('bad input', () => {
  const refused = (props: Partial<SplunkForwardingProps>) => {
    const scope = chart();
    forwarded(scope, props);
    return refusals(scope);
  };
  const hec = (options: Partial<SplunkHecOptions>) => refused({ splunk: { ...splunk, ...options } });

  test('http instead of https is refused', () => {
    expect(hec({ url: 'http://splunk.example.com:8088' })).toEqual([
      '[test/Logs] splunk.url shows token and log to everybody on the way, got "http://splunk.example.com:8088"; https; serve TLS, or say in acknowledgePlainHttp why nobody listens there',
    ]);
  });

  test('http with a reason is accepted', () => {
    expect(hec({ url: 'http://splunk.logging.svc:8088', acknowledgePlainHttp: 'a mesh encrypts it' })).toEqual([]);
  });

  test('a reason without http is refused', () => {
    expect(hec({ acknowledgePlainHttp: 'why not' })).toEqual(['[test/Logs] splunk.acknowledgePlainHttp has nothing to acknowledge; leave it out']);
  });

  test.each(['splunk.example.com:8088', 'https://splunk.example.com:8088/services/collector', 'https://me:secret@splunk.example.com', 'https://splunk.example.com/?token=a'])('an address that is more or less than one: %s', (url) => {
    const messages = hec({ url });
    expect(messages).toContainEqual(expect.stringMatching(/^\[test\/Logs\] splunk\.url is not the address of an HTTP Event Collector/));
    expect(messages.join()).not.toContain('me:secret');
  });

  test('a token itself is refused, and not shown', () => {
    const [message, ...others] = hec({ token: '00000000-aaaa-bbbb-cccc-000000000000' as unknown as SecretKey });
    expect(message).toBe('[test/Logs] splunk.token is not a reference to a Secret; SecretKey.of(secretName, key); put the token into a Secret; if this was the token, Splunk should get a new one');
    expect(others).toEqual([]);
  });

  test('a glob of authorities is refused', () => {
    expect(hec({ trust: TlsTrust.secret('ca', '*.crt') })).toEqual(['[test/Logs] splunk.trust.certificate is a glob, got "*.crt"; the key of one PEM file, which may hold several certificates']);
  });

  test.each(['Kafka', '_internal', '-kafka', 'kafka replication', 'kafka.replication', ''])('an index that Splunk refuses: %s', (index) => {
    expect(refused({ index })).toEqual([expect.stringContaining('[test/Logs] index is not a name that Splunk takes for an index')]);
    expect(refused({ linesOfBusiness: { orders: 'retail' }, indexes: { retail: index } })).toEqual([expect.stringContaining('[test/Logs] indexes["retail"] is not a name that Splunk takes for an index')]);
  });

  test('a source type without payload key is refused', () => {
    expect(refused({ forwarder: new ClusterLogForwarder({ sourceType: 'kafka:mm2' }) })).toEqual([
      '[test/Logs] forwarder.sourceType needs payloadKey, got "kafka:mm2"; set payloadKey, such as ".structured", or leave sourceType to Vector, which says "_json"',
    ]);
    expect(refused({ forwarder: new ClusterLogForwarder({ sourceType: 'kafka:mm2', payloadKey: '.structured' }) })).toEqual([]);
  });

  test.each<[string, Partial<SplunkForwardingProps>, string]>([
    ['no replication', { replications: [] }, 'replications is empty'],
    ['a line of a replication that is not there', { linesOfBusiness: { others: 'retail' } }, 'linesOfBusiness["others"] is not a replication that is forwarded here'],
    ['a line with a blank', { linesOfBusiness: { orders: 'fresh food' } }, 'linesOfBusiness["orders"] is not the name of a line of business'],
    ['an index of no line', { indexes: { retail: 'retail' } }, 'indexes["retail"] is the line of no replication'],
    ['an address of a runbook with anchor', { runbookUrl: 'https://docs.example.com/a#b' }, 'runbookUrl is not the address of a page'],
    ['a name that Kubernetes refuses', { name: 'MM2' }, 'name is not a Kubernetes name'],
    ['a label that Kubernetes refuses', { labels: { 'a b': 'c' } }, 'labels["a b"] is not a label key'],
    ['a path of a record that is none', { forwarder: new ClusterLogForwarder({ payloadKey: 'structured' }) }, 'forwarder.payloadKey is not a path in a record'],
    ['an account that is too short', { forwarder: new ClusterLogForwarder({ serviceAccount: 'mm2' }) }, 'forwarder.serviceAccount is not a name that ClusterLogForwarder takes'],
    ['an image without digest', { forwarder: new OpenTelemetryDaemonSet({ image: 'otelcol:latest' }) }, 'forwarder.image is whatever is the latest'],
    ['a namespace that is none', { forwarder: new OpenTelemetryDaemonSet({ image: IMAGE, namespace: 'A' }) }, 'forwarder.namespace is not a Kubernetes name'],
    ['pods for a collector on machines', { forwarder: new VirtualMachineLogCollector() }, 'replications[0] runs in pods'],
    ['a collector without path', { forwarder: new VirtualMachineLogCollector({ collector: 'otelcol' }) }, 'forwarder.collector is not a path'],
    ['a port that only root may use', { forwarder: new VirtualMachineLogCollector({ metricsPort: 80 }) }, 'forwarder.metricsPort is out of range'],
  ])('%s', (_, props, message) => {
    expect(refused(props).filter((line) => line.startsWith(`[test/Logs] ${message}`))).toHaveLength(1);
  });

  test('a replication that is listed twice, or forwarded twice', () => {
    const scope = chart();
    const replication = replicationOf(scope);
    forwarded(scope, { replications: [replication, replication] });
    expect(refusals(scope)).toEqual(['[test/Logs] replications[1] is listed twice, got "test/orders"; list it once']);
    const other = new Chart(scope, 'other', { namespace: 'mm2' });
    forwarded(other, { replications: [replication], name: 'others', forwarder: new ClusterLogForwarder({ serviceAccount: 'others' }) });
    expect(refusals(other)).toContain('[test/other/Logs] replications[0] is forwarded by test/Logs too, got "test/orders"; one forwarding for each replication; take it out of one: every line would be there twice');
  });

  test('what is no replication ends the program, with the path', () => {
    expect(() => forwarded(chart(), { replications: ['orders' as any] })).toThrow('[test/Logs] replications is not a list of replications');
  });
});

/** A runtime of somebody's own that forgot its labels. */
class UnlabelledRuntime implements IReplicationRuntime {
  private readonly strimzi = new StrimziRuntime({ namespace: 'shared' });

  public bind(scope: Construct, replication: IReplication): RuntimeBinding {
    return Object.assign(this.strimzi.bind(scope, replication), { podSelector: {} });
  }

  public validate(replication: IReplication): string[] {
    return this.strimzi.validate(replication);
  }
}
