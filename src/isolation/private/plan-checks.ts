import { EventStreamsPlan } from '../../core';
import { isSameCluster } from '../../model/same-cluster';
import { clustersByServer } from '../../rules/clusters';
import { internalTopicsByCluster } from '../../rules/internal-topics';
import { KnownFlow } from '../../rules/known';
import { Replication } from '../../rules/replication';
import { RuleSubject } from '../../rules/rule';
import { LineView, Objection } from './line-view';

const MIB = 1024 * 1024;

/** What one line takes of a plan. */
interface Share {
  readonly view: LineView;
  readonly amount: number;
}

/** What all lines of an instance of Event Streams take together, against its plan; told to the last of them. */
export function planObjections(views: readonly LineView[]): Objection[] {
  return instances(views).flatMap(({ plan, lines, writers }) => [
    ...above(lines.map((view) => ({ view, amount: view.line.budget.toBytesPerSecond() / MIB })), plan.throughput.toBytesPerSecond() / MIB, {
      prop: 'budget', of: `plan "${plan.name}" carries`, unit: ' MiB/s', remedy: 'lower a budget, or take a larger plan',
    }),
    ...above(partitionShares(writers), plan.partitions, {
      prop: 'topics', of: `plan "${plan.name}" has`, unit: ' partitions, internal topics included', remedy: 'copy less, or take a larger plan',
    }),
  ]);
}

interface Limit {
  readonly prop: string;
  readonly of: string;
  readonly unit: string;
  readonly remedy: string;
}

function above(shares: readonly Share[], limit: number, { prop, of, unit, remedy }: Limit): Objection[] {
  const sum = shares.reduce((total, { amount }) => total + amount, 0);
  if (sum <= limit) return [];
  const others = shares.slice(0, -1).map(({ view, amount }) => `${view.path} (${rounded(amount)})`);
  return [{
    to: shares[shares.length - 1].view,
    prop,
    problem: `${others.length > 0 ? `with ${others.join(', ')} ` : ''}comes to more than ${of}`,
    value: `${rounded(sum)}${unit}`,
    allowed: `at most ${rounded(limit)}${unit}`,
    remedy,
  }];
}

/** Instances of Event Streams whose plan is known, with the lines that read or write them, and those that write. */
function instances(views: readonly LineView[]): { plan: EventStreamsPlan; lines: LineView[]; writers: LineView[] }[] {
  const clusters = views.flatMap((view) => view.clusters).filter(({ eventStreamsPlan }) => eventStreamsPlan && eventStreamsPlan._problems('').length === 0);
  return clusters.filter((cluster, i) => clusters.findIndex((other) => isSameCluster(cluster, other)) === i).map((cluster) => ({
    plan: cluster.eventStreamsPlan!,
    lines: views.filter((view) => view.clusters.some((other) => isSameCluster(cluster, other))),
    writers: views.filter(({ model }) => isSameCluster(cluster, model.target)),
  }));
}

/** Partitions at the target: internal topics, and copies of topics that are known (`withFacts`). */
function partitionShares(writers: readonly LineView[]): Share[] {
  const running = writers.flatMap((view) => view.running ? [{ view, subject: view.running.subject }] : []);
  const all = running.map(({ subject }) => subject);
  return running.map(({ view, subject }) => ({ view, amount: internalPartitions(subject, all) + copiedPartitions(subject) }));
}

function internalPartitions(subject: RuleSubject, all: readonly RuleSubject[]): number {
  const target = clustersByServer(all).targetOf(Replication.of(subject.config));
  return internalTopicsByCluster(all).of(subject).filter(({ cluster }) => cluster === target).reduce((sum, { partitions }) => sum + partitions, 0);
}

function copiedPartitions(subject: RuleSubject): number {
  const copies = Replication.of(subject.config).sources.flatMap((connector) => KnownFlow.of(connector, subject).copies);
  return copies.reduce((sum, { source, target }) => sum + (target.partitions ?? source.partitions ?? 0), 0);
}

function rounded(amount: number): number {
  return Math.round(amount * 100) / 100;
}
