import { readFileSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';

const root = join(__dirname, '../..');
const assembly = JSON.parse(readFileSync(join(root, '.jsii'), 'utf8'));
const types: any[] = Object.values(assembly.types);

/** Members of a type that it declares itself: what is inherited or required by an interface is documented there. */
const members = types.flatMap((type) => [...type.properties ?? [], ...type.methods ?? []]
  .filter((member) => !member.overrides)
  .map((member) => ({ name: `${type.name}.${member.name}`, type, member })));
const optional = members.filter(({ type, member }) => member.optional && type.kind === 'interface');

function names(found: readonly { name: string }[]): string[] {
  return found.map(({ name }) => name);
}

test('the public names are these: adding is a feature, renaming or removing breaks users', () => {
  expect(types.map(({ name }) => name).sort()).toEqual([
    'AccessFilesOptions', 'AccessProvisioning', 'AdditionalAlert', 'AlertSeverity', 'AlertThresholds', 'AlertmanagerConfigVersion', 'AtLeastOnceOptions',
    'ByteRate', 'ClientPropertiesOptions', 'ClusterFacts', 'ClusterLogForwarder', 'ClusterLogForwarderAccess', 'ClusterLogForwarderProps', 'Compression',
    'ConfigMapKey', 'ConsumeOptions', 'CustomAuthenticationOptions', 'DashboardDelivery', 'DeliveryGuarantee', 'DurationThresholds', 'EffectiveConfig',
    'EffectiveConfigProps', 'EffectiveConnector', 'EffectiveFlow', 'EffectiveWorkers', 'EventStreamsApiVersion', 'EventStreamsOperatorRuntime',
    'EventStreamsOperatorRuntimeProps', 'EventStreamsOptions', 'EventStreamsPlan', 'EventStreamsServiceKey', 'EventStreamsTarget', 'EventStreamsTargetProps',
    'ExactlyOnceOptions', 'ExactlyOnceStage', 'ExternalSecrets', 'ExternalSecretsProps', 'Finding', 'Findings', 'ForwardedLogs', 'GrafanaOperatorOptions',
    'GrantOptions', 'GroupSelection', 'GroupType', 'IKafkaCluster', 'ILogForwarder', 'IReplication', 'IReplicationRuntime', 'IgnoredKey', 'KafkaAccess',
    'KafkaAccessProps', 'KafkaAuthentication', 'KafkaCluster', 'KafkaClusterOptions', 'KubernetesRuntime', 'KubernetesRuntimeProps', 'LatencyOptions',
    'LinkOptions', 'LobCredentials', 'LobIsolatedFlow', 'LobIsolatedFlowProps', 'LobNetworkOptions', 'LobResourceQuota', 'LobTeam',
    'LogCollectorAccessProps', 'LogStream', 'MirrorMaker2Replication', 'MirrorMaker2ReplicationProps', 'MirrorMaker2StateMetrics',
    'MirrorMaker2StateMetricsProps', 'MirrorOptions', 'MonitoringApiGroup', 'MutualTlsOptions', 'NamingPolicy', 'NumberThresholds', 'OAuthBearerOptions',
    'OpenTelemetryAccess', 'OpenTelemetryCollector', 'OpenTelemetryDaemonSet', 'OpenTelemetryDaemonSetProps', 'OpenTelemetryProps', 'OperatorRuntimeProps', 'PodPeer',
    'PrefixedNamingOptions', 'ProduceOptions', 'RemoteKey', 'ReplicateOptions', 'ReplicationFlow', 'ReplicationModel', 'ReplicationMonitoring',
    'ReplicationMonitoringProps', 'ReplicationScaling', 'ReplicationScalingProps', 'ReplicationTuning', 'RuntimeBinding', 'SecretKey', 'SecretStore',
    'SelectionOverlap', 'Severity', 'SidecarConfigMapOptions', 'SlackOptions', 'SlackRoute', 'SplunkForwarding', 'SplunkForwardingProps', 'SplunkHecOptions',
    'StrimziClusterOptions', 'StrimziRuntime', 'StrimziRuntimeProps', 'StrimziUsersOptions', 'TlsTrust', 'TopicFacts', 'TopicSelection',
    'TransactionBoundary', 'TuningOptions', 'UserSecretMirror', 'UserSecretMirrorProps', 'UserWorkloadMonitoring', 'VirtualMachineLogCollector',
    'VirtualMachineLogCollectorProps', 'VirtualMachineRuntime', 'VirtualMachineRuntimeProps', 'WorkerPodProps', 'WorkerSizeProps', 'WorkerStorage',
  ]);
});

test('every type is documented', () => {
  expect(names(types.filter(({ docs }) => !docs?.summary))).toEqual([]);
});

test('every member is documented', () => {
  expect(names(members.filter(({ member }) => !member.docs?.summary))).toEqual([]);
});

test('every optional prop says its default, as behaviour or value', () => {
  expect(names(optional.filter(({ member }) => !member.docs?.default || /^-?\s*undefined\s*$/.test(member.docs.default)))).toEqual([]);
});

test('every class that users make has an example', () => {
  const usable = types.filter((type) => type.kind === 'class' && !type.abstract
    && (type.initializer?.parameters?.length || type.methods?.some(({ static: isStatic }: any) => isStatic)));
  expect(names(usable.filter(({ docs }) => !docs?.example))).toEqual([]);
});

test('no signature has a union: jsii languages without unions would see any', () => {
  const unions = members.filter(({ member }) => JSON.stringify(member).includes('"union"'));
  expect(names(unions)).toEqual([]);
});

test('no signature shows a type of cdk8s-plus, whose name changes with every Kubernetes version', () => {
  expect(JSON.stringify(assembly.types)).not.toContain('cdk8s-plus');
});

test('nothing is exported that the assembly does not know', () => {
  const program = ts.createProgram([join(root, 'lib/index.d.ts')], { module: ts.ModuleKind.Node16, target: ts.ScriptTarget.ES2022, skipLibCheck: true });
  const checker = program.getTypeChecker();
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(join(root, 'lib/index.d.ts'))!)!).map(({ name }) => name);
  expect(exported.filter((name) => !types.some((type) => type.name === name))).toEqual([]);
});
