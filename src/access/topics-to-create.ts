import { EVENT_STREAMS_TOPIC_CONFIGS } from '../core/event-streams-plan';
import { clustersByServer } from '../rules/clusters';
import { InternalTopic, internalTopicsByCluster } from '../rules/internal-topics';
import { KnownCopy, KnownFlow, knownCluster } from '../rules/known';
import { Naming } from '../rules/naming';
import { Connector, Replication } from '../rules/replication';
import { RuleSubject } from '../rules/rule';
import { SelectedTopics } from '../rules/selected';
import { Settings } from '../rules/settings';
import { heartbeatsAtSources, heartbeatsAtTarget, targetAliasOf } from './heartbeat-connectors';
import { isEventStreamsOnCloud } from './iam-policies';
import { Named, namesOf } from './named';
import { Side } from './rights';
import { safeSettings, TopicSettings } from './safe-settings';

/** A topic that somebody creates before MM2 starts. */
export interface TopicToCreate extends TopicSettings {
  readonly name: string;
  /** What it is for. */
  readonly role: string;
  /** Exact number of partitions; null where it is not known. */
  readonly partitions: number | null;
  /** Number of replicas; -1 leaves it to the broker. */
  readonly replicationFactor: number;
}

/** The topics of one cluster. */
export interface ClusterTopics {
  readonly side: Side;
  readonly alias: string;
  readonly bootstrapServers: string;
  readonly topics: readonly TopicToCreate[];
  /** Elements of `topics` that stand for topics, or copies, of unknown names. */
  readonly unknown: readonly string[];
}

/** A topic of a source, as somebody names it. */
export interface NamedTopic {
  readonly name: string;
  readonly partitions?: number;
}

const COMPACTED = { 'cleanup.policy': 'compact' };

/**
 * All topics that must exist where MM2's user may create none: copies, and those of Connect and MM2 themselves.
 *
 * @param named topics of the sources; those that a selection names, or that are known, need not be given
 */
export function topicsToCreate(subject: RuleSubject, named: readonly NamedTopic[] = []): ClusterTopics[] {
  if (subject.config.error !== undefined) return [];
  const replication = Replication.of(subject.config);
  const all = [subject];
  const clusters = clustersByServer(all);
  const internal = internalTopicsByCluster(all).of(subject);
  const at = (cluster: string) => internal.filter((topic) => topic.cluster === cluster).map((topic) => internalTopic(topic, replication));
  const target = clusters.targetOf(replication);
  const atSource = (connector: Connector) => distinct([
    ...clusters.sourceOf(connector) === target ? [] : at(clusters.sourceOf(connector)),
    ...heartbeatsAtSources(replication).filter(({ targetAlias }) => targetAlias === connector.sourceAlias).map(emittedHeartbeats),
  ]);
  const sources = replication.sources.map((connector) => ({ connector, topics: atSource(connector) })).filter(({ topics }) => topics.length > 0)
    .map(({ connector, topics }): ClusterTopics => {
      const servers = connector.settings.get('source.cluster.bootstrap.servers') ?? '';
      return { side: 'source', alias: connector.sourceAlias, bootstrapServers: servers, topics: isEventStreamsOnCloud(servers) ? topics.map(limited) : topics, unknown: [] };
    });
  const bootstrapServers = replication.worker.get('bootstrap.servers') ?? '';
  const isLimited = subject.eventStreamsPlan !== undefined || isEventStreamsOnCloud(bootstrapServers);
  const copies = replication.sources.flatMap((connector) => copiesOf(connector, subject, named));
  return [...sources, {
    side: 'target',
    alias: targetAliasOf(replication),
    bootstrapServers,
    topics: distinct([...copies, ...heartbeatsAtTarget(replication).map(emittedHeartbeats), ...at(target)]).map((topic) => isLimited ? limited(topic) : topic),
    unknown: [...new Set(replication.sources.flatMap((connector) => unknownOf(connector, subject, named)))],
  }];
}

/** The named topics that no connector copies. */
export function notCopied(subjects: readonly RuleSubject[], named: readonly NamedTopic[]): string[] {
  const sources = subjects.filter(({ config }) => config.error === undefined).flatMap(({ config }) => Replication.of(config).sources);
  return named.map(({ name }) => name).filter((name) => !sources.some((connector) => isCopied(connector, name)));
}

function isCopied(connector: Connector, topic: string): boolean {
  const naming = new Naming(connector.settings);
  return (SelectedTopics.of(connector)?.accepts(topic) ?? true) && (naming.isCustom || !naming.isCycle(topic, connector.targetAlias));
}

