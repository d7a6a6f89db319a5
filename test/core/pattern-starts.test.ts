import * as fc from 'fast-check';
import { JavaPattern, NameKind } from '../../src/core/java-pattern';

/** The starts as short texts: a whole name as it is, what names start with with an ellipsis. */
function starts(pattern: string, names: NameKind = 'topic'): string[] | undefined {
  return JavaPattern.of(pattern).starts(names)?.map(({ text, isWhole }) => isWhole ? text : `${text}…`).sort();
}

test.each<[string, string[]]>([
  ['orders', ['orders']],
  ['orders-.*', ['orders-…']],
  ['orders-.+', ['orders-…']],
  ['orders(-eu)?', ['orders', 'orders-eu']],
  ['retail[-.].+', ['retail-…', 'retail.…']],
  ['(retail|finance)-.+', ['finance-…', 'retail-…']],
  ['orders\\.eu\\..*', ['orders.eu.…']],
  ['orders.*', ['orders…']],
  ['topic-[0-9]+', ['topic-…']],
  ['a{2}b', ['aab']],
  ['(?!test-).*', ['…']],
  ['orders-(?:eu|us)-v[12]', ['orders-eu-v1', 'orders-eu-v2', 'orders-us-v1', 'orders-us-v2']],
  ['(?i)ab', ['AB', 'Ab', 'aB', 'ab']],
  ['.*', ['…']],
  ['', []],
  ['a b', []],
])('%s', (pattern, expected) => {
  expect(starts(pattern)).toEqual(expected);
});

test('a repetition of few characters ends the start', () => {
  const found = starts('(ab)+')!;
  expect(found).toContain('ab');
  expect(found.filter((start) => start.endsWith('…'))).toHaveLength(1);
  expect(found.length).toBeLessThan(10);
});

test('ids of groups may have characters that names of topics may not', () => {
  expect(starts('app 1/.*', 'group')).toEqual(['app 1/…']);
});

test('very many starts become shorter ones', () => {
  const words = Array.from({ length: 100 }, (_, i) => `${String.fromCharCode(97 + i % 26)}${i}`);
  const found = JavaPattern.of(words.join('|')).starts()!;
  expect(found.length).toBeLessThanOrEqual(100);
  expect(words.every((word) => found.some(({ text, isWhole }) => isWhole ? text === word : word.startsWith(text)))).toBe(true);
});

test('every name that matches has one of the starts', () => {
  const names = ['orders', 'orders-eu', 'orders-eu-1', 'payments', 'pay', 'x.orders'];
  for (const pattern of ['orders.*', 'pay(ments)?', '(x\\.)?orders(-\\w+)*', '[op].*', 'orders|payments']) {
    const found = JavaPattern.of(pattern).starts()!;
    const matching = names.filter((name) => JavaPattern.of(pattern).matches(name));
    expect(matching.filter((name) => !found.some(({ text, isWhole }) => isWhole ? text === name : name.startsWith(text)))).toEqual([]);
  }
});

test('at random: no name that matches is without a start, and a whole name matches', () => {
  const atom = fc.constantFrom('a', 'b', '-', '\\.', '[ab]', '[a-z]', '.', 'a*', 'b?', '(a|b-)', '(?:-b)+', 'a{2}');
  const anyName = fc.string({ unit: fc.constantFrom('a', 'b', '-', '.'), minLength: 1, maxLength: 6 }).filter((text) => !/^\.+$/.test(text));
  fc.assert(fc.property(fc.array(atom, { minLength: 1, maxLength: 5 }), fc.array(anyName, { minLength: 20, maxLength: 20 }), (atoms, names) => {
    const pattern = JavaPattern.of(atoms.join(''));
    const found = pattern.starts()!;
    expect(found.filter(({ text, isWhole }) => isWhole && pattern.matches(text) !== true)).toEqual([]);
    const matching = names.filter((text) => pattern.matches(text));
    expect(matching.filter((name) => !found.some(({ text, isWhole }) => isWhole ? text === name : name.startsWith(text)))).toEqual([]);
  }), { seed: Number(process.env.FC_SEED ?? 20261123), numRuns: Number(process.env.FC_RUNS ?? 300) });
});

test('what cannot be read has no starts', () => {
  expect(starts('(')).toBeUndefined();
  expect(starts('(a)\\1')).toBeUndefined();
});
