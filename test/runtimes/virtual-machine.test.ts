import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App as RealApp, Duration, Size } from 'cdk8s';
import { DeliveryGuarantee, EffectiveConfig, Findings, GroupSelection, MirrorMaker2Replication, MirrorMaker2ReplicationProps, TopicSelection, VirtualMachineRuntime, VirtualMachineRuntimeProps } from '../../src';
import { readProperties } from '../../src/core/properties-text';
import { cloud, hub, onPrem } from '../support/clusters';
import { Chart, chart, objects, refusals } from '../support/synth';

const folder = mkdtempSync(join(tmpdir(), 'kafka-replication-bundle-'));
afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(() => {
  // Warnings of the rules are the business of other tests.
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());

const topics = TopicSelection.matching('kp-topic-.*');
const groups = GroupSelection.named('kp-users');
let count = 0;

/** A bundle that has been written, by file name. */
function bundle(
  props: Partial<MirrorMaker2ReplicationProps> = {}, machines: VirtualMachineRuntimeProps = {},
  prepare: (replication: MirrorMaker2Replication) => void = () => undefined,
) {
  const runtime = new VirtualMachineRuntime(machines);
  const replication = new MirrorMaker2Replication(chart(), 'Readings', { source: onPrem, target: cloud, topics, groups, runtime, ...props });
  prepare(replication);
  const directory = join(folder, String(++count));
  runtime.writeBundle(directory);
  const path = join(directory, 'mm2-kp-local-to-kp-remote');
  return { replication, path, file: (name: string) => readFileSync(join(path, name), 'utf8'), files: readdirSync(path).sort() };
}

const propertiesOf = ({ file }: { file: (name: string) => string }) => Object.fromEntries(readProperties(file('mm2.properties')));

describe('a bundle', () => {
  test('is written by a call, never by synth, and is no manifest', () => {
    const scope = chart();
    new MirrorMaker2Replication(scope, 'Readings', { source: onPrem, target: cloud, topics, groups, runtime: new VirtualMachineRuntime() });
    expect(objects(scope)).toEqual([]);
  });

  test('has these files, and a script that can be run', () => {
    const { files, path } = bundle();
    expect(files).toEqual([
      'README.md', 'bundle.conf', 'log-collector.yaml', 'log4j2.properties', 'mm2-kp-local-to-kp-remote.service', 'mm2.properties', 'mm2.sh', 'node.env.template', 'worker.env',
    ]);
    expect(files.filter((name) => statSync(join(path, name)).mode.toString(8).endsWith('755'))).toEqual(['mm2.sh']);
  });

  test('takes files of others, which replace its own, and installs them as a part of the release', () => {
    const { file } = bundle({}, {}, ({ binding }) => {
      expect([binding.addFile('log-collector.yaml', 'receivers: {}\n'), binding.addFile('other.service', '[Unit]\n')]).toEqual([true, true]);
    });
    expect([file('log-collector.yaml'), file('other.service')]).toEqual(['receivers: {}\n', '[Unit]\n']);
    expect(file('bundle.conf')).toMatch(/^FILES=\(.*'log-collector\.yaml' .*'other\.service'\)$/m);
  });

  test('is the same bundle, and so the same release, each time', () => {
    const [one, two] = [bundle(), bundle()];
    expect(one.files.map(one.file)).toEqual(two.files.map(two.file));
    expect(bundle({ tasksMax: 5 }).file('bundle.conf')).not.toBe(one.file('bundle.conf'));
  });

  test('holds no secret: properties name the files', () => {
    const properties = propertiesOf(bundle());
    expect(properties).toMatchObject({
      'kp-remote.sasl.jaas.config': expect.stringContaining('password="${secrets:/etc/kafka-replication/mm2-kp-local-to-kp-remote/secrets/es-api-secret:password}"'),
      'kp-local.ssl.truststore.certificates': '${secrets:/etc/kafka-replication/mm2-kp-local-to-kp-remote/secrets/kp-local-cluster-ca-cert:ca.crt}',
      'config.providers.secrets.param.allowed.paths': '/etc/kafka-replication/mm2-kp-local-to-kp-remote/secrets',
    });
  });

  test('lists the files of the secrets for the node to check', () => {
    expect(bundle().file('bundle.conf')).toContain('SECRETS=(\'es-api-secret/password\' \'kp-local-cluster-ca-cert/ca.crt\' \'mm2-kp-local-source/password\')');
  });
});

describe('mm2.properties', () => {
  test('keeps MM2\'s memory under the names that every runtime uses', () => {
    expect(propertiesOf(bundle())).toMatchObject({
      'clusters': 'kp-local,kp-remote',
      'kp-local->kp-remote.enabled': 'true',
      'kp-local->kp-remote.topics': 'kp-topic-.*',
      'kp-local->kp-remote.groups': 'kp-users',
      'kp-remote.group.id': 'kp-local-to-kp-remote-mm2',
      'kp-remote.config.storage.topic': 'mm2-configs.kp-local-to-kp-remote.internal',
    });
  });

  test('lets the nodes reach each other, at the address that each of them knows', () => {
    const properties = propertiesOf(bundle({}, { restPort: 18083 }));
    expect(properties).toMatchObject({
      'dedicated.mode.enable.internal.rest': 'true', 'listeners': 'http://${env:MM2_NODE_ADDRESS}:18083', 'config.providers.env.param.allowlist.pattern': '^MM2_NODE_ADDRESS$',
    });
  });

  test('starts no workers for the opposite direction', () => expect(propertiesOf(bundle())['emit.heartbeats.enabled']).toBe('false'));

  test('starts them where heartbeats are wanted, with a group and topics of their own at the source', () => {
    const properties = propertiesOf(bundle({ heartbeatInterval: Duration.seconds(5) }));
    expect(properties).toMatchObject({
      'emit.heartbeats.enabled': 'false',
      'kp-remote->kp-local.emit.heartbeats.enabled': 'true',
      'kp-remote->kp-local.emit.heartbeats.interval.seconds': '5',
      'kp-remote->kp-local.heartbeats.topic.replication.factor': '-1',
      'kp-local.group.id': 'kp-local-to-kp-remote-mm2-heartbeats',
      'kp-local.config.storage.topic': 'mm2-configs.kp-local-to-kp-remote.heartbeats.internal',
      'kp-local.offset.storage.topic': 'mm2-offsets.kp-local-to-kp-remote.heartbeats.internal',
      'kp-local.status.storage.topic': 'mm2-status.kp-local-to-kp-remote.heartbeats.internal',
      'kp-local.offset.storage.partitions': '1',
    });
  });

  test('is read as two groups of workers then: one that copies, one that emits into the source, neither with a key that nobody reads', () => {
    const configs = EffectiveConfig.fromMirrorMakerProperties(bundle({ heartbeatInterval: Duration.seconds(5) }).file('mm2.properties'));
    expect(configs.map(({ error, flows, worker, ignored }) => [error, flows.length, worker['group.id'], ignored])).toEqual([
      [undefined, 1, 'kp-local-to-kp-remote-mm2', []], [undefined, 0, 'kp-local-to-kp-remote-mm2-heartbeats', []],
    ]);
  });

  test('has no checkpoints where no groups are selected', () => {
    expect(propertiesOf(bundle({ groups: undefined }))['kp-local->kp-remote.emit.checkpoints.enabled']).toBe('false');
    expect(propertiesOf(bundle())).not.toHaveProperty(['kp-local->kp-remote.emit.checkpoints.enabled']);
  });

  test('requires exactly-once of no connector: all read the same keys, and only one of them knows what it is', () => {
    const properties = propertiesOf(bundle({ delivery: DeliveryGuarantee.exactlyOnce() }));
    expect(properties['kp-remote.exactly.once.source.support']).toBe('enabled');
    expect(properties['kp-local->kp-remote.consumer.isolation.level']).toBe('read_committed');
    expect(Object.keys(properties).filter((key) => key.endsWith('exactly.once.support'))).toEqual([]);
  });

  test('is read without a finding that is an error', () => {
    const [config, ...others] = EffectiveConfig.fromMirrorMakerProperties(bundle().file('mm2.properties'));
    expect([config.error, others]).toEqual([undefined, []]);
    expect(config.connectors.map(({ connectorClass }) => connectorClass.replace(/.*\./, ''))).toEqual(expect.arrayContaining(['MirrorSourceConnector', 'MirrorCheckpointConnector']));
  });
});

describe('the unit', () => {
  const unit = (machines?: VirtualMachineRuntimeProps) => bundle({}, machines).file('mm2-kp-local-to-kp-remote.service');

  test('runs dedicated MirrorMaker for the target, as nobody of importance', () => {
    expect(unit()).toContain('ExecStart=/opt/kafka/bin/connect-mirror-maker.sh /etc/kafka-replication/mm2-kp-local-to-kp-remote/current/mm2.properties --clusters kp-remote\n');
    expect(unit()).toMatch(/^User=kafka-replication$/m);
  });

  test('runs it for the source, too, where heartbeats are emitted into it', () => {
    expect(bundle({ heartbeatInterval: Duration.seconds(5) }).file('mm2-kp-local-to-kp-remote.service')).toContain('/mm2.properties --clusters kp-remote kp-local\n');
  });

  test.each(['NoNewPrivileges=yes', 'CapabilityBoundingSet=', 'ProtectSystem=strict', 'ProtectHome=yes', 'PrivateTmp=yes', 'SystemCallFilter=@system-service', 'RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX'])('is hardened: %s', (line) => {
    expect(unit().split('\n')).toContain(line);
  });

  test('starts again whatever ends it, and gives a stop time to store source positions', () => {
    expect(unit()).toMatch(/^Restart=always$/m);
    expect(unit()).toMatch(/^TimeoutStopSec=90$/m);
  });

  test('takes what the runtime is told', () => {
    const text = unit({ account: 'mirror', kafkaHome: '/srv/kafka', memory: Size.gibibytes(4) });
    expect(text).toMatch(/^User=mirror$/m);
    expect(text).toContain('ExecStart=/srv/kafka/bin/');
    expect(text).toMatch(/^MemoryMax=4096M$/m);
  });
});

describe('metrics and log layout', () => {
  const configMap = (scope: MirrorMaker2Replication) => new ApiObject(Chart.of(scope), 'Rules', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'rules' }, data: { 'rules.yaml': 'rules: []\n' } });

  test('are taken from the ConfigMap that somebody else made for them', () => {
    const { file } = bundle({}, { metricsPort: 19404 }, (replication) => {
      configMap(replication);
      replication.binding.useMetrics({ configMapName: 'rules', key: 'rules.yaml' });
      replication.binding.useLogLayout({ configMapName: 'rules', key: 'rules.yaml' });
    });
    expect([file('metrics.yaml'), file('log4j2.properties')]).toEqual(['rules: []\n', 'rules: []\n']);
    expect(file('worker.env')).toContain('KAFKA_OPTS="-javaagent:/opt/jmx-exporter/jmx_prometheus_javaagent.jar=19404:/etc/kafka-replication/mm2-kp-local-to-kp-remote/current/metrics.yaml"');
    expect(file('bundle.conf')).toContain('METRICS_AGENT=/opt/jmx-exporter/jmx_prometheus_javaagent.jar\n');
  });

  test('must be in this App', () => {
    expect(() => bundle({}, {}, ({ binding }) => binding.useMetrics({ configMapName: 'rules', key: 'rules.yaml' })))
      .toThrow('[test/Readings] ConfigMap rules with rules.yaml is not in this App; a bundle needs its content');
  });
});

