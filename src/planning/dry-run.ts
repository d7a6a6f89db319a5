import { groupBy } from '../core/group-by';
import { EffectiveConfig } from '../effective';
import { Clusters } from '../rules/clusters';
import { Connector, Replication } from '../rules/replication';
import { GroupDecisions } from './group-decisions';
import { TopicDecisions, TopicVerdict } from './topic-decisions';
import { Verdict } from './verdict';

/** Names that a dry run is asked about. */
export interface DryRunNames {
  /** Topics, as they are called at the source. */
  readonly topics: readonly string[];
  /** Consumer groups. */
  readonly groups: readonly string[];
}

/** What one connector does with the names that concern it. */
export interface FlowVerdicts {
  readonly resource: string;
  readonly connector: string;
  readonly source: string;
  readonly target: string;
  /** Why the connector copies nothing at all for the time being; null if it runs. */
  readonly halted: string | null;
  /** For a source connector. */
  readonly topics: readonly TopicVerdict[];
  /** For a checkpoint connector. */
  readonly groups: readonly Verdict[];
}

/** One name at the target that more than one connector writes. */
export interface NameClash {
  readonly target: string;
  readonly remoteTopics: readonly string[];
  readonly writers: readonly { readonly resource: string; readonly connector: string; readonly topic: string }[];
  readonly message: string;
}

/** What would be mirrored, under which name, and why not. */
export interface DryRun {
  readonly flows: readonly FlowVerdicts[];
  readonly clashes: readonly NameClash[];
  /** Resources of which nothing runs. */
  readonly refused: readonly { readonly resource: string; readonly error: string }[];
}

/** Asks every connector of the configurations about every name. */
export function dryRun(configs: readonly EffectiveConfig[], names: DryRunNames): DryRun {
  const replications = configs.filter(({ error }) => error === undefined).map((config) => Replication.of(config));
  const aliases = new Set(replications.flatMap(({ connectors }) => connectors.flatMap(({ sourceAlias, targetAlias }) => [sourceAlias, targetAlias])));
  const flows = replications.flatMap((replication) => replication.connectors
    .filter(({ isSource, isCheckpoint }) => isSource || isCheckpoint)
    .map((connector) => ({ connector, verdicts: verdictsOf(connector, replication, names, aliases) })));
  return {
    flows: flows.map(({ verdicts }) => verdicts),
    clashes: clashes(flows, new Clusters(replications, true)),
    refused: configs.flatMap(({ resource, error }) => error === undefined ? [] : [{ resource, error }]),
  };
}

interface Flow { readonly connector: Connector; readonly verdicts: FlowVerdicts }

function verdictsOf(connector: Connector, replication: Replication, { topics, groups }: DryRunNames, aliases: ReadonlySet<string>): FlowVerdicts {
  const [forTopics, forGroups] = [new TopicDecisions(connector, aliases), new GroupDecisions(connector)];
  return {
    resource: replication.config.resource,
    connector: connector.effective.name,
    source: connector.sourceAlias,
    target: connector.targetAlias,
    halted: haltOf(connector, replication) ?? null,
    topics: connector.isSource ? topics.map((topic) => forTopics.of(topic)) : [],
    groups: connector.isCheckpoint ? groups.map((group) => forGroups.of(group)) : [],
  };
}

function haltOf({ effective, settings }: Connector, { connectors }: Replication): string | undefined {
  if (settings.isOff('enabled')) return 'enabled=false';
  if (effective.state === 'paused' || effective.state === 'stopped') return `state is ${effective.state}`;
  const last = connectors.filter((other) => other.effective.name === effective.name).pop()!;
  return last.effective === effective ? undefined : `${last.effective.path} replaces it: it has the same name`;
}

/**
 * Names that several connectors write. Kafka also refuses names that differ in dots and underscores only.
 *
 * @see org.apache.kafka.common.internals.Topic.hasCollision (kafka-clients 4.3.1)
 */
function clashes(flows: readonly Flow[], clusters: Clusters): NameClash[] {
  const running = flows.filter(({ verdicts }) => verdicts.halted === null);
  const copies = running.flatMap(({ connector, verdicts }) => {
    const [from, at] = [clusters.sourceOf(connector), clusters.targetOfConnector(connector)];
    return verdicts.topics.flatMap(({ name, remoteTopic }) => remoteTopic === undefined ? [] : [{ connector, verdicts, topic: name, remoteTopic, from, at }]);
  });
  const byName = groupBy(copies, ({ at, remoteTopic }) => JSON.stringify([at, remoteTopic.replace(/\./g, '_')]));
  return [...byName.values()].flatMap((same): NameClash[] => {
    const remoteTopics = [...new Set(same.map(({ remoteTopic }) => remoteTopic))];
    const sources = new Set(same.map(({ from }) => from));
    const connectors = new Set(same.map(({ connector }) => connector));
    return connectors.size < 2 ? [] : [{
      target: same[0].verdicts.target,
      remoteTopics,
      writers: same.map(({ verdicts: { resource, connector }, topic }) => ({ resource, connector, topic })),
      message: remoteTopics.length > 1 ? 'Kafka refuses a name that differs from another in dots and underscores only'
        : sources.size > 1 ? 'records of several clusters are mixed in one topic' : 'every record arrives more than once',
    }];
  });
}
