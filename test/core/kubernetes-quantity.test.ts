import { quantity } from '../../src/core/kubernetes-quantity';

test.each<[unknown, number]>([
  ['2', 2], [2, 2], ['500m', 0.5], ['0.5', 0.5], ['1.5Gi', 1.5 * 2 ** 30], ['2Gi', 2 ** 31], ['512Mi', 2 ** 29], ['1G', 1e9], ['100k', 1e5], ['1e3', 1e3], ['12E', 12e18], [' 1 ', 1], ['-1', -1],
])('%p is %p', (text, number) => expect(quantity(text)).toBe(number));

test.each([undefined, null, '', 'x', '2 GB', '2gi', '1.2.3', {}])('%p is none', (text) => expect(quantity(text)).toBeNaN());
