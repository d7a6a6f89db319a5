import { Severity } from '../core';
import { EffectiveConfig } from '../effective';
import { Replication, when } from './replication';
import { Rule } from './rule';

const MIB = 2 ** 20;

/** What a worker needs beside its tasks: Connect itself, its three consumers, REST, metrics. */
const BASE = 384 * MIB;

/** Memory of a worker. */
export const MEMORY: readonly Rule[] = [
  {
    code: 'memory-too-small',
    severity: Severity.WARNING,
    title: 'The settings of the tasks need more heap than a worker has: it dies of it under load (error: already its producers\' buffers do not fit, or the heap does not fit into the container).',
    remedy: 'raise jvmOptions -Xmx and the memory limit (runtime.heap, runtime.memory), lower buffer.memory and fetch.max.bytes, or run more workers',
    source: 'org.apache.kafka.clients.producer.internals.BufferPool, ConsumerConfig.FETCH_MAX_BYTES_DOC (kafka-clients 4.3.1); JvmOptionUtils.heapOptions (Strimzi 1.2.0)',
    check: ({ config }) => {
      const { heapBytes: heap = Infinity, memoryLimitBytes: limit = Infinity } = config.workers ?? {};
      const { tasks, buffers, total } = heapNeed(Replication.of(config), config.workers?.count ?? 1);
      const path = placeOf(config);
      if (heap > limit && heap !== Infinity) {
        return when(true, path, () => `the heap is ${size(heap)}, the container may have ${size(limit)}`, { severity: Severity.ERROR });
      }
      const share = `the tasks that one worker runs (${tasks})`;
      return buffers > heap
        ? when(true, path, () => `the producers of ${share} may buffer ${size(buffers)} (buffer.memory), the heap is ${size(heap)}`, { severity: Severity.ERROR })
        : when(total > heap, path, () => `${share} need about ${size(total)} of heap, there are ${size(heap)}`);
    },
  },
];

/** Where the heap is said: by operators in the resource, by Kafka's own scripts in their environment. */
function placeOf({ internalRest, workerPath }: EffectiveConfig): string {
  return internalRest !== undefined || workerPath?.startsWith('data') ? 'KAFKA_HEAP_OPTS' : 'spec.jvmOptions';
}

/** Bytes of heap that one of the workers needs under load, when all run and share the tasks. */
interface HeapNeed {
  /** Tasks that it runs. */
  readonly tasks: number;
  /** What their producers buffer while the target is slow (`buffer.memory`). */
  readonly buffers: number;
  /** All: the worker itself, the buffers, and for each task what one broker may send in a fetch (`fetch.max.bytes`). */
  readonly total: number;
}

/** An estimate, and a low one: fetched batches are smaller than the records in them, and there is one fetch for each broker. */
export function heapNeed({ sources }: Replication, workers: number): HeapNeed {
  const needs = sources.map(({ effective, producer, consumer }) => ({
    tasks: Number(effective.tasksMax ?? 1), buffer: producer.number('buffer.memory', 32 * MIB), fetch: consumer.number('fetch.max.bytes', 50 * MIB),
  }));
  const sum = (of: (need: { tasks: number; buffer: number; fetch: number }) => number) => needs.reduce((all, need) => all + need.tasks * of(need), 0);
  const all = sum(() => 1);
  const tasks = Math.ceil(all / Math.max(1, workers));
  const share = all === 0 ? 0 : tasks / all;
  const buffers = share * sum(({ buffer }) => buffer);
  return { tasks, buffers, total: BASE + buffers + share * sum(({ fetch }) => fetch) };
}

function size(bytes: number): string {
  return `${Math.round(bytes / MIB)} MiB`;
}
