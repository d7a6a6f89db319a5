import { Connector, Replication } from '../rules/replication';
import { AclOperation } from './acl-rule';
import {
  CHECKPOINTS, CLUSTER, EMITTED_HEARTBEATS, HEARTBEATS, LEADER_TRANSACTIONS, NamedResource, OFFSET_SYNCS, REMOTE_HEARTBEATS, REMOTE_TOPICS,
  SELECTED_GROUPS, SELECTED_TOPICS, STORAGE_TOPICS, syncsAtTarget, TASK_TRANSACTIONS, WORKER_GROUP,
} from './named-resources';

export type Side = 'source' | 'target';

/** What is known of the clusters of a flow. */
export interface Circumstances {
  /** Whether MM2's user creates and changes topics at the target; otherwise somebody else does. */
  readonly ownsTopics: boolean;
  /** Whether brokers are known to be older than 2.8. */
  readonly isOld: { readonly [side in Side]: boolean };
}

/** What one feature needs on one cluster. */
export interface Right<T> {
  readonly feature: string;
  readonly side: Side;
  /** When it is needed, in words. */
  readonly condition?: string;
  readonly when?: (of: T, circumstances: Circumstances) => boolean;
  readonly on: readonly NamedResource<T>[];
  readonly operations: readonly AclOperation[];
  /** What stops without it; no semicolon. */
  readonly why: string;
  /** The calls that need it: class and library, and what the broker asks for. */
  readonly source: string;
}

const MIRROR = 'connect-mirror 4.3.1';
const RUNTIME = 'connect-runtime 4.3.1';

const TOPICS = [SELECTED_TOPICS, HEARTBEATS];
const COPIES = [REMOTE_TOPICS, REMOTE_HEARTBEATS];

const SYNCS_AT_SOURCE = '`offset-syncs.topic.location` is `source`';
const SYNCS_AT_TARGET = '`offset-syncs.topic.location` is `target`';
const OWNS_TOPICS = 'MM2 creates the topics';
const CONFIG_SYNC = '`sync.topic.configs.enabled`';
const ACL_SYNC = '`sync.topic.acls.enabled`';
const GROUP_SYNC = '`sync.group.offsets.enabled`';

const isOn = (key: string) => ({ settings }: Connector) => settings.isOn(key);
const ownsTopics = (_: unknown, circumstances: Circumstances) => circumstances.ownsTopics;
const syncsConfigs = (connector: Connector, circumstances: Circumstances) => circumstances.ownsTopics && isOn('sync.topic.configs.enabled')(connector);
const emitsSyncs = (side: Side) => (connector: Connector) =>
  !connector.settings.isOff('emit.offset-syncs.enabled') && syncsAtTarget(connector) === (side === 'target');
const readsSyncs = (side: Side) => (connector: Connector) => syncsAtTarget(connector) === (side === 'target');
const support = ({ worker }: { readonly worker: Replication['worker'] }) => worker.get('exactly.once.source.support')?.toLowerCase() ?? '';
const writesSyncs = `OffsetSyncWriter.sendOffsetSync: Produce, WRITE; MirrorUtils.createCompactedTopic: CreateTopics, CREATE (${MIRROR})`;
const keepsSyncs = `OffsetSyncStore, KafkaBasedLog.start: Fetch, READ; ListOffsets, DESCRIBE (${MIRROR}, ${RUNTIME})`;

