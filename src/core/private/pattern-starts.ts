import { END, Language, loadedAutomata, NameKind, NFA, START } from './pattern-overlap';

/** A name, or what names start with. */
export interface NameStart {
  readonly text: string;
  /** Whether it is a name; otherwise there are longer ones that start so. */
  readonly isWhole: boolean;
}

/** With more starts than this, shorter ones have to do. */
const MAX_STARTS = 64;

/** Characters of a class that are told apart, as those of `[-.]`; a larger one ends the start. */
const MAX_CLASS = 4;

/** Starts that all legal names of a language have, whole names among them; `undefined` where the language is too complex. */
export function startsOf(language: Language, names: NameKind): NameStart[] | undefined {
  try {
    return walk(loadedAutomata().named(language, names));
  } catch {
    return undefined;
  }
}

/** Where one start leads: all nodes that can be reached by it. */
interface Branch {
  readonly text: string;
  readonly nodes: ReadonlySet<NFA.Node>;
  /** The nodes of the shorter starts. */
  readonly before: readonly ReadonlySet<NFA.Node>[];
}

function walk(names: NFA): NameStart[] {
  const living = livingNodes(names);
  const first = stepsFrom(new Set([names.initial]), living)?.get(START);
  const starts: NameStart[] = [];
  let open: Branch[] = first === undefined ? [] : [{ text: '', nodes: first, before: [] }];
  while (open.length > 0) {
    const isFull = starts.length + open.length > MAX_STARTS;
    const longer: Branch[] = [];
    for (const { text, nodes, before } of open) {
      const steps = isFull || before.some((others) => isSame(others, nodes)) ? undefined : stepsFrom(nodes, living);
      if (steps === undefined || steps.has(END)) starts.push({ text, isWhole: steps !== undefined });
      for (const [char, to] of steps ?? []) {
        if (char !== END) longer.push({ text: text + String.fromCodePoint(char), nodes: to, before: [...before, nodes] });
      }
    }
    open = longer;
  }
  return starts;
}

/** The nodes that each character leads to; `undefined` where a class has too many. */
function stepsFrom(nodes: ReadonlySet<NFA.Node>, living: ReadonlySet<NFA.Node>): Map<number, Set<NFA.Node>> | undefined {
  const steps = new Map<number, Set<NFA.Node>>();
  for (const [to, via] of Array.from(nodes).flatMap(({ out }) => Array.from(out))) {
    if (!living.has(to)) continue;
    if (via.size > MAX_CLASS) return undefined;
    for (const char of via.characters()) steps.set(char, (steps.get(char) ?? new Set()).add(to));
  }
  return steps;
}

/** The nodes from which a name can be completed. */
function livingNodes({ finals }: NFA): Set<NFA.Node> {
  const living = new Set(finals);
  for (const node of living) node.in.forEach((_, from) => living.add(from));
  return living;
}

function isSame(a: ReadonlySet<NFA.Node>, b: ReadonlySet<NFA.Node>): boolean {
  return a.size === b.size && Array.from(a).every((node) => b.has(node));
}
