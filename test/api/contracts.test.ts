import { spawnSync } from 'child_process';
import { join, resolve } from 'path';
import { Duration } from 'cdk8s';
import manifest from '../../package.json';
import {
  EventStreamsOperatorRuntime, EventStreamsPlan, GroupSelection, IReplicationRuntime, KafkaCluster, KubernetesRuntime, MirrorMaker2Replication, Severity,
  StrimziRuntime, TlsTrust, TopicSelection, VirtualMachineRuntime,
} from '../../src';
import { CHECKS } from '../../src/probe/status-problems';
import { RULES } from '../../src/rules/rules';
import { cloud, onPrem } from '../support/clusters';
import { chart, objects, standardError } from '../support/synth';

/** What is known of it does not fit into a manifest. Its certificate is named by key, which every runtime resolves. */
const plant = KafkaCluster.of('kp-plant', { bootstrapServers: ['plant.example.com:9093'], trust: TlsTrust.secret('kp-plant-ca') })
  .withFacts({ kafkaVersion: '3.9.1', mayAlterTopics: undefined });

const root = resolve(__dirname, '../..');
const cases = join(root, 'test/strimzi-translation');

/** The compiled program as users run it. */
function run(...args: string[]): any {
  return JSON.parse(spawnSync(process.execPath, [join(root, 'lib/cli/main.js'), ...args, '--output', 'json'], { encoding: 'utf8' }).stdout);
}

// What others build on, and nobody may rename without a major version. Names of the API: assembly.test.ts; names of emitted objects: runtimes/strimzi.test.ts.

describe('names in the construct tree', () => {
  const image = `images.example.com/mm2@sha256:${'0'.repeat(64)}`;
  const pods = { namespace: 'mm2', createNamespace: true };

  test.each<[string, IReplicationRuntime, string[]]>([
    ['Strimzi', new StrimziRuntime(pods), ['Orders', 'Orders/Resource', 'Namespace-mm2']],
    ['the Event Streams operator', new EventStreamsOperatorRuntime(pods), ['Orders', 'Orders/Resource', 'Namespace-mm2']],
    ['Kubernetes', new KubernetesRuntime({ ...pods, image }), [
      'Orders', ...['ServiceAccount', 'Config', 'Resource', 'Rest', 'Connectors', 'DisruptionBudget', 'WorkersPolicy', 'ConnectorsPolicy'].map((id) => `Orders/${id}`), 'Namespace-mm2',
    ]],
    ['virtual machines', new VirtualMachineRuntime(), ['Orders']],
  ])('are those that addDependency, patches and cdk8s diffs of users refer to: %s', (_, runtime, ids) => {
    const scope = chart();
    new MirrorMaker2Replication(scope, 'Orders', { source: onPrem, target: cloud, topics: TopicSelection.named('orders'), groups: GroupSelection.all(), runtime });
    expect(scope.node.findAll().map(({ node }) => node.path)).toEqual(['test', ...ids.map((id) => `test/${id}`)]);
  });

  test('of Kubernetes without an operator: files that patches and the commands refer to', () => {
    const scope = chart();
    new MirrorMaker2Replication(scope, 'Orders', {
      source: onPrem, target: cloud, topics: TopicSelection.named('orders'), groups: GroupSelection.all(), runtime: new KubernetesRuntime({ image }),
    });
    let all: any[] = [];
    standardError(() => all = objects(scope));
    expect(Object.keys(all.find(({ kind }) => kind === 'ConfigMap').data).sort()).toEqual([
      'connect-distributed.properties', 'connect.sh', 'kp-local--kp-remote.MirrorCheckpointConnector.json', 'kp-local--kp-remote.MirrorSourceConnector.json', 'log4j2.properties',
    ]);
    expect(all.find(({ kind }) => kind === 'Deployment').spec.template.metadata.annotations).toEqual({ 'cdk8s-kafka-replication/checksum': expect.stringMatching(/^[0-9a-f]{64}$/) });
  });
});

describe('annotations', () => {
  test.each<[string, string, IReplicationRuntime]>([
    ['a KafkaMirrorMaker2 of Strimzi', 'KafkaMirrorMaker2', new StrimziRuntime()],
    ['a KafkaMirrorMaker2 of Event Streams', 'KafkaMirrorMaker2', new EventStreamsOperatorRuntime()],
    ['the ConfigMap of Kafka Connect', 'ConfigMap', new KubernetesRuntime({ image: `images.example.com/mm2@sha256:${'0'.repeat(64)}` })],
  ])('that carry what cannot be said by %s itself', (_, carrier, runtime) => {
    const scope = chart();
    new MirrorMaker2Replication(scope, 'Orders', {
      source: onPrem, target: cloud, topics: TopicSelection.named('orders'), acknowledge: { 'no-checkpoints': 'no consumer moves' },
      longestOutage: Duration.hours(36), runtime,
    }).addSource(plant, { topics: TopicSelection.named('orders') });
    let all: any[] = [];
    standardError(() => all = objects(scope));
    const { annotations } = all.find(({ kind }) => kind === carrier).metadata;
    expect(annotations).toEqual({
      'cdk8s-kafka-replication/acknowledged': '{"no-checkpoints":"no consumer moves"}',
      'cdk8s-kafka-replication/event-streams-plan': 'standard',
      'cdk8s-kafka-replication/facts': '{"kp-plant":{"kafkaVersion":"3.9.1"}}',
      'cdk8s-kafka-replication/longest-outage': '36h',
    });
  });
});

