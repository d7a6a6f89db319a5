import { show } from '../core/problem';
import { Naming } from '../rules/naming';
import { Connector, Replication } from '../rules/replication';
import { hasOwnFilter } from '../rules/selected';
import { AclResource } from './acl-rule';
import { everyName, literal, Named, namesOf, prefix } from './named';

/** What rights are about, and what it is called for one connector, or for the workers. */
export interface NamedResource<T> {
  readonly resource: AclResource;
  /** What it is, in words. */
  readonly words: string;
  readonly names: (of: T) => readonly Named[];
}

type OfConnector = NamedResource<Connector>;
type OfWorkers = NamedResource<Replication>;

/** @see org.apache.kafka.connect.mirror.DefaultTopicFilter (connect-mirror 4.3.1) */
export const SELECTED_TOPICS: OfConnector = {
  resource: 'topic', words: 'selected topics', names: ({ settings }) => hasOwnFilter(settings, 'topic.filter.class', 'DefaultTopicFilter')
    ? [everyName(`topic.filter.class ${show(settings.get('topic.filter.class'))} decides`)] : namesOf(settings.get('topics') ?? '.*', 'topic'),
};

/** @see org.apache.kafka.connect.mirror.MirrorSourceConnector.formatRemoteTopic (connect-mirror 4.3.1) */
export const REMOTE_TOPICS: OfConnector = {
  resource: 'topic', words: 'their copies', names: (connector) => {
    const naming = new Naming(connector.settings);
    if (naming.isCustom) return [everyName(`replication.policy.class ${show(connector.settings.get('replication.policy.class'))} decides`)];
    const front = naming.prefix(connector.sourceAlias);
    return SELECTED_TOPICS.names(connector).map((topic) => {
      if (topic.name === '*') return front === '' ? topic : prefix(front);
      return topic.pattern === 'prefix' ? prefix(front + topic.name) : literal(naming.remoteTopic(connector.sourceAlias, topic.name));
    });
  },
};

/** @see org.apache.kafka.connect.mirror.MirrorSourceConnector.shouldReplicateTopic (connect-mirror 4.3.1) */
export const HEARTBEATS: OfConnector = {
  resource: 'topic', words: '`heartbeats`', names: ({ settings }) => settings.isOff('heartbeats.replication.enabled') ? [] : [literal('heartbeats')],
};

export const REMOTE_HEARTBEATS: OfConnector = {
  resource: 'topic', words: 'the copy of `heartbeats`', names: (connector) => {
    const naming = new Naming(connector.settings);
    return naming.isCustom ? [] : HEARTBEATS.names(connector).map(({ name }) => literal(naming.remoteTopic(connector.sourceAlias, name)));
  },
};

/** @see org.apache.kafka.connect.mirror.ReplicationPolicy.heartbeatsTopic (connect-mirror-client 4.3.1) */
export const EMITTED_HEARTBEATS: OfConnector = { resource: 'topic', words: '`heartbeats`', names: () => [literal('heartbeats')] };

/** @see org.apache.kafka.connect.mirror.MirrorSourceConfig.offsetSyncsTopic (connect-mirror 4.3.1) */
export const OFFSET_SYNCS: OfConnector = {
  resource: 'topic', words: 'offset-syncs topic',
  names: (connector) => [literal(new Naming(connector.settings).offsetSyncsTopic(syncsAtTarget(connector) ? connector.sourceAlias : connector.targetAlias))],
};

/** @see org.apache.kafka.connect.mirror.MirrorCheckpointConfig.checkpointsTopic (connect-mirror 4.3.1) */
export const CHECKPOINTS: OfConnector = {
  resource: 'topic', words: 'checkpoints topic', names: ({ settings, sourceAlias }) => [literal(new Naming(settings).checkpointsTopic(sourceAlias))],
};

/** @see org.apache.kafka.connect.mirror.DefaultGroupFilter (connect-mirror 4.3.1) */
export const SELECTED_GROUPS: OfConnector = {
  resource: 'group', words: 'selected groups', names: ({ settings }) => hasOwnFilter(settings, 'group.filter.class', 'DefaultGroupFilter')
    ? [everyName(`group.filter.class ${show(settings.get('group.filter.class'))} decides`)] : namesOf(settings.get('groups') ?? '.*', 'group'),
};

/** The cluster itself has this name. @see org.apache.kafka.common.resource.Resource.CLUSTER_NAME (kafka-clients 4.3.1) */
export const CLUSTER: NamedResource<unknown> = { resource: 'cluster', words: 'the cluster', names: () => [literal('kafka-cluster')] };

export const WORKER_GROUP: OfWorkers = { resource: 'group', words: '`group.id` of the workers', names: ({ worker }) => given(worker.get('group.id')) };

export const STORAGE_TOPICS: OfWorkers = {
  resource: 'topic', words: 'the three storage topics',
  names: ({ worker }) => ['config.storage.topic', 'offset.storage.topic', 'status.storage.topic'].flatMap((key) => given(worker.get(key))),
};

/** @see org.apache.kafka.connect.runtime.distributed.DistributedConfig.transactionalProducerId (connect-runtime 4.3.1) */
export const LEADER_TRANSACTIONS: OfWorkers = {
  resource: 'transactionalId', words: '`connect-cluster-<group.id>`', names: ({ worker }) => [literal(`connect-cluster-${worker.get('group.id') ?? ''}`)],
};

/** @see org.apache.kafka.connect.runtime.Worker.taskTransactionalId (connect-runtime 4.3.1) */
export const TASK_TRANSACTIONS: OfConnector = {
  resource: 'transactionalId', words: '`<group.id>-<connector>-…`',
  names: ({ worker, effective }) => [prefix(`${worker.get('group.id') ?? ''}-${effective.name}-`)],
};

export function syncsAtTarget({ settings }: Connector): boolean {
  return settings.get('offset-syncs.topic.location') === 'target';
}

function given(name: string | undefined): Named[] {
  return name === undefined || name === '' ? [] : [literal(name)];
}
