import { IConstruct } from 'constructs';
import { explain } from '../../core/problem';
import { LobCredentials } from '../lob-isolated-flow-props';
import { lineObjections } from './line-checks';
import { IsolatedLine, Objection, viewOf } from './line-view';
import { pairObjections } from './pair-checks';
import { planObjections } from './plan-checks';

/**
 * All lines of business of an App, checked together: that they are apart is a statement about all of them.
 *
 * cdk8s validates one construct after the other, the root first. The first line that is asked has everything checked; then each takes its share, so
 * that messages stand under the path of a line.
 */
export class IsolationSet {
  /** The set of the tree that the construct belongs to. */
  public static of(scope: IConstruct): IsolationSet {
    const root = scope.node.root;
    const set = sets.get(root) ?? new IsolationSet(root);
    sets.set(root, set);
    return set;
  }

  private readonly lines: { line: IsolatedLine; credentials: LobCredentials }[] = [];
  private shares = new Map<IConstruct, string[]>();

  private constructor(root: IConstruct) {
    root.node.addValidation({
      validate: () => {
        this.shares.clear();
        return [];
      },
    });
  }

  public add(line: IsolatedLine, credentials: LobCredentials): void {
    this.lines.push({ line, credentials });
    line.node.addValidation({ validate: () => this.shareOf(line) });
  }

  /** Whoever is asked twice, or without the root, is checked anew. */
  private shareOf(line: IsolatedLine): string[] {
    if (!this.shares.has(line)) {
      this.shares = this.checked();
    }
    const share = this.shares.get(line) ?? [];
    this.shares.delete(line);
    return share;
  }

  private checked(): Map<IConstruct, string[]> {
    const views = this.lines.map(({ line, credentials }) => viewOf(line, credentials));
    const objections: Objection[] = [
      ...views.flatMap(lineObjections),
      // What two lines share is the business of the later one; the message names the other.
      ...views.flatMap((view, i) => views.slice(0, i).flatMap((other) => pairObjections(view, other))),
      ...planObjections(views),
    ];
    return new Map(views.map((view) => [view.line, objections.filter(({ to }) => to === view).map(({ to, ...problem }) => explain(problem))]));
  }
}

const sets = new WeakMap<IConstruct, IsolationSet>();
