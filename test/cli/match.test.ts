import { spawnSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';

const root = resolve(__dirname, '../..');
const minimal = join(root, 'test/strimzi-translation/plain-minimal.yaml'); // src -> tgt, topics orders|payments
const refused = join(root, 'test/strimzi-translation/bad-target-auth.yaml');
const folder = mkdtempSync(join(tmpdir(), 'kafka-replication-match-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The compiled program, as users run it. */
function run(args: string[], input?: string): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'lib/cli/main.js'), 'match', ...args], { input, encoding: 'utf8', cwd: folder });
  return { status, stdout, stderr };
}

const names = (stdout: string) => JSON.parse(stdout).flows[0].topics.map(({ name }: { name: string }) => name);

test('says for people what is mirrored, under which name, and why not', () => {
  const { status, stdout } = run([minimal, '--topics', 'orders,customers', '--topics', 'orders, customers']);
  expect(status).toBe(0);
  expect(stdout).toBe([
    'KafkaMirrorMaker2 replication/plain-minimal  src->tgt.MirrorSourceConnector',
    '  yes orders     -> src.orders  (element "orders|payments" of topics selects it)',
    '  no  customers  (no element of topics "orders|payments" matches)',
    '1 taken, 1 not taken, 0 undecided, 0 clashes\n',
  ].join('\n'));
});

test('an invalid name is a verdict, not a failure', () => {
  const { status, stdout } = run([minimal, '--topics', 'no such topic,*', '--output', 'json']);
  expect(status).toBe(0);
  expect(JSON.parse(stdout).flows[0].topics.map(({ taken, reasons }: any) => [taken, reasons[0].code])).toEqual([[false, 'illegal-name'], [false, 'illegal-name']]);
});

test('takes topics from a file or from standard input, one a line, as kafka-topics --list prints them', () => {
  writeFileSync(join(folder, 'topics.txt'), '\uFEFF# from the source\r\norders\r\n\r\n payments \r\norders\r\n');
  expect(names(run([minimal, '--topics-file', 'topics.txt', '--output', 'json']).stdout)).toEqual(['orders', 'payments']);
  expect(names(run([minimal, '--topics', 'x', '--topics-file', '-', '--output', 'json'], 'orders\npayments\n').stdout)).toEqual(['x', 'orders', 'payments']);
});

test('reads the resource from standard input', () => {
  expect(names(run(['-', '--topics', 'orders', '--output', 'json'], readFileSync(minimal, 'utf8')).stdout)).toEqual(['orders']);
});

describe('the verdict can be demanded, in CI', () => {
  const second = join(folder, 'second.yaml');
  beforeAll(() => writeFileSync(second, readFileSync(minimal, 'utf8').replace('name: plain-minimal', 'name: second')));

  test.each<[string, string[], number]>([
    ['nothing leaves, and something does', [minimal, '--topics', 'customers,orders', '--fail-on', 'mirrored'], 1],
    ['nothing leaves, and nothing does', [minimal, '--topics', 'customers', '--fail-on', 'mirrored'], 0],
    ['all are copied, and one is not', [minimal, '--topics', 'customers,orders', '--fail-on', 'not-mirrored'], 1],
    ['all are copied, and they are', [minimal, '--topics', 'payments,orders', '--fail-on', 'not-mirrored'], 0],
    ['no name is written twice, and one is', [minimal, second, '--topics', 'orders', '--fail-on', 'clash'], 1],
    ['no name is written twice, and none is', [minimal, '--topics', 'orders', '--fail-on', 'clash'], 0],
    ['a resource is refused, whatever is asked', [refused, '--topics', 'orders'], 1],
  ])('%s', (_, args, status) => {
    expect(run(args).status).toBe(status);
  });

  test('clashes are shown with their writers', () => {
    expect(run([minimal, second, '--topics', 'orders']).stdout).toContain([
      'clash at tgt: src.orders: every record arrives more than once',
      '  orders by src->tgt.MirrorSourceConnector of KafkaMirrorMaker2 replication/plain-minimal',
      '  orders by src->tgt.MirrorSourceConnector of KafkaMirrorMaker2 replication/second',
    ].join('\n'));
  });
});

test('JSON has exactly the promised members', () => {
  const checkpoints = join(root, 'test/strimzi-translation/checkpoints-and-patterns.yaml');
  const printed = JSON.parse(run([checkpoints, refused, '--topics', 'orders,x', '--groups', 'app', '--output', 'json']).stdout);
  expect(Object.keys(printed)).toEqual(['flows', 'clashes', 'refused']);
  for (const flow of printed.flows) {
    expect(Object.keys(flow)).toEqual(['resource', 'connector', 'source', 'target', 'halted', 'topics', 'groups']);
    for (const verdict of [...flow.topics, ...flow.groups]) {
      expect(Object.keys(verdict).filter((key) => key !== 'remoteTopic')).toEqual(['name', 'taken', 'reasons']);
      expect(new Set(verdict.reasons.flatMap(Object.keys))).toEqual(new Set(['code', 'message']));
    }
  }
  expect(printed.flows.flatMap(({ topics, groups }: any) => [topics.length, groups.length])).toEqual([2, 0, 0, 1]);
  expect(printed.refused.map(Object.keys)).toEqual([['resource', 'error']]);
});

test.each<[string, string[], RegExp]>([
  ['no names', [minimal], /^no names to match; give --topics, --topics-file or --groups$/],
  ['only empty names', [minimal, '--topics', ' , '], /^no names to match/],
  ['no such file', ['none.yaml', '--topics', 'a'], /^none\.yaml: cannot be read \(ENOENT\)$/],
  ['no such file of topics', [minimal, '--topics-file', 'none.txt'], /^none\.txt: cannot be read \(ENOENT\)$/],
  ['standard input for both', ['-', '--topics-file', '-'], /^-: standard input can be read once/],
  ['another outcome', [minimal, '--topics', 'a', '--fail-on', 'x'], /argument 'x' is invalid/],
])('unusable input is exit code 2 and says why: %s', (_, args, message) => {
  const { status, stdout, stderr } = run(args, '');
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr.trimEnd()).toMatch(message);
  expect(stderr).not.toContain('    at ');
});
