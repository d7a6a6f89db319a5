import { Duration, Size, SizeRoundingBehavior } from 'cdk8s';
import { ByteRate } from '../../core/byte-rate';
import { millisecondsOf } from '../../core/durations';
import { Problem, wholeNumberProblems } from '../../core/problem';
import { ClientTuning, IN_FLIGHT, LARGEST_BATCH, PROFILES } from './client-tuning';

/**
 * From a link to client settings. The page docs/tuning.md shows the same formulas; a test keeps the two together.
 *
 * A producer has at most five requests under way, each with one batch per partition; a consumer has one fetch. So a task moves at most
 * `5 x partitions x batch.size` and `partitions x max.partition.fetch.bytes` in a round trip.
 */
export interface Link {
  readonly roundTrip: Duration;
  readonly throughput: ByteRate;
  readonly recordSize: Size;
  readonly partitions: number;
}

const KIB = 1024;
const MIB = 1024 * KIB;

/** Twice the bandwidth-delay product may be under way: brokers answer later than the link alone would let them. */
export const HEADROOM = 2;

/** What a byte and a record cost one task, by the part "one-task" of the benchmark (docs/performance.md): records of 100, 1,000 and 10,000 bytes. */
export const TASK_COST = { secondsPerByte: 2.5e-9, secondsPerRecord: 1.7e-6 } as const;

/** Share of a task's measured speed that is planned with: the rest is for peaks, TLS and busy nodes. */
export const UTILIZATION = 0.5;

/**
 * Smallest batch. By the round trip alone a smaller one would do, but each batch is a request's worth of work at the broker: 128 KiB carried 64 MB/s
 * over 50 ms where 512 KiB carried 175 (Kafka 4.3.1, six partitions, 2 cores).
 */
export const SMALLEST_BATCH = 256 * KIB;

/** Tasks that the throughput needs; two at least, so that the loss of a worker leaves one. */
export function tasksFor(link: Link): number {
  const size = bytesOf(link.recordSize);
  const secondsPerSecond = link.throughput.toBytesPerSecond() * (TASK_COST.secondsPerByte + TASK_COST.secondsPerRecord / size);
  return Math.min(link.partitions, Math.max(2, Math.ceil(secondsPerSecond / UTILIZATION)));
}

/** Client settings for a link without problems. */
export function clientTuningFor(link: Link): ClientTuning {
  const underWay = HEADROOM * bandwidthDelay(link) / link.partitions;
  const perTask = Math.ceil(link.partitions / tasksFor(link));
  const batchSize = clamp(underWay / IN_FLIGHT, SMALLEST_BATCH, LARGEST_BATCH, 16 * KIB);
  const maxRequestSize = clamp(perTask * batchSize, MIB, 8 * MIB, 64 * KIB);
  const maxPartitionFetchBytes = clamp(underWay, MIB, 16 * MIB, 64 * KIB);
  const fetchMaxBytes = clamp(perTask * maxPartitionFetchBytes, 4 * MIB, 50 * MIB, MIB);
  return {
    ...PROFILES.balanced,
    lingerMillis: Math.max(PROFILES.balanced.lingerMillis, spreadMillis(link.roundTrip)),
    maxPollRecords: clamp(fetchMaxBytes / bytesOf(link.recordSize), 500, 20_000, 1),
    maxPartitionFetchBytes,
    fetchMaxBytes,
    batchSize,
    maxRequestSize,
    // An open batch of each partition, and what is under way; more would only fill the heap.
    bufferMemory: clamp(perTask * (batchSize + underWay), 32 * MIB, 512 * MIB, MIB),
  };
}

/**
 * Milliseconds between requests that are spread evenly over the round trip. Without a pause all five leave at once, and what comes next waits for
 * the first answer: at 50 ms, p99 was 61-78 ms without linger and 45-50 ms with 10 ms (Kafka 4.3.1, 1,000 records a second).
 */
export function spreadMillis(roundTrip: Duration): number {
  return Math.ceil(millisecondsOf(roundTrip) / IN_FLIGHT);
}

/** What is wrong with a round trip. */
export function roundTripProblems(roundTrip: Duration): Problem[] {
  const millis = millisecondsOf(roundTrip);
  return millis >= 0 && millis <= 2000 ? [] : [{ prop: 'roundTrip', problem: 'is out of range', value: roundTrip.toHumanString(), allowed: '0 to 2 seconds' }];
}

/** What is wrong with a link, and whether its partitions can carry the throughput at all. */
export function linkProblems(link: Link): Problem[] {
  const roundTrip = millisecondsOf(link.roundTrip);
  const problems = [
    ...roundTripProblems(link.roundTrip),
    ...sizeProblems('throughput', link.throughput.toBytesPerSecond(), 1024 * MIB, 'more than nothing, up to 1 GiB/s'),
    ...sizeProblems('recordSize', bytesOf(link.recordSize), 16 * MIB, '1 byte to 16 MiB'),
    ...wholeNumberProblems('partitions', link.partitions, 1, 100_000),
  ];
  const most = IN_FLIGHT * link.partitions * LARGEST_BATCH / (HEADROOM * roundTrip / 1000);
  return problems.length > 0 || link.throughput.toBytesPerSecond() <= most ? problems : [{
    prop: 'partitions', problem: 'cannot carry the throughput over this link', value: link.partitions,
    allowed: `${link.partitions} partitions carry up to ${Math.floor(most / MIB)} MiB/s at a round trip of ${roundTrip} ms`,
    remedy: `use ${Math.ceil(link.throughput.toBytesPerSecond() / most * link.partitions)} partitions, or run MM2 next to the target`,
  }];
}

function bandwidthDelay(link: Link): number {
  return link.throughput.toBytesPerSecond() * millisecondsOf(link.roundTrip) / 1000;
}

function sizeProblems(prop: string, bytes: number, most: number, allowed: string): Problem[] {
  return bytes > 0 && bytes <= most ? [] : [{ prop, problem: 'is out of range', value: bytes, allowed }];
}

function bytesOf(size: Size): number {
  return size.toKibibytes({ rounding: SizeRoundingBehavior.NONE }) * KIB;
}

function clamp(value: number, least: number, most: number, step: number): number {
  return Math.min(most, Math.max(least, Math.ceil(value / step) * step));
}
