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

test('what cannot be read has no starts', () => {
  expect(starts('(')).toBeUndefined();
  expect(starts('(a)\\1')).toBeUndefined();
});
