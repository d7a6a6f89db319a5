import { Severity } from '../core';
import { Overlap } from '../core/java-pattern';
import { show } from '../core/problem';
import { clustersByName } from './clusters';
import { Naming } from './naming';
import { Connector, onceForAll, Replication } from './replication';
import { Rule, RuleSubject, Violation } from './rule';
import { SelectedTopics } from './selected';

/** Longest topic name. @see org.apache.kafka.common.internals.Topic (kafka-clients 4.3.1) */
const LONGEST_NAME = 249;

/** Records that come back to where they were written. */
export const LOOPS: readonly Rule[] = [
  {
    code: 'identity-loop',
    severity: Severity.ERROR,
    title: 'A topic comes back to its own cluster and is copied again: records multiply without end. Names that stay equal, or one cluster with two aliases, hide it from MM2.',
    remedy: 'use prefixed naming in all flows of the circle, or make their selections disjoint',
    source: 'org.apache.kafka.connect.mirror.MirrorSourceConnector.isCycle, IdentityReplicationPolicy (connect-mirror 4.3.1)',
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
    for (const { next, candidate } of candidates(edge, leaving.get(edge.to) ?? [])) {
      if (candidate.kind === 'unknown') {
        report(edge, { message: `cannot tell whether ${nameOf(next)} sends the same topics back: ${candidate.reason}`, severity: Severity.WARNING });
      }
      if (candidate.kind !== 'common' || tried.has(candidate.example)) continue;
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
    return selected && from !== to ? [{ subject, connector, from, to, naming: new Naming(connector.settings), selected }] : [];
  }));
  const leaving = groupBy(edges, ({ from }) => from);
  const reach = new Map([...leaving.keys()].map((cluster) => [cluster, reachable(cluster, leaving)]));
  const circling = edges.filter(({ from, to }) => reach.get(to)?.has(from));
  const ends = circling.flatMap(({ connector, from, to }) => [{ at: from, alias: connector.sourceAlias }, { at: to, alias: connector.targetAlias }]);
  const aliases = groupBy(ends, ({ at }) => at);
  const isSafe = [...aliases.values()].every((names) => new Set(names.map(({ alias }) => alias)).size === 1)
    && circling.every(({ naming }) => !naming.isIdentity && !naming.isCustom);
  return isSafe ? [] : circling;
}

function reachable(start: string, leaving: Map<string, Edge[]>): Set<string> {
  const seen = new Set<string>();
  for (const waiting = [start]; waiting.length > 0;) {
    for (const to of new Set(leaving.get(waiting.pop()!)?.map((edge) => edge.to))) {
      if (!seen.has(to)) {
        seen.add(to);
        waiting.push(to);
      }
    }
  }
  return seen;
}

/** Topics that an edge copies and that each of the next ones would take on. */
function* candidates(edge: Edge, nexts: readonly Edge[]): Iterable<{ next: Edge; candidate: Overlap }> {
  const prefix = edge.naming.prefix(edge.connector.sourceAlias);
  for (const next of nexts) {
    if (edge.naming.isCustom || next.naming.isCustom) {
      const overlap = SelectedTopics.overlap(edge.selected, next.selected);
      yield { next, candidate: overlap.kind === 'disjoint' ? overlap : { kind: 'unknown', reason: 'the replication policy is not one of Kafka\'s' } };
    } else if (edge.naming.isIdentity) {
      yield { next, candidate: SelectedTopics.overlap(edge.selected, next.selected) };
    } else {
      const copy = next.selected.exampleWith(prefix);
      const original = copy.kind === 'common' ? copy.example.slice(prefix.length) : '';
      if (edge.selected.accepts(original)) yield { next, candidate: { kind: 'common', example: original } };
    }
  }
  if (!edge.naming.isIdentity && nexts.length > 0) yield { next: nexts[0], candidate: edge.selected.example() };
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
      if (stop.topic.length > LONGEST_NAME || done.has(key)) continue;
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

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
