import { readFileSync, readdirSync } from 'fs';
import { join, resolve } from 'path';
import { parseAllDocuments } from 'yaml';
import { parseDocuments, readDocuments } from '../../src/cli/input';
import { jsonText } from '../../src/cli/json-text';
import { EffectiveConfig } from '../../src/effective';

// Written by `YAMLToJSON` of sigs.k8s.io/yaml 1.6.0 (go.yaml.in/yaml/v2 2.4.4), which kubectl and oc read files with.
const READ: [yaml: string, json: string][] = [
  ['yes', 'true'], ['YES', 'true'], ['yEs', '"yEs"'], ['on', 'true'], ['On', 'true'], ['true', 'true'],
  ['True', 'true'], ['tRue', '"tRue"'], ['no', 'false'], ['No', 'false'], ['off', 'false'], ['OFF', 'false'],
  ['false', 'false'], ['\'no\'', '"no"'], ['!!str yes', '"yes"'], ['!!bool "yes"', 'true'], ['', 'null'], ['~', 'null'], ['null', 'null'],
  ['NULL', 'null'], ['nULL', '"nULL"'], ['""', '""'], ['0', '0'], ['-0', '0'], ['+1', '1'], ['010', '8'], ['060', '48'], ['08', '8'],
  ['09.5', '9.5'], ['0o17', '15'], ['-0o17', '-15'], ['0o8', '"0o8"'], ['0x1F', '31'], ['0X1f', '31'], ['-0x1F', '-31'], ['0xG', '"0xG"'],
  ['0b11', '3'], ['-0b11', '-3'], ['0b12', '"0b12"'], ['10_000', '10000'], ['1_', '1'], ['_1', '"_1"'], ['0_7', '7'], ['!!int "12"', '12'],
  ['!!str 12', '"12"'], ['! 12', '"12"'], ['!foo 12', '"12"'], ['9007199254740991', '9007199254740991'], ['9007199254740993', '9007199254740993'],
  ['-9007199254740993', '-9007199254740993'], ['9223372036854775807', '9223372036854775807'], ['-9223372036854775808', '-9223372036854775808'],
  ['-9223372036854775809', '-9223372036854776000'], ['9223372036854775808', '9223372036854775808'], ['18446744073709551615', '18446744073709551615'],
  ['18446744073709551616', '18446744073709552000'], ['0xFFFFFFFFFFFFFFFF', '18446744073709551615'], ['1.0', '1'], ['1.', '1'], ['-.5', '-0.5'],
  ['.5', '0.5'], ['1e3', '1000'], ['1E+3', '1000'], ['1.e3', '1000'], ['1e-7', '1e-7'], ['1_000.5', '1000.5'], ['.5_0', '0.5'],
  ['1e18', '1000000000000000000'], ['1e20', '100000000000000000000'], ['1e21', '1e+21'], ['1e400', '"1e400"'], ['1e-400', '0'], ['1e', '"1e"'],
  ['0x1p4', '"0x1p4"'], ['1.2.3', '"1.2.3"'], ['1,000', '"1,000"'], ['!!float 1', '1'], ['!!float "1e3"', '1000'], ['inf', '"inf"'],
  ['nan', '"nan"'], ['Infinity', '"Infinity"'], ['190:20:30', '"190:20:30"'], ['1:30', '"1:30"'], ['2001-12-14', '"2001-12-14"'],
  ['2001-12-14T21:59:43Z', '"2001-12-14T21:59:43Z"'], ['2001-12-14 21:59:43', '"2001-12-14 21:59:43"'], ['!!timestamp 2001-12-14', '"2001-12-14"'],
  ['!!binary aGVsbG8=', '"hello"'], ['<<', '"<<"'], ['- <<', '["<<"]'], ['!!set {a, b}', '{"a":null,"b":null}'], ['!!omap [{a: 1}]', '[{"a":1}]'],
  ['!foo {a: no}', '{"a":false}'], ['!!seq x', '"x"'], ['{on: 1}', '{"true":1}'], ['{1: a}', '{"1":"a"}'], ['{060: a}', '{"48":"a"}'],
  ['{1.5: a}', '{"1.5":"a"}'], ['{2001-12-14: a}', '{"2001-12-14":"a"}'], ['__proto__: {a: 1}', '{"__proto__":{"a":1}}'],
  ['c: {<<: {x: 1}, w: 1}', '{"c":{"w":1,"x":1}}'], ['b: &b {x: 1, y1: 2}\nc: {<<: *b, x: 3}', '{"b":{"x":1,"y1":2},"c":{"x":3,"y1":2}}'],
  ['b: &b {x: 1, y1: 2}\nc: {x: 3, <<: *b}', '{"b":{"x":1,"y1":2},"c":{"x":1,"y1":2}}'],
  ['b: &b {x: 1}\nc: {<<: [*b, {x: 2, z: 3}]}', '{"b":{"x":1},"c":{"x":1,"z":3}}'],
  ['b: &b {x: 1}\nc: {<<: *b, <<: {z: 1}}', '{"b":{"x":1},"c":{"x":1,"z":1}}'],
  ['b: &b {x: {p: 1}}\nc: {<<: *b, x: {q: 1}}', '{"b":{"x":{"p":1}},"c":{"x":{"q":1}}}'],
  ['b: &b {x: 1}\nd: &d {<<: *b, z: 2}\nc: {<<: *d}', '{"b":{"x":1},"c":{"x":1,"z":2},"d":{"x":1,"z":2}}'],
  ['c: {"<<": {x: 1}}', '{"c":{"<<":{"x":1}}}'], ['c: {!!merge "<<": {x: 1}}', '{"c":{"x":1}}'],
  ['a: &x 1\nb: *x\nc: &x 2\nd: *x', '{"a":1,"b":1,"c":2,"d":2}'], ['&a a: 1\nb: *a', '{"a":1,"b":"a"}'],
];

