import type { Flow } from './effective.js';

/** What bin/kafka-run-class.sh takes where nobody says otherwise (KAFKA_JVM_PERFORMANCE_OPTS, Kafka 4.3.1). */
const KAFKAS = ['-XX:+UseG1GC', '-XX:MaxGCPauseMillis=20', '-XX:InitiatingHeapOccupancyPercent=35', '-XX:+ExplicitGCInvokesConcurrent'];

/** Heap that a worker gets where the resource does not say. */
const HEAP = '512m';

export function heapOf({ resource }: Flow): string {
  return resource.spec.jvmOptions?.['-Xmx'] ?? HEAP;
}

/** Options of a worker's JVM, heap aside, as its pod would have them: `-XX` of the resource replaces Kafka's own (JvmOptionUtils.jvmPerformanceOptions, Strimzi 1.2.0). */
export function performanceOptions({ resource }: Flow): string[] {
  const options = Object.entries(resource.spec.jvmOptions?.['-XX'] ?? {});
  return options.length === 0 ? KAFKAS : options.map(([name, value]) =>
    value === 'true' ? `-XX:+${name}` : value === 'false' ? `-XX:-${name}` : `-XX:${name}=${value}`);
}
