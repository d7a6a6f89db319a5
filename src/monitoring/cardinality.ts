import { ReplicationFlow, ReplicationModel } from '../model';
import { FAMILIES } from './catalogue/catalogue';
import { CONSUMER_PARTITION } from './catalogue/client-metrics';
import { SeriesPer } from './catalogue/metric';
import { RECORDED } from './catalogue/recorded';
import { knownTopics } from './private/scope-of';

/** What decides how many series a flow has. */
export interface FlowSize {
  readonly partitions: number;
  /** Of those, partitions of topics with dots: Kafka 4.1 to 4.x reports their lag twice. */
  readonly dottedPartitions: number;
  readonly topics: number;
  readonly groups: number;
  readonly tasks: number;
  readonly workers: number;
}

/** Connectors of a flow: source and checkpoint. Clients of a task: consumer, two producers, three admin clients. */
const CONNECTORS = 2;
const CLIENTS_OF_TASK = 6;

/** At most so many series a flow has, scraped and recorded. */
export function seriesOf(size: FlowSize): number {
  const { partitions, dottedPartitions, topics, groups, tasks, workers } = size;
  const number: { readonly [per in SeriesPer | 'flow' | 'replication']: number } = {
    'partition': partitions,
    // Only partitions that a group reads, but nobody knows which.
    'partition and group': partitions * groups,
    'topic': topics * tasks,
    'task': tasks + 1,
    'client': (tasks + CONNECTORS) * CLIENTS_OF_TASK,
    'connector': CONNECTORS * workers,
    'worker': workers,
    'object': 0,
    'flow': 1,
    'replication': 1,
  };
  const scraped = FAMILIES.reduce((sum, { per, attributes }) => sum + attributes.length * number[per], 0);
  const twice = CONSUMER_PARTITION.attributes.length * dottedPartitions;
  return scraped + twice + RECORDED.reduce((sum, { per }) => sum + number[per], 0);
}

/** Series of a replication, of as many of its flows as facts of their sources tell something about. */
export function seriesOfAll(model: ReplicationModel): number {
  return model.flows.map((flow) => sizeOf(model, flow)).reduce((sum, size) => sum + (size === undefined ? 0 : seriesOf(size)), 0);
}

/** Size of a flow as far as the facts of its source tell it; nothing where they list no topic with its partitions. */
export function sizeOf(model: ReplicationModel, flow: ReplicationFlow): FlowSize | undefined {
  const facts = flow.source.facts;
  const topics = knownTopics(flow).map((name) => ({ name, partitions: facts?.topics?.[name]?.partitions ?? 1 }));
  if (facts?.topics === undefined || topics.length === 0) {
    return undefined;
  }
  const sum = (of: typeof topics) => of.reduce((total, { partitions }) => total + partitions, 0);
  return {
    partitions: sum(topics),
    dottedPartitions: sum(topics.filter(({ name }) => name.includes('.'))),
    topics: topics.length,
    groups: Object.keys(facts.groups ?? {}).filter((group) => flow.groups?.matches(group) === true).length,
    tasks: flow.tasksMax,
    workers: model.workers,
  };
}
