import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { parse } from 'yaml';
import { SplunkForwardingProps, TlsTrust, VirtualMachineLogCollector, VirtualMachineRuntime } from '../../src';
import { chart, objects } from '../support/synth';
import { forwarded, replicationOf, splunk } from './forwarded';

let folder: string;
beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  folder = mkdtempSync(join(tmpdir(), 'kafka-replication-logs-'));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** Reads files of the bundle that a program writes. */
function bundle(props: Partial<SplunkForwardingProps> = {}): (file: string) => string {
  const scope = chart();
  const machines = new VirtualMachineRuntime();
  forwarded(scope, { forwarder: new VirtualMachineLogCollector(), ...props, replications: [replicationOf(scope, 'orders', { runtime: machines })] });
  objects(scope);
  machines.writeBundle(folder);
  return (file) => readFileSync(join(folder, 'mm2-orders', file), 'utf8');
}

test('the bundle has the layout, the collector\'s configuration and its unit, and the script installs them', () => {
  const file = bundle();
  expect(file('log4j2.properties')).toContain('"host":"${hostName}"');
  expect(file('bundle.conf')).toMatch(/^FILES=\(.*'log4j2\.properties'.*'log-collector\.yaml'.*'mm2-orders-logs\.service'\)$/m);
});

test('the collector reads MM2\'s lines from the journal and gives nothing up', () => {
  const { receivers, exporters, extensions, service } = parse(bundle({ index: 'kafka' })('log-collector.yaml'));
  expect(receivers['journald/mm2-orders']).toMatchObject({
    units: ['mm2-orders.service'], all: true, merge: true, convert_message_bytes: true, start_at: 'beginning', storage: 'file_storage', retry_on_failure: { enabled: true, max_elapsed_time: 0 },
  });
  expect(receivers['journald/mm2-orders'].resource).toEqual({ 'service.name': 'mm2-orders', 'com.splunk.index': 'kafka' });
  expect(exporters.splunk_hec).toMatchObject({
    endpoint: 'https://splunk.example.com:8088/services/collector', retry_on_failure: { max_elapsed_time: 0 }, sending_queue: { storage: 'file_storage' },
  });
  expect(extensions).toEqual({ file_storage: { directory: '/var/lib/mm2-orders-logs', timeout: '10s' } });
  expect(service.pipelines['logs/levels'].processors).toEqual(['memory_limiter', 'filter/mm2-orders-errors', 'filter/mm2-orders-warnings']);
  expect(service.pipelines.logs.processors).toEqual(['memory_limiter']);
});

test('token and authorities are files beside MM2\'s own secrets', () => {
  const file = bundle({ splunk: { ...splunk, trust: TlsTrust.secret('splunk-ca', 'ca.pem') } });
  const { token, tls } = parse(file('log-collector.yaml')).exporters.splunk_hec;
  expect(token).toBe('${file:/etc/kafka-replication/mm2-orders/secrets/splunk/hecToken}');
  expect(tls).toEqual({ ca_file: '/etc/kafka-replication/mm2-orders/secrets/splunk-ca/ca.pem' });
  // Without it the unit would not start: the script says so before it changes anything.
  expect(file('bundle.conf')).toContain('SECRETS=(\'splunk/hecToken\' \'splunk-ca/ca.pem\')\n');
  expect(file('mm2-orders-logs.service')).toContain('AssertPathExists=/etc/kafka-replication/mm2-orders/secrets/splunk/hecToken\n');
});

test('the unit runs the collector as MM2\'s account, which may read the journal', () => {
  const unit = bundle({ forwarder: new VirtualMachineLogCollector({ collector: '/opt/otelcol/otelcol', metricsPort: 8889 }) })('mm2-orders-logs.service').split('\n');
  expect(unit).toEqual(expect.arrayContaining([
    'User=kafka-replication', 'SupplementaryGroups=systemd-journal', 'StateDirectory=mm2-orders-logs', 'Restart=always', 'NoNewPrivileges=yes',
    'ExecStart=/opt/otelcol/otelcol --config=/etc/kafka-replication/mm2-orders/current/log-collector.yaml --feature-gates=stanza.synchronousLogEmitter',
  ]));
  expect(parse(readFileSync(join(folder, 'mm2-orders', 'log-collector.yaml'), 'utf8')).service.telemetry.metrics.readers[0].pull.exporter.prometheus).toMatchObject({ host: '127.0.0.1', port: 8889 });
});