function copiesOf(connector: Connector, subject: RuleSubject, named: readonly NamedTopic[]): TopicToCreate[] {
  const { settings, sourceAlias } = connector;
  const naming = new Naming(settings);
  if (naming.isCustom) return [];
  const flow = KnownFlow.of(connector, subject);
  const given = new Map(named.filter(({ name }) => isCopied(connector, name)).map(({ name, partitions }) => [name, partitions]));
  const literals = namesOf(settings.get('topics') ?? '.*', 'topic').filter(isOneName).map(({ name }) => name).filter((name) => isCopied(connector, name));
  const names = [...new Set([...given.keys(), ...literals, ...flow.source.topics.filter((topic) => isCopied(connector, topic))])];
  const replicationFactor = settings.number('replication.factor', 2);
  const heartbeats: TopicToCreate[] = settings.isOff('heartbeats.replication.enabled') || names.includes('heartbeats') ? [] : [{
    name: naming.remoteTopic(sourceAlias, 'heartbeats'), role: 'copy of heartbeats', partitions: flow.source.topic('heartbeats').partitions ?? 1,
    replicationFactor, ...safeSettings(COMPACTED, replicationFactor, new KnownCopy('heartbeats', flow)),
  }];
  return [...names.map((topic): TopicToCreate => {
    const copy = new KnownCopy(topic, flow);
    return {
      name: copy.remoteTopic, role: `copy of ${topic}`, partitions: given.get(topic) ?? copy.source.partitions ?? null, replicationFactor,
      ...safeSettings(carried(copy, flow), replicationFactor, copy),
    };
  }), ...heartbeats];
}

/** @see org.apache.kafka.connect.mirror.MirrorHeartbeatConnector.createInternalTopics (connect-mirror 4.3.1) */
function emittedHeartbeats({ settings }: Connector): TopicToCreate {
  const replicationFactor = settings.number('heartbeats.topic.replication.factor', 3);
  return { name: 'heartbeats', role: 'heartbeats', partitions: 1, replicationFactor, ...safeSettings(COMPACTED, replicationFactor) };
}

/** What MM2 would give the copy, as far as the source is known. */
function carried(copy: KnownCopy, flow: KnownFlow): { [key: string]: string } {
  return Object.fromEntries(Object.entries(copy.source.config ?? {}).filter(([key]) => flow.carries(key)));
}

/** Replication factors of the topics of Connect and MM2, by their role: who says it, under which key. */
const FACTORS: { readonly [role: string]: string } = {
  'config.storage.topic': 'config.storage.replication.factor',
  'offset.storage.topic': 'offset.storage.replication.factor',
  'status.storage.topic': 'status.storage.replication.factor',
  'offset-syncs topic': 'offset-syncs.topic.replication.factor',
  'checkpoints topic': 'checkpoints.topic.replication.factor',
};

/** @see org.apache.kafka.connect.util.TopicAdmin.NewTopicBuilder.compacted (connect-runtime 4.3.1), MirrorUtils.createSinglePartitionCompactedTopic (connect-mirror 4.3.1) */
function internalTopic({ name, role, partitions, isStorage, path }: InternalTopic, { worker, connectors }: Replication): TopicToCreate {
  const settings: Settings = isStorage ? worker : connectors.find(({ settings: { home } }) => home === path)?.settings ?? worker;
  const replicationFactor = settings.number(FACTORS[role], 3);
  return { name, role, partitions, replicationFactor, ...safeSettings(COMPACTED, replicationFactor) };
}

function elementsOf({ settings }: Connector): string[] {
  return (settings.get('topics') ?? '.*').split(',').map((element) => element.trim()).filter(Boolean);
}

function unknownOf(connector: Connector, subject: RuleSubject, named: readonly NamedTopic[]): string[] {
  if (new Naming(connector.settings).isCustom) return elementsOf(connector);
  const isKnown = named.length > 0 || knownCluster(connector.sourceAlias, subject).topics.length > 0;
  return isKnown ? [] : elementsOf(connector).filter((element) => !namesOf(element, 'topic').every(isOneName));
}

function isOneName({ name, pattern }: Named): boolean {
  return pattern === 'literal' && name !== '*';
}

/** Event Streams sets the rest itself, and refuses it from others. */
function limited(topic: TopicToCreate): TopicToCreate {
  const isSettable = (key: string) => EVENT_STREAMS_TOPIC_CONFIGS.includes(key);
  return { ...topic, config: Object.fromEntries(Object.entries(topic.config).filter(([key]) => isSettable(key))), assumed: topic.assumed.filter(isSettable) };
}

function distinct(topics: readonly TopicToCreate[]): TopicToCreate[] {
  return [...new Map(topics.map((topic) => [topic.name, topic])).values()];
}
