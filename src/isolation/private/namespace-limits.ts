import { ApiObject, Size, SizeRoundingBehavior } from 'cdk8s';
import { Problem, wholeNumberProblems } from '../../core/problem';
import { MirrorMaker2Replication } from '../../replication';
import { LobResourceQuota } from '../lob-resource-quota';
import { isFaulty } from './line-view';

/** What the workers of a replication take. */
export interface WorkerDemand {
  readonly workers: number;
  readonly cpuMillis: number;
  readonly memoryMebibytes: number;
}

/** What the manifest of the replication says, patches included; nothing where it says nothing. */
export function workerDemand(replication: MirrorMaker2Replication): WorkerDemand {
  if (isFaulty(replication)) {
    return { workers: 0, cpuMillis: 0, memoryMebibytes: 0 };
  }
  const { node, model } = replication;
  const resources = (node.defaultChild as ApiObject | undefined)?.toJson().spec?.resources;
  const amount = (text: unknown, unit: string) => typeof text === 'string' && text.endsWith(unit) ? Number.parseInt(text, 10) : 0;
  return { workers: model.workers, cpuMillis: amount(resources?.requests?.cpu, 'm'), memoryMebibytes: amount(resources?.limits?.memory, 'Mi') };
}

/** `spec` of the ResourceQuota (`v1`). */
export function resourceQuotaSpec({ cpuMillis, memory, pods }: LobResourceQuota, { workers }: WorkerDemand): object {
  const mebibytes = `${mebibytesOf(memory)}Mi`;
  return { hard: { 'requests.cpu': `${cpuMillis}m`, 'requests.memory': mebibytes, 'limits.memory': mebibytes, 'pods': String(pods ?? workers + 1) } };
}

/** `spec` of the LimitRange (`v1`): under a quota, Kubernetes admits no container that says nothing, such as the operator's init containers. */
export function limitRangeSpec(): object {
  return { limits: [{ type: 'Container', default: { memory: '256Mi' }, defaultRequest: { cpu: '50m', memory: '256Mi' } }] };
}

/** What is wrong with the quota: numbers, and less than the workers take. */
export function quotaProblems(prop: string, { cpuMillis, memory, pods }: LobResourceQuota, demand: WorkerDemand): Problem[] {
  const tooLittle = (member: string, given: number, each: number, unit: string): Problem[] => given >= demand.workers * each ? [] : [{
    prop: `${prop}.${member}`,
    problem: 'is less than the workers take',
    value: `${given}${unit}`,
    allowed: `at least ${demand.workers * each}${unit} for ${demand.workers} workers`,
    remedy: `raise ${member}, or give the workers less`,
  }];
  return [
    ...wholeNumberProblems(`${prop}.cpuMillis`, cpuMillis, 1, 1_000_000),
    ...wholeNumberProblems(`${prop}.pods`, pods, demand.workers, 10_000, 'raise pods, or lower workers'),
    ...tooLittle('cpuMillis', cpuMillis, demand.cpuMillis, ' thousandths of a core'),
    ...tooLittle('memory', mebibytesOf(memory), demand.memoryMebibytes, ' MiB'),
  ];
}

function mebibytesOf(size: Size): number {
  return Math.floor(size.toMebibytes({ rounding: SizeRoundingBehavior.NONE }));
}
