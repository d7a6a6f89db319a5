import { Severity } from '../core';
import { show } from '../core/problem';
import { clustersByServer, haveCommon, hosts, servers } from './clusters';
import { InternalTopic, internalTopicsByCluster } from './internal-topics';
import { Naming } from './naming';
import { eachConnector, eachSource, onceForAll, Replication, when } from './replication';
import { Rule, RuleSubject, Violation } from './rule';

/** Things that must be told apart and are not. */
export const CLASHES: readonly Rule[] = [
  {
    code: 'duplicate-connector',
    severity: Severity.ERROR,
    title: 'Two mirrors of one resource have the same pair of aliases: their connectors have one name, and the last one silently replaces the first.',
    remedy: 'join the two mirrors, or make the second one a resource of its own',
    source: 'io.strimzi.operator.cluster.model.KafkaMirrorMaker2Connectors.generateConnectorDefinitions (Strimzi 1.2.0)',
    check: ({ config }) => config.connectors.flatMap(({ name, path }, i) => {
      const first = config.connectors.findIndex((other) => other.name === name);
      return when(first < i, path, () => `connector ${show(name)} is declared at ${config.connectors[first].path} already`);
    }),
  },
  {
    code: 'alias-of-two-clusters',
    severity: Severity.ERROR,
    title: 'One alias stands for two clusters: topic names, offsets and metrics of both are mixed up.',
    remedy: 'give each cluster one alias and use it everywhere; where these are two listeners of one cluster, acknowledge it',
    source: 'org.apache.kafka.connect.mirror.DefaultReplicationPolicy, MirrorUtils.wrapPartition (connect-mirror 4.3.1)',
    check: (subject, all) => endsOf(subject).flatMap((end) => {
      const other = endsByAlias(all).get(end.alias)!.find(({ bootstrap }) => !haveCommon(servers(end.bootstrap), servers(bootstrap)));
      const listeners = other !== undefined && haveCommon(hosts(end.bootstrap), hosts(other.bootstrap));
      return when(other, end.path, () => `alias ${show(end.alias)} is ${show(end.bootstrap)} here and ${show(other!.bootstrap)} in ${other!.resource}`
        + (listeners ? ': probably two listeners of one cluster' : ''), listeners ? { severity: Severity.WARNING } : {});
    }),
  },
  {
    code: 'same-cluster-on-both-sides',
    severity: Severity.ERROR,
    title: 'Source and target of a flow are the same cluster: it copies into itself, with identity naming without end.',
    remedy: 'check bootstrapServers of both sides',
    source: 'strimzi-kafka-operator issue 9905',
    check: eachSource(({ settings, worker }) => when(
      haveCommon(servers(settings.get('source.cluster.bootstrap.servers')), servers(worker.get('bootstrap.servers'))),
      settings.at('source.cluster.bootstrap.servers'),
      () => `source and target are both ${show(settings.get('source.cluster.bootstrap.servers'))}`)),
  },
  {
    code: 'same-alias-on-both-sides',
    severity: Severity.ERROR,
    title: 'Source and target have one alias: MM2 takes copies for originals and the other way round.',
    remedy: 'give each cluster an alias of its own',
    source: 'org.apache.kafka.connect.mirror.MirrorSourceConnector.isCycle (connect-mirror 4.3.1)',
    check: eachSource(({ settings, sourceAlias, targetAlias }) => when(sourceAlias === targetAlias, settings.at('source.cluster.alias'),
      () => `source and target are both called ${show(sourceAlias)}`)),
  },
  {
    code: 'alias-overridden',
    severity: Severity.WARNING,
    title: 'The config of a connector calls a cluster by another alias than its mirror: the connector is named by one alias, its topics and positions by the other.',
    remedy: 'remove the key; change the alias in spec.target or in the source of the mirror',
    source: 'io.strimzi.operator.cluster.model.KafkaMirrorMaker2Connectors.prepareMirrorMaker2ConnectorConfig (Strimzi 1.2.0): config is added last',
    check: eachConnector(({ settings, mirror }, { config }) => config.flows.filter(({ path }) => path === mirror).flatMap((flow) =>
      (['source', 'target'] as const).flatMap((side) => {
        const alias = settings.get(`${side}.cluster.alias`);
        return when(alias !== undefined && alias !== flow[side], settings.at(`${side}.cluster.alias`),
          () => `${side}.cluster.alias is ${show(alias)}, but the mirror calls the cluster ${show(flow[side])}`);
      }))),
  },
  {
    code: 'alias-contains-separator',
    severity: Severity.WARNING,
    title: 'The source alias contains the separator of prefixed names: MM2 cuts a name at the first one and takes its own copies for those of another cluster.',
    remedy: 'use an alias without the separator, or set another replication.policy.separator in both connectors; names of existing copies change with it',
    source: 'org.apache.kafka.connect.mirror.DefaultReplicationPolicy.topicSource, MirrorSourceConnector.findTargetTopicPartitions, isCycle (connect-mirror 4.3.1)',
    check: eachConnector(({ settings, sourceAlias }) => {
      const naming = new Naming(settings);
      return when(!naming.isIdentity && !naming.isCustom && naming.readAlias(sourceAlias) !== sourceAlias, settings.at('source.cluster.alias'),
        () => `alias ${show(sourceAlias)} contains the separator ${show(naming.separator)}: MM2 takes its copies for those of ${show(naming.readAlias(sourceAlias))}`);
    }),
  },
  {
    code: 'no-source-connector',
    severity: Severity.WARNING,
    title: 'A mirror has no source connector: it copies no record.',
    remedy: 'add sourceConnector (an empty object is enough)',
    source: 'io.strimzi.operator.cluster.model.KafkaMirrorMaker2Connectors (Strimzi 1.2.0): a connector is made only where it is declared',
    check: ({ config }) => config.flows.flatMap(({ source, target, path }) => when(
      !Replication.of(config).sources.some((connector) => connector.mirror === path || connector.isBetween({ sourceAlias: source, targetAlias: target })), path,
      () => `the flow from ${show(source)} to ${show(target)} has no source connector`)),
  },
  {
    code: 'connector-disabled',
    severity: Severity.WARNING,
    title: '`enabled: false` in the config of a connector: it runs without tasks and copies nothing.',
    remedy: 'remove enabled; to halt a connector for a while, set its state to paused or stopped',
    source: 'org.apache.kafka.connect.mirror.MirrorSourceConnector, MirrorCheckpointConnector: start, taskConfigs (connect-mirror 4.3.1)',
    check: eachConnector(({ settings, isSource }) => when(settings.isOff('enabled'), settings.at('enabled'),
      () => `enabled=false: no ${isSource ? 'record' : 'group offset'} is copied`)),
  },
  {
    code: 'shared-worker-group',
    severity: Severity.ERROR,
    title: 'Two replications share a Connect group at one cluster: their workers become one, and each operator deletes the connectors of the other.',
    remedy: 'give each replication a group id and three storage topics of its own',
    source: 'org.apache.kafka.connect.runtime.distributed.DistributedConfig (connect-runtime 4.3.1), strimzi-kafka-operator issue 7462',
    check: (subject, all) => {
      const { worker } = Replication.of(subject.config);
      const other = groups(all).get(groupOf(subject, all))!.find((one) => one !== subject);
      return when(other && worker.get('group.id') !== undefined, worker.at('group.id'),
        () => `group.id ${show(worker.get('group.id'))} is that of ${other!.config.resource} too`);
    },
  },
  {
    code: 'shared-storage-topic',
    severity: Severity.ERROR,
    title: 'Two memories of Connect share a topic: positions or configurations of one overwrite those of the other.',
    remedy: 'give each of the three storage topics of each replication a name of its own',
    source: 'org.apache.kafka.connect.runtime.distributed.DistributedConfig, KafkaOffsetBackingStore (connect-runtime 4.3.1)',
    check: (subject, all) => shared(subject, all, (topic) => topic.isStorage),
  },
  {
    code: 'shared-internal-topic',
    severity: Severity.WARNING,
    title: 'Two replications share an offset-syncs or checkpoints topic, because MM2 names it by alias only: neither can be walled off, and equal topics mix up their offsets.',
    remedy: 'use an alias per replication, such as <alias>-<line of business>',
    source: 'org.apache.kafka.connect.mirror.ReplicationPolicy.offsetSyncsTopic, checkpointsTopic (connect-mirror-client 4.3.1)',
    check: (subject, all) => shared(subject, all, (topic) => !topic.isStorage),
  },
];

