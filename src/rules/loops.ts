import { Severity } from '../core';
import { groupBy } from '../core/group-by';
import { Overlap } from '../core/java-pattern';
import { MAX_TOPIC_LENGTH, topicNameProblems } from '../core/kafka-names';
import { show } from '../core/problem';
import { clustersByName } from './clusters';
import { Naming } from './naming';
import { Connector, onceForAll, Replication } from './replication';
import { Rule, RuleSubject, Violation } from './rule';
import { SelectedTopics } from './selected';

/** Steps beyond the second that are tried for a pair of edges: circles are short, and clusters with a thousand flows exist. */
const MAX_DETOURS = 100;

/** Records that come back to where they were written. */
export const LOOPS: readonly Rule[] = [
  {
    code: 'identity-loop',
    severity: Severity.ERROR,
    title: 'A topic comes back to its own cluster and is copied again: records multiply without end. Equal names, a cluster with two aliases, an alias with the separator in it or two separators hide it from MM2.',
    remedy: 'use prefixed naming with one separator in all flows of the circle and one alias without it for each cluster, or make their selections disjoint',
    source: 'org.apache.kafka.connect.mirror.MirrorSourceConnector.isCycle, DefaultReplicationPolicy.topicSource, IdentityReplicationPolicy (connect-mirror 4.3.1)',
    check: (subject, all) => loops(all).get(subject) ?? [],
  },
];

/** One source connector as an edge between clusters. */
interface Edge {
  readonly subject: RuleSubject;
  readonly connector: Connector;
  readonly from: string;
  readonly to: string;
  readonly naming: Naming;
  readonly selected: SelectedTopics;
  /** Those that arrive under the name that they have, where names are kept. */
  readonly kept: SelectedTopics;
}

/** A topic at a cluster, and the edge that brought it there. */
interface Stop { readonly cluster: string; readonly topic: string; readonly by?: Edge }

/**
 * The loops of all replications, found by sending topics around: those that an edge copies and the next edge would take on.
 *
 * What is found is real: each step is one that MM2 takes. Selections that nobody can compare are warnings.
 */
const loops = onceForAll((all) => {
  const found = new Map<RuleSubject, Violation[]>();
  const report = ({ subject, connector }: Edge, violation: Omit<Violation, 'path'>) =>
    found.set(subject, [...(found.get(subject) ?? []), { ...violation, path: connector.settings.at('topics') }]);
  const edges = edgesInCircles(all);
  const leaving = groupBy(edges, ({ from }) => from);
  for (const edge of edges) {
    const tried = new Set<string>();
    for (const { next, candidate } of candidates(edge, leaving)) {
      if (candidate.kind === 'unknown') {
        report(edge, { message: `cannot tell whether ${nameOf(next)} sends the same topics back: ${candidate.reason}`, severity: Severity.WARNING });
      }
      // What is left of a copy's name without its prefix need not be a name.
      if (candidate.kind !== 'common' || tried.has(candidate.example) || topicNameProblems('', candidate.example).length > 0) continue;
      tried.add(candidate.example);
      const circle = circleOf(candidate.example, edge, leaving);
      if (circle) {
        report(edge, { message: `topic ${circle.map(({ topic, by }) => by ? `→ ${show(topic)} at ${show(by.connector.targetAlias)}` : show(topic)).join(' ')}, and so on` });
        break;
      }
    }
  }
  return found;
});

/** Edges whose target leads back to their source, if anything there can escape MM2's own check of names. */
function edgesInCircles(all: readonly RuleSubject[]): Edge[] {
  const clusters = clustersByName(all);
  const edges = all.flatMap((subject) => Replication.of(subject.config).sources.flatMap((connector): Edge[] => {
    const selected = SelectedTopics.of(connector);
    const [from, to] = [clusters.sourceOf(connector), clusters.targetOfConnector(connector)];
    return selected && from !== to ? [{ subject, connector, from, to, naming: new Naming(connector.settings), selected, kept: selected.keepingName() }] : [];
  }));
  return circles(edges).flatMap((circle) => {
    const guarded = guardedClusters(circle);
    return guarded.size === 0 ? circle : circles(circle.filter(({ from, to }) => !guarded.has(from) && !guarded.has(to))).flat();
  });
}

/**
 * Clusters of a circle to which MM2 lets no topic return: it finds their alias in the name, because every flow of the circle adds the
 * alias of its source with one separator, and the cluster has one alias, which has no separator in it.
 */
function guardedClusters(circle: readonly Edge[]): Set<string> {
  const [{ naming: { separator } }] = circle;
  if (circle.some(({ naming }) => naming.isIdentity || naming.isCustom || naming.separator !== separator)) return new Set();
  const ends = circle.flatMap(({ connector, from, to, naming }) => [[from, connector.sourceAlias], [to, connector.targetAlias]]
    .map(([at, alias]) => ({ at, alias, isClear: naming.readAlias(alias) === alias })));
  // A longer separator can begin in the alias before it, and hide the next one.
  if (separator.length !== 1 && ends.some(({ isClear }) => !isClear)) return new Set();
  const isGuarded = (aliases: readonly { alias: string; isClear: boolean }[]) => aliases.every(({ alias, isClear }) => isClear && alias === aliases[0].alias);
  return new Set([...groupBy(ends, ({ at }) => at)].filter(([, aliases]) => isGuarded(aliases)).map(([cluster]) => cluster));
}

