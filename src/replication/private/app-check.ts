import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Finding, Findings, Severity } from '../../core';
import { explain, Problem } from '../../core/problem';
import { IReplication, RuntimeBinding } from '../../model';
import { checkManifests, checkReplications } from '../../rules/check';
import { report } from './report';

/** A replication as the check sees it. */
export interface CheckedReplication extends IReplication, IConstruct {
  readonly binding: RuntimeBinding;
  /** What is wrong with its props. */
  _propProblems(): Problem[];
  /** What its runtime says is wrong. */
  _runtimeProblems(): string[];
}

/**
 * Puts all replications of an App to the rules together, so that loops and clashes between them are seen.
 *
 * cdk8s validates one construct after the other. The rules run once in a validation of the tree, for all; then each replication takes its
 * share, so that messages stand under the path of the replication and 1,000 replications are not checked 1,000 times.
 */
export class AppCheck {
  /** The check of the tree that the construct belongs to. */
  public static of(scope: IConstruct): AppCheck {
    const root = scope.node.root;
    const check = checks.get(root) ?? new AppCheck(root);
    checks.set(root, check);
    return check;
  }

  private readonly replications: CheckedReplication[] = [];
  private shares = new Map<IConstruct, string[]>();

  private constructor(private readonly root: IConstruct) {
    Findings._register(root, () => [...this.findings().values()].flat());
    root.node.addValidation({ validate: () => this.shareOf(root) });
  }

  public add(replication: CheckedReplication): void {
    this.replications.push(replication);
    replication.node.addValidation({ validate: () => this.shareOf(replication) });
  }

  /** The messages that fail the synth because of this construct; a share is handed out once, so the next validation checks anew. */
  private shareOf(construct: IConstruct): string[] {
    if (!this.shares.has(construct)) {
      this.shares = this.failures();
    }
    const share = this.shares.get(construct) ?? [];
    this.shares.delete(construct);
    return share;
  }

  private failures(): Map<IConstruct, string[]> {
    const clashes = this.nameClashes();
    const failures = [...this.findings()].map(([construct, findings]): [IConstruct, string[]] => {
      const failing = findings.filter(({ severity, acknowledged }) => severity === Severity.ERROR && acknowledged === undefined);
      report(this.root, findings.filter((finding) => !failing.includes(finding) && finding.acknowledged === undefined));
      return [construct, [
        ...clashes.get(construct) ?? [],
        ...failing.map(({ code, resource, path, message, remedy }) => `${code}: ${resource}: ${path}: ${message}; ${remedy}`),
      ]];
    });
    return new Map(failures);
  }

  /** The findings of each replication, and under the root those of every object in the tree. */
  private findings(): Map<IConstruct, Finding[]> {
    const subjects = this.replications.map(({ binding, model }) => ({
      config: binding.effectiveConfig(), acknowledged: model.acknowledged, eventStreamsPlan: model.target.eventStreamsPlan?.name,
    }));
    const byResource = groupBy(checkReplications(subjects), ({ resource }) => resource);
    const acknowledged = Object.assign({}, ...subjects.map((subject) => subject.acknowledged));
    const objects = this.root.node.findAll().filter((construct) => ApiObject.isApiObject(construct)) as ApiObject[];
    return new Map<IConstruct, Finding[]>([
      ...this.replications.map((replication, i): [IConstruct, Finding[]] =>
        [replication, (byResource.get(subjects[i].config.resource) ?? []).filter((finding) => !isSaidAlready(finding, replication))]),
      [this.root, checkManifests(objects.map((object) => ({ manifest: object.toJson(), acknowledged })))],
    ]);
  }

  private nameClashes(): Map<IConstruct, string[]> {
    const byName = groupBy(this.replications, ({ model }) => model.name.toLowerCase().replace(/[^a-z0-9-]/g, '-'));
    return new Map([...byName.values()].filter((same) => same.length > 1).map((same): [IConstruct, string[]] => [same[0], [explain({
      prop: 'name',
      problem: `is used by ${same.length} replications (${same.map(({ node }) => node.path).join(', ')})`,
      value: same[0].model.name,
      allowed: 'a name of its own for each, because worker group and storage topics derive from it',
      remedy: 'set name on all but one',
    })]]));
  }
}

/** Whether a finding only repeats, in other words, that a prop is wrong. */
function isSaidAlready({ code, path }: Finding, replication: CheckedReplication): boolean {
  const wrong = replication._propProblems().map(({ prop }) => prop);
  return code === 'operator-refuses'
    ? wrong.length > 0 || replication._runtimeProblems().length > 0
    : wrong.some((prop) => prop === path || prop.startsWith(`${path}[`));
}

const checks = new WeakMap<IConstruct, AppCheck>();

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...groups.get(key) ?? [], item]);
  }
  return groups;
}