describe('the binding', () => {
  test('selects no pod at all', () => {
    const { binding } = bundle().replication;
    expect(binding.podSelector).toEqual({ 'cdk8s-kafka-replication/virtual-machine': 'mm2-kp-local-to-kp-remote' });
    expect(binding).toMatchObject({ metricsPort: '9404', workerGroup: 'kp-local-to-kp-remote-mm2', logLabels: { 'service.name': 'mm2-kp-local-to-kp-remote' } });
  });

  test('says nothing of keys without effect, nor of idle workers, where heartbeats are wanted', () => {
    const { replication } = bundle({ heartbeatInterval: Duration.seconds(5) });
    const codes = Findings.of(replication.node.root).map(({ code }) => code);
    expect(codes.filter((code) => ['source-config-dropped', 'key-ignored', 'idle-workers'].includes(code))).toEqual([]);
  });

  test('knows its workers, and which prop each key comes from', () => {
    const config = bundle({ replicationFactor: 3 }).replication.binding.effectiveConfig();
    expect(config.workers).toEqual({ count: 2, heapBytes: 1024 * 2 ** 20, memoryLimitBytes: 1536 * 2 ** 20 });
    expect(config.workerProvenance['offset.storage.replication.factor']).toBe('prop:replicationFactor');
    const source = config.connectors.find(({ connectorClass }) => connectorClass.endsWith('MirrorSourceConnector'))!;
    expect(source.provenance).toMatchObject({ 'topics': 'prop:topics', 'producer.override.batch.size': 'library-default' });
  });
});

