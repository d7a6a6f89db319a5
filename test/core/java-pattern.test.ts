import * as fc from 'fast-check';
import { JavaPattern, Overlap, Selection } from '../../src/core/java-pattern';
import * as table from './java-pattern.cases.json';

interface Case {
  readonly pattern: string;
  readonly matches?: string[];
  readonly refused?: string;
  readonly at?: number;
}

const cases: Case[] = table.cases;
const list = (include: string, exclude?: string): Selection =>
  ({ include: JavaPattern.list(include), exclude: exclude === undefined ? undefined : JavaPattern.list(exclude) });
const exampleOf = (overlap: Overlap) => overlap.kind === 'common' ? overlap.example : overlap.kind;

describe('compared with the real java.util.regex.Pattern', () => {
  // What Java says of them takes its look at the length of a look-behind, and all names of Unicode.
  const unseen = ['(?<=(ab)*)b', '\\N{NO SUCH}x'];

  test.each(unseen)('the refusal of %s is not seen, but nothing is claimed about its matches either', (source) => {
    expect(cases.find(({ pattern }) => pattern === source)?.refused).toBeDefined();
    expect(JavaPattern.of(source).matches('b')).toBeUndefined();
  });

  test.each(cases.filter(({ pattern, refused }) => refused && !unseen.includes(pattern)))('Java refuses $pattern: $refused', ({ pattern, refused, at }) => {
    const { problem } = JavaPattern.of(pattern);
    // Java 17 has no better words for a backslash at the end.
    const words = refused === 'Unexpected internal error' ? 'unescaped trailing backslash' : refused!;
    expect(problem?.toLowerCase()).toBe(`${words.toLowerCase()} at position ${Math.max(0, at!)}`);
  });

  test.each(cases.filter(({ matches }) => matches))('Java accepts $pattern', ({ pattern }) => {
    expect(JavaPattern.of(pattern).problem).toBeUndefined();
  });

  const evaluated = cases.filter(({ pattern, matches }) => matches && !JavaPattern.of(pattern).unsupported);

  test.each(evaluated)('$pattern matches the names it matches in Java', ({ pattern, matches }) => {
    expect(table.names.filter((name) => JavaPattern.of(pattern).matches(name))).toEqual(matches);
  });

  test('only these constructs are left out', () => {
    const reasons = cases.flatMap(({ pattern }) => JavaPattern.of(pattern).unsupported?.replace(/ at position.*| \\.*/, '') ?? []);
    expect(Array.from(new Set(reasons)).sort()).toEqual([
      'Unicode property', 'back reference', 'character name', 'comments (?x)', 'flag (?u)', 'grapheme', 'grapheme boundary',
      'independent group (?>…)', 'look-behind', 'possessive quantifier',
    ]);
  });
});

describe('a single pattern', () => {
  test('says where Java stumbles', () => {
    expect(JavaPattern.of('orders.(a|b').problem).toBe('unclosed group at position 11');
    expect(JavaPattern.of('\\Qa.b\\E*{').problem).toBe('illegal repetition at position 9');
  });

  test('matches whole names only', () => {
    expect(JavaPattern.of('order').matches('orders')).toBe(false);
    expect(JavaPattern.of('a|order').matches('orders')).toBe(false);
  });

  test('does not know what a refused or an unsupported pattern matches', () => {
    expect(JavaPattern.of('*').matches('a')).toBeUndefined();
    expect(JavaPattern.of('(a)\\1').matches('aa')).toBeUndefined();
  });

  test('leaves out anchors in counted repetitions, where Java depends on the order of the branches', () => {
    expect(JavaPattern.of('(?:^|a){2}').unsupported).toBe('anchor or look-ahead inside a counted repetition at position 9');
  });

  test('never throws', () => {
    expect(JavaPattern.of('('.repeat(100_000)).unsupported).toBe('the groups are nested too deeply');
    fc.assert(fc.property(fc.string(), fc.string(), (source, name) => {
      const pattern = JavaPattern.of(source);
      const decided = pattern.matches(name) !== undefined;
      expect(decided).toBe(pattern.problem === undefined && pattern.unsupported === undefined);
    }));
  });
});

describe('a literal', () => {
  test('matches its name alone, also as an element of a list', () => {
    fc.assert(fc.property(fc.string({ minLength: 1 }), fc.string(), (name, other) => {
      const pattern = JavaPattern.list(`${JavaPattern.literal(name).source}, x`);
      expect(pattern.matches(name)).toBe(true);
      expect(pattern.matches(other)).toBe(other === name || other === 'x');
    }));
  });

  test('leaves plain names readable and escapes the rest', () => {
    expect(JavaPattern.literal('kp-eu_1').source).toBe('kp-eu_1');
    expect(JavaPattern.literal('a.b').source).toBe('a\\.b');
    expect(JavaPattern.literal('a, b').source).toBe('a\\x2c\\x20b');
  });
});

