import { Duration, Size } from 'cdk8s';
import { ByteRate } from '../core/byte-rate';
import { Problem } from '../core/problem';
import { DeliveryGuarantee } from './delivery-guarantee';
import { ClientTuning, forTransactions, heapPerTask, PROFILES } from './private/client-tuning';
import { clientTuningFor, linkProblems, roundTripProblems, spreadMillis, tasksFor } from './private/link-sizing';

/** How copied batches are compressed (`producer.override.compression.type`); MM2 does not keep the compression of the source. */
export enum Compression {
  /** As Kafka Connect does. The target topic's `compression.type` decides what is stored. */
  NONE = 'none',
  /** Cheap for the processor. */
  LZ4 = 'lz4',
  /** Smallest; for links that charge by the byte. */
  ZSTD = 'zstd',
  /** As cheap as LZ4, for brokers that know nothing newer. */
  SNAPPY = 'snappy',
  /** Slow; for brokers that know nothing else. */
  GZIP = 'gzip',
}

/** What is the same in every tuning. */
export interface TuningOptions {
  /**
   * How copied batches are compressed.
   * @default Compression.NONE - Kafka Connect's own; records that are compressed already gain nothing
   */
  readonly compression?: Compression;
}

/** What the smallest latency depends on. */
export interface LatencyOptions extends TuningOptions {
  /**
   * Time of a request to the target and back. Five requests may be under way: they are sent at intervals of a fifth of it, since what is sent at
   * once only makes the next record wait for an answer. Range: 0..2 seconds.
   * @default - the target is near
   */
  readonly roundTrip?: Duration;
}

/** The link that a replication goes over, and what it has to carry. */
export interface LinkOptions extends TuningOptions {
  /** Time of a request to the far cluster and back, as `ping` or a Kafka client shows it. Range: 0..2 seconds. */
  readonly roundTrip: Duration;
  /** What is to be carried at the peak, catching up after an outage included. Range: up to 1 GiB/s. */
  readonly throughput: ByteRate;
  /** A usual record, key and value. Range: 1 byte..16 MiB. */
  readonly recordSize: Size;
  /** Partitions of all mirrored topics that carry the load. Range: 1..100,000. */
  readonly partitions: number;
}

/**
 * How records are fetched and written: client settings of the source connector, and what they need of tasks and heap.
 *
 * All profiles keep order and at-least-once delivery: they differ in how long a record may wait for others. The benchmark writes the consequences to
 * docs/performance.md; the formulas are in docs/tuning.md.
 *
 * @see org.apache.kafka.clients.producer.ProducerConfig, org.apache.kafka.clients.consumer.ConsumerConfig (kafka-clients 4.3.1)
 * @example
 * const tuning = ReplicationTuning.forLink({
 *   roundTrip: Duration.millis(50),
 *   throughput: ByteRate.of(Size.mebibytes(20)),
 *   recordSize: Size.kibibytes(1),
 *   partitions: 12,
 * });
 */
export class ReplicationTuning {
  /** Large batches whenever there is load, tens of milliseconds of waiting when there is little. Right for nearly everybody, also over a WAN. */
  public static balanced(options: TuningOptions = {}): ReplicationTuning {
    return new ReplicationTuning('balanced', PROFILES.balanced, options);
  }

  /** The most bytes for the processor: a record may wait some hundred milliseconds for others. */
  public static throughput(options: TuningOptions = {}): ReplicationTuning {
    return new ReplicationTuning('throughput', PROFILES.throughput, options);
  }

  /**
   * A record waits for others 2 milliseconds, or a fifth of the round trip to the target; under load batches are large all the same. Costs requests at both clusters.
   *
   * Fails at synth: a round trip out of range.
   */
  public static latency(options: LatencyOptions = {}): ReplicationTuning {
    const { roundTrip } = options;
    const lingerMillis = Math.max(PROFILES.latency.lingerMillis, roundTrip === undefined ? 0 : spreadMillis(roundTrip));
    return new ReplicationTuning('latency', { ...PROFILES.latency, lingerMillis }, options, undefined, roundTrip === undefined ? [] : roundTripProblems(roundTrip));
  }

  /**
   * Buffers, batches, fetch sizes, tasks and heap from the link's bandwidth-delay product (formulas in docs/tuning.md).
   *
   * Fails at synth: a value out of range, more throughput than the partitions can carry over the link.
   */
  public static forLink(link: LinkOptions): ReplicationTuning {
    const problems = linkProblems(link);
    return problems.length > 0
      ? new ReplicationTuning('link', PROFILES.balanced, link, undefined, problems)
      : new ReplicationTuning('link', clientTuningFor(link), link, tasksFor(link));
  }

  /** How copied batches are compressed. */
  public readonly compression: Compression;

  private constructor(
    /** Name of the profile: `balanced`, `throughput`, `latency` or `link`. */
    public readonly profile: string,
    private readonly client: ClientTuning,
    options: TuningOptions,
    /**
     * Tasks that the throughput needs: the default of `tasksMax`.
     * @default - the tuning does not say
     */
    public readonly tasks?: number,
    private readonly problems: readonly Problem[] = [],
  ) {
    this.compression = options.compression ?? Compression.NONE;
  }

  /**
   * Heap that each task needs beside what the worker itself does: the producer's buffer, and what is fetched and unpacked.
   *
   * @param delivery exactly-once fetches more, for larger transactions
   */
  public heapPerTask(delivery: DeliveryGuarantee = DeliveryGuarantee.atLeastOnce()): Size {
    return Size.mebibytes(heapPerTask(this._clientFor(delivery)));
  }

  /** @internal */
  public _clientFor(delivery: DeliveryGuarantee): ClientTuning {
    return delivery.isExactlyOnce ? forTransactions(this.client) : this.client;
  }

  /** @internal */
  public _problems(prop: string): Problem[] {
    return this.problems.map((problem) => ({ ...problem, prop: `${prop}.${problem.prop}` }));
  }
}
