import { spawnSync } from 'child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { IamPolicy } from '../../src/access/iam-policies';
import { iamScript } from '../../src/access/iam-script';

const folder = mkdtempSync(join(tmpdir(), 'kafka-replication-iam-'));
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(() => {
  // Writes down its arguments but the file, and what is in the file.
  writeFileSync(join(folder, 'ibmcloud'), '#!/usr/bin/env bash\nprintf \'%s\\0\' "$1 $2 $3 $4 $6" "$(cat "${5#@}")" >> "$CALLS"\nprintf \'%s\\n\' "${5#@}" >> "$FILES"\n');
  chmodSync(join(folder, 'ibmcloud'), 0o755);
});

const ARGUMENTS = ['ServiceId-1', 'account-2', 'instance-3'];

function run(policies: IamPolicy[], args = ARGUMENTS): { status: number | null; stderr: string; calls: string[]; documents: any[]; files: string[] } {
  const [calls, files] = ['calls', 'files'].map((name) => join(folder, name));
  [calls, files].forEach((file) => writeFileSync(file, ''));
  writeFileSync(join(folder, 'script.sh'), iamScript(policies, ['Rights.']));
  const { status, stderr } = spawnSync('bash', ['script.sh', ...args], { cwd: folder, encoding: 'utf8', env: { PATH: `${folder}:${process.env.PATH}`, CALLS: calls, FILES: files } });
  const seen = readFileSync(calls, 'utf8').split('\0').slice(0, -1);
  return {
    status, stderr, calls: seen.filter((_, i) => i % 2 === 0), documents: seen.filter((_, i) => i % 2 === 1).map((text) => JSON.parse(text)),
    files: readFileSync(files, 'utf8').split('\n').filter(Boolean),
  };
}

const policy = (rest: Partial<IamPolicy>): IamPolicy => ({ role: 'Reader', resourceType: 'topic', resource: 'orders', operator: 'stringEquals', why: 'x', ...rest });

test('each policy is one call of ibmcloud, with a document that says all of it', () => {
  const { status, stderr, calls, documents } = run([{ role: 'Reader', resourceType: 'cluster', why: 'nothing else is allowed' }, policy({ role: 'Manager', resource: 'orders-*', operator: 'stringMatch' })]);
  expect([status, stderr, calls]).toEqual([0, '', Array(2).fill('iam service-policy-create ServiceId-1 --file --force')]);
  const document = (role: string, attributes: object[]) => ({
    type: 'access',
    subjects: [{ attributes: [{ name: 'iam_id', value: 'iam-ServiceId-1' }] }],
    roles: [{ role_id: `crn:v1:bluemix:public:iam::::serviceRole:${role}` }],
    resources: [{ attributes: [{ name: 'accountId', value: 'account-2' }, { name: 'serviceName', value: 'messagehub' }, { name: 'serviceInstance', value: 'instance-3' }, ...attributes] }],
  });
  expect(documents).toEqual([
    document('Reader', [{ name: 'resourceType', value: 'cluster' }]),
    document('Manager', [{ name: 'resourceType', value: 'topic' }, { name: 'resource', operator: 'stringMatch', value: 'orders-*' }]),
  ]);
});

test('a name is a name, whatever it holds', () => {
  const names = ['it\'s', '$(touch broken)', '"; touch broken; "', '%s', '\\n', 'a\nb', '*'];
  const { status, documents } = run(names.map((resource) => policy({ resourceType: 'group', resource })));
  expect(status).toBe(0);
  expect(documents.map(({ resources: [{ attributes }] }) => attributes[4].value)).toEqual(names);
});

test('leaves no file behind', () => {
  const { files } = run([policy({})]);
  expect(files).toHaveLength(1);
  expect(() => readFileSync(files[0])).toThrow('ENOENT');
});

test.each<[string[]]>([[[]], [['name', 'account', 'instance']], [['ServiceId-1']]])('asks for what it cannot know, given %j', (args) => {
  const { status, stderr, calls } = run([policy({})], args);
  expect([status, calls]).toEqual([2, []]);
  expect(stderr).toMatch(/^usage: bash script\.sh ServiceId-\.\.\. ACCOUNT_ID INSTANCE_GUID\n$/);
});
