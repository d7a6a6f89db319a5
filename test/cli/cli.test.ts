import { spawnSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';

const root = resolve(__dirname, '../..');
const cases = join(root, 'test/strimzi-translation');
const folder = mkdtempSync(join(tmpdir(), 'kafka-replication-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The compiled program, as users run it. */
function run(args: string[], input?: string): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'lib/cli/main.js'), ...args], { input, encoding: 'utf8', cwd: folder });
  return { status, stdout, stderr };
}

function file(name: string, text: string | Buffer): string {
  writeFileSync(join(folder, name), text);
  return name;
}

const minimal = join(cases, 'plain-minimal.yaml');
const minimalText = readFileSync(minimal, 'utf8');

describe('kafka-replication check', () => {
  test('prints findings as JSON with exactly the promised members', () => {
    const { status, stdout } = run(['check', minimal, '--output', 'json', '--acknowledge', 'no-tls=a test']);
    const { findings } = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(findings.length).toBeGreaterThan(2);
    for (const finding of findings) {
      expect(Object.keys(finding).filter((key) => key !== 'acknowledged').sort()).toEqual(['code', 'message', 'path', 'remedy', 'resource', 'severity']);
    }
    expect(findings).toContainEqual(expect.objectContaining({ code: 'acl-sync-on', resource: 'KafkaMirrorMaker2 replication/plain-minimal', path: 'spec.mirrors[0].sourceConnector' }));
    expect(findings).toContainEqual(expect.objectContaining({ code: 'no-tls', acknowledged: 'a test' }));
  });

  test('prints findings for people, and counts them', () => {
    const { stdout } = run(['check', minimal]);
    expect(stdout).toMatch(/^warning acl-sync-on {2}KafkaMirrorMaker2 replication\/plain-minimal {2}spec\.mirrors\[0\]\.sourceConnector$/m);
    expect(stdout).toMatch(/^\d+ errors, \d+ warnings, \d+ infos, 0 acknowledged\n$/m);
  });

  test('exits 1 on errors, and on lesser findings when asked', () => {
    expect(run(['check', join(cases, 'same-alias-twice.yaml')]).status).toBe(1);
    expect(run(['check', minimal]).status).toBe(0);
    expect(run(['check', minimal, '--fail-on', 'warning']).status).toBe(1);
  });

  test('puts all files to the rules together', () => {
    const other = file('other.yaml', minimalText.replace('name: plain-minimal', 'name: other'));
    expect(JSON.parse(run(['check', minimal, other, '--output', 'json']).stdout).findings).toContainEqual(expect.objectContaining({ code: 'shared-worker-group' }));
  });

  test('judges a target as Event Streams when told so', () => {
    const { status, stdout } = run(['check', minimal, '--event-streams-plan', 'lite', '--output', 'json']);
    expect(status).toBe(1);
    expect(JSON.parse(stdout).findings).toContainEqual(expect.objectContaining({ code: 'event-streams-lite', severity: 'error' }));
  });

  test('takes facts of the clusters, and the longest outage that is to be survived', () => {
    const facts = file('facts.json', JSON.stringify({ src: { topics: { orders: { config: { 'retention.ms': '7200000' } } } } }));
    const codes = (...more: string[]) => JSON.parse(run(['check', minimal, '--facts', facts, '--output', 'json', ...more]).stdout).findings.map(({ code }: any) => code);
    expect(codes()).toContain('retention-below-outage');
    expect(codes('--longest-outage', '90m')).not.toContain('retention-below-outage');
  });

  test('reads acknowledgements from the annotation', () => {
    const annotated = file('annotated.yaml', minimalText
      .replace('metadata:', 'metadata:\n  annotations:\n    cdk8s-kafka-replication/acknowledged: \'{"no-tls": "a lab"}\''));
    expect(JSON.parse(run(['check', annotated, '--output', 'json']).stdout).findings).toContainEqual(expect.objectContaining({ code: 'no-tls', acknowledged: 'a lab' }));
  });

  test('reads standard input', () => {
    const { status, stdout } = run(['check', '-', '--output', 'json'], minimalText);
    expect(status).toBe(0);
    expect(JSON.parse(stdout).findings.length).toBeGreaterThan(0);
  });
});