/** The edges between clusters that lead to one another, apart for each such set of clusters (the algorithm of Kosaraju). */
function circles(edges: readonly Edge[]): Edge[][] {
  const [leaving, entering] = [groupBy(edges, ({ from }) => from), groupBy(edges, ({ to }) => to)];
  const [seen, assigned] = [new Set<string>(), new Set<string>()];
  const order = [...leaving.keys()].flatMap((start) => reach(start, (cluster) => leaving.get(cluster)?.map(({ to }) => to) ?? [], seen));
  const rootOf = new Map(order.reverse().flatMap((start) => reach(start, (cluster) => entering.get(cluster)?.map(({ from }) => from) ?? [], assigned)
    .map((cluster): [string, string] => [cluster, start])));
  return [...groupBy(edges.filter(({ from, to }) => rootOf.get(from) === rootOf.get(to)), ({ from }) => rootOf.get(from)!).values()];
}

/** What can be reached and has not been seen, each cluster after those that it leads to. */
function reach(start: string, nextTo: (cluster: string) => string[], seen: Set<string>): string[] {
  if (seen.has(start)) return [];
  const reached: string[] = [];
  const open = [{ cluster: start, waiting: nextTo(start) }];
  seen.add(start);
  while (open.length > 0) {
    const { cluster, waiting } = open[open.length - 1];
    const next = waiting.pop();
    if (next === undefined) {
      reached.push(cluster);
      open.pop();
    } else if (!seen.has(next)) {
      seen.add(next);
      open.push({ cluster: next, waiting: nextTo(next) });
    }
  }
  return reached;
}

/** Topics that an edge copies and that the next ones would take on. */
function* candidates(edge: Edge, leaving: Map<string, Edge[]>): Iterable<{ next: Edge; candidate: Overlap }> {
  const prefix = edge.naming.prefix(edge.connector.sourceAlias);
  const nexts = leaving.get(edge.to) ?? [];
  for (const next of nexts) {
    if (edge.naming.isCustom || next.naming.isCustom) {
      const overlap = SelectedTopics.overlap(edge.selected, next.selected);
      yield { next, candidate: overlap.kind === 'disjoint' ? overlap : { kind: 'unknown', reason: 'the replication policy is not one of Kafka\'s' } };
    } else if (edge.naming.isIdentity) {
      const candidate = SelectedTopics.overlap(edge.kept, next.selected);
      yield { next, candidate };
      if (candidate.kind === 'common') yield* furtherOn([edge, next], leaving, { left: MAX_DETOURS });
    } else {
      const copy = next.selected.exampleWith(prefix);
      const original = copy.kind === 'common' ? copy.example.slice(prefix.length) : '';
      if (edge.selected.accepts(original)) yield { next, candidate: { kind: 'common', example: original } };
    }
  }
  if (!edge.naming.isIdentity && nexts.length > 0) yield { next: nexts[0], candidate: edge.selected.example() };
}

/** Topics that keep their name over three and more edges: two may have many in common, of which the next one takes few. */
function* furtherOn(trail: readonly Edge[], leaving: Map<string, Edge[]>, detours: { left: number }): Iterable<{ next: Edge; candidate: Overlap }> {
  const last = trail[trail.length - 1];
  if (!last.naming.isIdentity || trail.some(({ from }) => from === last.to)) return;
  for (const next of leaving.get(last.to) ?? []) {
    if (detours.left-- <= 0) return;
    const candidate = SelectedTopics.overlap(...trail.map(({ kept }) => kept), next.selected);
    if (candidate.kind !== 'common') continue;
    yield { next, candidate };
    yield* furtherOn([...trail, next], leaving, detours);
  }
}

/** The way of a topic that is sent through an edge, if it never ends. */
function circleOf(topic: string, first: Edge, leaving: Map<string, Edge[]>): Stop[] | undefined {
  const done = new Set<string>();
  const walk = (trail: Stop[], edges: readonly Edge[]): Stop[] | undefined => {
    const here = trail[trail.length - 1];
    for (const edge of edges) {
      if (!edge.selected.accepts(here.topic) || edge.naming.isCustom || edge.naming.isCycle(here.topic, edge.connector.targetAlias)) continue;
      const stop: Stop = { cluster: edge.to, topic: edge.naming.remoteTopic(edge.connector.sourceAlias, here.topic), by: edge };
      const visits = trail.filter(({ cluster }) => cluster === stop.cluster);
      // The same name again, or a name that has grown in two full rounds.
      if (visits.some((visit) => visit.topic === stop.topic) || visits.length >= 2) return [...trail, stop];
      const key = JSON.stringify([stop.cluster, stop.topic]);
      if (stop.topic.length > MAX_TOPIC_LENGTH || done.has(key)) continue;
      const circle = walk([...trail, stop], leaving.get(stop.cluster) ?? []);
      if (circle) return circle;
      done.add(key);
    }
    return undefined;
  };
  return walk([{ cluster: first.from, topic }], [first]);
}

function nameOf({ connector, subject }: Edge): string {
  return `${show(connector.effective.name)} of ${subject.config.resource}`;
}
