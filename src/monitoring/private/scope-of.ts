import { JavaPattern } from '../../core/java-pattern';
import { topicNameProblems } from '../../core/kafka-names';
import { ReplicationFlow, RuntimeBinding, TopicSelection } from '../../model';
import { resourceNameOf } from '../../model/resource-name';
import { MirrorMaker2Replication } from '../../replication';
import { Objective, Scope } from '../catalogue/scope';

/** What the expressions of a replication are about. */
export function scopeOf({ model, binding }: MirrorMaker2Replication, objective: Objective): Scope {
  return {
    replication: model.name,
    namespace: binding.namespace,
    resource: runsByOperator(binding) ? resourceNameOf(model.name) : undefined,
    flows: model.flows.map((flow) => ({
      source: flow.source.alias, target: model.target.alias, topics: knownTopics(flow), hasGroups: flow.groups !== undefined,
    })),
    objective,
  };
}

/** Topics that are selected for certain: those selected by name, and those that the facts list. */
export function knownTopics({ source, topics }: ReplicationFlow): string[] {
  const listed = Object.keys(source.facts?.topics ?? {}).filter((topic) => topics.matches(topic) === true);
  return [...new Set([...namedTopics(topics), ...listed])];
}

function namedTopics(topics: TopicSelection): string[] {
  return topics.include.split(',')
    .map((pattern) => ({ pattern, name: pattern.replace(/\\(.)/g, '$1') }))
    .filter(({ pattern, name }) => topicNameProblems('', name).length === 0 && JavaPattern.literal(name).source === pattern && topics.matches(name) === true)
    .map(({ name }) => name);
}

function runsByOperator({ podSelector }: RuntimeBinding): boolean {
  return podSelector['strimzi.io/kind'] === 'KafkaMirrorMaker2';
}
