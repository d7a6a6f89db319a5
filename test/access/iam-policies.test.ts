import { AclOperation, AclResource, AclRule } from '../../src/access/acl-rule';
import { iamPolicies, isEventStreamsOnCloud } from '../../src/access/iam-policies';

const rule = (resource: AclResource, name: string, operations: AclOperation[], pattern: AclRule['pattern'] = 'literal'): AclRule =>
  ({ resource, name, pattern, operations, why: 'x' });
const [cluster, ...others] = iamPolicies([]);

test('without Reader on the cluster nothing is allowed', () => {
  expect(cluster).toEqual({ role: 'Reader', resourceType: 'cluster', why: 'nothing else is allowed' });
  expect(others).toEqual([]);
});

test.each<[AclRule, string]>([
  [rule('topic', 'a', ['Read', 'DescribeConfigs']), 'Reader topic'],
  [rule('topic', 'a', ['Read', 'Write']), 'Writer topic'],
  [rule('topic', 'a', ['Write', 'Create']), 'Manager topic'],
  [rule('topic', 'a', ['Alter']), 'Manager topic'],
  [rule('topic', 'a', ['AlterConfigs']), 'Manager topic'],
  [rule('group', 'a', ['Read']), 'Reader group'],
  [rule('group', 'a', ['Describe']), 'Reader group'],
  [rule('transactionalId', 'a', ['Write']), 'Writer txnid'],
])('%j is %s', (given, expected) => {
  expect(iamPolicies([given]).slice(1).map(({ role, resourceType }) => `${role} ${resourceType}`)).toEqual([expected]);
});

test('names are compared as they are, starts of names by a wildcard, every name not at all', () => {
  expect(iamPolicies([rule('topic', 'a', ['Read']), rule('topic', 'a-', ['Read'], 'prefix'), rule('group', '*', ['Read'])]).slice(1)).toEqual([
    { role: 'Reader', resourceType: 'topic', resource: 'a', operator: 'stringEquals', why: 'x' },
    { role: 'Reader', resourceType: 'topic', resource: 'a-*', operator: 'stringMatch', why: 'x' },
    { role: 'Reader', resourceType: 'group', why: 'x' },
  ]);
});

test('rights on the cluster nobody can have there', () => {
  expect(iamPolicies([rule('cluster', 'kafka-cluster', ['Alter', 'IdempotentWrite'])])).toEqual([cluster]);
});

test.each([
  ['broker-0-x.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093, broker-1-x.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093', true],
  ['broker.example.com:9093', false],
  ['eventstreams.cloud.ibm.com.example.com:9093', false],
  ['', false],
])('%j is Event Streams on the cloud: %j', (bootstrap, expected) => {
  expect(isEventStreamsOnCloud(bootstrap)).toBe(expected);
});
