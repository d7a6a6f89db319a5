import { IConstruct } from 'constructs';
import { Problem } from '../../core/problem';

/** The objects of a tree by name: of two that have one, the one that is applied last takes away what the other gave. */
export class MadeObjects {
  /** The objects of the tree that the construct belongs to. */
  public static of(scope: IConstruct): MadeObjects {
    const objects = trees.get(scope.node.root) ?? new MadeObjects();
    trees.set(scope.node.root, objects);
    return objects;
  }

  private readonly makers = new Map<string, IConstruct[]>();

  private constructor() {}

  /** Whether it is the first of its name that this construct makes. */
  public add(maker: IConstruct, kind: string, namespace: string | undefined, name: string): boolean {
    const key = `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
    const makers = this.makers.get(key) ?? [];
    this.makers.set(key, [...makers, maker]);
    return !makers.includes(maker);
  }

  /** What the construct makes although another one, or itself, made it before. */
  public problemsOf(maker: IConstruct): Problem[] {
    return [...this.makers].filter(([, makers]) => makers.slice(1).includes(maker)).map(([object, [first]]) => ({
      prop: object,
      problem: first === maker ? 'is made twice' : `is made by ${first.node.path} too`,
      remedy: 'use one KafkaAccess for each cluster, and one name for each object',
    }));
  }
}

const trees = new WeakMap<IConstruct, MadeObjects>();
