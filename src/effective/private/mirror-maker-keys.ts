import { CLUSTER_KEYS } from '../../core/cluster-keys';

/**
 * Keys without a prefix that MirrorMaker gives to the connectors of every flow; all others without a prefix it leaves out.
 *
 * @see org.apache.kafka.connect.mirror.MirrorMakerConfig.allConfigNames: the names of MirrorSourceConfig, MirrorCheckpointConfig and
 * MirrorHeartbeatConfig (connect-mirror 4.3.1)
 */
export const CONNECTOR_KEYS: ReadonlySet<string> = new Set([
  // Of any connector
  'name', 'connector.class', 'connector.plugin.version', 'tasks.max', 'tasks.max.enforce', 'key.converter', 'key.converter.plugin.version',
  'value.converter', 'value.converter.plugin.version', 'header.converter', 'header.converter.plugin.version', 'transforms', 'predicates',
  'config.action.reload', 'errors.retry.timeout', 'errors.retry.delay.max.ms', 'errors.tolerance', 'errors.log.enable', 'errors.log.include.messages',
  // Of all three of MM2; of the keys of a cluster, all but its servers
  'enabled', 'source.cluster.alias', 'target.cluster.alias', 'admin.timeout.ms', 'replication.policy.class', 'replication.policy.separator',
  'replication.policy.internal.topic.separator.enabled', 'forwarding.admin.class', 'metric.reporters', 'config.providers',
  ...[...CLUSTER_KEYS].filter((key) => key !== 'bootstrap.servers'),
  // Of MirrorSourceConnector
  'topics', 'topics.exclude', 'config.properties.exclude', 'topic.filter.class', 'config.property.filter.class', 'consumer.poll.timeout.ms',
  'refresh.topics.enabled', 'refresh.topics.interval.seconds', 'sync.topic.configs.enabled', 'sync.topic.configs.interval.seconds',
  'sync.topic.acls.enabled', 'sync.topic.acls.interval.seconds', 'replication.factor', 'offset-syncs.topic.replication.factor', 'offset.lag.max',
  'offset-syncs.topic.location', 'heartbeats.replication.enabled', 'emit.offset-syncs.enabled', 'metric.names.formats',
  // Of MirrorCheckpointConnector
  'groups', 'groups.exclude', 'group.filter.class', 'refresh.groups.enabled', 'refresh.groups.interval.seconds', 'emit.checkpoints.enabled',
  'emit.checkpoints.interval.seconds', 'sync.group.offsets.enabled', 'sync.group.offsets.interval.seconds', 'checkpoints.topic.replication.factor',
  // Of MirrorHeartbeatConnector
  'emit.heartbeats.enabled', 'emit.heartbeats.interval.seconds', 'heartbeats.topic.replication.factor',
]);

/**
 * What keys without a prefix begin with that MirrorMaker gives to the workers of every flow.
 *
 * @see org.apache.kafka.connect.mirror.MirrorMakerConfig.workerConfig (connect-mirror 4.3.1)
 */
export const WORKER_PREFIXES = [
  'offset.storage', 'config.storage', 'status.storage', 'key.converter', 'value.converter', 'header.converter', 'task', 'worker', 'replication.policy',
  'config.providers',
] as const;

/**
 * Keys that MirrorMaker reads itself, those of the server by which its nodes reach each other among them.
 *
 * @see org.apache.kafka.connect.mirror.MirrorMakerConfig.config (connect-mirror 4.3.1), RestServerConfig.addInternalConfig (connect-runtime 4.3.1)
 */
export const OWN_KEYS: ReadonlySet<string> = new Set([
  'clusters', 'dedicated.mode.enable.internal.rest', 'plugin.path', 'plugin.discovery', 'listeners', 'rest.advertised.host.name', 'rest.advertised.port',
  'rest.advertised.listener', 'access.control.allow.origin', 'access.control.allow.methods', 'response.http.headers.config', 'ssl.client.auth',
]);
