import { Duration } from 'cdk8s';
import { millisecondsOf } from '../core/durations';
import { Problem } from '../core/problem';
import { TransactionBoundary } from './transaction-boundary';

/** Bounds of at-least-once delivery. */
export interface AtLeastOnceOptions {
  /**
   * How often source positions are stored (`offset.flush.interval.ms` of the worker); a crash repeats at most what was copied since.
   * Range: 1 second..10 minutes. Short costs one small write per task and interval.
   *
   * @default Duration.seconds(10) - ours; Kafka 4.x takes 60 seconds
   */
  readonly offsetFlushInterval?: Duration;
}

/**
 * The two steps in which a worker group that runs already is switched to exactly-once. Each is one rollout of all workers.
 *
 * @see org.apache.kafka.connect.runtime.distributed.DistributedConfig.EXACTLY_ONCE_SOURCE_SUPPORT_CONFIG (connect-runtime 4.3.1)
 */
export enum ExactlyOnceStage {
  /** Workers can fence each other and write their configurations in transactions; records are still copied at-least-once. Finding `exactly-once-preparing`. */
  PREPARING = 'preparing',
  /** Records are copied in transactions. A new worker group may begin here. */
  ENABLED = 'enabled',
}

/** How exactly-once delivery is reached. */
export interface ExactlyOnceOptions {
  /**
   * Step of the switch (`exactly.once.source.support` of the worker). A group that ran without exactly-once goes through `PREPARING` first. Nobody refuses the
   * second step without it (`npm run lab -- S12`): until the last old worker is replaced its tasks copy at-least-once, and a leader of the old kind cannot be fenced.
   *
   * @default ExactlyOnceStage.ENABLED - right for a new replication
   */
  readonly stage?: ExactlyOnceStage;
  /**
   * When transactions are committed.
   * @default TransactionBoundary.everyPoll() - Kafka's own
   */
  readonly transactions?: TransactionBoundary;
  /**
   * How often source positions are stored while the switch is in its first step; then they are part of each transaction.
   * @default Duration.seconds(10) - ours; Kafka 4.x takes 60 seconds
   */
  readonly offsetFlushInterval?: Duration;
}

/** Longest that storing source positions may take (`offset.flush.timeout.ms`). @see WorkerConfig (connect-runtime 4.3.1) */
const FLUSH_TIMEOUT_SECONDS = 5;

/**
 * What happens to a record when something breaks.
 *
 * @see facts of loss and duplication: org.apache.kafka.connect.runtime.AbstractWorkerSourceTask, Worker.baseProducerConfigs (connect-runtime 4.3.1)
 * @example
 * const delivery = DeliveryGuarantee.atLeastOnce({ offsetFlushInterval: Duration.seconds(5) });
 */
export class DeliveryGuarantee {
  /**
   * Every record arrives, in order within its partition; after a crash some arrive twice.
   *
   * The producer is idempotent, so retries neither repeat nor reorder; what is left are records copied since positions were last stored
   * (`duplicatesAfterCrash`, and the finding of the same name).
   */
  public static atLeastOnce(options: AtLeastOnceOptions = {}): DeliveryGuarantee {
    return new DeliveryGuarantee(options.offsetFlushInterval ?? Duration.seconds(10));
  }

  /**
   * Every record arrives once, in order within its partition, for readers with `isolation.level=read_committed`: records and source positions
   * are written in one transaction, and the tasks of a lost worker are fenced (`exactly.once.source.support`, `exactly.once.support=required`).
   * The source is read with `read_committed` too, so aborted records of its own producers are not copied.
   *
   * Not covered: readers with `read_uncommitted` (they see aborted attempts); group offsets and checkpoints, which still lag behind and repeat
   * records when consumers move; offset syncs; transactions of the source as units (their records may be spread over several here); loss at the
   * source by retention, re-creation of a topic or unclean election; two replications that copy the same flow; configurations and ACLs.
   *
   * Rights at the target: WRITE and DESCRIBE on the transactional ids `connect-cluster-<group id>` and `<group id>-<connector>-<task>`
   * (finding `exactly-once-rights` lists them), READ on the group id.
   */
  public static exactlyOnce(options: ExactlyOnceOptions = {}): DeliveryGuarantee {
    return new DeliveryGuarantee(options.offsetFlushInterval ?? Duration.seconds(10), options.stage ?? ExactlyOnceStage.ENABLED,
      options.transactions ?? TransactionBoundary.everyPoll());
  }

  private constructor(
    /** How often source positions are stored. */
    public readonly offsetFlushInterval: Duration,
    /**
     * Step of the switch to exactly-once.
     * @default - at-least-once
     */
    public readonly exactlyOnceStage?: ExactlyOnceStage,
    /**
     * When transactions are committed.
     * @default - there are none: at-least-once
     */
    public readonly transactions?: TransactionBoundary,
  ) {}

  /** Whether records are copied in transactions. */
  public get isExactlyOnce(): boolean {
    return this.exactlyOnceStage === ExactlyOnceStage.ENABLED;
  }

  /**
   * Most records that the crash of a worker repeats at the target, beside those that were on their way: what is copied between three
   * moments when positions are stored, since the last may not have been reached and each may take its timeout of 5 seconds. One thread of a worker stores the
   * positions of all its tasks: the bound is for a target that answers most of them in time.
   *
   * @param recordsPerSecond what the worker copies; after a stop that is more than what is produced
   * @see org.apache.kafka.connect.runtime.SourceTaskOffsetCommitter (connect-runtime 4.3.1): the interval begins when a flush has ended
   */
  public duplicatesAfterCrash(recordsPerSecond: number): number {
    return this.isExactlyOnce ? 0 : Math.ceil(recordsPerSecond * (millisecondsOf(this.offsetFlushInterval) / 1000 + 2 * FLUSH_TIMEOUT_SECONDS));
  }

  /** @internal */
  public _problems(prop: string): Problem[] {
    const milliseconds = millisecondsOf(this.offsetFlushInterval);
    return [
      ...(milliseconds >= 1000 && milliseconds <= 600_000 && Number.isInteger(milliseconds) ? [] : [{
        prop: `${prop}.offsetFlushInterval`, problem: 'is out of range', value: this.offsetFlushInterval.toHumanString(), allowed: 'whole milliseconds, 1 second to 10 minutes',
      }]),
      ...this.transactions?._problems(`${prop}.transactions`) ?? [],
    ];
  }
}
