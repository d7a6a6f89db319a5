import { Duration } from 'cdk8s';
import {
  DeliveryGuarantee, EffectiveConfig, EffectiveConnector, EventStreamsApiVersion, EventStreamsOperatorRuntime, GroupSelection, IReplicationRuntime,
  KafkaAuthentication, KafkaCluster, KubernetesRuntime, MirrorMaker2Replication, MirrorMaker2ReplicationProps, NamingPolicy, ReplicationTuning,
  SecretKey, StrimziRuntime, TlsTrust, TopicSelection, VirtualMachineRuntime,
} from '../../src';
import { cloud, onPrem } from '../support/clusters';
import { chart } from '../support/synth';

jest.setTimeout(30_000);

type Part = 'worker' | 'connector';

/** The same model on every runtime does the same. What may differ from Strimzi stands here, with the reason. */
const DIFFERENCES: readonly { readonly part: Part; readonly keys: RegExp; readonly runtime?: string; readonly why: string }[] = [
  { part: 'worker', keys: /^config\.providers/, why: 'each place keeps secrets in its own way' },
  { part: 'worker', keys: /^(listeners|rest\.advertised\.(host\.name|port))$/, why: 'how workers reach each other belongs to the place' },
  { part: 'worker', keys: /^plugin\.path$/, why: 'operators keep plug-ins in a folder of their images; MM2 itself is on the class path' },
  { part: 'worker', keys: /^client\.id$/, runtime: 'virtual machines', why: 'dedicated mode names clients by the flow' },
  {
    part: 'worker', keys: /^(producer|consumer|admin)\.bootstrap\.servers$/, runtime: 'virtual machines',
    why: 'dedicated mode repeats for each client how its cluster is reached',
  },
  {
    part: 'connector', keys: /^target\.cluster\.(?!alias$|bootstrap\.servers$|security\.|sasl\.|ssl\.)/,
    why: 'operators and dedicated mode repeat the workers\' keys, and MM2 drops them (MirrorClientConfig.CLIENT_CONFIG_DEF)',
  },
  {
    part: 'connector', keys: /^(name|connector\.class|tasks\.max|enabled)$/, runtime: 'virtual machines',
    why: 'dedicated mode writes them into the configuration itself',
  },
  {
    part: 'connector', keys: /^(config\.providers|emit\.heartbeats\.enabled$|emit\.checkpoints\.enabled$)/, runtime: 'virtual machines',
    why: 'dedicated mode tells connectors what it is told itself',
  },
  {
    part: 'connector', keys: /^(source|target)\.(producer|consumer|admin)\./, runtime: 'virtual machines',
    why: 'dedicated mode repeats for each client how its cluster is reached',
  },
  {
    part: 'connector', keys: /^source\.cluster\.(?!alias$|bootstrap\.servers$|security\.|sasl\.|ssl\.)/, runtime: 'virtual machines',
    why: 'dedicated mode emits heartbeats by workers at the source, whose keys it repeats, and MM2 drops them',
  },
  {
    part: 'connector', keys: /^exactly\.once\.support$/, runtime: 'virtual machines',
    why: 'all connectors of a flow read the same keys, and the checkpoint connector would be refused; the source connector is exactly-once without it',
  },
];

const image = `images.example.com/mm2@sha256:${'0'.repeat(64)}`;
const RUNTIMES: { readonly [name: string]: () => IReplicationRuntime } = {
  'Event Streams operator': () => new EventStreamsOperatorRuntime(),
  'Event Streams operator, old API': () => new EventStreamsOperatorRuntime({ apiVersion: EventStreamsApiVersion.V1BETA2 }),
  'Kubernetes': () => new KubernetesRuntime({ image }),
  'virtual machines': () => new VirtualMachineRuntime(),
};
const runtimes = Object.entries(RUNTIMES);
const ALL: [string, () => IReplicationRuntime][] = [['Strimzi', () => new StrimziRuntime()], ...runtimes];

const overTls = (alias: string) => KafkaCluster.of(alias, {
  bootstrapServers: ['a.example.com:9093', 'b.example.com:9093'], trust: TlsTrust.secret(`${alias}-ca`), authentication: KafkaAuthentication.mutualTls({ secretName: `mm2-${alias}` }),
});

const MODELS: { readonly [name: string]: Partial<MirrorMaker2ReplicationProps> } = {
  'the defaults': {},
  'groups and exclusions': { topics: TopicSelection.all().excluding('test-.*'), groups: GroupSelection.matching('app-.*').excluding('app-test') },
  'exactly-once': { delivery: DeliveryGuarantee.exactlyOnce(), groups: GroupSelection.all() },
  'identity naming': { naming: NamingPolicy.identity() },
  'another separator': { naming: NamingPolicy.prefixed({ separator: '__' }), groups: GroupSelection.all() },
  'heartbeats': { heartbeatInterval: Duration.seconds(5) },
  'throughput': { tuning: ReplicationTuning.throughput(), tasksMax: 7, name: 'orders.eu' },
  'raw settings': { workerConfig: { 'offset.flush.timeout.ms': '20000' }, sourceConnectorConfig: { 'offset.lag.max': '50', 'topics.exclude': 'a\\.b' } },
  'client certificates': { source: overTls('kp-plant'), target: overTls('kp-hub') },
  'no TLS': { source: KafkaCluster.of('kp-dev', { bootstrapServers: ['kafka:9092'] }), target: KafkaCluster.of('kp-test', { bootstrapServers: ['kafka-2:9092'] }) },
  'SCRAM at the target': { source: cloud, target: onPrem.withAuthentication(KafkaAuthentication.scramSha512('mm2', SecretKey.of('mm2-target', 'password'))) },
};
const models = Object.entries(MODELS);

