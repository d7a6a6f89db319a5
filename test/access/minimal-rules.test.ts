import { AclOperation, AclPattern, AclRule, mergeRules } from '../../src/access/acl-rule';
import { minimalRules } from '../../src/access/minimal-rules';

const rule = (name: string, operations: AclOperation[], why = name, pattern: AclPattern = name.endsWith('-') ? 'prefix' : 'literal'): AclRule =>
  ({ resource: 'topic', name, pattern, operations, why });
const short = (rules: readonly AclRule[]) => rules.map(({ name, operations }) => `${name} ${operations.join(',')}`);

test('rules on the same name become one, in the order in which they came up', () => {
  expect(mergeRules([rule('b', ['Read'], 'x'), rule('a', ['Read']), rule('b', ['Write', 'Read'], 'y')])).toEqual([rule('b', ['Read', 'Write'], 'x; y'), rule('a', ['Read'])]);
});

test('a reason is said once', () => {
  expect(mergeRules([rule('a', ['Read'], 'x'), rule('a', ['Write'], 'x')])).toEqual([rule('a', ['Read', 'Write'], 'x')]);
});

test('a prefix and a name are two rules', () => {
  expect(mergeRules([rule('a', ['Read']), rule('a', ['Read'], 'a', 'prefix')])).toHaveLength(2);
});

test.each<[AclOperation, AclOperation]>([
  ['Read', 'Describe'], ['Write', 'Describe'], ['Alter', 'Describe'], ['Delete', 'Describe'], ['AlterConfigs', 'DescribeConfigs'], ['All', 'Read'],
])('%s brings %s along', (given, implied) => {
  expect(short(minimalRules([rule('a', [implied, given])]))).toEqual([`a ${given}`]);
});

test('nothing brings what it does not imply', () => {
  expect(short(minimalRules([rule('a', ['Create', 'Describe', 'DescribeConfigs'])]))).toEqual(['a Create,Describe,DescribeConfigs']);
});

test('a rule on more names brings its operations along', () => {
  expect(short(minimalRules([rule('orders-eu', ['Read', 'Create']), rule('orders-', ['Read'])]))).toEqual(['orders-eu Create', 'orders- Read']);
  expect(short(minimalRules([rule('orders-eu', ['Describe']), rule('payments', ['Read']), rule('*', ['Read'])]))).toEqual(['* Read']);
});

test('the rule that stands in for others says what they were for', () => {
  expect(minimalRules([rule('orders-eu', ['Read'], 'x'), rule('orders-', ['Read'], 'y'), rule('*', ['Read'], 'z')])).toEqual([rule('*', ['Read'], expect.any(String) as any)]);
  const [{ why }] = minimalRules([rule('orders-eu', ['Read'], 'x'), rule('orders-', ['Read'], 'y'), rule('*', ['Read'], 'z')]);
  expect(why.split('; ').sort()).toEqual(['x', 'y', 'z']);
});

test('a name does not bring along what starts with it, nor one resource another', () => {
  expect(minimalRules([rule('orders', ['Read'], 'x', 'literal'), rule('orders-eu', ['Read'])])).toHaveLength(2);
  expect(minimalRules([{ ...rule('*', ['Read']), resource: 'group' }, rule('orders', ['Read'])])).toHaveLength(2);
});
