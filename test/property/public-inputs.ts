import { readFileSync } from 'fs';
import { resolve } from 'path';

const PACKAGE = 'cdk8s-kafka-replication.';

/** Inputs that no program for a synth has. */
const ELSEWHERE = [
  'EffectiveConfig', 'EffectiveConnector.', 'EffectiveFlow.', 'EffectiveWorkers.', 'IgnoredKey.', 'Findings.', // results, and what they are made of
  'EventStreamsTarget(', 'ExternalSecrets(', 'MirrorMaker2Replication(', 'UserSecretMirror(', // scope and id: places in the tree
  'Lob', 'PodPeer.', 'KafkaAccess', 'AccessProvisioning.', 'AccessFilesOptions.', 'StrimziUsersOptions.', // lines of business: test/secrets/isolation-inputs.test.ts
  'SplunkForwarding', 'SplunkHecOptions.', 'ForwardedLogs.', 'LogStream.', 'ClusterLogForwarder', 'OpenTelemetry', 'LogCollectorAccessProps.', 'VirtualMachineLogCollector', // logs: test/logging
  'GrantOptions.', 'ConsumeOptions.', 'ProduceOptions.', 'ReplicateOptions.', 'ClientPropertiesOptions.',
  'AdditionalAlert.', 'AlertThresholds.', 'DurationThresholds.', 'NumberThresholds.', 'GrafanaOperatorOptions.', 'SidecarConfigMapOptions.', 'MirrorMaker2StateMetrics', // monitoring:
  'ReplicationMonitoring', 'ReplicationScaling', 'SlackOptions.', 'SlackRoute.', 'UserWorkloadMonitoring(', // test/secrets/monitoring-inputs.test.ts
];

/**
 * All inputs of the public API as the jsii assembly lists them: props of every struct that a caller passes (`Struct.prop`),
 * and other parameters of factories and constructors (`Class.factory(parameter)`).
 */
export function publicInputs(): Set<string> {
  const { types } = JSON.parse(readFileSync(resolve(__dirname, '../../.jsii'), 'utf8'));
  const found = new Set<string>();
  const visited = new Set<string>();

  const visitStructsIn = (type: any): void => {
    const fqn: string = type.fqn ?? type.collection?.elementtype.fqn ?? '';
    const struct = types[fqn];
    if (!struct?.datatype || visited.has(fqn)) return;
    visited.add(fqn);
    (struct.interfaces ?? []).forEach((base: string) => visitStructsIn({ fqn: base }));
    for (const prop of struct.properties ?? []) {
      found.add(`${fqn.slice(PACKAGE.length)}.${prop.name}`);
      visitStructsIn(prop.type);
    }
  };
  const visitParameters = (callable: string, parameters: any[] = []) => parameters.forEach(({ name, type }) => {
    if (types[type.fqn]?.datatype) visitStructsIn(type);
    else found.add(`${callable}(${name})`);
  });

  for (const { name, kind, methods = [], initializer } of Object.values<any>(types)) {
    if (kind !== 'class') continue;
    visitParameters(name, initializer?.parameters);
    for (const method of methods.filter((one: any) => one.static || one.returns?.type.fqn === PACKAGE + name)) {
      visitParameters(`${name}.${method.name}`, method.parameters);
    }
    methods.filter((one: any) => !one.static).forEach((method: any) => method.parameters?.forEach(({ type }: any) => visitStructsIn(type)));
  }
  return new Set([...found].filter((input) => !ELSEWHERE.some((prefix) => input.startsWith(prefix))));
}
