/* Written by test/rules/ValueTypes.java from the classes of Kafka 4.3.1 (connect-mirror, connect-runtime, kafka-clients). */

/** Keys whose values Kafka reads as numbers or as true and false. */
export interface ValueTypes {
  readonly boolean: string;
  readonly short: string;
  readonly int: string;
  readonly long: string;
}

export const SOURCE_CONNECTOR_TYPES: ValueTypes = {
  boolean: 'emit.offset-syncs.enabled enabled errors.log.enable errors.log.include.messages heartbeats.replication.enabled refresh.topics.enabled replication.policy.internal.topic.separator.enabled sync.topic.acls.enabled sync.topic.configs.enabled tasks.max.enforce',
  short: 'offset-syncs.topic.replication.factor',
  int: 'replication.factor tasks.max',
  long: 'admin.timeout.ms consumer.poll.timeout.ms errors.retry.delay.max.ms errors.retry.timeout offset.lag.max refresh.topics.interval.seconds sync.topic.acls.interval.seconds sync.topic.configs.interval.seconds transaction.boundary.interval.ms',
};

export const CHECKPOINT_CONNECTOR_TYPES: ValueTypes = {
  boolean: 'emit.checkpoints.enabled enabled errors.log.enable errors.log.include.messages refresh.groups.enabled replication.policy.internal.topic.separator.enabled sync.group.offsets.enabled tasks.max.enforce',
  short: 'checkpoints.topic.replication.factor',
  int: 'tasks.max',
  long: 'admin.timeout.ms consumer.poll.timeout.ms emit.checkpoints.interval.seconds errors.retry.delay.max.ms errors.retry.timeout refresh.groups.interval.seconds sync.group.offsets.interval.seconds transaction.boundary.interval.ms',
};

export const WORKER_TYPES: ValueTypes = {
  boolean: 'topic.creation.enable topic.tracking.allow.reset topic.tracking.enable',
  short: 'config.storage.replication.factor offset.storage.replication.factor status.storage.replication.factor',
  int: 'heartbeat.interval.ms inter.worker.key.size inter.worker.key.ttl.ms offset.storage.partitions rebalance.timeout.ms receive.buffer.bytes request.timeout.ms rest.advertised.port scheduled.rebalance.max.delay.ms send.buffer.bytes session.timeout.ms status.storage.partitions worker.sync.timeout.ms worker.unsync.backoff.ms',
  long: 'connections.max.idle.ms metadata.max.age.ms metadata.recovery.rebootstrap.trigger.ms offset.flush.interval.ms offset.flush.timeout.ms reconnect.backoff.max.ms reconnect.backoff.ms retry.backoff.max.ms retry.backoff.ms socket.connection.setup.timeout.max.ms socket.connection.setup.timeout.ms task.shutdown.graceful.timeout.ms',
};

export const PRODUCER_TYPES: ValueTypes = {
  boolean: 'enable.idempotence enable.metrics.push partitioner.adaptive.partitioning.enable partitioner.ignore.keys transaction.two.phase.commit.enable',
  short: '',
  int: 'batch.size compression.gzip.level compression.lz4.level compression.zstd.level delivery.timeout.ms max.in.flight.requests.per.connection max.request.size receive.buffer.bytes request.timeout.ms retries send.buffer.bytes transaction.timeout.ms',
  long: 'buffer.memory connections.max.idle.ms linger.ms max.block.ms metadata.max.age.ms metadata.max.idle.ms metadata.recovery.rebootstrap.trigger.ms partitioner.availability.timeout.ms reconnect.backoff.max.ms reconnect.backoff.ms retry.backoff.max.ms retry.backoff.ms socket.connection.setup.timeout.max.ms socket.connection.setup.timeout.ms',
};

export const CONSUMER_TYPES: ValueTypes = {
  boolean: 'allow.auto.create.topics check.crcs enable.auto.commit enable.metrics.push exclude.internal.topics',
  short: '',
  int: 'auto.commit.interval.ms default.api.timeout.ms fetch.max.bytes fetch.max.wait.ms fetch.min.bytes heartbeat.interval.ms max.partition.fetch.bytes max.poll.interval.ms max.poll.records receive.buffer.bytes request.timeout.ms send.buffer.bytes session.timeout.ms',
  long: 'connections.max.idle.ms metadata.max.age.ms metadata.recovery.rebootstrap.trigger.ms reconnect.backoff.max.ms reconnect.backoff.ms retry.backoff.max.ms retry.backoff.ms socket.connection.setup.timeout.max.ms socket.connection.setup.timeout.ms',
};

export const ADMIN_TYPES: ValueTypes = {
  boolean: 'enable.metrics.push',
  short: '',
  int: 'default.api.timeout.ms receive.buffer.bytes request.timeout.ms retries send.buffer.bytes',
  long: 'connections.max.idle.ms metadata.max.age.ms metadata.recovery.rebootstrap.trigger.ms reconnect.backoff.max.ms reconnect.backoff.ms retry.backoff.max.ms retry.backoff.ms socket.connection.setup.timeout.max.ms socket.connection.setup.timeout.ms',
};