/** What each source connector needs. */
export const SOURCE_CONNECTOR: readonly Right<Connector>[] = [
  {
    feature: 'data', side: 'source', on: [SELECTED_TOPICS], operations: ['Read', 'Describe'],
    why: 'these topics are not copied',
    source: `MirrorSourceTask.poll: Fetch, READ; MirrorSourceConnector.findSourceTopicPartitions: Metadata, DESCRIBE (${MIRROR})`,
  },
  {
    feature: 'data', side: 'target', on: [REMOTE_TOPICS], operations: ['Write', 'Describe'],
    why: 'copies are not written',
    source: `AbstractWorkerSourceTask.sendRecords: Produce, WRITE (${RUNTIME}); MirrorSourceConnector.findTargetTopicPartitions: Metadata, DESCRIBE (${MIRROR})`,
  },
  {
    feature: 'heartbeats', side: 'source', condition: '`heartbeats.replication.enabled`', on: [HEARTBEATS], operations: ['Read', 'Describe'],
    why: 'heartbeats of the source are not copied', source: `MirrorSourceConnector.shouldReplicateTopic, MirrorSourceTask.poll: Fetch, READ (${MIRROR})`,
  },
  {
    feature: 'heartbeats', side: 'target', condition: '`heartbeats.replication.enabled`', on: [REMOTE_HEARTBEATS], operations: ['Write', 'Describe'],
    why: 'heartbeats are not written', source: `AbstractWorkerSourceTask.sendRecords: Produce, WRITE (${RUNTIME})`,
  },
  {
    feature: 'topic creation', side: 'source', condition: OWNS_TOPICS, when: ownsTopics, on: TOPICS, operations: ['DescribeConfigs'],
    why: 'no copy of a new topic is created',
    source: `MirrorSourceConnector.createNewTopics, describeTopicConfigs: DescribeConfigs, DESCRIBE_CONFIGS (${MIRROR})`,
  },
  {
    feature: 'topic creation', side: 'target', condition: OWNS_TOPICS, when: ownsTopics, on: COPIES, operations: ['Create'],
    why: 'no copy of a new topic is created', source: `MirrorSourceConnector.createNewTopics: CreateTopics, CREATE (${MIRROR})`,
  },
  {
    feature: 'new partitions', side: 'target', condition: OWNS_TOPICS, when: ownsTopics, on: COPIES, operations: ['Alter'],
    why: 'a topic that gets partitions at the source does not get them here, and its task stands still',
    source: `MirrorSourceConnector.createNewPartitions: CreatePartitions, ALTER (${MIRROR})`,
  },
  {
    feature: 'config sync', side: 'source', condition: CONFIG_SYNC, when: syncsConfigs, on: TOPICS, operations: ['DescribeConfigs'],
    why: 'settings of topics are not carried over', source: `MirrorSourceConnector.syncTopicConfigs: DescribeConfigs, DESCRIBE_CONFIGS (${MIRROR})`,
  },
  {
    feature: 'config sync', side: 'target', condition: CONFIG_SYNC, when: syncsConfigs, on: COPIES, operations: ['AlterConfigs'],
    why: 'settings of topics are not carried over',
    source: `MirrorSourceConnector.incrementalAlterConfigs: IncrementalAlterConfigs, ALTER_CONFIGS (${MIRROR})`,
  },
  {
    feature: 'ACL sync', side: 'source', condition: ACL_SYNC, when: isOn('sync.topic.acls.enabled'), on: [CLUSTER], operations: ['Describe'],
    why: 'ACLs are not carried over', source: `MirrorSourceConnector.listTopicAclBindings: DescribeAcls, DESCRIBE (${MIRROR})`,
  },
  {
    feature: 'ACL sync', side: 'target', condition: ACL_SYNC, when: isOn('sync.topic.acls.enabled'), on: [CLUSTER], operations: ['Alter'],
    why: 'ACLs are not carried over', source: `MirrorSourceConnector.updateTopicAcls: CreateAcls, ALTER (${MIRROR})`,
  },
  {
    feature: 'offset syncs', side: 'source', condition: SYNCS_AT_SOURCE, when: emitsSyncs('source'), on: [OFFSET_SYNCS], operations: ['Create', 'Write', 'Describe'],
    why: 'pairs of offsets are not written', source: writesSyncs,
  },
  {
    feature: 'offset syncs', side: 'target', condition: SYNCS_AT_TARGET, when: emitsSyncs('target'), on: [OFFSET_SYNCS], operations: ['Create', 'Write', 'Describe'],
    why: 'pairs of offsets are not written', source: writesSyncs,
  },
  {
    feature: 'idempotent producer', side: 'source', condition: `brokers before 2.8, and ${SYNCS_AT_SOURCE}`,
    when: (connector, { isOld }) => isOld.source && emitsSyncs('source')(connector), on: [CLUSTER], operations: ['IdempotentWrite'],
    why: 'pairs of offsets are not written', source: 'InitProducerId, IDEMPOTENT_WRITE; since 2.8 WRITE on any topic will do (KIP-679)',
  },
];

/** What each checkpoint connector needs. */
export const CHECKPOINT_CONNECTOR: readonly Right<Connector>[] = [
  {
    feature: 'checkpoints', side: 'source', on: [SELECTED_GROUPS], operations: ['Describe'],
    why: 'groups are not seen, and their offsets not read',
    source: `MirrorCheckpointConnector.listConsumerGroups: ListGroups shows the groups with DESCRIBE, rights on the cluster are not needed; listConsumerGroupOffsets: OffsetFetch, DESCRIBE (${MIRROR})`,
  },
  {
    feature: 'checkpoints', side: 'source', on: [SELECTED_TOPICS], operations: ['Describe'],
    why: 'offsets of groups are not read', source: `MirrorCheckpointTask.listConsumerGroupOffsets: OffsetFetch leaves topics without DESCRIBE out (${MIRROR})`,
  },
  {
    feature: 'checkpoints', side: 'target', on: [CHECKPOINTS], operations: ['Create', 'Write', 'Describe'],
    why: 'checkpoints are not written',
    source: `MirrorCheckpointConnector.createInternalTopics: CreateTopics, CREATE (${MIRROR}); AbstractWorkerSourceTask.sendRecords: Produce, WRITE (${RUNTIME})`,
  },
  {
    feature: 'checkpoints', side: 'target', on: [CHECKPOINTS], operations: ['Read', 'Describe'],
    why: 'after a restart only offsets of records copied since are translated',
    source: `CheckpointStore.readCheckpoints: Fetch, READ; ListOffsets, DESCRIBE (${MIRROR})`,
  },
  {
    feature: 'checkpoints', side: 'source', condition: SYNCS_AT_SOURCE, when: readsSyncs('source'), on: [OFFSET_SYNCS], operations: ['Read', 'Describe'],
    why: 'no offset of a group is translated', source: keepsSyncs,
  },
  {
    feature: 'checkpoints', side: 'target', condition: SYNCS_AT_TARGET, when: readsSyncs('target'), on: [OFFSET_SYNCS], operations: ['Read', 'Describe'],
    why: 'no offset of a group is translated', source: keepsSyncs,
  },
  {
    feature: 'group offset sync', side: 'target', condition: GROUP_SYNC, when: isOn('sync.group.offsets.enabled'), on: [SELECTED_GROUPS], operations: ['Read', 'Describe'],
    why: 'offsets of groups are not set',
    source: `MirrorCheckpointTask.syncGroupOffset: OffsetCommit, READ; refreshIdleConsumerGroupOffset: DescribeGroups and OffsetFetch, DESCRIBE (${MIRROR})`,
  },
  {
    feature: 'group offset sync', side: 'target', condition: GROUP_SYNC, when: isOn('sync.group.offsets.enabled'), on: [REMOTE_TOPICS], operations: ['Read'],
    why: 'offsets of groups are not set', source: `MirrorCheckpointTask.syncGroupOffset: OffsetCommit, READ on the topic (${MIRROR})`,
  },
];

