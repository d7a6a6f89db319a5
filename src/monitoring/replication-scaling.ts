import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { applyAfterNamespace } from '../core/file-order';
import { dnsNameProblems } from '../core/kubernetes-names';
import { Problem, reportProblems, wholeNumberProblems } from '../core/problem';
import { resourceNameOf } from '../model/resource-name';
import { MirrorMaker2Replication } from '../replication';
import { sizeOf } from './cardinality';
import { series } from './catalogue/scope';
import { scopeOf } from './private/scope-of';
import { watchersOf } from './replication-monitoring';

/** When workers are added, and how many. */
export interface ReplicationScalingProps {
  /** The replication; a ReplicationMonitoring of the same App has to watch it. */
  readonly replication: MirrorMaker2Replication;
  /** Address of Prometheus, such as `https://thanos-querier.openshift-monitoring.svc:9092`. */
  readonly prometheus: string;
  /** Most workers. Range: more than `minWorkers`, at most the tasks of all sources: more would have nothing to do. */
  readonly maxWorkers: number;
  /**
   * Fewest workers. Range: at least 2.
   * @default 2
   */
  readonly minWorkers?: number;
  /**
   * Records of lag that each worker is meant to bear. Range: 1..1,000,000,000.
   * @default 100000
   */
  readonly lagPerWorker?: number;
  /**
   * Name of a TriggerAuthentication of KEDA with a bearer token, in the namespace of the replication.
   * @default - Prometheus asks for none
   */
  readonly triggerAuthentication?: string;
}

/**
 * Adds and removes workers by lag: a ScaledObject of KEDA on the lag that ReplicationMonitoring records. Opt-in.
 *
 * Every change is a rebalance, so workers are added one by one and leave slowly. It helps only while workers are what is missing: it is refused
 * with fewer tasks than workers, or fewer partitions. MM2 has no consumer group at the source, so scalers by group are of no use.
 * `spec.replicas` then belongs to KEDA: tell a GitOps tool to ignore it.
 *
 * @see scaledobject v1alpha1 schema, KEDA 2.21
 * @example
 * new ReplicationScaling(chart, 'Scaling', { replication, prometheus: 'http://prometheus.monitoring.svc:9090', maxWorkers: 4 });
 */
export class ReplicationScaling extends Construct {
  constructor(scope: Construct, id: string, private readonly props: ReplicationScalingProps) {
    super(scope, id);
    const { model, binding } = props.replication;
    applyAfterNamespace(this, props.replication, binding.namespace);
    new ApiObject(this, 'Resource', {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name: resourceNameOf(model.name), namespace: binding.namespace },
      spec: Lazy.any({ produce: () => this.spec() }),
    });
    reportProblems(this, () => this.problems());
  }

  private get minWorkers(): number {
    return this.props.minWorkers ?? 2;
  }

  private spec(): object {
    const { replication, prometheus, maxWorkers, lagPerWorker, triggerAuthentication } = this.props;
    const target = scaled(replication);
    const query = `sum(${series('flow:replication_lag_records:sum', scopeOf(replication, { seconds: 0, target: 0 }))})`;
    return {
      scaleTargetRef: { apiVersion: target?.apiVersion, kind: target?.kind, name: target?.name ?? resourceNameOf(replication.model.name) },
      minReplicaCount: this.minWorkers,
      maxReplicaCount: maxWorkers,
      pollingInterval: 60,
      // Without an answer of Prometheus the number stays, and rises to the usual one.
      fallback: { failureThreshold: 5, replicas: Math.max(this.minWorkers, replication.model.workers), behavior: 'currentReplicasIfHigher' },
      advanced: {
        horizontalPodAutoscalerConfig: {
          behavior: {
            scaleUp: { stabilizationWindowSeconds: 180, policies: [{ type: 'Pods', value: 1, periodSeconds: 300 }] },
            scaleDown: { stabilizationWindowSeconds: 1800, policies: [{ type: 'Pods', value: 1, periodSeconds: 900 }] },
          },
        },
      },
      triggers: [{
        type: 'prometheus',
        metricType: 'AverageValue',
        metadata: {
          serverAddress: prometheus,
          query,
          threshold: String(lagPerWorker ?? 100_000),
          // Missing data is no reason to take workers away.
          ignoreNullValues: 'false',
          ...(replication.binding.namespace === undefined ? {} : { namespace: replication.binding.namespace }),
          ...(triggerAuthentication === undefined ? {} : { authModes: 'bearer' }),
        },
        ...(triggerAuthentication === undefined ? {} : { authenticationRef: { name: triggerAuthentication } }),
      }],
    };
  }

  private problems(): Problem[] {
    const { replication, prometheus, maxWorkers, lagPerWorker, triggerAuthentication } = this.props;
    const { model } = replication;
    const tasks = model.flows.reduce((sum, { tasksMax }) => sum + tasksMax, 0);
    const sizes = model.flows.map((flow) => sizeOf(model, flow));
    const partitions = sizes.every((size) => size !== undefined) ? sizes.reduce((sum, size) => sum + size.partitions, 0) : undefined;
    const inRange = wholeNumberProblems('maxWorkers', maxWorkers, 1, 50);
    return [
      ...(scaled(replication) ? [] : [{ prop: 'replication', problem: 'runs where nothing can be scaled', allowed: 'a runtime that makes a KafkaMirrorMaker2 or a Deployment' }]),
      ...(watchersOf(this).some(({ _replications }) => _replications.includes(replication)) ? [] : [{
        prop: 'replication', problem: 'is not watched', value: replication.node.path, remedy: 'list it in a ReplicationMonitoring: that records the lag',
      }]),
      ...(/^https?:\/\/[^\s/]+/.test(prometheus) ? [] : [{ prop: 'prometheus', problem: 'is not an address', value: prometheus, allowed: 'http:// or https://, host and port' }]),
      ...wholeNumberProblems('minWorkers', this.minWorkers, 2, 50, 'the loss of one worker is not to stop the replication'),
      ...inRange,
      ...(inRange.length > 0 || maxWorkers > this.minWorkers ? [] : [{ prop: 'maxWorkers', problem: 'leaves nothing to scale', value: maxWorkers, allowed: `more than minWorkers (${this.minWorkers})` }]),
      ...(inRange.length > 0 || maxWorkers <= tasks ? [] : [{
        prop: 'maxWorkers', problem: 'is more than there are tasks: workers would have nothing to do', value: maxWorkers, allowed: `at most ${tasks}, the sum of tasksMax`, remedy: 'raise tasksMax first',
      }]),
      ...(partitions === undefined || partitions >= maxWorkers ? [] : [{
        prop: 'maxWorkers', problem: 'is more than there are partitions: a partition is copied by one worker', value: maxWorkers, allowed: `at most ${partitions}`,
        remedy: 'tune for the link instead (ReplicationTuning.forLink): a hot partition cannot be shared',
      }]),
      ...wholeNumberProblems('lagPerWorker', lagPerWorker, 1, 1_000_000_000),
      ...(triggerAuthentication === undefined ? [] : dnsNameProblems('triggerAuthentication', triggerAuthentication)),
    ];
  }
}

/** What runs the workers and can be scaled. */
function scaled(replication: MirrorMaker2Replication): ApiObject | undefined {
  return (replication.node.findAll().filter((construct) => ApiObject.isApiObject(construct)) as ApiObject[])
    .find(({ kind }) => ['KafkaMirrorMaker2', 'Deployment'].includes(kind));
}
