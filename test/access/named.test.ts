import { namesOf } from '../../src/access/named';

/** A literal name as it is, a prefix with an ellipsis. */
const short = (list: string) => namesOf(list, 'topic').map(({ name, pattern }) => pattern === 'prefix' ? `${name}…` : name);

test.each<[string, string[]]>([
  ['orders', ['orders']],
  ['products,orders', ['products', 'orders']],
  ['products, orders-.*', ['products', 'orders-…']],
  ['orders|payments', ['orders', 'payments']],
  ['kp\\.orders', ['kp.orders']],
  ['kp.orders', ['kp.orders']],
  ['retail[-.].+|finance-(a|b)', ['retail-…', 'retail.…', 'finance-a', 'finance-b']],
  ['.*', ['*']],
  ['orders,.*', ['orders', '*']],
  ['.*-orders', ['*']],
  ['(?!test-).*', ['*']],
  ['(?i)ab,CD', ['AB', 'Ab', 'CD', 'Cd', 'aB', 'ab', 'cD', 'cd']],
  ['orders,orders', ['orders']],
  ['', []],
])('%s', (list, names) => {
  expect(short(list).sort()).toEqual([...names].sort());
});

test('a hundred names stay a hundred names', () => {
  const names = Array.from({ length: 100 }, (_, i) => `topic-${i}`);
  expect(short(names.join(','))).toEqual(names);
});

test('every name comes with the reason, where nobody wrote it', () => {
  expect(namesOf('.*-orders', 'topic')).toEqual([{ name: '*', pattern: 'literal', note: '".*-orders" begins with no fixed text, so every topic' }]);
  expect(namesOf('.*', 'topic')).toEqual([{ name: '*', pattern: 'literal', note: undefined }]);
});

test('a list that Java refuses selects nothing', () => {
  expect(short('orders,(')).toEqual([]);
});
