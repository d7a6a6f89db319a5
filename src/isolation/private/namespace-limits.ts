import { ApiObject, Size, SizeRoundingBehavior } from 'cdk8s';
import { quantity } from '../../core/kubernetes-quantity';
import { Problem, wholeNumberProblems } from '../../core/problem';
import { MirrorMaker2Replication } from '../../replication';
import { LobResourceQuota } from '../lob-resource-quota';
import { isFaulty } from './line-view';

/** What the workers of a replication take. */
export interface WorkerDemand {
  readonly workers: number;
  /** What one requests, and how much memory it may have, as the manifest says it. */
  readonly cpu?: unknown;
  readonly memory?: unknown;
}

/** What the manifest of the replication says, patches included; nothing where it says nothing. */
export function workerDemand(replication: MirrorMaker2Replication): WorkerDemand {
  if (isFaulty(replication)) {
    return { workers: 0 };
  }
  const { node, model } = replication;
  const { requests, limits } = (node.defaultChild as ApiObject | undefined)?.toJson().spec?.resources ?? {};
  // Who sets a limit only requests as much.
  return { workers: model.workers, cpu: requests?.cpu ?? limits?.cpu, memory: limits?.memory };
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
  const enough = (member: string, given: number, taken: unknown, perUnit: number, unit: string): Problem[] => {
    const each = taken === undefined ? 0 : Math.ceil(Number((quantity(taken) / perUnit).toFixed(3)));
    if (Number.isNaN(each)) {
      return [{
        prop: `${prop}.${member}`, problem: 'cannot be compared with what a worker takes', value: taken, allowed: 'a quantity of Kubernetes in the manifest, such as 500m or 2Gi',
        remedy: 'mend what sets it, or leave resourceQuota out',
      }];
    }
    return given >= demand.workers * each ? [] : [{
      prop: `${prop}.${member}`,
      problem: 'is less than the workers take',
      value: `${given}${unit}`,
      allowed: `at least ${demand.workers * each}${unit} for ${demand.workers} workers`,
      remedy: `raise ${member}, or give the workers less`,
    }];
  };
  return [
    ...wholeNumberProblems(`${prop}.cpuMillis`, cpuMillis, 1, 1_000_000),
    ...wholeNumberProblems(`${prop}.pods`, pods, demand.workers, 10_000, 'raise pods, or lower workers'),
    ...enough('cpuMillis', cpuMillis, demand.cpu, 1e-3, ' thousandths of a core'),
    ...enough('memory', mebibytesOf(memory), demand.memory, 2 ** 20, ' MiB'),
  ];
}

function mebibytesOf(size: Size): number {
  return Math.floor(size.toMebibytes({ rounding: SizeRoundingBehavior.NONE }));
}
