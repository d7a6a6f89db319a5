import { ClusterFacts, TopicFacts } from '../core/cluster-facts';
import { JavaPattern } from '../core/java-pattern';
import { Naming } from './naming';
import { Connector } from './replication';
import { RuleSubject } from './rule';
import { hasOwnFilter, SelectedTopics } from './selected';

/**
 * Settings of topics that rules read: Kafka's default, and the broker settings that stand in for a missing one, the first of them wins.
 *
 * @see org.apache.kafka.server.config.ServerTopicConfigSynonyms (kafka-server-common 4.3.1), org.apache.kafka.storage.internals.log.LogConfig (kafka-storage 4.3.1)
 */
const TOPIC_SETTINGS = {
  'cleanup.policy': { kafkas: 'delete', broker: { 'log.cleanup.policy': 1 } },
  'retention.ms': { kafkas: '604800000', broker: { 'log.retention.ms': 1, 'log.retention.minutes': 60_000, 'log.retention.hours': 3_600_000 } },
  'delete.retention.ms': { kafkas: '86400000', broker: { 'log.cleaner.delete.retention.ms': 1 } },
  'max.message.bytes': { kafkas: '1048588', broker: { 'message.max.bytes': 1 } },
  'min.insync.replicas': { kafkas: '1', broker: { 'min.insync.replicas': 1 } },
  'unclean.leader.election.enable': { kafkas: 'false', broker: { 'unclean.leader.election.enable': 1 } },
  'message.timestamp.type': { kafkas: 'CreateTime', broker: { 'log.message.timestamp.type': 1 } },
  'compression.type': { kafkas: 'producer', broker: { 'compression.type': 1 } },
} as const satisfies { readonly [key: string]: { readonly kafkas: string; readonly broker: { readonly [key: string]: number } } };

/** A setting of a topic that rules read. */
export type TopicSetting = keyof typeof TOPIC_SETTINGS;

/** What is known of one cluster; a map that is given is complete, one that is not says nothing. */
export class KnownCluster {
  constructor(public readonly alias: string, private readonly facts: ClusterFacts) {}

  public get kafkaVersion(): string | undefined {
    return this.facts.kafkaVersion;
  }

  /** Whether MM2's user is known to have no right to add partitions. */
  public get forbidsAlter(): boolean {
    return this.facts.mayAlterTopics === false;
  }

  public get topics(): readonly string[] {
    return Object.keys(this.facts.topics ?? {});
  }

  public get groups(): readonly (readonly [id: string, type: string])[] {
    return Object.entries(this.facts.groups ?? {});
  }

  public topic(name: string): TopicFacts {
    return entry(this.facts.topics, name) ?? {};
  }

  /** A setting of the brokers. @param kafkas Kafka's default */
  public broker(key: string, kafkas: string): string | undefined {
    return this.facts.brokerConfig && (entry(this.facts.brokerConfig, key) ?? kafkas);
  }

  /** What a topic has that does not say otherwise. */
  public brokerDefault(key: TopicSetting): string | undefined {
    const { kafkas, broker }: { kafkas: string; broker: { readonly [key: string]: number } } = TOPIC_SETTINGS[key];
    const given = Object.keys(broker).find((synonym) => entry(this.facts.brokerConfig, synonym) !== undefined);
    if (given === undefined) return this.facts.brokerConfig && kafkas;
    const value = this.facts.brokerConfig![given];
    return broker[given] === 1 ? value : String(Number(value) * broker[given]);
  }

  /** What a topic has, wherever it is set. */
  public setting(topic: string, key: TopicSetting): string | undefined {
    const { config } = this.topic(topic);
    return config && (entry(config, key) ?? this.brokerDefault(key));
  }
}

/** One topic that a connector copies, as far as anything is known of it or of its copy. */
export class KnownCopy {
  /** Name at the target. */
  public readonly remoteTopic: string;

  constructor(public readonly topic: string, private readonly flow: KnownFlow) {
    this.remoteTopic = flow.naming.remoteTopic(flow.source.alias, topic);
  }

  public get source(): TopicFacts {
    return this.flow.source.topic(this.topic);
  }

  public get target(): TopicFacts {
    return this.flow.target.topic(this.remoteTopic);
  }

  /** What the topic has at the source. */
  public atSource(key: TopicSetting): string | undefined {
    return this.flow.source.setting(this.topic, key);
  }

  /**
   * What the copy has, once MM2 has created it or carried the settings of the source over.
   *
   * @see org.apache.kafka.connect.mirror.MirrorSourceConnector.createNewTopics, syncTopicConfigs, targetConfig (connect-mirror 4.3.1)
   */
  public atTarget(key: TopicSetting): string | undefined {
    const { source, target, syncs } = this.flow;
    const { config } = source.topic(this.topic);
    if (config && this.flow.carries(key)) {
      const own = entry(config, key);
      if (own !== undefined && (syncs || this.target.config === undefined)) return own;
      if (own === undefined && syncs) return target.brokerDefault(key);
    }
    return target.setting(this.remoteTopic, key);
  }
}

/** What is known of both ends of a source connector, and of the topics that it copies. */
export class KnownFlow {
  public static of(connector: Connector, subject: RuleSubject): KnownFlow {
    const known = KnownFlow.known.get(connector) ?? new KnownFlow(connector, subject);
    KnownFlow.known.set(connector, known);
    return known;
  }

  private static readonly known = new WeakMap<Connector, KnownFlow>();

  public readonly source: KnownCluster;
  public readonly target: KnownCluster;
  public readonly naming: Naming;
  /** Whether settings of topics are carried over again and again. */
  public readonly syncs: boolean;
  /** The copied topics that are known at one of the ends. */
  public readonly copies: readonly KnownCopy[];
  private readonly excluded: JavaPattern | undefined;

  private constructor(connector: Connector, subject: RuleSubject) {
    const { settings, sourceAlias, targetAlias } = connector;
    this.source = knownCluster(sourceAlias, subject);
    this.target = knownCluster(targetAlias, subject);
    this.naming = new Naming(settings);
    this.syncs = settings.isOn('sync.topic.configs.enabled');
    this.excluded = hasOwnFilter(settings, 'config.property.filter.class', 'DefaultConfigPropertyFilter')
      ? undefined : JavaPattern.list(settings.get('config.properties.exclude') ?? '');
    const selected = SelectedTopics.of(connector);
    const isCopied = (topic: string) => selected?.accepts(topic) && !this.naming.isCycle(topic, targetAlias);
    const prefix = this.naming.prefix(sourceAlias);
    const atTarget = this.target.topics.filter((topic) => topic.startsWith(prefix)).map((topic) => topic.slice(prefix.length));
    this.copies = this.naming.isCustom ? [] : [...new Set([...this.source.topics, ...atTarget])].filter(isCopied).map((topic) => new KnownCopy(topic, this));
  }

  /** Whether MM2 gives a copy this setting of its source. */
  public carries(key: string): boolean {
    return this.excluded?.matches(key) === false;
  }
}

export function knownCluster(alias: string, { facts }: RuleSubject): KnownCluster {
  return new KnownCluster(alias, entry(facts, alias) ?? {});
}

/** An entry of a map whose keys are anybody's names. */
function entry<T>(map: { readonly [key: string]: T } | undefined, key: string): T | undefined {
  return map && Object.hasOwn(map, key) ? map[key] : undefined;
}