describe('a list', () => {
  test('is split on commas, trimmed and joined', () => {
    expect(JavaPattern.list(' mm2.*\\.internal, .*\\.replica ,__.* ').source).toBe('mm2.*\\.internal|.*\\.replica|__.*');
  });

  test('drops duplicates like Kafka', () => {
    expect(JavaPattern.list('a,b,a').source).toBe('a|b');
  });

  test('selects nothing when it is empty', () => {
    expect(JavaPattern.list(' ').problem).toBeUndefined();
    expect(JavaPattern.list(' ').matches('')).toBe(false);
  });

  test('must not have empty elements', () => {
    expect(JavaPattern.list('a,,b').problem).toBe('the list has an empty element');
    expect(JavaPattern.list('a,').problem).toBe('the list has an empty element');
  });

  test('cuts a regular expression with a comma in two', () => {
    expect(JavaPattern.list('a{1,3}').problem)
      .toBe("unclosed counted closure at position 3 of the element 'a{1'; the list is split at every comma");
    expect(JavaPattern.list('[a,b]').problem)
      .toBe("unclosed character class at position 1 of the element '[a'; the list is split at every comma");
  });

  test('keeps the words of Java for a single element', () => {
    expect(JavaPattern.list('*').problem).toBe("dangling meta character '*' at position 0");
  });

  test('carries flags on to the elements behind them', () => {
    expect(JavaPattern.list('(?i)a,b').matches('B')).toBe(true);
  });
});

describe('a glob', () => {
  test.each(['*', 'kp-*', 'orders*', '*.orders', 'topic-?-x', 'orders.v1*', '?', 'a,kp-*'])('%s looks like one', (source) => {
    expect(JavaPattern.list(source).looksLikeGlob()).toBe(true);
  });

  test.each(['.*', 'orders', 'orders.*', 'kp-.*', 'a.b', 'a*b+', '[a-z]*', '(x)*', '\\d*', 'a|b', 'orders.*-v?', '.*?', 'a\\*'])(
    '%s does not look like one', (source) => {
      expect(JavaPattern.of(source).looksLikeGlob()).toBe(false);
    });
});

describe('the first common name of two selections', () => {
  test('is one of the shortest', () => {
    expect(exampleOf(JavaPattern.firstCommon(list('.*', 'mm2.*\\.internal, .*\\.replica, __.*'), list('orders.*')))).toBe('orders');
    expect(exampleOf(JavaPattern.firstCommon(list('[a-z]+-x'), list('b.*')))).toBe('b-x');
  });

  test('does not exist when an exclude takes all of them', () => {
    expect(JavaPattern.firstCommon(list('.*', 'orders.*'), list('orders.*'))).toEqual({ kind: 'disjoint' });
    expect(JavaPattern.firstCommon(list('a|b', 'a'), list('a|c'))).toEqual({ kind: 'disjoint' });
    expect(JavaPattern.firstCommon(list(''), list('.*'))).toEqual({ kind: 'disjoint' });
  });

  test.each(['\\.', '\\.\\.', 'my topic', 'a.{249}', 'a#.*'])('does not exist for %s, which matches no legal topic', (source) => {
    expect(JavaPattern.firstCommon(list(source), list('.*'))).toEqual({ kind: 'disjoint' });
  });

  test('can have other characters in a group', () => {
    expect(exampleOf(JavaPattern.firstCommon(list('my group.*'), list('.*'), 'group'))).toBe('my group');
  });

  test.each([
    ['^orders$', 'orders', 'orders'],
    ['(a*$|cc)b?', '.*b', 'ccb'],
    ['a$b', '.*', 'disjoint'],
    ['.*\\bx\\b', 'a.*', 'a-x'],
    ['.*\\Bx', 'a.*', 'ax'],
    ['(?!__).*', '__.*', 'disjoint'],
    ['^((?!.*internal$)(?!__).*)$', '.*internal.*', 'internal-'],
  ])('respects positions: %s and %s have %s', (a, b, expected) => {
    expect(exampleOf(JavaPattern.firstCommon(list(a), list(b)))).toBe(expected);
  });

  test.each([
    ['(a)\\1', 'back reference'],
    ['*', 'dangling meta character'],
    ['((?!foo).)*', 'look-ahead is understood only at the start of a branch'],
    ['.*a.{20}', 'too complex'],
  ])('is unknown for %s: %s', (source, reason) => {
    const overlap = JavaPattern.firstCommon(list('.*', source), list('.*'));
    expect(overlap).toEqual({ kind: 'unknown', reason: expect.stringContaining(reason) });
  });

  const piece = fc.constantFrom('a', 'b', '-', '.', '.*', '[^a]', '\\w', '\\W', '\\b', '\\B', '^', '$', 'a*', '(?:ab)?', '(a|-b)+', '(?i:A)', '|');
  const pattern = fc.tuple(fc.constantFrom('', '(?!b)', '(?=.*b)', '(?!.*-$)'), fc.array(piece, { minLength: 1, maxLength: 5 }))
    .map(([ahead, pieces]) => JavaPattern.of(ahead + pieces.join('')));
  const words = (length: number): string[] => length === 0 ? [''] : words(length - 1).flatMap((word) => ['a', 'b', '-'].map((c) => word + c));
  const shortWords = [1, 2, 3, 4].flatMap(words);

  test('is what trying all short names finds', () => {
    fc.assert(fc.property(pattern, pattern, pattern, (a, b, exclude) => {
      const isCommon = (name: string) => a.matches(name) && b.matches(name) && !exclude.matches(name);
      const overlap = JavaPattern.firstCommon({ include: a, exclude }, { include: b });
      const first = shortWords.find(isCommon);
      if (overlap.kind === 'common') {
        expect(isCommon(overlap.example)).toBe(true);
        expect(overlap.example.length).toBeLessThanOrEqual(first?.length ?? Infinity);
      } else {
        expect(overlap).toEqual({ kind: 'disjoint' });
        expect(first).toBeUndefined();
      }
    }), { numRuns: 300 });
  });
});
