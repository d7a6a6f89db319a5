const KIB = 1024;
const MIB = 1024 * KIB;

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

/** Requests of an idempotent producer that keep order: the most Kafka allows. @see ProducerConfig (kafka-clients 4.3.1) */
export const IN_FLIGHT = 5;

const BALANCED: ClientTuning = {
  maxPollRecords: 5000,
  maxPartitionFetchBytes: 8 * MIB,
  fetchMaxBytes: 50 * MIB,
  batchSize: 512 * KIB,
  lingerMillis: 20,
  maxRequestSize: 4 * MIB,
  bufferMemory: 128 * MIB,
};

/** The profiles; each value was chosen by measurement (docs/performance.md). */
export const PROFILES = {
  balanced: BALANCED,
  throughput: { ...BALANCED, fetchMinBytes: MIB, fetchMaxWaitMillis: 100, lingerMillis: 100 },
  latency: { ...BALANCED, lingerMillis: 0 },
} as const satisfies { readonly [profile: string]: ClientTuning };

/** Mebibytes of heap for a task: what the producer holds, and the fetched bytes twice: as they came, and as records. */
export function heapPerTask({ bufferMemory, fetchMaxBytes }: ClientTuning): number {
  return Math.ceil((bufferMemory + 2 * fetchMaxBytes) / (32 * MIB)) * 32;
}
