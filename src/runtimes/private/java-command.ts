import { WorkerSize } from './worker-size';

/**
 * Variables by which Kafka's scripts start a worker.
 *
 * @param systemProperties Java system properties
 * @param logOption option of Java that names the configuration of the log
 * @param agents Java agents, as `-javaagent` takes them
 * @see bin/kafka-run-class.sh (Kafka 4.x)
 */
export function javaVariables(
  size: WorkerSize, systemProperties: readonly { readonly name: string; readonly value: string }[], logOption: string, agents: readonly string[] = [],
): [name: string, value: string][] {
  const { heapMebibytes, jvmOptions } = size;
  const options = Object.entries(jvmOptions).map(([name, value]) => value === 'true' ? `-XX:+${name}` : value === 'false' ? `-XX:-${name}` : `-XX:${name}=${value}`);
  const own = [...agents.map((agent) => `-javaagent:${agent}`), ...systemProperties.map(({ name, value }) => `-D${name}=${value}`)];
  return [
    ['KAFKA_HEAP_OPTS', `-Xms${heapMebibytes}m -Xmx${heapMebibytes}m`],
    // Empty would mean Kafka's own.
    ...(options.length === 0 ? [] : [['KAFKA_JVM_PERFORMANCE_OPTS', ['-server', ...options, '-Djava.awt.headless=true'].join(' ')] as [string, string]]),
    ...(own.length === 0 ? [] : [['KAFKA_OPTS', own.join(' ')] as [string, string]]),
    ['KAFKA_LOG4J_OPTS', logOption],
  ];
}
