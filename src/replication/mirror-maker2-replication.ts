import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { IKafkaCluster } from '../clusters';
import { LONGEST_OUTAGE } from '../core/longest-outage';
import { explain, Problem } from '../core/problem';
import { DeliveryGuarantee, GroupSelection, IReplication, IReplicationRuntime, NamingPolicy, ReplicationFlow, ReplicationModel, ReplicationTuning, RuntimeBinding, TopicSelection } from '../model';
import { StrimziRuntime } from '../runtimes';
import { AppCheck } from './private/app-check';
import { requireMirrorTypes, requireReplicationTypes } from './private/argument-types';
import { modelProblems } from './private/model-problems';

/** What is taken from one source. */
export interface MirrorOptions {
  /** Topics that are mirrored. Fails: empty, a bad expression. */
  readonly topics: TopicSelection;
  /**
   * Groups whose offsets follow, so that consumers can move to the target.
   * @default - none: no checkpoint connector, finding `no-checkpoints`
   */
  readonly groups?: GroupSelection;
  /**
   * Upper bound of tasks that copy at the same time (`tasksMax`); more than there are partitions do nothing. Range: 1..1000.
   * @default - what `tuning` for a link says, else 2: one for each of two workers; twice as many exactly-once, since a task waits for its commits; Kafka 4.x takes 1
   */
  readonly tasksMax?: number;
  /**
   * How often a heartbeat is written into the topic `heartbeats` of the source, which is copied like any other: a pulse of the whole way that does not depend
   * on anybody's traffic (`emit.heartbeats.interval.seconds`). The user at the source may then create this topic and write to it, and keep the state of a worker
   * group there unless `KubernetesRuntime` runs it. Operators run a KafkaConnect and a KafkaConnector for it. Range: 1 second..1 day, whole seconds.
   * Fails: heartbeats that are not copied; by `KubernetesRuntime`, exactly-once delivery, or a source that is reached with fewer settings than the target; by
   * operators, a source that is added later, certificates by pattern, or Event Streams' `V1BETA2`.
   * @default - none; Kafka's dedicated mode takes 1 second
   */
  readonly heartbeatInterval?: Duration;
  /**
   * Raw settings of the MirrorSourceConnector, for what has no prop of its own. They win over every other setting and are checked by the same rules.
   * Fails: a literal secret.
   * @default - none
   */
  readonly sourceConnectorConfig?: { [key: string]: string };
  /**
   * Raw settings of the MirrorCheckpointConnector, as above. Needs `groups`.
   * @default - none
   */
  readonly checkpointConnectorConfig?: { [key: string]: string };
}

/** A replication: from where to where, what, and how. */
export interface MirrorMaker2ReplicationProps extends MirrorOptions {
  /** The cluster read from. More follow by `addSource`. */
  readonly source: IKafkaCluster;
  /** The cluster written to. MM2 should run next to it. */
  readonly target: IKafkaCluster;
  /**
   * Name of the replication. The resource is called `mm2-<name>`, the worker group `<name>-mm2`, the storage topics `mm2-configs.<name>.internal` and so on;
   * changing it means mirroring everything anew. Letters, digits, `.`, `_`, `-`; at most 42 characters. Fails: used twice in an App.
   * @default '<source alias>-to-<target alias>' - of the first source, whatever is added later
   */
  readonly name?: string;
  /**
   * What mirrored topics are called at the target.
   * @default NamingPolicy.prefixed()
   */
  readonly naming?: NamingPolicy;
  /**
   * What happens to a record when something breaks.
   * @default DeliveryGuarantee.atLeastOnce()
   */
  readonly delivery?: DeliveryGuarantee;
  /**
   * How records are fetched and written: batches, buffers, waiting.
   * @default ReplicationTuning.balanced()
   */
  readonly tuning?: ReplicationTuning;
  /**
   * How often new topics, partitions and groups are looked for (`refresh.topics.interval.seconds`, `refresh.groups.interval.seconds`).
   * Range: 1 second..1 day.
   * @default Duration.minutes(1) - ours; Kafka 4.x takes 10 minutes
   */
  readonly refreshInterval?: Duration;
  /**
   * How long the tasks of a lost worker wait for it to come back before others take them over (`scheduled.rebalance.max.delay.ms`).
   * Range: 0..5 minutes.
   * @default Duration.seconds(30) - ours; Kafka 4.x takes 5 minutes
   */
  readonly rebalanceDelay?: Duration;
  /**
   * Longest time that the replication may stand still without losing a record: what retention is compared with
   * (findings `retention-below-outage`, `tombstones-expire`). Range: 1 minute..30 days, whole seconds.
   * @default Duration.hours(24) - a weekday night and a morning
   */
  readonly longestOutage?: Duration;
  /**
   * Number of Connect workers (pods, machines). Range: 1..50.
   * @default 2 - the loss of one does not stop the replication
   */
  readonly workers?: number;
  /**
   * Replication factor of everything that MM2 creates at the target. -1 is the target's own default. Range: -1 or 1..32767.
   * @default - 3 on Event Streams, -1 elsewhere
   */
  readonly replicationFactor?: number;
  /**
   * Raw settings of the Connect workers, for what has no prop of its own. They win over every other setting and are checked by the same rules.
   * Fails: a literal secret.
   * @default - none
   */
  readonly workerConfig?: { [key: string]: string };
  /**
   * Findings that are accepted, with the reason: code → reason. They are still listed, as acknowledged.
   * @default - none
   */
  readonly acknowledge?: { [code: string]: string };
  /**
   * Where MirrorMaker 2 runs.
   * @default new StrimziRuntime()
   */
  readonly runtime?: IReplicationRuntime;
}