beforeEach(() => {
  // Warnings of the rules are the business of other tests.
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());

function replicate(runtime: IReplicationRuntime, props: Partial<MirrorMaker2ReplicationProps> = {}): MirrorMaker2Replication {
  return new MirrorMaker2Replication(chart(), 'Orders', { source: onPrem, target: cloud, topics: TopicSelection.named('orders'), runtime, ...props });
}

const effective = (runtime: IReplicationRuntime, props: Partial<MirrorMaker2ReplicationProps>) => replicate(runtime, props).binding.effectiveConfig();
const onStrimzi = (props: Partial<MirrorMaker2ReplicationProps>) => effective(new StrimziRuntime(), props);

const typeOf = ({ connectorClass }: EffectiveConnector) => connectorClass.replace(/^.*\./, '');
/** Dedicated mode has a heartbeat connector without tasks; no other runtime has it. */
const copying = ({ connectors }: EffectiveConfig) => connectors.filter((connector) => typeOf(connector) !== 'MirrorHeartbeatConnector');

type Told = { readonly [key: string]: unknown };

/** A key whose value is another than on Strimzi, as Kafka reads it, wherever secrets are. */
interface Difference {
  readonly runtime: string;
  readonly part: Part;
  readonly key: string;
  readonly strimzi?: string;
  readonly here?: string;
}

/** @param ignored keys that are there for another connector */
function differencesIn(runtime: string, part: Part, strimzi: Told, here: Told, ignored: readonly string[] = []): Difference[] {
  const read = (value: unknown) => value === undefined ? undefined : String(value).replace(/\$\{[^}]+\}/g, '${…}');
  return [...new Set([...Object.keys(strimzi), ...Object.keys(here)])].filter((key) => key in strimzi || !ignored.includes(key))
    .map((key): Difference => ({ runtime, part, key, strimzi: read(strimzi[key]), here: read(here[key]) }))
    .filter((difference) => difference.strimzi !== difference.here);
}

function differences(name: string, here: EffectiveConfig, strimzi: EffectiveConfig): Difference[] {
  // In dedicated mode each connector also gets what only the other one reads.
  const others = name === 'virtual machines' ? strimzi.connectors.flatMap(({ config }) => Object.keys(config)) : [];
  return [
    ...differencesIn(name, 'worker', strimzi.worker, here.worker),
    ...copying(strimzi).flatMap((connector) =>
      differencesIn(name, 'connector', connector.config, here.connectors.find((other) => typeOf(other) === typeOf(connector))?.config ?? {}, others)),
  ];
}

const explanations = ({ runtime, part, key }: Difference) =>
  DIFFERENCES.filter((row) => row.part === part && (row.runtime === undefined || row.runtime === runtime) && row.keys.test(key));

describe.each(models)('%s', (_model, props) => {
  test.each(runtimes)('the workers and each connector are told the same as on Strimzi: %s', (name, runtime) => {
    expect(differences(name, effective(runtime(), props), onStrimzi(props)).filter((difference) => explanations(difference).length === 0)).toEqual([]);
  });

  test.each(runtimes)('there are the same connectors, with as many tasks: %s', (_name, runtime) => {
    const tasks = (config: EffectiveConfig) => Object.fromEntries(copying(config).map((connector) => [typeOf(connector), connector.tasksMax]));
    const [here, strimzi] = [tasks(effective(runtime(), props)), tasks(onStrimzi(props))];
    expect(Object.keys(here).sort()).toEqual(Object.keys(strimzi).sort());
    expect(here.MirrorSourceConnector).toBe(strimzi.MirrorSourceConnector);
  });

  test.each(runtimes)('flows, number of workers and their memory are the same: %s', (_name, runtime) => {
    const sizes = ({ flows, workers }: EffectiveConfig) => ({
      flows: flows.map(({ source, target }) => [source, target]), count: workers?.count, heap: workers?.heapBytes, limit: workers?.memoryLimitBytes,
    });
    expect(sizes(effective(runtime(), props))).toEqual(sizes(onStrimzi(props)));
  });
});

test('every reason for a difference is needed', () => {
  const all = models.flatMap(([, props]) => runtimes.flatMap(([name, runtime]) => differences(name, effective(runtime(), props), onStrimzi(props))));
  const needed = all.map(explanations).filter(({ length }) => length === 1).map(([row]) => row.keys.source);
  expect(DIFFERENCES.map(({ keys }) => keys.source).filter((keys) => !needed.includes(keys))).toEqual([]);
});

