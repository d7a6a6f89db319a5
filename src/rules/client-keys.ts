/** Topic configurations of the broker that are not among the six of Event Streams. @see org.apache.kafka.common.config.TopicConfig (kafka-clients 4.3.1) */
export const OTHER_TOPIC_CONFIGS: readonly string[] = [
  'segment.jitter.ms', 'flush.messages', 'flush.ms', 'remote.storage.enable', 'local.retention.ms', 'local.retention.bytes',
  'remote.log.copy.disable', 'remote.log.delete.on.disable', 'max.message.bytes', 'index.interval.bytes', 'file.delete.delay.ms',
  'delete.retention.ms', 'min.compaction.lag.ms', 'max.compaction.lag.ms', 'min.cleanable.dirty.ratio', 'unclean.leader.election.enable',
  'min.insync.replicas', 'compression.type', 'compression.gzip.level', 'compression.lz4.level', 'compression.zstd.level', 'preallocate',
  'message.timestamp.type', 'message.timestamp.before.max.ms', 'message.timestamp.after.max.ms', 'message.downconversion.enable',
];

/** Settings that only a producer has. */
const PRODUCER = /^(acks|batch\.size|buffer\.memory|compression\.|delivery\.timeout\.ms|enable\.idempotence|linger\.ms|partitioner\.|retries$|transaction|max\.(block|in\.flight|request))/;

/** Settings that only a consumer has. */
const CONSUMER = /^(fetch\.|max\.(poll|partition)\.|isolation\.level|auto\.offset\.reset|allow\.auto\.create|check\.crcs)/;

/** Under which key of a source connector's `config` a client setting does what its author wanted. */
export function connectorKey(name: string): string {
  const [, prefix, rest] = /^(?:source\.|target\.)?(consumer(?:\.override)?|producer(?:\.override)?|admin)\.(.+)$/.exec(name) ?? [];
  if (prefix !== undefined) {
    return prefix === 'admin' ? name : `${prefix.startsWith('producer') ? 'producer.override' : 'consumer'}.${rest}`;
  }
  return PRODUCER.test(name) ? `producer.override.${name}` : CONSUMER.test(name) ? `consumer.${name}` : `consumer.${name} or producer.override.${name}`;
}