describe('kafka-replication effective', () => {
  test('prints one object for one resource', () => {
    const printed = JSON.parse(run(['effective', minimal, '--output', 'json']).stdout);
    const golden = JSON.parse(readFileSync(join(cases, 'plain-minimal.golden.json'), 'utf8'));
    expect(printed.worker).toEqual(golden.worker);
    expect(printed.connectors).toEqual(golden.connectors);
    expect(printed.defaults.connectors['src->tgt.MirrorSourceConnector']['refresh.topics.interval.seconds']).toBe('600');
    expect(printed.provenance.worker['group.id']).toBe('resource:spec.target.groupId');
  });

  test('prints a list for several resources', () => {
    const printed = JSON.parse(run(['effective', file('two.yaml', `${minimalText}---\n${minimalText}`), '--output', 'json']).stdout);
    expect(printed).toHaveLength(2);
  });

  test('prints for people where each key comes from', () => {
    expect(run(['effective', minimal]).stdout).toContain('topics=orders|payments  # resource:spec.mirrors[0].topicsPattern');
  });

  test('tells the version of the workers that the resource declares, and their number', () => {
    const declared = file('declared.yaml', minimalText.replace(/^spec:\n(?: +version:.*\n)?/m, 'spec:\n  version: 4.2.1\n'));
    expect(JSON.parse(run(['effective', declared, '--output', 'json']).stdout).workers).toMatchObject({ count: expect.any(Number), kafkaVersion: '4.2.1' });
    expect(run(['effective', declared]).stdout).toContain('\n# workers of Kafka 4.2.1\n');
  });

  test('exits 1 with the reason when the operator would refuse', () => {
    const { status, stdout } = run(['effective', join(cases, 'bad-target-auth.yaml'), '--output', 'json']);
    expect(status).toBe(1);
    expect(JSON.parse(stdout).error).toContain('PLAIN authentication selected, but username or password configuration is missing.');
  });
});

describe('unusable input is one line and exit code 2', () => {
  const kafka = 'apiVersion: kafka.strimzi.io/v1\nkind: Kafka\nmetadata:\n  name: a\n';
  test.each<[string, string[], RegExp]>([
    ['no such file', ['no-such.yaml'], /^no-such\.yaml: cannot be read \(ENOENT\)$/],
    ['a folder', ['.'], /^\.: cannot be read \(EISDIR\)$/],
    ['an empty file', [file('empty.yaml', '')], /^empty\.yaml: is empty$/],
    ['only comments', [file('comments.yaml', '# nothing\n---\n')], /^comments\.yaml: is empty$/],
    ['not YAML', [file('broken.yaml', 'a: [1, 2\nb: {')], /^broken\.yaml: is not YAML \(.+\)$/],
    ['a text', [file('text.yaml', 'just words\n')], /^text\.yaml: is not a file of Kubernetes objects/],
    ['another kind', [file('kafka.yaml', kafka)], /^kafka\.yaml: holds no KafkaMirrorMaker2, but Kafka$/],
    ['an old version', [file('old.yaml', 'apiVersion: kafka.strimzi.io/v1beta2\nkind: KafkaMirrorMaker2\n')], /^old\.yaml: KafkaMirrorMaker2 of kafka\.strimzi\.io\/v1beta2 cannot be read; convert it/],
    ['over 10 MB', [file('large.yaml', `# ${'x'.repeat(10 * 1024 * 1024)}\n`)], /^large\.yaml: is larger than 10 MB$/],
    ['an alias bomb', [file('bomb.yaml', `a: &a [x,x,x,x,x,x,x,x,x,x]\n${[...'bcdefgh'].map((name, i) => `${name}: &${name} [${`*${'abcdefgh'[i]},`.repeat(10)}]`).join('\n')}\n`)], /^bomb\.yaml: is not YAML that can be resolved \(too many aliases\)$/],
    ['a key that is there twice', [file('twice.yaml', `${minimalText}kind: KafkaMirrorMaker2\n`)], /^twice\.yaml: is not YAML that can be resolved \(a key is there twice at line \d+\)$/],
    ['UTF-16, little end first', [file('utf16le.yaml', Buffer.from(`\uFEFF${minimalText}`, 'utf16le'))], /^utf16le\.yaml: is not UTF-8 text; convert it first$/],
    ['UTF-16, big end first', [file('utf16be.yaml', Buffer.from(`\uFEFF${minimalText}`, 'utf16le').swap16())], /^utf16be\.yaml: is not UTF-8 text; convert it first$/],
    ['UTF-16 without mark', [file('utf16.yaml', Buffer.from(minimalText, 'utf16le'))], /^utf16\.yaml: is not UTF-8 text; convert it first$/],
    ['Latin 1', [file('latin1.yaml', Buffer.from(`# \u00e4\n${minimalText}`, 'latin1'))], /^latin1\.yaml: is not UTF-8 text; convert it first$/],
  ])('%s', (_, args, message) => {
    for (const verb of ['check', 'effective']) {
      const { status, stdout, stderr } = run([verb, ...args]);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr.trimEnd()).toMatch(message);
    }
  });

  test.each([[['check', minimal, '--output', 'xml']], [['check']], [['nonsense']], [['check', minimal, '--event-streams-plan', 'gold']], [['check', minimal, '--acknowledge', 'x']],
    [['check', minimal, '--acknowledge', 'plaintext=no such code']], [['check', minimal, '--longest-outage', 'a day']], [['check', minimal, '--longest-outage', '99d']],
    [['check', minimal, '--facts', 'no-such.json']]])(
    'a wrong call: %j', (args) => {
      const { status, stderr } = run(args);
      expect(status).toBe(2);
      expect(stderr).not.toContain('    at ');
    });

  test('asking for help or the version is fine', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(run(['--help'])).toMatchObject({ status: 0, stdout: expect.stringContaining('check') });
    expect(run(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });
});