/** What a connector needs that emits heartbeats, where it emits them: into the target in dedicated mode, into a source from among the connectors of Connect. */
export const HEARTBEAT_CONNECTOR: readonly Right<Connector>[] = [
  {
    feature: 'emitted heartbeats', side: 'target', condition: '`emit.heartbeats.enabled`', on: [EMITTED_HEARTBEATS], operations: ['Create', 'Write', 'Describe'],
    why: 'heartbeats are not emitted',
    source: `MirrorHeartbeatConnector.createInternalTopics: CreateTopics, CREATE (${MIRROR}); AbstractWorkerSourceTask.sendRecords: Produce, WRITE (${RUNTIME})`,
  },
];

/** What every connector needs whose records the workers write. */
export const ANY_CONNECTOR: readonly Right<Connector>[] = [
  {
    feature: 'exactly-once', side: 'target', condition: '`exactly.once.source.support` is `enabled`', when: (connector) => support(connector) === 'enabled',
    on: [TASK_TRANSACTIONS], operations: ['Write', 'Describe'], why: 'tasks do not start',
    source: `ExactlyOnceWorkerSourceTask, Worker.fenceZombies: InitProducerId, AddPartitionsToTxn, EndTxn, WRITE; FindCoordinator, DESCRIBE (${RUNTIME})`,
  },
];

/** What the workers need. */
export const WORKERS: readonly Right<Replication>[] = [
  {
    feature: 'workers', side: 'target', on: [WORKER_GROUP], operations: ['Read', 'Describe'],
    why: 'the workers form no group', source: `WorkerGroupMember: JoinGroup, SyncGroup and Heartbeat, READ; FindCoordinator, DESCRIBE (${RUNTIME})`,
  },
  {
    feature: 'workers', side: 'target', on: [STORAGE_TOPICS], operations: ['Create', 'Read', 'Write', 'Describe'],
    why: 'the workers do not start, or keep neither configurations nor offsets',
    source: `KafkaBasedLog: Fetch, READ; Produce, WRITE; ListOffsets, DESCRIBE; TopicAdmin.createOrFindTopics: CreateTopics, CREATE (${RUNTIME})`,
  },
  {
    feature: 'workers', side: 'target', on: [STORAGE_TOPICS], operations: ['DescribeConfigs'],
    why: 'nobody notices that a storage topic is not compacted, and forgets',
    source: `TopicAdmin.verifyTopicCleanupPolicyOnlyCompact: DescribeConfigs, DESCRIBE_CONFIGS (${RUNTIME})`,
  },
  {
    feature: 'exactly-once', side: 'target', condition: '`exactly.once.source.support` is `preparing` or `enabled`',
    when: (replication) => ['preparing', 'enabled'].includes(support(replication)), on: [LEADER_TRANSACTIONS], operations: ['Write', 'Describe'],
    why: 'the leader of the workers writes no configuration, and no connector starts',
    source: `DistributedConfig.transactionalLeaderEnabled, KafkaConfigBackingStore.claimWritePrivileges: InitProducerId, WRITE; FindCoordinator, DESCRIBE (${RUNTIME})`,
  },
  {
    feature: 'idempotent producer', side: 'target', condition: 'brokers before 2.8', when: (_, { isOld }) => isOld.target, on: [CLUSTER], operations: ['IdempotentWrite'],
    why: 'copies are not written by an idempotent producer', source: 'InitProducerId, IDEMPOTENT_WRITE; since 2.8 WRITE on any topic will do (KIP-679)',
  },
];