describe('fails', () => {
  const runtimes = (props: Partial<MirrorMaker2ReplicationProps>, machines: VirtualMachineRuntimeProps = {}) => {
    const scope = chart();
    new MirrorMaker2Replication(scope, 'Readings', { source: onPrem, target: cloud, topics, groups, runtime: new VirtualMachineRuntime(machines), ...props });
    return refusals(scope);
  };

  test.each<[string, VirtualMachineRuntimeProps, string]>([
    ['a port below 1024', { restPort: 80 }, 'runtime.restPort is out of range'],
    ['one port for two things', { restPort: 9404 }, 'runtime.metricsPort is in use by restPort'],
    ['root', { account: 'root' }, 'runtime.account may do everything'],
    ['a name that no account has', { account: 'A B' }, 'runtime.account is not the name of an account'],
    ['a folder that is none', { kafkaHome: '$(reboot)' }, 'runtime.kafkaHome is not a path'],
    ['a Kafka that the unit hides from the worker', { kafkaHome: '/home/kafka' }, 'runtime.kafkaHome is in /home, which is another folder to the worker, got "/home/kafka"; a path outside of /home'],
    ['an agent that the unit hides from the worker', { metricsAgent: '/tmp/agent.jar' }, 'runtime.metricsAgent is in /tmp, which is another folder to the worker'],
    ['a path that leads elsewhere', { kafkaHome: '/opt/../home/kafka' }, 'runtime.kafkaHome is not a path'],
    ['heap above the memory', { heap: Size.gibibytes(4), memory: Size.gibibytes(2) }, 'runtime.memory leaves no room beside the heap'],
  ])('%s', (_, machines, message) => {
    expect(runtimes({}, machines)).toContainEqual(expect.stringContaining(`[test/Readings] ${message}`));
  });

  test('two sources: dedicated mode would give their workers one group', () => {
    const scope = chart();
    new MirrorMaker2Replication(scope, 'Readings', { source: onPrem, target: cloud, topics, groups, runtime: new VirtualMachineRuntime() })
      .addSource(cloud.withAuthentication(cloud.authentication), { topics });
    expect(refusals(scope)).toContainEqual(expect.stringContaining('[test/Readings] addSource has no place in dedicated mode'));
  });

  test('two replications of one runtime: they would take each other\'s ports', () => {
    const scope = chart();
    const runtime = new VirtualMachineRuntime();
    new MirrorMaker2Replication(scope, 'A', { source: onPrem, target: cloud, topics, groups, runtime });
    new MirrorMaker2Replication(scope, 'B', { source: cloud, target: onPrem, topics: TopicSelection.named('other'), groups, runtime });
    expect(refusals(scope)).toContainEqual(expect.stringContaining('[test/B] runtime runs another replication at the same ports already, got "mm2-kp-local-to-kp-remote"'));
  });

  test('connectors that want one key differently', () => {
    const problems = runtimes({ sourceConnectorConfig: { 'admin.timeout.ms': '1' }, checkpointConnectorConfig: { 'admin.timeout.ms': '2' } });
    expect(problems).toContainEqual(expect.stringContaining('[test/Readings] checkpointConnectorConfig["admin.timeout.ms"] differs from the other connector\'s'));
  });

  test('certificates by pattern', () => {
    expect(runtimes({ target: hub })).toContainEqual(expect.stringContaining('target.trust.certificate is a pattern, which only operators resolve'));
  });

  test('a bundle in the folder that cdk8s empties', () => {
    const app = new RealApp({ outdir: join(folder, 'dist') });
    const runtime = new VirtualMachineRuntime();
    new MirrorMaker2Replication(new Chart(app, 'test'), 'Readings', { source: onPrem, target: cloud, topics, groups, runtime });
    expect(() => runtime.writeBundle(join(folder, 'dist', 'bundle'))).toThrow('which cdk8s empties; choose a directory beside it');
  });

  test('a bundle of what synth would refuse', () => {
    expect(() => bundle({ tasksMax: 0 })).toThrow('[test/Readings] tasksMax is out of range, got 0');
    expect(existsSync(join(folder, String(count), 'mm2-kp-local-to-kp-remote'))).toBe(false);
  });
});
