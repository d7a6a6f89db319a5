import { javaArguments } from './java.js';
import { JsonLines } from './json-lines.js';

export interface Acl {
  readonly principal: string;
  readonly resource: 'TOPIC' | 'GROUP' | 'CLUSTER' | 'TRANSACTIONAL_ID';
  readonly name: string;
  readonly pattern: 'LITERAL' | 'PREFIXED';
  readonly operations: readonly string[];
  /** @default 'ALLOW'; DENY wins over every ALLOW. */
  readonly permission?: 'ALLOW' | 'DENY';
}

export interface TopicDescription {
  readonly id: string;
  readonly partitions: number;
  /** Node id of the leader per partition; -1 where there is none. */
  readonly leaders: readonly number[];
  /** Node ids of the replicas per partition. */
  readonly replicas: readonly (readonly number[])[];
  readonly replicationFactor: number;
  readonly configs: Readonly<Record<string, string>>;
}

/** What a group meets on one partition when it moves from the source to the copy; a text says why it cannot. */
export type Move = { readonly source: number; readonly target: number; readonly read: number; readonly skipped: number; readonly redelivered: number } | string;

interface Counts {
  readonly records: number;
  readonly copies: number;
  /** Kind of difference (lost, duplicated, reordered, foreign, changed …) to number of records. */
  readonly differences: Readonly<Record<string, number>>;
}

export interface Comparison extends Counts {
  readonly examples: readonly string[];
  readonly partitions: Readonly<Record<string, Counts>>;
}

/** Counts are keys. */
export interface KeyComparison extends Comparison {
  /** Deletions that the source still holds. */
  readonly tombstones: number;
}

export interface TopicComparison extends Comparison {
  readonly groups: Readonly<Record<string, Readonly<Record<string, Move>>>>;
}

/** What a numbered producer writes; class NumberedProducer explains the fields. */
export interface ProducerPlan {
  readonly name: string;
  readonly topic: string;
  readonly count?: number;
  readonly perSecond?: number;
  readonly partitions?: number;
  readonly keys?: number;
  readonly size?: number;
  readonly compressible?: boolean;
  readonly tombstones?: boolean;
  readonly timestampShiftMs?: number;
  readonly recordsPerTransaction?: number;
  readonly abortEvery?: number;
  readonly configs?: Readonly<Record<string, string | number>>;
}

/** What the brokers acknowledged to a numbered producer; of transactions: what was committed. */
export interface Written {
  readonly acknowledged: number;
  readonly refused: number;
  readonly partitions: Readonly<Record<string, number>>;
}

export type Isolation = 'read_committed' | 'read_uncommitted';

/** Settings of a Kafka client: the text of a properties file, and what comes on top. */
export interface ClientSettings {
  readonly properties?: string;
  readonly config: Readonly<Record<string, string>>;
}

/** What one credential met with one operation on one name; class Attack explains the fields. */
export interface Attempt {
  readonly operation: string;
  readonly kind: AttackedObject['kind'];
  readonly name: string;
  readonly right: string;
  readonly outcome: 'allowed' | 'denied' | 'invisible' | 'failed';
  readonly detail: string;
}

export interface AttackedObject {
  readonly kind: 'topic' | 'group' | 'transactionalId' | 'user' | 'broker';
  readonly name: string;
}

interface Methods {
  connect: [{ cluster: string; bootstrap: string }, number];
  brokers: [{ cluster: string }, number];
  topics: [{ cluster: string }, readonly string[]];
  readByPattern: [{ cluster: string; pattern: string }, Readonly<Record<string, number>>];
  readAs: [ClientSettings & { pattern: string }, Readonly<Record<string, number>>];
  attack: [ClientSettings & { objects: readonly AttackedObject[]; readable: string }, readonly Attempt[]];
  wipe: [{ cluster: string }, null];
  createTopic: [{ cluster: string; topic: string; partitions: number; replicationFactor?: number; configs: Readonly<Record<string, string>> }, null];
  deleteTopic: [{ cluster: string; topic: string }, null];
  widenTopic: [{ cluster: string; topic: string; partitions: number }, null];
  alterTopic: [{ cluster: string; topic: string; configs: Readonly<Record<string, string | null>> }, null];
  deleteRecords: [{ cluster: string; topic: string; before: Readonly<Record<string, number>> }, null];
  electLeaders: [{ cluster: string; topic: string; unclean: boolean }, null];
  createScramUser: [{ cluster: string; name: string; password: string }, null];
  createAcls: [{ cluster: string; acls: readonly Acl[] }, null];
  deleteAcls: [{ cluster: string; acls: readonly Acl[] }, null];
  limitProducer: [{ cluster: string; clientId: string; bytesPerSecond: number }, null];
  limitEachClient: [{ cluster: string; quotas: Readonly<Record<string, number>> }, null];
  limitUser: [{ cluster: string; name: string; quotas: Readonly<Record<string, number>> }, null];
  aclsOn: [{ cluster: string; topic: string }, number];
  ask: [{ cluster: string; topic: string }, null];
  logBytes: [{ cluster: string; topic: string }, number];
  describe: [{ cluster: string; topic: string }, TopicDescription | null];
  startOffsets: [{ cluster: string; topic: string }, Readonly<Record<string, number>> | null];
  endOffsets: [{ cluster: string; topic: string }, Readonly<Record<string, number>> | null];
  newestTimestamp: [{ cluster: string; topic: string }, number];
  commit: [{ cluster: string; topic: string; group: string; offsets: Readonly<Record<string, number>> }, null];
  share: [{ cluster: string; topic: string; group: string }, null];
  committed: [{ cluster: string; topic: string; group: string }, Readonly<Record<string, number>>];
  facts: [{ cluster: string; part: string }, object];
  workers: [{ cluster: string; group: string }, number];
  generate: [{ cluster: string; topic: string; partitions: number; from: number; to: number; perSecond?: number; seed: number; baseTime: number }, null];
  given: [{ cluster: string; topic: string; records: readonly { key: string; value: string }[]; baseTime: number }, null];
  copy: [{ cluster: string; topic: string; to: string; damage: string }, null];
  startProducer: [{ cluster: string; plan: ProducerPlan }, null];
  finishProducer: [{ name: string }, Written];
  stopProducer: [{ name: string }, Written];
  written: [{ name: string }, Written];
  auditProduced: [{ cluster: string; topic: string; producers: readonly string[]; isolation: Isolation }, Comparison];
  auditKeys: [{ cluster: string; topic: string }, { keys: number; scattered: number }];
  auditLiveKeys: [{ source: { cluster: string; topic: string }; target: { cluster: string; topic: string } }, KeyComparison];
  audit: [{
    source: { cluster: string; topic: string };
    target: { cluster: string; topic: string };
    groups?: readonly string[];
  }, TopicComparison];
}

/** The lab's administrator, seeder and auditor: one JVM for the whole run (lab/java, class Agent). */
export class Agent extends JsonLines<Methods> {
  /** @param jvmOptions of one that acts as a client: it has to know the names of the brokers and whom to trust */
  public constructor(log: string, jvmOptions: readonly string[] = []) {
    super('agent', javaArguments(['-Xmx1g', ...jvmOptions], 'lab.Agent'), log);
  }
}