const REFUSED = [
  '.inf', '-.Inf', '.NaN', '!!int 1.5', '!!int x', '!!float x', '!!bool maybe', '!!null x', '!!binary a b', '{~: a}', '{[1]: a}', '{{a: 1}: b}',
  'c: {<<: 1}', 'c: {<<: }', 'b: &b [1]\nc: {<<: *b}', 'c: {<<: [[{x: 1}]]}', 'a: &a {b: *a}', 'a: *nope',
];

/** As Go writes JSON: on one line, keys in order. */
const sorted = (value: unknown): unknown => Array.isArray(value) ? value.map(sorted)
  : value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1).map(([key, member]) => [key, sorted(member)]))
    : value;
const oneLine = (value: unknown) => jsonText(sorted(value)).replace(/\n\s*/g, '').replace(/": /g, '":');

describe('YAML is read as kubectl does', () => {
  test.each(READ)('%j is %s', (text, json) => {
    expect(oneLine(parseDocuments(`- ${text.replaceAll('\n', '\n  ')}`, 'a.yaml'))).toBe(`[[${json}]]`);
  });

  test.each(REFUSED)('%j is refused', (text) => {
    expect(() => parseDocuments(text, 'a.yaml')).toThrow(/^a\.yaml: is not YAML that can be resolved \([a-zA-Z ,]+ at line \d\)$/);
  });

  test('only a key that is there twice is refused here, where kubectl silently takes the last one', () => {
    expect(() => parseDocuments('a: 1\nb: 2\na: 3', 'a.yaml')).toThrow('a.yaml: is not YAML that can be resolved (a key is there twice at line 3)');
    expect(() => parseDocuments('on: 1\n"true": 3', 'a.yaml')).toThrow('a key is there twice at line 2');
  });

  test('aliases that become millions of values are refused, also over many documents', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${[...'bcdef'].map((name, i) => `${name}: &${name} [${`*${'abcde'[i]},`.repeat(10)}]`).join('\n')}\n`;
    expect(() => parseDocuments(bomb, 'a.yaml')).toThrow('too many aliases');
    const smaller = `a: &a [${'x,'.repeat(100)}]\nb: &b [${'*a,'.repeat(50)}]\n`;
    expect(parseDocuments(smaller, 'a.yaml')).toHaveLength(1);
    expect(() => parseDocuments(`${smaller}---\n`.repeat(200), 'a.yaml')).toThrow('too many aliases');
  });

  test('lists in lists in lists without end are refused', () => {
    expect(() => parseDocuments('['.repeat(100_000), 'a.yaml')).toThrow(/^a\.yaml: is not YAML/);
  });
});

const root = resolve(__dirname, '../..');
const filesOf = (folder: string, name: RegExp) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  .filter((file) => name.test(file)).map((file) => join(root, folder, file));
const asYaml12 = (text: string) => parseAllDocuments(text).map((document) => document.toJS());

test('what the library writes means the same by the rules of YAML 1.2', () => {
  const files = filesOf('examples', /expected\.yaml$/);
  expect(files.length).toBeGreaterThanOrEqual(5);
  for (const file of files) {
    expect({ file, read: readDocuments(file) }).toEqual({ file, read: asYaml12(readFileSync(file, 'utf8')) });
  }
});

test.each(['y', 'Y', 'n', 'N'])('a single %s stays text, where go-yaml alone reads a boolean', (letter) => {
  expect(parseDocuments(`name: ${letter}`, 'file')).toEqual([{ name: letter }]);
});

test('the cases of the translation mean the same by the rules of YAML 1.2', () => {
  const files = filesOf('test/strimzi-translation', /\.yaml$/);
  expect(files.length).toBeGreaterThanOrEqual(16);
  const effective = (documents: any[]) => documents.map((document) => EffectiveConfig.fromKafkaMirrorMaker2(document).toJson());
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    expect({ file, effective: effective(parseDocuments(text, file)) }).toEqual({ file, effective: effective(asYaml12(text)) });
  }
});

test('JSON is written as always, with all digits', () => {
  const value = { 'a': [], 'b': {}, 'c': [1, 'x"\n', null, { d: true, e: undefined }], 'f"': -0.5 };
  expect(jsonText(value)).toBe(JSON.stringify(value, undefined, 2));
  expect(jsonText({ a: [9223372036854775807n] })).toBe('{\n  "a": [\n    9223372036854775807\n  ]\n}');
});
