import { show } from '../../core/problem';
import { LineView, Objection } from './line-view';
import { isWildcard } from './rights';
import { strimziClusterOf } from './strimzi-cluster';

/** Rights on the cluster by which nobody reaches anything: to look at it, and to write without duplicates on brokers before 2.8. */
const HARMLESS: readonly string[] = ['Describe', 'IdempotentWrite'];

/** The prop that a right on a resource comes from. */
const ASKED_BY = { topic: 'topics', group: 'groups', transactionalId: 'delivery', cluster: 'sourceConnectorConfig' } as const;

/** Namespaces that belong to no line. */
const SHARED_NAMESPACE = /^(default|openshift|openshift-.*|kube-.*)$/;

/** What one line may not be, whatever the others are. */
export function lineObjections(view: LineView): Objection[] {
  return [...wholeClusterRights(view), ...wholeClusterNames(view), ...sharedNamespace(view)];
}

/** Rights on everything, or on the cluster itself. */
function wholeClusterRights(view: LineView): Objection[] {
  return (view.running?.access ?? []).flatMap(({ alias, rules }) => [
    ...rules.filter(isWildcard).map(({ resource, operations }): Objection => ({
      to: view,
      prop: ASKED_BY[resource],
      problem: `need ${operations.join(', ')} on every ${resource} of ${show(alias)}`,
      allowed: 'names, and patterns that begin with fixed text: ACLs know names and prefixes',
      remedy: 'begin the pattern with what all its names begin with, such as retail-.+',
    })),
    ...rules.filter(({ resource, operations }) => resource === 'cluster' && operations.some((operation) => !HARMLESS.includes(operation))).map(({ operations, why }): Objection => ({
      to: view,
      prop: ASKED_BY.cluster,
      problem: `needs a right on the whole cluster ${show(alias)}: ${operations.join(', ')}`,
      allowed: 'rights on the topics and groups of the line',
      remedy: `do without: ${why}`,
    })),
  ]);
}

/** MM2 names internal topics by alias: that of the whole cluster is everybody's. */
function wholeClusterNames(view: LineView): Objection[] {
  const { lineOfBusiness } = view.line;
  const ends = [...view.model.flows.map(({ source }) => ({ prop: 'sourceAlias', alias: source.alias })), { prop: 'targetAlias', alias: view.model.target.alias }];
  return ends.filter(({ alias }) => !hasWords(alias, lineOfBusiness)).map(({ prop, alias }) => ({
    to: view, prop, problem: 'is a name of the whole cluster', value: alias, allowed: `an alias with ${show(lineOfBusiness)} as a word in it`, remedy: `leave ${prop} out`,
  }));
}

/** Whether a name has these words in it, whole and in this order: `art` is not in `smart-hub`. */
function hasWords(name: string, words: string): boolean {
  return `-${name.replace(/[._]/g, '-')}-`.includes(`-${words}-`);
}

function sharedNamespace(view: LineView): Objection[] {
  const { namespace } = view.line;
  if (namespace === undefined) {
    return [{ to: view, prop: 'runtime', problem: 'names no namespace', allowed: 'one of the line\'s own', remedy: 'give the runtime a namespace, or leave runtime out' }];
  }
  const kafka = view.clusters.find((cluster) => strimziClusterOf(cluster)?.namespace === namespace);
  return kafka || SHARED_NAMESPACE.test(namespace) ? [{
    to: view,
    prop: 'namespace',
    problem: kafka ? `is that of the Kafka cluster ${show(kafka.alias)}` : 'is one of the whole cluster',
    value: namespace,
    allowed: 'a namespace of the line\'s own: whoever works there sees its Secrets',
    remedy: 'leave namespace out: mm2-<line of business> is made',
  }] : [];
}