describe('heartbeats are emitted into the source, and by nobody else', () => {
  const emitted = (runtime: IReplicationRuntime, props: Partial<MirrorMaker2ReplicationProps>) => replicate(runtime, props).binding._effectiveConfigs()
    .flatMap(({ connectors }) => connectors).filter((connector) => typeOf(connector) === 'MirrorHeartbeatConnector' && connector.config['emit.heartbeats.enabled'] !== 'false')
    .map(({ config }) => ['source.cluster.alias', 'target.cluster.alias', 'emit.heartbeats.interval.seconds', 'heartbeats.topic.replication.factor'].map((key) => String(config[key])));

  test.each(ALL.filter(([name]) => !name.endsWith('old API')))('%s', (_, runtime) => {
    expect(emitted(runtime(), { heartbeatInterval: Duration.seconds(5) })).toEqual([['kp-remote', 'kp-local', '5', '-1']]);
    expect(emitted(runtime(), {})).toEqual([]);
  });
});

describe('what dedicated mode repeats is what the connector is told about the cluster', () => {
  test.each(models)('%s', (_, props) => {
    for (const { config } of copying(effective(new VirtualMachineRuntime(), props))) {
      const repeated = Object.keys(config).flatMap((key) => {
        const [, side, name] = /^(source|target)\.(?:producer|consumer|admin)\.(.+)$/.exec(key) ?? [];
        return side === undefined ? [] : [[key, config[key], config[`${side}.cluster.${name}`]]];
      });
      expect(repeated.length).toBeGreaterThan(0);
      expect(repeated.filter(([, value, cluster]) => value !== cluster)).toEqual([]);
    }
  });
});

describe('names that MM2 remembers by, and that people look for, are the same', () => {
  test.each(ALL)('%s', (_, runtime) => {
    const { binding } = replicate(runtime(), { name: 'orders.eu' });
    expect(binding.workerGroup).toBe('orders.eu-mm2');
    expect(binding.effectiveConfig().worker).toMatchObject({
      'group.id': 'orders.eu-mm2',
      'config.storage.topic': 'mm2-configs.orders.eu.internal',
      'offset.storage.topic': 'mm2-offsets.orders.eu.internal',
      'status.storage.topic': 'mm2-status.orders.eu.internal',
    });
    expect(binding.effectiveConfig().flows.map(({ source, target }) => [source, target])).toEqual([['kp-local', 'kp-remote']]);
  });
});

/** By what pods are selected, lines of the log are labelled, and metrics are served. */
const BINDINGS: { readonly [runtime: string]: { readonly podSelector: object; readonly logLabels: object; readonly metricsPort: string } } = {
  'Strimzi': {
    podSelector: { 'strimzi.io/cluster': 'mm2-orders', 'strimzi.io/kind': 'KafkaMirrorMaker2' }, logLabels: { 'strimzi.io/cluster': 'mm2-orders' }, metricsPort: 'tcp-prometheus',
  },
  'Event Streams operator': {
    podSelector: { 'eventstreams.ibm.com/cluster': 'mm2-orders', 'eventstreams.ibm.com/kind': 'KafkaMirrorMaker2' }, logLabels: { 'eventstreams.ibm.com/cluster': 'mm2-orders' },
    metricsPort: 'tcp-prometheus',
  },
  'Event Streams operator, old API': {
    podSelector: { 'eventstreams.ibm.com/cluster': 'mm2-orders', 'eventstreams.ibm.com/kind': 'KafkaMirrorMaker2' }, logLabels: { 'eventstreams.ibm.com/cluster': 'mm2-orders' },
    metricsPort: 'tcp-prometheus',
  },
  'Kubernetes': {
    podSelector: {
      'app.kubernetes.io/name': 'mirror-maker-2', 'app.kubernetes.io/managed-by': 'cdk8s-kafka-replication', 'app.kubernetes.io/instance': 'mm2-orders',
      'app.kubernetes.io/component': 'worker',
    },
    logLabels: { 'app.kubernetes.io/instance': 'mm2-orders' },
    metricsPort: 'tcp-prometheus',
  },
  // Not by name: machines have no pods, and their port has a number only.
  'virtual machines': { podSelector: { 'cdk8s-kafka-replication/virtual-machine': 'mm2-orders' }, logLabels: { 'service.name': 'mm2-orders' }, metricsPort: '9404' },
};

describe('monitoring and log forwarding find a replication by these', () => {
  test.each(ALL)('%s', (name, runtime) => {
    const { podSelector, logLabels, metricsPort } = replicate(runtime(), { name: 'orders' }).binding;
    expect({ podSelector, logLabels, metricsPort }).toEqual(BINDINGS[name]);
  });

  test.each(ALL)('two replications are told apart: %s', (_, runtime) => {
    const [one, two] = ['orders', 'readings'].map((name) => replicate(runtime(), { name }).binding);
    expect(one.podSelector).not.toEqual(two.podSelector);
    expect(one.logLabels).not.toEqual(two.logLabels);
  });
});
