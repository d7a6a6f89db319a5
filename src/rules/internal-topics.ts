import { Severity } from '../core';
import { groupBy } from '../core/group-by';
import { show } from '../core/problem';
import { clustersByServer } from './clusters';
import { Naming } from './naming';
import { onceForAll, Replication } from './replication';
import { Rule, RuleSubject, Violation } from './rule';
import { SelectedTopics } from './selected';

/** A topic in which Connect or MM2 keeps something of its own. */
export interface InternalTopic {
  readonly owner: RuleSubject;
  readonly cluster: string;
  readonly name: string;
  /** The setting that names it, or what it is. */
  readonly role: string;
  readonly path: string;
  /** One of the three in which Connect keeps its memory. */
  readonly isStorage: boolean;
  /** Partitions it is created with. */
  readonly partitions: number;
}

/** Topics of Connect and MM2 that a flow takes for user data. */
export const INTERNAL_TOPICS: readonly Rule[] = [
  {
    code: 'internal-topic-mirrored',
    severity: Severity.WARNING,
    title: 'A flow copies a topic in which Connect or MM2 keeps its own state: useless traffic, and with identity naming it overwrites the other side\'s.',
    remedy: 'name it so that MM2 leaves it alone (`mm2-….internal` or `__…`), or exclude it',
    source: 'org.apache.kafka.connect.mirror.ReplicationPolicy.isInternalTopic, MirrorSourceConnector.shouldReplicateTopic (connect-mirror 4.3.1)',
    check: (subject, all) => Replication.of(subject.config).sources.flatMap((connector) => {
      const selected = SelectedTopics.of(connector);
      const path = connector.settings.at('topics');
      const taken = internalTopicsByCluster(all).at(clustersByServer(all).sourceOf(connector)).filter(({ name }) => selected?.accepts(name));
      const own = internalTopicsByCluster(all).of(subject).filter(({ isStorage, name }) => isStorage && selected?.accepts(name));
      return [
        ...taken.map(({ role, name, owner }): Violation => ({ path, message: `topics selects ${show(name)}, the ${role} of ${owner.config.resource}` })),
        ...own.map(({ role, name, path: at }): Violation => ({
          path: at, message: `${role} ${show(name)} is a name that topics selects: a flow back with the same selection would copy it`, severity: Severity.INFO,
        })),
      ];
    }),
  },
];

/** The internal topics of all replications, by the cluster they are on and by their owner. */
export const internalTopicsByCluster = onceForAll((all) => {
  const byOwner = new Map(all.map((owner) => [owner, internalTopics(owner, all)]));
  const topics = [...byOwner.values()].flat();
  const byCluster = groupBy(topics, ({ cluster }) => cluster);
  const nameOf = ({ cluster, name }: { cluster: string; name: string }) => JSON.stringify([cluster, name]);
  const byName = groupBy(topics, nameOf);
  const partitions = new Map([...byCluster].map(([cluster, some]) =>
    [cluster, [...new Map(some.map((topic) => [topic.name, topic.partitions])).values()].reduce((sum, number) => sum + number, 0)]));
  return {
    at: (cluster: string) => byCluster.get(cluster) ?? [],
    of: (owner: RuleSubject) => byOwner.get(owner) ?? [],
    /** Those at the cluster of this one that have its name, itself included. */
    like: (topic: InternalTopic) => byName.get(nameOf(topic)) ?? [],
    /** How many partitions all of them at a cluster have. */
    partitionsAt: (cluster: string) => partitions.get(cluster) ?? 0,
  };
});

function internalTopics(owner: RuleSubject, all: readonly RuleSubject[]): InternalTopic[] {
  const clusters = clustersByServer(all);
  const replication = Replication.of(owner.config);
  const { worker, sources, checkpoints } = replication;
  const target = clusters.targetOf(replication);
  // -1 leaves the number to the broker; one partition is the least it can be, also where the value is no number.
  const partitions = (key: string, kafkas: number) => Math.max(1, worker.number(key, kafkas) || 1);
  const storage = [
    { role: 'config.storage.topic', partitions: 1 },
    { role: 'offset.storage.topic', partitions: partitions('offset.storage.partitions', 25) },
    { role: 'status.storage.topic', partitions: partitions('status.storage.partitions', 5) },
  ].filter(({ role }) => worker.get(role)).map((topic) => ({
    ...topic, owner, cluster: target, name: worker.get(topic.role)!, path: worker.at(topic.role), isStorage: true,
  }));
  const own = (role: string, name: string, cluster: string, path: string): InternalTopic =>
    ({ owner, cluster, name, role, path, isStorage: false, partitions: 1 });
  return [
    ...storage,
    ...sources.filter(({ settings }) => !settings.isOff('emit.offset-syncs.enabled')).map((connector) => {
      const { settings, sourceAlias, targetAlias } = connector;
      const atTarget = settings.get('offset-syncs.topic.location') === 'target';
      return own('offset-syncs topic', new Naming(settings).offsetSyncsTopic(atTarget ? sourceAlias : targetAlias),
        atTarget ? target : clusters.sourceOf(connector), settings.home);
    }),
    ...checkpoints.map(({ settings, sourceAlias }) =>
      own('checkpoints topic', new Naming(settings).checkpointsTopic(sourceAlias), target, settings.home)),
  ];
}
