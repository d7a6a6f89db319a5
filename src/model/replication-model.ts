import { Duration } from 'cdk8s';
import { KafkaCluster } from '../clusters';
import { DeliveryGuarantee } from './delivery-guarantee';
import { GroupSelection } from './group-selection';
import { NamingPolicy } from './naming-policy';
import { ReplicationTuning } from './replication-tuning';
import { TopicSelection } from './topic-selection';

/** One source of a replication, with what is taken from it. */
export interface ReplicationFlow {
  /** The cluster read from. */
  readonly source: KafkaCluster;
  /** Topics that are mirrored. */
  readonly topics: TopicSelection;
  /**
   * Groups whose offsets follow.
   * @default - none: no checkpoint connector
   */
  readonly groups?: GroupSelection;
  /** Upper bound of tasks of the source connector. */
  readonly tasksMax: number;
  /**
   * How often a heartbeat is written into the source.
   * @default - there are none
   */
  readonly heartbeatInterval?: Duration;
  /** Raw settings of the source connector; they win over everything else. */
  readonly sourceConnectorConfig: { [key: string]: string };
  /** Raw settings of the checkpoint connector; they win over everything else. */
  readonly checkpointConnectorConfig: { [key: string]: string };
  /** Prop path of the user's declaration, for provenance: empty for the constructor's props, `addSource[0].` for later ones. */
  readonly declaredAt: string;
}

/** MM2's memory at the target: losing or renaming one of these means mirroring everything anew. */
export interface WorkerStorage {
  /** Group id of the Connect workers (`group.id`). */
  readonly groupId: string;
  /** Topic that keeps connector configurations (`config.storage.topic`). */
  readonly configTopic: string;
  /** Topic that keeps source positions (`offset.storage.topic`). */
  readonly offsetTopic: string;
  /** Topic that keeps connector states (`status.storage.topic`). */
  readonly statusTopic: string;
}

/**
 * What is to be replicated, complete and immutable, free of Kubernetes: what every runtime renders.
 */
export interface ReplicationModel {
  /** Name; group id, storage topics and resource names derive from it. */
  readonly name: string;
  /** The cluster written to. */
  readonly target: KafkaCluster;
  /** The flows into it, in the order of declaration. */
  readonly flows: ReplicationFlow[];
  /** What mirrored topics are called. */
  readonly naming: NamingPolicy;
  /** What happens when something breaks. */
  readonly delivery: DeliveryGuarantee;
  /** How records are fetched and written. */
  readonly tuning: ReplicationTuning;
  /** Replication factor of everything MM2 creates; -1 for the target's default. */
  readonly replicationFactor: number;
  /** How often new topics, partitions and groups are looked for. */
  readonly refreshInterval: Duration;
  /** How long a lost worker's tasks wait for it to come back. */
  readonly rebalanceDelay: Duration;
  /** Longest time that the replication may stand still without losing a record. */
  readonly longestOutage: Duration;
  /** Number of Connect workers. */
  readonly workers: number;
  /** MM2's memory. */
  readonly storage: WorkerStorage;
  /** Raw worker settings; they win over everything else. */
  readonly workerConfig: { [key: string]: string };
  /** Names of the props that the user gave; what they do not name is a default of the library. */
  readonly given: string[];
  /** Accepted findings: code → reason. */
  readonly acknowledged: { [code: string]: string };
}
