import { JavaPattern, NameKind, Selection } from '../../core/java-pattern';
import { Problem } from '../../core/problem';
import { SelectionOverlap } from '../selection-overlap';

/** What a user chose: the elements of MM2's include list, and those of its exclude list. */
export interface Patterns {
  readonly include: readonly Pattern[];
  readonly exclude: readonly Pattern[];
}

/** One element: what the user wrote, and the Java regular expression it becomes. */
export interface Pattern {
  readonly written: string;
  readonly regex: string;
  readonly problem?: Omit<Problem, 'prop'>;
}

/** A name: matches itself and nothing else, so its dots are escaped. */
export function literal(name: string, problemsOf: (name: string) => readonly Problem[]): Pattern {
  return typeof name !== 'string' ? notText(name) : { written: name, regex: JavaPattern.literal(name).source, problem: problemsOf(name)[0] };
}

/** A Java regular expression, checked as MM2 will read it. */
export function regex(expression: string): Pattern {
  return typeof expression !== 'string' ? notText(expression) : { written: expression, regex: expression, problem: regexProblem(expression) };
}

/** JavaScript callers meet no compiler. */
function notText(value: unknown): Pattern {
  return { written: '', regex: '', problem: { problem: 'has an element that is not text', value: String(value), allowed: 'texts, one argument each' } };
}

/** Problems of a selection; an empty one would make MM2 mirror nothing, or everything. */
export function selectionProblems(prop: string, patterns: Patterns, remedy: string): Problem[] {
  return [
    ...(patterns.include.length > 0 ? [] : [{ prop, problem: 'selects nothing', allowed: 'at least one name or pattern', remedy }]),
    ...[...patterns.include, ...patterns.exclude].flatMap(({ problem }) => problem ? [{ ...problem, prop }] : []),
  ];
}

/** The value of MM2's list setting. */
export function listValue(patterns: readonly Pattern[], appended: readonly string[] = []): string {
  return [...patterns.map((pattern) => pattern.regex), ...appended].join(',');
}

/** What MM2 takes with these lists. */
export function selectionOf(include: string, exclude: readonly string[]): Selection {
  return { include: JavaPattern.list(include), exclude: JavaPattern.list(exclude.join(',')) };
}

/** A name that both take, in the words of the public API. */
export function overlapOf(a: Selection, b: Selection, names: NameKind): SelectionOverlap {
  const overlap = JavaPattern.firstCommon(a, b, names);
  switch (overlap.kind) {
    case 'disjoint': return { isDisjoint: true };
    case 'common': return { isDisjoint: false, example: overlap.example };
    case 'unknown': return { isDisjoint: false, unknown: overlap.reason };
  }
}

function regexProblem(expression: string): Omit<Problem, 'prop'> | undefined {
  if (expression.trim() === '') {
    return { problem: 'has an empty pattern', value: expression, allowed: 'a Java regular expression' };
  }
  if (expression.includes(',')) {
    return {
      problem: 'has a pattern with a comma',
      value: expression,
      allowed: 'a Java regular expression without commas',
      remedy: 'MM2 splits the list at every comma, also inside {1,3} and [a,b]: write it without, or as several patterns',
    };
  }
  const { problem } = JavaPattern.of(expression);
  return problem === undefined ? undefined : {
    problem: 'has a pattern that is not a Java regular expression', value: expression, allowed: 'what java.util.regex.Pattern compiles', remedy: problem,
  };
}
