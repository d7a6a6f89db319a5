import { spawnSync } from 'child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { AclRule } from '../../src/access/acl-rule';
import { aclScript } from '../../src/access/acl-script';
import { topicScript } from '../../src/access/topic-script';
import { ClusterTopics } from '../../src/access/topics-to-create';

const folder = mkdtempSync(join(tmpdir(), 'kafka-replication-scripts-'));
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(() => {
  for (const program of ['kafka-acls.sh', 'kafka-topics.sh']) {
    // Writes down what it is called with: an argument a line, a line of dashes after each call.
    writeFileSync(join(folder, program), '#!/usr/bin/env bash\nprintf \'%s\\0\' "$@" ---- >> "$CALLS"\n');
    chmodSync(join(folder, program), 0o755);
  }
});

/** Runs a script with programs that do nothing, and tells what they were called with. */
function run(script: string, args = ['--command-config', 'admin.properties']): { status: number | null; stderr: string; calls: string[][] } {
  const calls = join(folder, 'calls');
  writeFileSync(calls, '');
  writeFileSync(join(folder, 'script.sh'), script);
  const { status, stderr } = spawnSync('bash', ['script.sh', ...args], { cwd: folder, encoding: 'utf8', env: { PATH: `${folder}:${process.env.PATH}`, CALLS: calls } });
  return { status, stderr, calls: readFileSync(calls, 'utf8').split('----\0').filter(Boolean).map((call) => call.split('\0').slice(0, -1)) };
}

const rule = (rest: Partial<AclRule>): AclRule => ({ resource: 'topic', name: 'orders', pattern: 'literal', operations: ['Read'], why: 'x', ...rest });
const acls = (rules: AclRule[], principal = 'User:mm2') => aclScript([{ principal, rules }], { about: ['Rights.'], bootstrapServers: 'a:9093,b:9093' });
const head = ['--bootstrap-server', 'a:9093,b:9093', '--command-config', 'admin.properties'];

test('each rule is one call of kafka-acls', () => {
  expect(run(acls([
    rule({ name: 'orders-', pattern: 'prefix', operations: ['Read', 'DescribeConfigs'] }), rule({ resource: 'group', name: 'app' }),
    rule({ resource: 'cluster', name: 'kafka-cluster', operations: ['Alter'] }), rule({ resource: 'transactionalId', name: 'a->b', operations: ['Write'] }),
  ]))).toEqual({
    status: 0, stderr: '', calls: [
      ['--operation', 'Read', '--operation', 'DescribeConfigs', '--topic=orders-', '--resource-pattern-type', 'prefixed'],
      ['--operation', 'Read', '--group=app'],
      ['--operation', 'Alter', '--cluster'],
      ['--operation', 'Write', '--transactional-id=a->b'],
    ].map((call) => [...head, '--add', '--allow-principal', 'User:mm2', ...call]),
  });
});

test('each topic is one call of kafka-topics', () => {
  const cluster: ClusterTopics = {
    side: 'target', alias: 'cloud', bootstrapServers: 'a:9093,b:9093', unknown: ['orders-.*'], topics: [
      { name: 'plant.orders', role: 'copy of orders', partitions: 6, replicationFactor: 3, config: { 'cleanup.policy': 'compact', 'min.insync.replicas': '2' }, assumed: ['min.insync.replicas'] },
      { name: 'status', role: 'status.storage.topic', partitions: 1, replicationFactor: -1, config: {}, assumed: [] },
    ],
  };
  const script = topicScript(cluster, ['Topics.']);
  expect(run(script).calls).toEqual([
    ['--topic=plant.orders', '--partitions=6', '--replication-factor=3', '--config=cleanup.policy=compact', '--config=min.insync.replicas=2'],
    ['--topic=status', '--partitions=1'],
  ].map((call) => [...head, '--create', '--if-not-exists', ...call]));
  expect(script).toContain('# copy of orders; ours, since the source\'s is not known: min.insync.replicas\n');
  expect(script).toContain('# Not in this list: topics that "orders-.*" selects. Name them with --topics NAME:PARTITIONS.\n');
});

test('a name is a name, whatever it holds', () => {
  const names = ['it\'s', '$(touch broken)', '`touch broken`', '"; touch broken; "', '--group', '-x', 'a b', '*', '\\', 'a\ntouch broken', '${HOME}', '!!', '#'];
  const { status, calls } = run(acls(names.map((name) => rule({ resource: 'group', name })), 'User:CN=o\'neill,O=$(touch broken)'));
  expect(status).toBe(0);
  expect(calls.map((call) => call[call.length - 1])).toEqual(names.map((name) => `--group=${name}`));
  expect(calls[0]).toContain('User:CN=o\'neill,O=$(touch broken)');
});

test('a reason stays a comment, whatever it holds', () => {
  expect(run(acls([rule({ why: 'x\ntouch broken\r\u2028exit 1' })]))).toMatchObject({ status: 0, calls: [expect.any(Array)] });
  expect(acls([rule({})])).toContain('\n# Without it: x.\nallow --operation Read --topic=\'orders\'');
});

test.each([[[]], [['admin.properties']], [['--command-config']], [['--command-config', 'a', 'b']]])('without the login of an administrator nothing is called: %j', (args) => {
  expect(run(acls([rule({})]), args)).toEqual({ status: 2, stderr: 'usage: bash script.sh --command-config FILE\n', calls: [] });
});

test('a call that fails ends the script', () => {
  const { status, calls } = run(acls([rule({}), rule({ name: 'b' })]).replace('kafka() { ', 'kafka() { return 3; '));
  expect([status, calls]).toEqual([3, []]);
});

test('each user has rights of its own', () => {
  const { calls } = run(aclScript([{ principal: 'User:a', rules: [rule({})] }, { principal: 'User:b', rules: [rule({})] }], { about: [], bootstrapServers: 'x:1' }));
  expect(calls.map((call) => call[6])).toEqual(['User:a', 'User:b']);
});
