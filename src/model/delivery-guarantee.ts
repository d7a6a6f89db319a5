import { Duration } from 'cdk8s';
import { millisecondsOf } from '../core/durations';
import { Problem } from '../core/problem';

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
   * The producer is idempotent, so retries neither repeat nor reorder; what is left are records copied since positions were last stored.
   */
  public static atLeastOnce(options: AtLeastOnceOptions = {}): DeliveryGuarantee {
    return new DeliveryGuarantee(options.offsetFlushInterval ?? Duration.seconds(10));
  }

  private constructor(
    /** How often source positions are stored. */
    public readonly offsetFlushInterval: Duration,
  ) {}

  /** @internal */
  public _problems(prop: string): Problem[] {
    const milliseconds = millisecondsOf(this.offsetFlushInterval);
    return milliseconds >= 1000 && milliseconds <= 600_000 && Number.isInteger(milliseconds) ? [] : [{
      prop: `${prop}.offsetFlushInterval`, problem: 'is out of range', value: this.offsetFlushInterval.toHumanString(), allowed: 'whole milliseconds, 1 second to 10 minutes',
    }];
  }
}