describe('words of findings', () => {
  test('severities', () => expect(Object.values(Severity)).toEqual(['error', 'warning', 'info']));

  test('plans', () => {
    expect([EventStreamsPlan.LITE, EventStreamsPlan.STANDARD, EventStreamsPlan.ENTERPRISE, EventStreamsPlan.ENTERPRISE_GEN2].map(({ name }) => name))
      .toEqual(['lite', 'standard', 'enterprise', 'enterprise-gen2']);
  });

  test('codes, each once: people acknowledge by them', () => {
    expect(RULES.map(({ code }) => code).sort()).toEqual([
      'acks-not-all', 'acl-sync-on', 'alias-contains-separator', 'alias-of-two-clusters', 'alias-overridden', 'broker-too-old', 'checkpoints-impossible',
      'comma-in-pattern', 'compression-lost', 'connector-disabled', 'connectors-disagree', 'converter-changes-records', 'copied-twice',
      'default-exclusions-lost', 'duplicate-connector', 'duplicates-after-crash', 'errors-tolerated', 'event-streams-acl-sync', 'event-streams-batch-size',
      'event-streams-lite', 'event-streams-no-credentials', 'event-streams-partitions', 'event-streams-replication-factor', 'event-streams-topic-configs',
      'event-streams-unknown-plan', 'exactly-once-contradicted', 'exactly-once-impossible', 'exactly-once-preparing', 'exactly-once-reads-uncommitted',
      'exactly-once-rights', 'far-from-target', 'ghost-topics', 'glob-as-regex', 'group-offsets-not-synced', 'groups-not-followed', 'host-name-check-off',
      'identity-loop', 'idle-workers', 'in-flight-without-idempotence', 'internal-rest-off', 'internal-topic-mirrored', 'interval-off-by-unit', 'invalid-pattern', 'key-ignored', 'literal-secret',
      'log-append-time', 'long-offset-flush', 'low-min-insync-replicas', 'low-replication-factor', 'memory-too-small', 'merged-topics', 'monitoring-cardinality',
      'no-checkpoints', 'no-source-connector', 'no-tasks', 'no-tls', 'not-idempotent', 'nothing-selected', 'offset-reset-latest', 'offset-reset-none',
      'offset-syncs-contradiction', 'operator-refuses', 'overrides-forbidden', 'partitions-fewer-at-target', 'partitions-more-at-target', 'producer-gives-up',
      'reads-uncommitted', 'record-too-large', 'retention-below-outage', 'same-alias-on-both-sides', 'same-cluster-on-both-sides', 'shared-internal-topic',
      'shared-storage-topic', 'shared-worker-group', 'single-worker', 'slow-failover', 'slow-refresh', 'source-config-dropped', 'taken-for-a-copy', 'target-auto-creates',
      'target-retention-shorter', 'tombstones-expire', 'too-many-in-flight', 'transaction-boundary-unsupported', 'transaction-outlives-timeout',
      'transaction-per-poll', 'transforms-present', 'unclean-election', 'wrong-client-prefix', 'wrong-type',
    ]);
  });
});

describe('words of status', () => {
  test('codes of problems', () => {
    expect(CHECKS.map(({ code }) => code)).toEqual([
      'missing', 'not-declared', 'connector-failed', 'other-state', 'task-failed', 'task-state', 'no-tasks', 'other-configuration',
    ]);
  });
});

describe('JSON of the CLI', () => {
  test('check', () => {
    const printed = run('check', join(cases, 'plain-minimal.yaml'), '--acknowledge', 'no-tls=a test');
    expect(Object.keys(printed)).toEqual(['findings']);
    expect([...new Set(printed.findings.map((finding: object) => Object.keys(finding).join(' ')))]).toEqual(expect.arrayContaining([
      'code severity resource path message remedy', 'code severity resource path message remedy acknowledged',
    ]));
  });

  test('match', () => {
    const printed = run('match', join(cases, 'plain-minimal.yaml'), '--topics', 'orders,__x');
    expect(Object.keys(printed)).toEqual(['flows', 'clashes', 'refused']);
    expect(Object.keys(printed.flows[0])).toEqual(['resource', 'connector', 'source', 'target', 'halted', 'topics', 'groups']);
    expect(printed.flows[0].topics.map((verdict: object) => Object.keys(verdict).join(' '))).toEqual(['name taken remoteTopic reasons', 'name taken reasons']);
  });

  test('effective', () => {
    const printed = run('effective', join(cases, 'plain-minimal.yaml'));
    expect(Object.keys(printed)).toEqual(['resource', 'workers', 'worker', 'connectors', 'defaults', 'provenance']);
    expect(Object.keys(printed.workers)).toEqual(['count', 'kafkaVersion', 'heapBytes', 'memoryLimitBytes']);
    expect(Object.keys(printed.connectors[0])).toEqual(['name', 'class', 'tasksMax', 'state', 'config']);
    for (const part of [printed.defaults, printed.provenance]) {
      expect(Object.keys(part)).toEqual(['worker', 'connectors']);
      expect(Object.keys(part.connectors)).toEqual(printed.connectors.map(({ name }: any) => name));
    }
  });

  test('effective, of what the operator refuses', () => {
    expect(Object.keys(run('effective', join(cases, 'bad-target-auth.yaml')))).toEqual(['resource', 'error']);
  });
});

describe('the package', () => {
  test('has one command', () => expect(manifest.bin).toEqual({ 'kafka-replication': 'lib/cli/main.js' }));

  test('lets nobody import its inside', () => {
    expect(Object.keys(manifest.exports)).toEqual(['.', './package.json', './.jsii', './.warnings.jsii.js']);
  });

  test('brings no version of cdk8s of its own', () => {
    expect(Object.keys(manifest.peerDependencies)).toEqual(['cdk8s', 'cdk8s-plus-27', 'constructs']);
    expect(Object.keys(manifest.dependencies)).toEqual(manifest.bundledDependencies);
  });
});