describe('files are read as kubectl does', () => {
  const withConfig = (name: string, ...lines: string[]) => file(name,
    minimalText.replace(/( +)replication\.factor:.*\n/, (line, indentation) => [line, ...lines.map((entry) => `${indentation}${entry}\n`)].join('')));

  test('a UTF-8 mark is no text', () => {
    expect(run(['effective', file('mark.yaml', `\uFEFF${minimalText}`)])).toMatchObject({ status: 0, stderr: '' });
  });

  test('large numbers keep all digits, on paper and as JSON', () => {
    const large = withConfig('large-number.yaml', 'producer.override.max.block.ms: 9223372036854775807');
    expect(run(['effective', large]).stdout).toContain('\nproducer.override.max.block.ms=9223372036854775807  #');
    expect(run(['effective', large, '--output', 'json']).stdout).toContain('"producer.override.max.block.ms": 9223372036854775807,');
    expect(run(['check', large, '--output', 'json'])).toMatchObject({ status: 0, stderr: '' });
  });

  test('words and numbers mean what they mean to kubectl', () => {
    const { connectors } = JSON.parse(run(['effective', withConfig('words.yaml', 'a: no', 'b: 060', 'c: 10_000', 'd: 1:30'), '--output', 'json']).stdout);
    expect(connectors[0].config).toMatchObject({ a: false, b: 48, c: 10000, d: '1:30' });
  });

  test('merged maps are merged', () => {
    const merged = withConfig('merged.yaml', '<<: {offset.lag.max: 7, refresh.topics.enabled: true}', 'offset.lag.max: 8');
    expect(JSON.parse(run(['effective', merged, '--output', 'json']).stdout).connectors[0].config).toMatchObject({ 'offset.lag.max': 8, 'refresh.topics.enabled': true });
  });

  test('a number as password is not shown either', () => {
    const secret = withConfig('number.yaml', 'consumer.ssl.key.password: 73519264', 'producer.override.ssl.key.password: 12345678901234567');
    for (const output of ['text', 'json']) {
      const { status, stdout } = run(['effective', secret, '--output', output]);
      expect(status).toBe(0);
      expect(stdout).toContain('(not shown: a secret)');
      expect(stdout).not.toMatch(/73519264|12345678901234567/);
    }
  });
});

test.each([['check', 0], ['effective', 0], ['check --fail-on warning', 1]])('%s says nothing when nobody reads on, and the verdict stands', (call, status) => {
  const program = `"${process.execPath}" "${join(root, 'lib/cli/main.js')}" ${call} "${minimal}"`;
  expect(spawnSync('sh', ['-c', `{ ${program}; echo $? >&2; } | exec true`], { encoding: 'utf8' }).stderr).toBe(`${status}\n`);
});
