import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Finding } from '../../core';
import { millisecondsOf } from '../../core/durations';
import { groupBy } from '../../core/group-by';
import { Problem } from '../../core/problem';
import { IReplication, RuntimeBinding } from '../../model';
import { factsOf } from '../../model/facts';
import { resourceNameOf } from '../../model/resource-name';
import { checkManifests, checkReplications } from '../../rules/check';
import { RuleSubject } from '../../rules/rule';

/** A replication as the check sees it. */
export interface CheckedReplication extends IReplication, IConstruct {
  readonly binding: RuntimeBinding;
  /** What is wrong with its props. */
  _propProblems(): Problem[];
  /** What its runtime says is wrong. */
  _runtimeProblems(): string[];
  /** Series that Prometheus gets of it, if somebody watches it. */
  _series(): number | undefined;
}

/** The findings of each replication and of the objects below it; under the root those of all other objects. */
export function findingsOf(root: IConstruct, replications: readonly CheckedReplication[]): Map<IConstruct, Finding[]> {
  const rendered = replications.flatMap(rendersTo);
  const byResource = groupBy(checkReplications(rendered.map(({ subject }) => subject)), ({ resource }) => resource);
  const found = new Map<IConstruct, Finding[]>([...replications, root].map((construct) => [construct, []]));
  for (const { replication, subject } of rendered) {
    found.get(replication)!.push(...byResource.get(subject.config.resource) ?? []);
    byResource.delete(subject.config.resource); // two of one name: said once
  }
  for (const object of root.node.findAll().filter((construct) => ApiObject.isApiObject(construct)) as ApiObject[]) {
    const owner = object.node.scopes.find((scope) => found.has(scope) && scope !== root) as CheckedReplication | undefined;
    const manifest = manifestOf(object, owner);
    found.get(owner ?? root)!.push(...manifest ? checkManifests([{ manifest, acknowledged: owner?.model.acknowledged ?? {} }]) : []);
  }
  const clashing = new Set([...clashesByName(replications).values()].flat());
  for (const replication of replications) {
    found.set(replication, found.get(replication)!.filter((finding) => !isSaidAlready(finding, replication, clashing.has(replication))));
  }
  return found;
}

/** Replications whose resources would have one name. */
export function clashesByName(replications: readonly CheckedReplication[]): Map<string, CheckedReplication[]> {
  const byName = groupBy(replications, ({ model }) => resourceNameOf(model.name));
  return new Map([...byName].filter(([, same]) => same.length > 1));
}

/** What the rules look at, one for each group of workers; nothing when wrong props keep a replication from being rendered: they are reported by themselves. */
function rendersTo(replication: CheckedReplication): { replication: CheckedReplication; subject: RuleSubject }[] {
  const { model } = replication;
  const configs = unlessFaulty(replication, () => replication.binding._effectiveConfigs()) ?? [];
  return configs.map((config, i) => ({
    replication,
    subject: {
      config,
      acknowledged: model.acknowledged,
      // The first ones write to the target, others to the source.
      eventStreamsPlan: (i === 0 ? model.target : model.flows[0].source).eventStreamsPlan?.name,
      facts: factsOf(model),
      longestOutageSeconds: millisecondsOf(model.longestOutage) / 1000,
      series: i === 0 ? replication._series() : undefined,
    },
  }));
}

function manifestOf(object: ApiObject, owner: CheckedReplication | undefined): unknown {
  return owner ? unlessFaulty(owner, () => object.toJson()) : object.toJson();
}

function unlessFaulty<T>(replication: CheckedReplication, render: () => T): T | undefined {
  try {
    return render();
  } catch (error) {
    if (replication._propProblems().length > 0 || replication._runtimeProblems().length > 0) {
      return undefined;
    }
    throw error;
  }
}

/** Whether a finding only repeats, in other words, what is wrong with the props or with the name. */
function isSaidAlready({ code, path }: Finding, replication: CheckedReplication, nameClashes: boolean): boolean {
  const wrong = replication._propProblems();
  switch (code) {
    case 'operator-refuses': return wrong.length > 0 || replication._runtimeProblems().length > 0;
    case 'literal-secret': return wrong.some(({ problem }) => problem.startsWith('holds a literal secret'));
    case 'memory-too-small': return replication._runtimeProblems().some((problem) => /^runtime\.(heap|memory) /.test(problem));
    case 'event-streams-no-credentials': return replication.model.target._problems('target').some(({ prop }) => prop === 'target.apiKey');
    case 'shared-worker-group':
    case 'shared-storage-topic': return nameClashes;
    default: return wrong.some(({ prop }) => prop === path || prop.startsWith(`${path}[`) || prop.startsWith(`${path}.`));
  }
}
