import { ParsedRegex, parseJavaRegex } from './private/java-regex-parser';
import { compareLanguages, NameKind, Overlap } from './private/pattern-overlap';
import { NameStart, startsOf } from './private/pattern-starts';

export type { NameKind, NameStart, Overlap };

/**
 * What an include and an exclude pattern select together, such as `topics` and `topics.exclude`.
 */
export interface Selection {
  readonly include: JavaPattern;
  readonly exclude?: JavaPattern;
}

/**
 * A Java regular expression as `java.util.regex.Pattern` of Java 17 reads it, matched against whole names.
 *
 * @see https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/regex/Pattern.html
 */
export class JavaPattern {
  /** The pattern a regular expression stands for; one that Java refuses has a `problem`. */
  public static of(source: string): JavaPattern {
    const pattern = known.get(source) ?? new JavaPattern(source, parseJavaRegex(source));
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(source, pattern);
    return pattern;
  }

  /**
   * The pattern MirrorMaker 2 makes of a configuration value of type LIST, such as `topics`.
   *
   * Kafka splits the value at every comma, also inside `{1,3}` and `[a,b]`; MirrorMaker 2 joins the elements by `|`. Elements
   * Kafka or Java refuse are a `problem`, also when joining them happens to give a valid expression. An empty value selects nothing.
   *
   * @see https://github.com/apache/kafka/blob/4.3.1/connect/mirror/src/main/java/org/apache/kafka/connect/mirror/MirrorUtils.java
   * @see https://github.com/apache/kafka/blob/4.3.1/clients/src/main/java/org/apache/kafka/common/config/ConfigDef.java
   */
  public static list(value: string): JavaPattern {
    const trimmed = value.replace(JAVA_TRIM, '');
    if (trimmed === '') return new JavaPattern('', { js: '[]' });
    const elements = Array.from(new Set(trimmed.split(LIST_SEPARATOR)));
    const joined = JavaPattern.of(elements.join('|'));
    const problem = listProblem(elements);
    return problem ? new JavaPattern(joined.source, { js: '[]', problem }) : joined;
  }

  /** The pattern that matches exactly this name; without commas and spaces, so that it can be an element of a list. */
  public static literal(name: string): JavaPattern {
    const hex = (c: string) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`;
    return JavaPattern.of(name.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&').replace(/[\0-\x20,\x7f]/g, hex));
  }

  /** Whether a selection contains the name; `undefined` when that cannot be told. */
  public static selects({ include, exclude }: Selection, name: string): boolean | undefined {
    const [included, excluded] = [include.matches(name), exclude ? exclude.matches(name) : false];
    if (included === false || excluded === true) return false;
    return included === undefined || excluded === undefined ? undefined : true;
  }

  /** A name that both selections contain, `disjoint` when there is none. */
  public static firstCommon(a: Selection, b: Selection, names: NameKind = 'topic'): Overlap {
    return JavaPattern.firstOfAll([a, b], names);
  }

  /** A name that all selections contain, `disjoint` when there is none. */
  public static firstOfAll(selections: readonly Selection[], names: NameKind = 'topic'): Overlap {
    for (const { source, problem, unsupported } of selections.flatMap(({ include, exclude }) => exclude ? [include, exclude] : [include])) {
      const reason = problem ?? unsupported;
      if (reason) return { kind: 'unknown', reason: `'${source}': ${reason}` };
    }
    return compareLanguages(selections.map(({ include, exclude }) => ({ included: include.parsed.js, excluded: exclude?.parsed.js })), names);
  }

  /** Why Java or Kafka refuses the pattern, in the words of Java, with the position where it noticed, counted from 0. */
  public readonly problem?: string;
  /** What makes it impossible to tell here what the pattern matches, although Java accepts it. */
  public readonly unsupported?: string;
  private regexp?: RegExp;

  private constructor(public readonly source: string, private readonly parsed: ParsedRegex) {
    this.problem = parsed.problem;
    this.unsupported = parsed.unsupported;
  }

  /** Whether the whole text matches, like `Matcher.matches`; `undefined` when that cannot be told. */
  public matches(text: string): boolean | undefined {
    if (this.problem !== undefined || this.unsupported !== undefined) return undefined;
    try {
      this.regexp ??= new RegExp(`^(?:${this.parsed.js})$`, 'u');
      return this.regexp.test(text);
    } catch {
      // Counted repetitions can be too large for JavaScript.
      return undefined;
    }
  }

  /** What the names start with that match, as narrow as a few starts can be; `undefined` when that cannot be told. */
  public starts(names: NameKind = 'topic'): NameStart[] | undefined {
    return this.problem === undefined && this.unsupported === undefined ? startsOf({ included: this.parsed.js }, names) : undefined;
  }

  /**
   * Whether somebody probably wrote a shell glob: `kp-*`, `*`, `topic-?-x`.
   *
   * That is a pattern of letters, digits, `_`, `-`, dots, `*` and `?` alone that starts with `*` or `?`, or that repeats
   * a plain character and nowhere a dot: with `.*` in it the author knows regular expressions. Elements of a list count one by one.
   */
  public looksLikeGlob(): boolean {
    return this.source.split('|').some((element) =>
      /^[\w.*?-]*$/.test(element) && (/^[*?]/.test(element) || (/[\w-][*?]/.test(element) && !/\.[*?]/.test(element))));
  }
}

/** What `String.trim` of Java removes. */
const JAVA_TRIM = /^[\0-\x20]+|[\0-\x20]+$/g;
const LIST_SEPARATOR = /[ \t\n\x0b\f\r]*,[ \t\n\x0b\f\r]*/;

function listProblem(elements: string[]): string | undefined {
  if (elements.includes('')) return 'the list has an empty element';
  for (const element of elements) {
    const { problem } = JavaPattern.of(element);
    if (problem) return elements.length === 1 ? problem : `${problem} of the element '${element}'; the list is split at every comma`;
  }
  return JavaPattern.of(elements.join('|')).problem;
}

/** Patterns are immutable, and rules ask for the same ones again and again: parsing took a third of a synth. */
const known = new Map<string, JavaPattern>();
const MAX_KNOWN = 10_000;
