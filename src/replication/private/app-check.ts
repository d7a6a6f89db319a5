import { IConstruct } from 'constructs';
import { Findings, Severity } from '../../core';
import { explain } from '../../core/problem';
import { CheckedReplication, clashesByName, findingsOf } from './app-findings';
import { report } from './report';

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
    Findings._register(root, () => [...findingsOf(root, this.replications).values()].flat());
    root.node.addValidation({ validate: () => this.shareOf(root) });
  }

  public add(replication: CheckedReplication): void {
    this.replications.push(replication);
    replication.node.addValidation({ validate: () => this.shareOf(replication) });
  }

  /**
   * The messages that fail the synth because of this construct. A validation of the App begins with its root, so the root always checks anew;
   * whoever is asked without it, or twice, does too.
   */
  private shareOf(construct: IConstruct): string[] {
    if (construct === this.root || !this.shares.has(construct)) {
      this.shares = this.failures();
    }
    const share = this.shares.get(construct) ?? [];
    this.shares.delete(construct);
    return share;
  }

  private failures(): Map<IConstruct, string[]> {
    const clashes = this.nameClashes();
    const failures = [...findingsOf(this.root, this.replications)].map(([construct, findings]): [IConstruct, string[]] => {
      const failing = findings.filter(({ severity, acknowledged }) => severity === Severity.ERROR && acknowledged === undefined);
      report(this.root, findings.filter((finding) => !failing.includes(finding) && finding.acknowledged === undefined));
      return [construct, [
        ...clashes.get(construct) ?? [],
        ...failing.map(({ code, resource, path, message, remedy }) => `${code}: ${resource}: ${path}: ${message}; ${remedy}`),
      ]];
    });
    return new Map(failures);
  }

  private nameClashes(): Map<IConstruct, string[]> {
    return new Map([...clashesByName(this.replications).values()].map((same): [IConstruct, string[]] => [same[0], [explain({
      prop: 'name',
      problem: `is used by ${same.length} replications (${same.map(({ node }) => node.path).join(', ')})`,
      value: same[0].model.name,
      allowed: 'a name of its own for each, because worker group and storage topics derive from it',
      remedy: 'set name on all but one',
    })]]));
  }
}

const checks = new WeakMap<IConstruct, AppCheck>();
