import { readProperties } from '../../src/core/properties-text';

test.each([
  ['a=b', [['a', 'b']]],
  ['a = b ', [['a', 'b ']]],
  ['a:b=c', [['a', 'b=c']]],
  ['a b', [['a', 'b']]],
  ['a', [['a', '']]],
  ['# no\n! no\n\n  a=b', [['a', 'b']]],
  ['a=b\\\n   c', [['a', 'bc']]],
  ['a=b\\\\\nc=d', [['a', 'b\\'], ['c', 'd']]],
  ['a\\=b\\ c=d', [['a=b c', 'd']]],
  ['a=\\u0041\\t\\q\\n', [['a', 'A\tq\n']]],
  ['a=b\\', [['a', 'b']]],
  ['\\\n#no', []],
  ['a=b\r\nc=d\re=f', [['a', 'b'], ['c', 'd'], ['e', 'f']]],
])('%j is read as Java reads it', (text, expected) => {
  expect(readProperties(text)).toEqual(expected);
});
