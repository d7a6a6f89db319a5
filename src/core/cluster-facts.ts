import { topicNameProblems } from './kafka-names';
import { entryOf, Problem, wholeNumberProblems } from './problem';
import { holdsSecret, looksLikeSecret } from './secret-text';

/**
 * What kind of group reads topics of a cluster. MM2 follows classic and consumer groups only.
 *
 * The value is what a facts file says; `kafka-groups.sh --list` prints it with a capital.
 *
 * @see org.apache.kafka.common.GroupType (kafka-clients 4.3.1)
 */
export enum GroupType {
  /** A group of the old protocol, as nearly all are. */
  CLASSIC = 'classic',
  /** A group of the protocol of KIP-848 (`group.protocol=consumer`). */
  CONSUMER = 'consumer',
  /** A share group (KIP-932, queues). */
  SHARE = 'share',
  /** A streams group (KIP-1071). */
  STREAMS = 'streams',
}

/** What is known of a topic. */
export interface TopicFacts {
  /**
   * Number of partitions. Range: 1..1,000,000.
   * @default - not known
   */
  readonly partitions?: number;
  /**
   * Number of replicas. Range: 1..32,767.
   * @default - not known
   */
  readonly replicationFactor?: number;
  /**
   * Settings of the topic, such as `retention.ms`. A setting that is not listed is the broker's.
   * @default - not known
   */
  readonly config?: { [key: string]: string };
  /**
   * Whether producers write to it in transactions.
   * @default - not known
   */
  readonly transactional?: boolean;
}

/**
 * What is known of a cluster and stands in no configuration of MirrorMaker 2: rules that depend on it are silent without.
 *
 * A map that is given is complete: a setting that it does not list has Kafka's default.
 * Fails: a setting whose value may be a secret, a name that is not one, a number out of range.
 *
 * @see org.apache.kafka.clients.admin.Admin: describeConfigs, describeTopics, listGroups (kafka-clients 4.3.1)
 */
export interface ClusterFacts {
  /**
   * Version of the brokers, such as `3.9.1`.
   * @default - not known
   */
  readonly kafkaVersion?: string;
  /**
   * Settings of the brokers, such as `auto.create.topics.enable`.
   * @default - not known
   */
  readonly brokerConfig?: { [key: string]: string };
  /**
   * Topics by name; there may be others.
   * @default - not known
   */
  readonly topics?: { [name: string]: TopicFacts };
  /**
   * Groups by id; there may be others.
   * @default - not known
   */
  readonly groups?: { [id: string]: GroupType };
  /**
   * Whether MM2's user may add partitions to topics (ALTER).
   * @default - not known
   */
  readonly mayAlterTopics?: boolean;
}

/** Facts of several clusters, by alias. */
export type FactsByAlias = { readonly [alias: string]: ClusterFacts };

const GROUP_TYPES: readonly string[] = Object.values(GroupType);

/** What may be wrong with a member of facts, where it is given. */
type Check = (prop: string, value: any) => Problem[];

const isMap = (value: unknown): value is { [key: string]: unknown } => typeof value === 'object' && value !== null && !Array.isArray(value);

const flag: Check = (prop, value) => typeof value === 'boolean' ? [] : [{ prop, problem: 'is neither true nor false', value }];

const version: Check = (prop, value) => typeof value === 'string' && /^\d+\.\d+(\.\d+)?([-.][\w.-]+)?$/.test(value) ? [] : [{
  prop, problem: 'is not a version of Kafka', value, allowed: 'two or three numbers in quotes, such as "3.9.1"',
}];

const groupType: Check = (prop, value) => typeof value === 'string' && GROUP_TYPES.includes(value.toLowerCase()) ? [] : [{
  prop, problem: 'is not a type of group', value, allowed: GROUP_TYPES.join(', '),
}];

const settings: Check = map((prop, value, key) => [
  ...(looksLikeSecret(key) || holdsSecret(key, String(value)) ? [{
    prop, problem: 'may hold a secret', remedy: 'leave the setting out: no rule reads it',
  }] : ['string', 'number', 'bigint', 'boolean'].includes(typeof value) ? [] : [{ prop, problem: 'is not a text', allowed: 'a text, a number, true or false' }]),
]);

const TOPIC: { readonly [member in keyof Required<TopicFacts>]: Check } = {
  partitions: (prop, value) => wholeNumberProblems(prop, value, 1, 1_000_000),
  replicationFactor: (prop, value) => wholeNumberProblems(prop, value, 1, 32_767),
  config: settings,
  transactional: flag,
};

const CLUSTER: { readonly [member in keyof Required<ClusterFacts>]: Check } = {
  kafkaVersion: version,
  brokerConfig: settings,
  topics: map((prop, value, name) => [...topicNameProblems(prop, name), ...members(TOPIC)(prop, value)]),
  groups: map(groupType),
  mayAlterTopics: flag,
};

/** What is wrong with the facts of a cluster, whoever wrote them. */
export const clusterFactsProblems: Check = members(CLUSTER);

/**
 * Facts without problems in their one form: settings as text, types of groups in lower case, nothing that is null (a broker tells no secret).
 */
export function plainFacts({ kafkaVersion, brokerConfig, topics, groups, mayAlterTopics }: any): ClusterFacts {
  return given({
    kafkaVersion,
    brokerConfig: mapValues(brokerConfig, String),
    topics: mapValues(topics, ({ partitions, replicationFactor, config, transactional }) =>
      given<TopicFacts>({ partitions, replicationFactor, config: mapValues(config, String), transactional })),
    groups: mapValues(groups, (type) => type.toLowerCase()),
    mayAlterTopics,
  });
}

/** Each of these members, where there is one, and no other. */
function members(checks: { readonly [member: string]: Check }): Check {
  return (prop, value) => isMap(value) ? Object.entries(value).flatMap(([member, part]) => {
    if (!Object.hasOwn(checks, member)) {
      return [{ prop: entryOf(prop, member), problem: 'is not a fact', allowed: Object.keys(checks).join(', ') }];
    }
    return isGiven(part) ? checks[member](`${prop}.${member}`, part) : [];
  }) : [{ prop, problem: 'is not a map', allowed: `a map of ${Object.keys(checks).join(', ')}` }];
}

/** Every entry of a map. */
function map(check: (prop: string, value: unknown, key: string) => Problem[]): Check {
  return (prop, value) => isMap(value)
    ? Object.entries(value).flatMap(([key, entry]) => isGiven(entry) ? check(entryOf(prop, key), entry, key) : [])
    : [{ prop, problem: 'is not a map', allowed: 'a map by name' }];
}

function mapValues<T>(values: any, convert: (value: any) => T): { [key: string]: T } | undefined {
  const entries = isGiven(values) ? Object.entries(values) : undefined;
  return entries && Object.fromEntries(entries.filter(([, value]) => isGiven(value)).map(([key, value]) => [key, convert(value)]));
}

function given<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => isGiven(value))) as T;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