/**
 * Replicates topics, and with them consumer offsets, from one or several Kafka clusters into one.
 *
 * @example
 * const orders = new MirrorMaker2Replication(chart, 'Orders', {
 *   source: KafkaCluster.strimzi('kp-local', { cluster: 'kp-local', namespace: 'kp-kafka' }),
 *   target: KafkaCluster.of('kp-hub', { bootstrapServers: ['hub.example.com:9093'], trust: TlsTrust.publicAuthorities() }),
 *   topics: TopicSelection.matching('orders-.*').excluding('orders-test-.*'),
 *   groups: GroupSelection.named('fresh-food-app'),
 * });
 */
export class MirrorMaker2Replication extends Construct implements IReplication {
  /** The replication in its runtime. */
  public readonly binding: RuntimeBinding;

  private readonly runtime: IReplicationRuntime;
  private readonly sources: { cluster: IKafkaCluster; options: MirrorOptions; declaredAt: string }[] = [];
  private count?: (model: ReplicationModel) => number;

  constructor(scope: Construct, id: string, private readonly props: MirrorMaker2ReplicationProps) {
    super(scope, id);
    requireReplicationTypes(this.node.path, props);
    this.sources.push({ cluster: props.source, options: props, declaredAt: '' });
    this.runtime = props.runtime ?? new StrimziRuntime();
    this.binding = this.runtime.bind(this, this);
    this.node.addValidation({ validate: () => [...this._propProblems().map(explain), ...this._runtimeProblems()] });
    AppCheck.of(this).add(this);
  }

  /**
   * Mirrors from one more cluster into the same target, by the same workers.
   *
   * A source that is already there, or one that needs other settings, is a replication of its own (finding `duplicate-connector`).
   * @param source the cluster read from
   * @param options what is taken from it
   */
  public addSource(source: IKafkaCluster, options: MirrorOptions): void {
    requireMirrorTypes(this.node.path, source, options);
    this.sources.push({ cluster: source, options, declaredAt: `addSource[${this.sources.length - 1}].` });
  }

  /** The model as it is now: what every runtime renders. */
  public get model(): ReplicationModel {
    const { props } = this;
    const target = props.target.cluster;
    const tuning = props.tuning ?? ReplicationTuning.balanced();
    const delivery = props.delivery ?? DeliveryGuarantee.atLeastOnce();
    const name = props.name ?? `${props.source.cluster.alias}-to-${target.alias}`;
    return {
      name,
      target,
      flows: this.sources.map(({ cluster, options, declaredAt }): ReplicationFlow => ({
        source: cluster.cluster,
        topics: options.topics,
        groups: options.groups,
        tasksMax: options.tasksMax ?? (tuning.tasks ?? 2) * (delivery.isExactlyOnce ? 2 : 1),
        heartbeatInterval: options.heartbeatInterval,
        sourceConnectorConfig: { ...options.sourceConnectorConfig },
        checkpointConnectorConfig: { ...options.checkpointConnectorConfig },
        declaredAt,
      })),
      naming: props.naming ?? NamingPolicy.prefixed(),
      delivery,
      tuning,
      replicationFactor: props.replicationFactor ?? (target.eventStreamsPlan ? 3 : -1),
      refreshInterval: props.refreshInterval ?? Duration.minutes(1),
      rebalanceDelay: props.rebalanceDelay ?? Duration.seconds(30),
      longestOutage: props.longestOutage ?? Duration.seconds(LONGEST_OUTAGE.default),
      workers: props.workers ?? 2,
      storage: {
        groupId: `${name}-mm2`,
        configTopic: `mm2-configs.${name}.internal`,
        offsetTopic: `mm2-offsets.${name}.internal`,
        statusTopic: `mm2-status.${name}.internal`,
      },
      workerConfig: { ...props.workerConfig },
      given: Object.entries(props).filter(([, value]) => value !== undefined).map(([prop]) => prop),
      acknowledged: { ...props.acknowledge },
    };
  }

  /**
   * What is wrong with the props. Clusters that are constructs report their own problems, but for credentials: who logs in is known here.
   * @internal
   */
  public _propProblems(): Problem[] {
    const clusters = [{ cluster: this.props.target, prop: 'target' }, ...this.sources.map(({ cluster, declaredAt }) => ({ cluster, prop: `${declaredAt}source` }))];
    const faults = clusters.flatMap(({ cluster, prop }) =>
      cluster.cluster._problems(prop).filter((problem) => !Construct.isConstruct(cluster) || problem.prop === `${prop}.apiKey`));
    return [...faults, ...modelProblems(this.model)];
  }

  /**
   * What the runtime says is wrong.
   * @internal
   */
  public _runtimeProblems(): string[] {
    return this.runtime.validate(this);
  }

  /**
   * Who watches it says how many series that makes.
   * @internal
   */
  public _countSeries(count: (model: ReplicationModel) => number): void {
    this.count = count;
  }

  /**
   * Series that Prometheus gets of it; nothing where nobody watches it.
   * @internal
   */
  public _series(): number | undefined {
    return this.count?.(this.model);
  }
}
