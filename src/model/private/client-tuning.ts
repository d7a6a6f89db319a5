const MIB = 1024 * 1024;

/** Client settings of a source connector that decide how fast it copies; the sizes are bytes. */
export interface ClientTuning {
  /** `consumer.max.poll.records` */
  readonly maxPollRecords: number;
  /** `consumer.max.partition.fetch.bytes` */
  readonly maxPartitionFetchBytes: number;
  /** `consumer.fetch.max.bytes` */
  readonly fetchMaxBytes: number;
  /** `consumer.fetch.min.bytes`; undefined leaves Kafka's 1 byte: a fetch waits for nothing. */
  readonly fetchMinBytes?: number;
  /** `consumer.fetch.max.wait.ms`, where fetches wait. */
  readonly fetchMaxWaitMillis?: number;
  /** `producer.override.batch.size` */
  readonly batchSize: number;
  /** `producer.override.linger.ms` */
  readonly lingerMillis: number;
  /** `producer.override.max.request.size` */
  readonly maxRequestSize: number;
  /** `producer.override.buffer.memory` */
  readonly bufferMemory: number;
}

/**
 * Largest batch: the megabyte that Kafka's brokers take by default (`message.max.bytes` 1,048,588) and Event Streams always, with room for its frame.
 * @see org.apache.kafka.server.config.ServerLogConfigs (Kafka 4.3.1), ibm-cloud-docs/EventStreams, quota page (April 2026)
 */
export const LARGEST_BATCH = 1_000_000;

/** Requests of an idempotent producer that keep order: the most Kafka allows. @see ProducerConfig (kafka-clients 4.3.1) */
export const IN_FLIGHT = 5;

const BALANCED: ClientTuning = {
  maxPollRecords: 5000,
  maxPartitionFetchBytes: 4 * MIB,
  fetchMaxBytes: 16 * MIB,
  batchSize: LARGEST_BATCH,
  lingerMillis: 20,
  maxRequestSize: 4 * MIB,
  bufferMemory: 32 * MIB,
};

/**
 * The profiles, compared by measurement over 0, 50 and 100 ms (docs/performance/comparisons.json). A buffer of 64 MiB is slower than one of 32 MiB, which is Kafka's default: it fills whenever the
 * target is the limit, Connect keeps each record until it is acknowledged, and the collector copies them all.
 */
export const PROFILES = {
  balanced: BALANCED,
  throughput: { ...BALANCED, fetchMinBytes: MIB, fetchMaxWaitMillis: 100, lingerMillis: 100 },
  latency: { ...BALANCED, lingerMillis: 2 },
} as const satisfies { readonly [profile: string]: ClientTuning };

/**
 * The same for transactions of one poll each: a commit waits for everything under way, so a poll must be worth it. Over 50 ms to the target polls of
 * 20,000 records gave an eighth more than polls of 10,000; larger polls, 6 tasks instead of 4 and twice the heap gave nothing more: 150 to 215 MB/s,
 * 0.66 to 0.76 of what goes without transactions (docs/performance/comparisons.json).
 */
export function forTransactions(client: ClientTuning): ClientTuning {
  return {
    ...client,
    maxPollRecords: Math.max(client.maxPollRecords, 20_000),
    maxPartitionFetchBytes: Math.max(client.maxPartitionFetchBytes, 8 * MIB),
    fetchMaxBytes: Math.max(client.fetchMaxBytes, 16 * MIB),
  };
}

/** A fetch of each broker may be there at once; of three, the usual least. */
const BROKERS = 3;

/**
 * Mebibytes of heap for a task: what waits for the target, in the producer's buffer and once more as Connect's records; what is fetched, as it came from each
 * broker and once as records; and as much again, since half of the heap is for what is new. With less, collections of the whole heap took most of the processor
 * time over 100 ms: 94 MB/s and 16 s/GB beside 195 MB/s and 6 s/GB (Kafka 4.3.1, 2 cores, records of 1 kB).
 */
export function heapPerTask({ bufferMemory, fetchMaxBytes }: ClientTuning): number {
  return Math.ceil(2 * (2 * bufferMemory + (BROKERS + 1) * fetchMaxBytes) / (32 * MIB)) * 32;
}