interface End { readonly alias: string; readonly bootstrap: string; readonly resource: string; readonly path: string }

/** Every alias of a replication with the servers it stands for. */
function endsOf({ config }: RuleSubject): End[] {
  const { connectors, worker } = Replication.of(config);
  const ends = connectors.flatMap(({ settings, sourceAlias, targetAlias }): End[] => [
    { alias: sourceAlias, bootstrap: settings.get('source.cluster.bootstrap.servers')!, resource: config.resource, path: settings.at('source.cluster.bootstrap.servers') },
    {
      alias: targetAlias,
      bootstrap: (worker.get('bootstrap.servers') ?? settings.get('target.cluster.bootstrap.servers'))!,
      resource: config.resource,
      path: worker.at('bootstrap.servers'),
    },
  ]);
  return ends.filter(({ bootstrap }, i) => bootstrap && ends.findIndex((end) => end.alias === ends[i].alias && end.bootstrap === bootstrap) === i);
}

/** Per alias, one end for each way its servers are written. */
const endsByAlias = onceForAll((all) => {
  const byAlias = new Map<string, Map<string, End>>();
  for (const end of all.flatMap(endsOf)) {
    const known = byAlias.get(end.alias) ?? new Map<string, End>();
    byAlias.set(end.alias, known.set(end.bootstrap, known.get(end.bootstrap) ?? end));
  }
  return new Map([...byAlias].map(([alias, ends]) => [alias, [...ends.values()]]));
});

function groupOf({ config }: RuleSubject, all: readonly RuleSubject[]): string {
  const replication = Replication.of(config);
  return JSON.stringify([clustersByServer(all).targetOf(replication), replication.worker.get('group.id')]);
}

const groups = onceForAll((all) => {
  const byGroup = new Map<string, RuleSubject[]>();
  for (const subject of all) {
    byGroup.set(groupOf(subject, all), [...(byGroup.get(groupOf(subject, all)) ?? []), subject]);
  }
  return byGroup;
});

/** The subject's topics of a kind that somebody else has too. */
function shared(subject: RuleSubject, all: readonly RuleSubject[], isMeant: (topic: InternalTopic) => boolean): Violation[] {
  return internalTopicsByCluster(all).of(subject).filter(isMeant).flatMap((topic) => {
    const other = internalTopicsByCluster(all).like(topic).find((one) => one !== topic && isMeant(one) && (topic.isStorage || one.owner !== subject));
    return when(other, topic.path, () => `${topic.role} ${show(topic.name)} is also ${other!.role} of ${other!.owner.config.resource}`);
  });
}
