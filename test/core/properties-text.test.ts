import { propertyLine, readProperties } from '../../src/core/properties-text';

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

test.each<[string, string]>([
  ['topics', 'orders-.*,a\\.b'],
  ['a->b.topics', '(?!(?:x|y)$).*'],
  ['a b=c:d#e!f\\g', ' leading blank, = and : and # inside'],
  ['text', 'line\nbreak\ttab\rreturn\fform'],
  ['password', '${secrets:/mnt/a:b}'],
  ['umlaut', 'Gr\u00fc\u00dfe \u{1F600}'],
  ['empty', ''],
])('%j is written so that it is read back', (key, value) => {
  expect(readProperties(`# before\n${propertyLine(key, value)}\nafter=1\n`)).toEqual([[key, value], ['after', '1']]);
});

test('what is written is plain text for Java, which reads it as ISO-8859-1', () => {
  expect(propertyLine('a', 'Gr\u00fc\u00dfe')).toBe('a=Gr\\u00fc\\u00dfe');
});
