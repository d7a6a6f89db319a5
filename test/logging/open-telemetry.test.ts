import { Testing } from 'cdk8s';
import { parse } from 'yaml';
import { ILogForwarder, MonitoringApiGroup, OpenTelemetryAccess, OpenTelemetryCollector, OpenTelemetryDaemonSet, SplunkForwardingProps, TlsTrust } from '../../src';
import { schemaErrors } from '../schemas/schema-errors';
import { chart, objects, only } from '../support/synth';
import { forwarded, IMAGE, onKubernetes, replicationOf, splunk } from './forwarded';

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());

function synthesized(forwarder: ILogForwarder, props: Partial<SplunkForwardingProps> = {}): any[] {
  const scope = chart();
  forwarded(scope, { forwarder, ...props, replications: [replicationOf(scope), replicationOf(scope, 'readings', { runtime: onKubernetes() })] });
  return objects(scope);
}

const daemonSet = (props: Partial<SplunkForwardingProps> = {}) => {
  const all = synthesized(new OpenTelemetryDaemonSet({ image: IMAGE }), props);
  const collector = all.find(({ kind }) => kind === 'DaemonSet');
  return { collector, pod: collector.spec.template.spec, config: parse(all.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'mm2-logs').data['collector.yaml']) };
};

test('the operator gets the same configuration as the DaemonSet', () => {
  const { spec } = synthesized(new OpenTelemetryCollector({ image: IMAGE })).find(({ kind }) => kind === 'OpenTelemetryCollector');
  expect(spec.config).toEqual(daemonSet().config);
  expect(spec).toMatchObject({ mode: 'daemonset', image: IMAGE, upgradeStrategy: 'none', args: { 'feature-gates': 'stanza.synchronousLogEmitter' } });
});

test('nothing is given up: positions and queue are on disk, retries never end', () => {
  const { config, pod } = daemonSet();
  const { storage, retry_on_failure: reading, start_at } = config.receivers['file_log/mm2-orders'];
  expect({ storage, reading, start_at }).toEqual({ storage: 'file_storage', reading: { enabled: true, max_elapsed_time: 0 }, start_at: 'beginning' });
  expect(config.exporters.splunk_hec).toMatchObject({ retry_on_failure: { enabled: true, max_elapsed_time: 0 }, sending_queue: { enabled: true, storage: 'file_storage' } });
  const { directory } = config.extensions.file_storage;
  const { name } = pod.containers[0].volumeMounts.find(({ mountPath }: any) => mountPath === directory);
  expect(pod.volumes.find((volume: any) => volume.name === name).hostPath).toEqual({ path: '/var/lib/otelcol-mm2-logs', type: 'DirectoryOrCreate' });
});

test('every receiver, processor and extension is in use, and defined', () => {
  const { config: { receivers, processors, exporters, extensions, service } } = daemonSet();
  const pipelines = Object.values<any>(service.pipelines);
  const used = (part: string) => [...new Set(pipelines.flatMap((pipeline) => pipeline[part]))].sort();
  expect({ receivers: used('receivers'), processors: used('processors'), exporters: used('exporters') }).toEqual({
    receivers: Object.keys(receivers).sort(), processors: Object.keys(processors).sort(), exporters: Object.keys(exporters).sort(),
  });
  expect([...service.extensions].sort()).toEqual(Object.keys(extensions).sort());
});

test('errors and warnings of each replication are counted beside the way to Splunk, from which nothing is kept back', () => {
  const { processors, service: { pipelines } } = daemonSet().config;
  expect(pipelines.logs).toMatchObject({ processors: ['memory_limiter'], exporters: ['splunk_hec'] });
  expect(pipelines['logs/levels']).toEqual({
    receivers: pipelines.logs.receivers,
    processors: ['memory_limiter', 'filter/mm2-orders-errors', 'filter/mm2-orders-warnings', 'filter/mm2-readings-errors', 'filter/mm2-readings-warnings'],
    exporters: ['nop'],
  });
  const { error_mode: mode, logs: { log_record: [condition, ...others] } } = processors['filter/mm2-orders-errors'];
  expect({ mode, others }).toEqual({ mode: 'ignore', others: [] });
  const [, resource, expression] = /^resource\.attributes\["service\.name"\] == "([^"]+)" and IsMatch\(body, "([^"\\]+)"\)$/.exec(condition)!;
  expect(resource).toBe('mm2-orders');
  const isCounted = (level: string) => new RegExp(expression).test(`{"time":"2026-11-24T14:00:00.000Z","level":"${level}","message":"\\"level\\":\\"ERROR"}`);
  expect(['ERROR', 'WARN', 'INFO'].map(isCounted)).toEqual([true, false, false]);
});

test('Prometheus finds the collectors where a PodMonitor is asked for, and else by their port alone', () => {
  expect(synthesized(new OpenTelemetryDaemonSet({ image: IMAGE })).filter(({ kind }) => kind === 'PodMonitor')).toEqual([]);
  const all = synthesized(new OpenTelemetryDaemonSet({ image: IMAGE, namespace: 'logging', podMonitor: MonitoringApiGroup.PROMETHEUS_OPERATOR }));
  const monitor = all.find(({ kind }) => kind === 'PodMonitor');
  const { spec: { template } } = all.find(({ kind }) => kind === 'DaemonSet');
  expect(schemaErrors(monitor)).toEqual([]);
  expect([monitor.apiVersion, monitor.metadata.namespace]).toEqual(['monitoring.coreos.com/v1', 'logging']);
  // Monitoring of user workloads looks in no other namespace than the monitor's.
  expect(monitor.spec.namespaceSelector).toBeUndefined();
  expect(template.metadata.labels).toEqual(monitor.spec.selector.matchLabels);
  const [{ port }] = monitor.spec.podMetricsEndpoints;
  expect(template.spec.containers[0].ports).toContainEqual({ name: port, containerPort: 8888 });
});

