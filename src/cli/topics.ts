import { kafkaTopic } from '../access/kafka-topic';
import { strimziPlace } from '../access/strimzi-place';
import { missingNote, roleOf, topicScript } from '../access/topic-script';
import { ClusterTopics, NamedTopic, notCopied, topicsToCreate, TopicToCreate } from '../access/topics-to-create';
import { groupBy } from '../core/group-by';
import { topicNameProblems } from '../core/kafka-names';
import { explain, show, wholeNumberProblems } from '../core/problem';
import { chosen, ClusterChoice, demandOneCluster, Format } from './cluster-choice';
import { columns } from './columns';
import { readFacts } from './facts';
import { jsonText } from './json-text';
import { aliasesOf, configsOf, factsOf, mirrorMakers, planOf, readManifests } from './manifests';
import { plain, printable } from './printable';
import { UnusableInput } from './unusable-input';
import { yamlText } from './yaml-text';

/** Options of `topics`. */
export interface TopicsOptions extends ClusterChoice {
  /** `NAME[:PARTITIONS]`, separated by commas. */
  readonly topics?: string;
  readonly eventStreamsPlan?: string;
  /** File with what is known of the clusters. */
  readonly facts?: string;
}

/** What `topics` prints. */
export interface Topics {
  readonly clusters: readonly ClusterTopics[];
  readonly refused: readonly { readonly resource: string; readonly error: string }[];
}

/** The topics that must exist before MM2 starts with a user that may create none. Fails: a name that nobody copies, a cluster that is not there. */
export function topics(files: readonly string[], options: TopicsOptions): Topics {
  const manifests = readManifests(files);
  const resources = mirrorMakers(manifests);
  const given = options.facts === undefined ? {} : readFacts(options.facts, new Set(resources.flatMap(aliasesOf)));
  const subjects = resources.flatMap((entry) => configsOf(entry, manifests).map((config) => ({
    config,
    acknowledged: {},
    eventStreamsPlan: planOf(entry, options.eventStreamsPlan),
    facts: factsOf(entry, given),
  })));
  const named = namedTopics(options.topics);
  const strangers = notCopied(subjects, named);
  if (strangers.length > 0) {
    throw new UnusableInput(`--topics: no connector copies ${strangers.map(show).join(', ')}`);
  }
  const clusters = chosen(subjects.flatMap((subject) => topicsToCreate(subject, named)), options);
  return printable({
    clusters: [...groupBy(clusters, ({ side, alias, bootstrapServers }) => JSON.stringify([side, alias, bootstrapServers])).values()].map(joined),
    refused: subjects.flatMap(({ config: { resource, error } }) => error === undefined ? [] : [{ resource, error }]),
  });
}

function joined(same: readonly ClusterTopics[]): ClusterTopics {
  const byName = new Map(same.flatMap((cluster) => cluster.topics).map((topic) => [topic.name, topic]));
  return { ...same[0], topics: [...byName.values()], unknown: [...new Set(same.flatMap(({ unknown }) => unknown))] };
}

function namedTopics(list: string | undefined): NamedTopic[] {
  return (list ?? '').split(',').map((element) => element.trim()).filter(Boolean).map((element) => {
    const [, name, partitions] = /^([^:]*)(?::(.*))?$/s.exec(element)!;
    const number = partitions === undefined ? undefined : /^\d+$/.test(partitions) ? Number(partitions) : NaN;
    const [problem] = [...topicNameProblems(`--topics ${show(element)}`, name), ...wholeNumberProblems(`--topics ${show(element)}`, number, 1, 1_000_000)];
    if (problem !== undefined) {
      throw new UnusableInput(explain({ ...problem, remedy: 'write NAME or NAME:PARTITIONS, separated by commas' }));
    }
    return { name, partitions: number };
  });
}

/** In the wanted form. Fails: partitions that are not known, where they must be. */
export function topicsText(result: Topics, format: Format): string {
  const { clusters, refused } = result;
  if (format === 'json') return jsonText(result);
  if (format === 'table') return [...clusters.map(tableOf), ...refused.map(({ resource, error }) => `${resource}\n  it is refused: ${error}`)].join('\n\n');
  const open = clusters.flatMap(({ topics: some }) => some).filter(({ partitions }) => partitions === null);
  if (open.length > 0) {
    throw new UnusableInput(`the partitions of ${open.map(({ role }) => role).join(', ')} are not known; give --topics NAME:PARTITIONS, or --facts`);
  }
  if (format === 'yaml') return [...clusters.flatMap(({ unknown }) => unknown.map((element) => `# ${missingNote(element)}`)), yamlText(clusters.flatMap(objectsOf))].join('\n');
  demandOneCluster(clusters, 'a script');
  return clusters.map((cluster) => topicScript(cluster, [`Topics that MM2 needs on ${cluster.alias}, its ${cluster.side}, where its user may create none.`])).join('\n');
}

function objectsOf({ topics: some, bootstrapServers, alias }: ClusterTopics): unknown[] {
  return some.map((topic) => kafkaTopic(topic, strimziPlace(bootstrapServers, alias)));
}

function tableOf({ side, alias, bootstrapServers, topics: some, unknown }: ClusterTopics): string {
  return [
    `${side} ${plain(alias)}  ${bootstrapServers}`,
    ...columns(some.map(cells)).map((line) => `  ${line}`),
    ...unknown.map((element) => `  ${missingNote(element)}`),
  ].join('\n');
}

function cells(topic: TopicToCreate): string[] {
  const { name, partitions, replicationFactor, config } = topic;
  return [
    plain(name), `partitions ${partitions ?? 'not known'}`, `replicas ${replicationFactor === -1 ? 'as the broker sets' : replicationFactor}`,
    Object.entries(config).map(([key, value]) => `${key}=${value}`).join(' '), roleOf(topic),
  ];
}
