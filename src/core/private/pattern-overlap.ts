import type { Concatenation, DFA, Element, ENFA, NFA, NoParent } from 'refa';
import { LAST_CHAR } from './char-ranges';

export type { NFA };

/**
 * Names that two selections can have in common.
 *
 * `TOPIC`: the names Kafka allows for topics. `GROUP`: ids of printable ASCII characters; Kafka allows more for consumer groups.
 */
export type NameKind = 'topic' | 'group';

/**
 * Whether two selections share a name; `example` is one of the shortest.
 */
export type Overlap =
  | { readonly kind: 'disjoint' }
  | { readonly kind: 'common'; readonly example: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Start and end of a name, marked so that there is a character on either side of every position. No pattern matches them. */
export const START = LAST_CHAR + 1;
export const END = LAST_CHAR + 2;

/** Characters that stand for the statements `^`, `$`, `\b` and `\B` about a position. */
const STATEMENTS: Readonly<Record<string, number>> = { '^': LAST_CHAR + 3, '$': LAST_CHAR + 4, '\\b': LAST_CHAR + 5, '\\B': LAST_CHAR + 6 };
const MAX_CHAR = 0x10ffff;

let automata: Automata | undefined;

/** Automata beyond this size are given up. */
const MAX_NODES = 10_000;

/** Languages that are remembered. */
const MAX_KNOWN = 1000;

/** The names Kafka allows. @see https://github.com/apache/kafka/blob/4.3.1/clients/src/main/java/org/apache/kafka/common/internals/Topic.java */
const LEGAL: Readonly<Record<NameKind, { js: string; maxLength: number }>> = {
  topic: { js: '[\\w\\-][\\w.\\-]*|\\.[\\w\\-][\\w.\\-]*|\\.\\.[\\w.\\-]+', maxLength: 249 },
  group: { js: '[ -~]+', maxLength: Infinity },
};

/** Names that one expression matches and another does not. */
export interface Language {
  readonly included: string;
  readonly excluded?: string;
}

/**
 * A shortest legal name that all languages have.
 *
 * Their expressions are JavaScript source in which `^` and `$` are anchors and nothing else. Look-ahead is understood at the start
 * of a branch.
 *
 * @see https://github.com/RunDevelopment/refa
 */
export function compareLanguages(languages: readonly Language[], names: NameKind): Overlap {
  const ofAll = loadedAutomata();
  try {
    const common = languages.map((language) => ofAll.named(language, names)).reduce((a, b) => ofAll.both(a, b));
    const example = ofAll.shortest(common);
    return example === undefined || example.length > LEGAL[names].maxLength ? { kind: 'disjoint' } : { kind: 'common', example };
  } catch (error) {
    return { kind: 'unknown', reason: `the patterns cannot be compared: ${reasonOf(error as Error)}` };
  }
}

/** Loaded here because it takes 20 ms that most uses of the package do not need. */
export function loadedAutomata(): Automata {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return automata ??= new Automata(require('refa'));
}

function reasonOf(error: Error): string {
  if (error.name === 'TooManyNodesError' || /more than \d+ nodes/.test(error.message)) return 'they are too complex';
  return error.message.startsWith('Assertions') ? 'look-ahead is understood only at the start of a branch' : error.message;
}

/** The regular languages of names between START and END. */
export class Automata {
  private trueWords?: DFA[];
  private readonly known = new Map<string, NFA>();

  constructor(private readonly refa: typeof import('refa')) {}

  /** The legal names of a language; remembered, since each flow is compared with many. */
  public named({ included, excluded }: Language, names: NameKind): NFA {
    const key = JSON.stringify([included, excluded, names]);
    const known = this.known.get(key);
    if (known) return known;
    const legal = this.both(this.of(LEGAL[names].js), this.of(included));
    const named = excluded === undefined ? legal : this.without(legal, this.of(excluded));
    if (this.known.size >= MAX_KNOWN) this.known.clear();
    this.known.set(key, named);
    return named;
  }

  public of(js: string): NFA {
    const source = js.replace(/[\^$]|\\[bB]/g, (statement) => hex(STATEMENTS[statement]));
    return this.branches(this.parse(source), [this.set(END)]);
  }

  public both(a: NFA, b: NFA): NFA {
    return this.refa.NFA.fromIntersection(a, b, this.nfaNodes());
  }

  public without(a: NFA, b: NFA): NFA {
    return this.refa.NFA.fromIntersection(a, this.complement(b), this.nfaNodes());
  }

  /** One of the shortest names, with letters where there is a choice: a search in breadth, since Refa's `wordSets` walks every path. */
  public shortest(names: NFA): string | undefined {
    const seen = new Set([names.initial]);
    const queue: { node: NFA.Node; word: number[] }[] = [{ node: names.initial, word: [] }];
    for (const { node, word } of queue) {
      if (names.finals.has(node)) return String.fromCodePoint(...word.slice(1, -1));
      for (const [to, via] of node.out) {
        if (seen.has(to)) continue;
        seen.add(to);
        queue.push({ node: to, word: [...word, PREFERRED.find((code) => via.has(code)) ?? via.ranges[0].min] });
      }
    }
    return undefined;
  }

  private complement(names: NFA): DFA {
    const { DFA: Automaton } = this.refa;
    const others = Automaton.fromFA(names, new Automaton.LimitedNodeFactory(MAX_NODES));
    others.complement();
    return others;
  }

  /** The words without a false statement of one sort, for each sort. Small, but worth keeping. */
  private truths(): DFA[] {
    return this.trueWords ??= FALSE_STATEMENTS.map((js) => {
      const truth = this.complement(this.fromRegex(this.parse(`[^]*(?:${js})[^]*`)));
      truth.minimize();
      return truth;
    });
  }

  private parse(source: string): NoParent<Concatenation>[] {
    return this.refa.JS.Parser.fromLiteral({ source, flags: 'u' }).parse({ maxNodes: MAX_NODES }).expression.alternatives;
  }

  private branches(alternatives: NoParent<Concatenation>[], rest: NoParent<Element>[]): NFA {
    const all = this.refa.NFA.empty({ maxCharacter: MAX_CHAR });
    for (const { elements } of alternatives) all.union(this.branch([...elements, ...rest]));
    return all;
  }

  /** A branch `(?!a)(?=b)c`: what `c` matches, less what starts with `a`, as far as it starts with `b`. */
  private branch([first, ...rest]: NoParent<Element>[]): NFA {
    if (first.type === 'Alternation') return this.branches(first.alternatives, rest);
    if (first.type === 'CharacterClass' && first.characters.has(STATEMENTS['^'])) return this.branch(rest);
    if (first.type !== 'Assertion') return this.withoutStatements(this.chain([this.set(START), first, ...rest]));
    const anything = this.parse(`[\\0-${hex(LAST_CHAR)}]*`)[0].elements;
    const starting = this.branches(first.alternatives, [...anything, this.set(END)]);
    const names = this.branch(rest);
    return first.negate ? this.without(names, starting) : this.both(names, starting);
  }

  private chain(elements: NoParent<Element>[]): NFA {
    return this.fromRegex([{ type: 'Concatenation', elements }]);
  }

  private fromRegex(alternatives: NoParent<Concatenation>[]): NFA {
    return this.refa.NFA.fromRegex({ type: 'Expression', alternatives }, { maxCharacter: MAX_CHAR }, { assertions: 'throw' }, this.nfaNodes());
  }

  /**
   * Drops the words with a false statement, then the statements.
   *
   * Refa has a transformer for assertions, but that of 0.12.1 changes the language: `(a*$|c)b?` matches `b` afterwards.
   */
  private withoutStatements(names: NFA): NFA {
    const isStatement = this.refa.CharSet.empty(MAX_CHAR).union([{ min: STATEMENTS['^'], max: MAX_CHAR }]);
    if (!Array.from(names.nodes()).some((node) => Array.from(node.out.values()).some((via) => !via.isDisjointWith(isStatement)))) return names;
    const { ENFA: Epsilon, NFA: Automaton } = this.refa;
    const truth = this.truths().reduce((left, right) => this.refa.NFA.fromIntersection(left, right, this.nfaNodes()), names);
    const builder = new Epsilon.Builder(new Epsilon.LimitedNodeFactory(MAX_NODES));
    const copies = new Map<NFA.Node, ENFA.Node>([[truth.initial, builder.initial]]);
    for (const node of truth.nodes()) if (!copies.has(node)) copies.set(node, builder.createNode());
    for (const [node, copy] of copies) {
      if (truth.finals.has(node)) builder.makeFinal(copy);
      for (const [to, via] of node.out) {
        const characters = via.without(isStatement);
        if (!characters.isEmpty) builder.linkNodes(copy, copies.get(to)!, characters);
        if (!via.isDisjointWith(isStatement)) builder.linkNodes(copy, copies.get(to)!, null);
      }
    }
    return Automaton.fromFA(Epsilon.fromBuilder(builder, { maxCharacter: MAX_CHAR }), this.nfaNodes());
  }

  private set(code: number): NoParent<Element> {
    return { type: 'CharacterClass', characters: this.refa.CharSet.empty(MAX_CHAR).union([{ min: code, max: code }]) };
  }

  private nfaNodes() {
    return new this.refa.NFA.LimitedNodeFactory(MAX_NODES);
  }
}

function hex(code: number): string {
  return `\\u{${code.toString(16)}}`;
}

/** What a word with a false statement contains. */
const FALSE_STATEMENTS = (() => {
  const [begin, end, edge, inside] = Object.values(STATEMENTS).map(hex);
  const statements = `[${begin}-${inside}]*`;
  const other = `[^\\w${begin}-${inside}]`;
  return [
    `[^${hex(START)}${begin}-${inside}]${statements}${begin}`,
    `${end}${statements}[^${hex(END)}${begin}-${inside}]`,
    `\\w${statements}${edge}${statements}\\w|${other}${statements}${edge}${statements}${other}`,
    `\\w${statements}${inside}${statements}${other}|${other}${statements}${inside}${statements}\\w`,
  ];
})();

const PREFERRED = Array.from('abcdefghijklmnopqrstuvwxyz0123456789', (c) => c.charCodeAt(0));