test('a PodMonitor of an unknown group is refused', () => {
  expect(() => synthesized(new OpenTelemetryDaemonSet({ image: IMAGE, podMonitor: 'monitoring.example.com' as MonitoringApiGroup })))
    .toThrow('forwarder.podMonitor is not an API group that has PodMonitors');
});

describe('the log of a replication is read, and no other', () => {
  const files: readonly [string, string, boolean][] = [
    ['mm2-orders', '/var/log/pods/mm2_mm2-orders-mirrormaker2-0_0f-1/mm2-orders-mirrormaker2/0.log', true],
    ['mm2-orders', '/var/log/pods/mm2_mm2-orders-mirrormaker2-11_0f-1/mm2-orders-mirrormaker2/3.log', true],
    ['mm2-orders', '/var/log/pods/other_mm2-orders-mirrormaker2-0_0f-1/mm2-orders-mirrormaker2/0.log', false],
    ['mm2-orders', '/var/log/pods/mm2_mm2-orders-mirrormaker2-0_0f-1/sidecar/0.log', false],
    ['mm2-orders', '/var/log/pods/mm2_mm2-orders-eu-mirrormaker2-0_0f-1/mm2-orders-eu-mirrormaker2/0.log', false],
    ['mm2-readings', '/var/log/pods/mm2_mm2-readings-6d8c9f7b5-x2x4z_0f-1/worker/0.log', true],
    ['mm2-readings', '/var/log/pods/mm2_mm2-readings-connectors-6d8c9f7b5-x2x4z_0f-1/connectors/0.log', false],
    ['mm2-readings', '/var/log/pods/mm2_mm2-readings-eu-6d8c9f7b5-x2x4z_0f-1/worker/0.log', false],
  ];

  test.each(files)('%s: %s', (resource, file, isRead) => {
    const { operators: [{ type, expr }] } = daemonSet().config.receivers[`file_log/${resource}`];
    expect(type).toBe('filter'); // drops what fits
    const [, expression] = /^not \(attributes\["log\.file\.path"\] matches "([^"\\]+)"\)$/.exec(expr)!;
    expect(new RegExp(expression).test(file)).toBe(isRead);
  });

  test('rotated files are read, compressed ones are not', () => {
    const { include, exclude } = daemonSet().config.receivers['file_log/mm2-orders'];
    expect(include).toEqual(['/var/log/pods/mm2_mm2-orders-*_*/mm2-orders-mirrormaker2/*.log', '/var/log/pods/mm2_mm2-orders-*_*/mm2-orders-mirrormaker2/*.log.*']);
    expect(exclude.every((glob: string) => /\.(gz|tmp)$/.test(glob))).toBe(true);
  });
});

test('the index of a line of business is that of its lines, and of no others', () => {
  const { receivers } = daemonSet({ index: 'kafka', linesOfBusiness: { orders: 'retail' }, indexes: { retail: 'retail_kafka' } }).config;
  expect(Object.entries<any>(receivers).map(([id, { resource }]) => [id, resource['com.splunk.index']])).toEqual([['file_log/mm2-orders', 'retail_kafka'], ['file_log/mm2-readings', 'kafka']]);
});

test('the token is a variable from its Secret, neither in the configuration nor in an argument', () => {
  const { config, pod } = daemonSet();
  expect(config.exporters.splunk_hec.token).toBe('${env:SPLUNK_HEC_TOKEN}');
  expect(pod.containers[0].env).toContainEqual({ name: 'SPLUNK_HEC_TOKEN', valueFrom: { secretKeyRef: { name: 'splunk', key: 'hecToken' } } });
  expect(pod.containers[0].args).toEqual(['--config=/etc/otelcol/config/collector.yaml', '--feature-gates=stanza.synchronousLogEmitter']);
});

test('authorities of one\'s own are mounted, and trusted', () => {
  const { config, pod } = daemonSet({ splunk: { ...splunk, trust: TlsTrust.secret('splunk-ca', 'ca.pem') } });
  expect(config.exporters.splunk_hec.tls).toEqual({ ca_file: '/etc/otelcol/ca/ca.pem' });
  expect(pod.volumes).toContainEqual({ name: 'ca', secret: { secretName: 'splunk-ca', items: [{ key: 'ca.pem', path: 'ca.pem' }] } });
});

test('the collector may ask Kubernetes nothing, and do nothing but read', () => {
  const all = synthesized(new OpenTelemetryDaemonSet({ image: IMAGE }));
  expect(all.filter(({ kind }) => /Role/.test(kind))).toEqual([]);
  expect(all.find(({ kind, metadata }) => kind === 'ServiceAccount' && metadata.name === 'mm2-log-collector').automountServiceAccountToken).toBe(false);
  expect(daemonSet().pod.containers[0].securityContext).toMatchObject({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true });
});

test('another configuration replaces the pods', () => {
  const digest = (props?: Partial<SplunkForwardingProps>) => daemonSet(props).collector.spec.template.metadata.annotations['cdk8s-kafka-replication/checksum'];
  expect(digest()).toBe(digest());
  expect(digest({ index: 'kafka' })).not.toBe(digest());
});

test('what a cluster administrator of OpenShift applies lets one account read files of the node, and nothing more', () => {
  const scope = new OpenTelemetryAccess(Testing.app(), 'cluster-admin', { namespace: 'logging' });
  const constraints = only(scope, 'SecurityContextConstraints');
  expect(schemaErrors(constraints)).toEqual([]);
  expect(constraints.users).toEqual(['system:serviceaccount:logging:mm2-log-collector']);
});
