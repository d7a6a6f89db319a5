import {
  DeliveryGuarantee, EffectiveConfig, EffectiveConnector, EventStreamsOperatorRuntime, GroupSelection, IReplicationRuntime, KubernetesRuntime, MirrorMaker2Replication,
  MirrorMaker2ReplicationProps, NamingPolicy, ReplicationTuning, StrimziRuntime, TopicSelection, VirtualMachineRuntime,
} from '../../src';
import { cloud, onPrem } from '../support/clusters';
import { chart } from '../support/synth';

/** The same model on every runtime does the same. What may differ stands here, with the reason. */
const DIFFERENCES: readonly { readonly part: 'worker' | 'connector'; readonly keys: RegExp; readonly runtime?: string; readonly why: string }[] = [
  { part: 'worker', keys: /^config\.providers/, why: 'each place keeps secrets in its own way' },
  { part: 'worker', keys: /^(listeners|rest\.advertised\.(host\.name|port))$/, why: 'how workers reach each other belongs to the place' },
  { part: 'worker', keys: /^plugin\.path$/, why: 'operators keep plug-ins in a folder of their images; MM2 itself is on the class path' },
  { part: 'worker', keys: /^client\.id$/, runtime: 'virtual machines', why: 'dedicated mode names clients by the flow' },
  { part: 'connector', keys: /^(name|connector\.class|tasks\.max|enabled)$/, runtime: 'virtual machines', why: 'dedicated mode writes them into the configuration itself' },
  { part: 'connector', keys: /^(config\.providers|emit\.heartbeats\.enabled$|emit\.checkpoints\.enabled$)/, runtime: 'virtual machines', why: 'dedicated mode tells connectors what it is told itself' },
  { part: 'connector', keys: /^(source|target)\.(producer|consumer|admin)\./, runtime: 'virtual machines', why: 'dedicated mode repeats for each client how its cluster is reached' },
  {
    part: 'connector', keys: /^target\.cluster\.(?!alias$|bootstrap\.servers$|security\.|sasl\.|ssl\.)/, runtime: 'virtual machines',
    why: 'dedicated mode repeats the workers\' keys, and MM2 drops them (MirrorClientConfig.CLIENT_CONFIG_DEF)',
  },
  {
    part: 'connector', keys: /^exactly\.once\.support$/, runtime: 'virtual machines',
    why: 'all connectors of a flow read the same keys, and the checkpoint connector would be refused; the source connector is exactly-once without it',
  },
];

const image = `images.example.com/mm2@sha256:${'0'.repeat(64)}`;
const RUNTIMES: { readonly [name: string]: () => IReplicationRuntime } = {
  'Event Streams operator': () => new EventStreamsOperatorRuntime(),
  'Kubernetes': () => new KubernetesRuntime({ image }),
  'virtual machines': () => new VirtualMachineRuntime(),
};

const MODELS: { readonly [name: string]: Partial<MirrorMaker2ReplicationProps> } = {
  'the defaults': {},
  'groups and exclusions': { topics: TopicSelection.all().excluding('test-.*'), groups: GroupSelection.matching('app-.*').excluding('app-test') },
  'exactly-once': { delivery: DeliveryGuarantee.exactlyOnce(), groups: GroupSelection.all() },
  'identity naming': { naming: NamingPolicy.identity() },
  'another separator': { naming: NamingPolicy.prefixed({ separator: '__' }), groups: GroupSelection.all() },
  'throughput': { tuning: ReplicationTuning.throughput(), tasksMax: 7, name: 'orders.eu' },
  'raw settings': { workerConfig: { 'offset.flush.timeout.ms': '20000' }, sourceConnectorConfig: { 'offset.lag.max': '50', 'topics.exclude': 'a\\.b' } },
};

beforeEach(() => {
  // Warnings of the rules are the business of other tests.
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());

function effective(runtime: IReplicationRuntime, props: Partial<MirrorMaker2ReplicationProps>): EffectiveConfig {
  const { binding } = new MirrorMaker2Replication(chart(), 'Orders', { source: onPrem, target: cloud, topics: TopicSelection.named('orders'), runtime, ...props });
  return binding.effectiveConfig();
}

/** Settings as Kafka reads them, without what may differ, and with secrets wherever they are. */
function comparable(settings: { readonly [key: string]: unknown }, part: 'worker' | 'connector', runtime: string): { [key: string]: string } {
  const mayDiffer = (key: string) => DIFFERENCES.some((row) => row.part === part && (row.runtime === undefined || row.runtime === runtime) && row.keys.test(key));
  return Object.fromEntries(Object.entries(settings).filter(([key]) => !mayDiffer(key)).map(([key, value]) => [key, String(value).replace(/\$\{[^}]+\}/g, '${…}')]));
}

const typeOf = ({ connectorClass }: EffectiveConnector) => connectorClass.replace(/^.*\./, '');
/** Dedicated mode has a heartbeat connector without tasks; no other runtime has it. */
const copying = ({ connectors }: EffectiveConfig) => connectors.filter((connector) => typeOf(connector) !== 'MirrorHeartbeatConnector');

describe.each(Object.entries(MODELS))('%s', (_, props) => {
  const strimzi = effective(new StrimziRuntime(), props);

  test.each(Object.entries(RUNTIMES))('the workers are told the same as on Strimzi: %s', (name, runtime) => {
    expect(comparable(effective(runtime(), props).worker, 'worker', name)).toEqual(comparable(strimzi.worker, 'worker', name));
  });

  test.each(Object.entries(RUNTIMES))('there are the same connectors: %s', (_name, runtime) => {
    expect(copying(effective(runtime(), props)).map(typeOf).sort()).toEqual(copying(strimzi).map(typeOf).sort());
  });

  test.each(Object.entries(RUNTIMES))('each connector is told the same: %s', (name, runtime) => {
    const config = effective(runtime(), props);
    for (const connector of copying(strimzi)) {
      const expected = comparable(connector.config, 'connector', name);
      const actual = comparable(config.connectors.find((other) => typeOf(other) === typeOf(connector))!.config, 'connector', name);
      // In dedicated mode each connector also gets what only the other one reads.
      const others = name === 'virtual machines' ? strimzi.connectors.flatMap((other) => Object.keys(other.config)) : [];
      expect(Object.fromEntries(Object.entries(actual).filter(([key]) => key in expected || !others.includes(key)))).toEqual(expected);
    }
  });

  test.each(Object.entries(RUNTIMES))('the source connector has as many tasks: %s', (_name, runtime) => {
    const tasksOf = (config: EffectiveConfig) => config.connectors.find((connector) => typeOf(connector) === 'MirrorSourceConnector')!.tasksMax;
    expect(tasksOf(effective(runtime(), props))).toBe(tasksOf(strimzi));
  });
});

test('every difference is one that there is', () => {
  const seen = Object.values(MODELS).flatMap((props) => Object.entries({ Strimzi: () => new StrimziRuntime(), ...RUNTIMES }).flatMap(([name, runtime]) => {
    const { worker, connectors } = effective(runtime(), props);
    return [...Object.keys(worker).map((key) => ({ part: 'worker', key, name })), ...connectors.flatMap(({ config }) => Object.keys(config).map((key) => ({ part: 'connector', key, name })))];
  }));
  // Of what a runtime leaves out, the others are the proof.
  expect(DIFFERENCES.filter(({ part, keys }) => !seen.some((one) => one.part === part && keys.test(one.key)))).toEqual([]);
});
