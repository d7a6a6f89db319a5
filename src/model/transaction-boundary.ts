import { Duration } from 'cdk8s';
import { millisecondsOf } from '../core/durations';
import { Problem } from '../core/problem';

/**
 * When a task of an exactly-once replication commits its transaction (`transaction.boundary` of the source connector).
 *
 * Readers with `read_committed` see a record only after the commit, so a boundary is added latency; a commit waits for all records under way
 * and for the target's coordinator, so frequent ones over a slow link are lost throughput.
 *
 * @see org.apache.kafka.connect.runtime.ExactlyOnceWorkerSourceTask (connect-runtime 4.3.1)
 * @example
 * const delivery = DeliveryGuarantee.exactlyOnce({ transactions: TransactionBoundary.every(Duration.seconds(1)) });
 */
export class TransactionBoundary {
  /**
   * After each poll of the source. The smallest latency; a poll under load is large (20,000 records), and tasks commit side by side, so a far target costs little.
   */
  public static everyPoll(): TransactionBoundary {
    return new TransactionBoundary();
  }

  /**
   * After so much time (`transaction.boundary.interval.ms`): fewer commits, for a target that is very far or charges by the request. Not faster over 50 ms: records of an
   * open transaction fill the heap. A `read_committed` reader sees each record up to so much later, and twice as much when the source falls silent meanwhile.
   *
   * @param interval Range: 100 milliseconds..30 seconds, half of the producer's `transaction.timeout.ms`
   */
  public static every(interval: Duration): TransactionBoundary {
    return new TransactionBoundary(interval);
  }

  private constructor(
    /**
     * Time between two commits.
     * @default - a commit after each poll
     */
    public readonly interval?: Duration,
  ) {}

  /** @internal */
  public _problems(prop: string): Problem[] {
    const milliseconds = this.interval === undefined ? 1000 : millisecondsOf(this.interval);
    return milliseconds >= 100 && milliseconds <= 30_000 && Number.isInteger(milliseconds) ? [] : [{
      prop, problem: 'is out of range', value: this.interval!.toHumanString(), allowed: 'whole milliseconds, 100 milliseconds to 30 seconds',
      remedy: 'a transaction that is open for longer than transaction.timeout.ms (60 s) is aborted, and the task fails',
    }];
  }
}
