import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { KafkaAuthentication, KafkaCluster } from '../../clusters';
import { ByteRate } from '../../core';
import { Expectation, isMap, isText, refuseOtherTypes } from '../../core/argument-types';
import { dnsLabelProblems } from '../../core/kubernetes-names';
import { Problem } from '../../core/problem';
import { looksLikeSecret } from '../../core/secret-text';
import { MirrorMaker2Replication } from '../../replication';
import { AccessProvisioning } from '../access-provisioning';
import { LobIsolatedFlowProps } from '../lob-isolated-flow-props';
import { quotaProblems, workerDemand } from './namespace-limits';
import { networkProblems } from './network-policies';
import { teamProblems } from './team-role';

const isCluster = (value: any) => value?.cluster instanceof KafkaCluster;
const isLogin = (value: unknown) => value instanceof KafkaAuthentication;
const isProvisioning = (value: unknown) => value instanceof AccessProvisioning;
const provisioning = 'an AccessProvisioning, such as AccessProvisioning.script()';

const EXPECTATIONS: readonly Expectation[] = [
  { prop: 'lineOfBusiness', required: true, is: isText, kind: 'a text' },
  { prop: 'source', required: true, is: isCluster, kind: 'a KafkaCluster or a construct that stands for one' },
  { prop: 'target', required: true, is: isCluster, kind: 'a KafkaCluster or a construct that stands for one' },
  { prop: 'credentials', required: true, is: (value) => isLogin(value?.source) && isLogin(value?.target), kind: 'a KafkaAuthentication for source and one for target' },
  { prop: 'budget', required: true, is: (value) => value instanceof ByteRate, kind: 'a ByteRate, such as ByteRate.of(Size.mebibytes(5))' },
  { prop: 'namespace', is: isText, kind: 'a text' },
  { prop: 'sourceAlias', is: isText, kind: 'a text' },
  { prop: 'targetAlias', is: isText, kind: 'a text' },
  { prop: 'sourceProvisioning', is: isProvisioning, kind: provisioning },
  { prop: 'targetProvisioning', is: isProvisioning, kind: provisioning },
  { prop: 'sourceAccessScope', is: Construct.isConstruct, kind: 'a construct, such as a Chart' },
  { prop: 'targetAccessScope', is: Construct.isConstruct, kind: 'a construct, such as a Chart' },
  { prop: 'team', is: isMap, kind: 'an object with a group' },
  { prop: 'network', is: isMap, kind: 'an object' },
  { prop: 'resourceQuota', is: (value) => value?.memory instanceof Size && typeof value.cpuMillis === 'number', kind: 'an object with cpuMillis and memory' },
];

/** Longest name of a line: with it, the namespace and most resource names are short enough. */
const MAX_LINE = 30;

/** Refuses props without which there is nothing to build. */
export function requireLobTypes(path: string, props: object): void {
  refuseOtherTypes(path, '', EXPECTATIONS, props);
}

/** The line's name as part of other names; a stand-in for one that fails the synth, so that only that is said. */
export function nameOfLine({ lineOfBusiness }: LobIsolatedFlowProps): string {
  return lineProblems(lineOfBusiness).length === 0 ? lineOfBusiness : 'line';
}

/** What is wrong with the props of a line, those of the replication and of the rights aside. */
export function lobProblems(props: LobIsolatedFlowProps, replication: MirrorMaker2Replication): Problem[] {
  const { lineOfBusiness, budget, namespace, runtime, team, network, resourceQuota } = props;
  return [
    ...lineProblems(lineOfBusiness),
    ...(budget.toBytesPerSecond() > 0 ? [] : [{ prop: 'budget', problem: 'is nothing', allowed: 'more than nothing' }]),
    ...(namespace !== undefined && runtime !== undefined && namespace !== replication.binding.namespace ? [{
      prop: 'namespace', problem: 'is not that of the runtime', value: namespace, remedy: 'give the namespace to the runtime only',
    }] : []),
    ...(replication.model.flows.length === 1 ? [] : [{
      prop: 'replication', problem: 'has more than one source', allowed: 'the source of the line', remedy: 'make the other source a flow of its own',
    }]),
    ...(team ? teamProblems('team', team) : []),
    ...(network ? networkProblems('network', network, props.source.cluster, props.target.cluster) : []),
    ...(resourceQuota ? quotaProblems('resourceQuota', resourceQuota, workerDemand(replication)) : []),
  ];
}

function lineProblems(name: string): Problem[] {
  const problems = dnsLabelProblems('lineOfBusiness', name, MAX_LINE);
  return problems.length > 0 || !looksLikeSecret(name) ? problems : [{ prop: 'lineOfBusiness', problem: 'looks like a secret' }];
}
