import { spawnSync } from 'child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { parse } from 'yaml';
import { secretNeedsOf } from '../../src/planning/required-secrets';
import { ClusterTool, secretScript } from '../../src/planning/secret-script';
import { Canary, leaks, PASSWORD, SHAPED } from '../secrets/canaries';

const login = (type: string, username: string, secretName: string) => ({ type, username, passwordSecret: { secretName, password: 'password' } });
const mirrorMaker = (alias: string, spec: object) => ({ kind: 'KafkaMirrorMaker2', metadata: { name: 'mm2', namespace: 'mm2' }, spec: { target: { alias, ...spec } } });

const cloud = mirrorMaker('kp-remote', { authentication: login('plain', 'token', 'es-api-secret') });
const hub = mirrorMaker('kp-hub', {
  tls: { trustedCertificates: [{ secretName: 'hub-ca', pattern: '*.crt' }] },
  authentication: { type: 'tls', certificateAndKey: { secretName: 'mm2-hub', certificate: 'user.crt', key: 'user.key' } },
});
const scram = mirrorMaker('kp-local', { authentication: login('scram-sha-512', 'mm2', 'mm2-kp-local') });

const scriptFor = (...manifests: object[]) => secretScript(secretNeedsOf(manifests).secrets, 'oc');
const [apiKey, , key] = SHAPED;
const encoded = (text: string) => Buffer.from(text).toString('base64');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kafka-replication-script-'));
  ['bin', 'tmp', 'applied', 'seen'].forEach((name) => mkdirSync(join(folder, name)));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A program on the PATH that writes down what any other process could see of it: arguments, environment, files at the time. */
function spy(name: string, work: string): void {
  writeFileSync(join(folder, 'bin', name), `#!/bin/bash
set +eux
PATH=/usr/bin:/bin
{ tr '\\0' '\\n' < /proc/$$/cmdline; tr '\\0' '\\n' < /proc/$PPID/cmdline; env; cat "$TMPDIR"/* 2> /dev/null; } >> ${folder}/seen/$$
${work}
`);
  chmodSync(join(folder, 'bin', name), 0o755);
}

/** Runs a script in a world that has nothing but these programs. */
function run(script: string, input: string, args: string[] = [], tool: ClusterTool = 'oc', env: object = {}) {
  spy(tool, `cat > ${folder}/applied/$(date +%s%N); printf '%s\\n' "$*" >> ${folder}/calls`);
  spy('base64', 'exec base64 "$@"');
  spy('tr', 'exec tr "$@"');
  writeFileSync(join(folder, 'secrets.sh'), script);
  const { status, stdout, stderr } = spawnSync('/bin/bash', [join(folder, 'secrets.sh'), ...args],
    { input, encoding: 'utf8', cwd: folder, env: { PATH: join(folder, 'bin'), TMPDIR: join(folder, 'tmp'), ...env } });
  const applied = readdirSync(join(folder, 'applied')).sort().map((file) => parse(readFileSync(join(folder, 'applied', file), 'utf8')));
  return { status, stdout, stderr, applied };
}

/** What other processes saw, and what was left on the disk; the cluster aside. */
function seen(): string {
  return ['seen', 'tmp'].flatMap((name) => readdirSync(join(folder, name)).map((file) => readFileSync(join(folder, name, file), 'utf8'))).join('\n');
}

/** The pieces of a canary that anybody but the cluster got. */
function escaped(canary: Canary, { stdout, stderr }: { stdout: string; stderr: string }): string[] {
  const pieces = [...canary.pieces, encoded(canary.secret).slice(0, 16)];
  return leaks({ ...canary, pieces }, [stdout, stderr, seen(), readFileSync(join(folder, 'secrets.sh'), 'utf8')].join('\n'));
}

/** The values that the cluster got. */
function received({ applied }: { applied: any[] }): string[] {
  return applied.flatMap(({ data }) => Object.values<string>(data)).map((value) => Buffer.from(value, 'base64').toString('utf8'));
}

describe('the script', () => {
  test('creates a Secret from a line of standard input', () => {
    const { status, applied } = run(scriptFor(scram), `${PASSWORD.secret}\n`);
    expect(status).toBe(0);
    expect(applied).toEqual([{
      apiVersion: 'v1', kind: 'Secret', metadata: { name: 'mm2-kp-local', namespace: 'mm2' }, type: 'Opaque', data: { password: encoded(PASSWORD.secret) },
    }]);
    expect(readFileSync(join(folder, 'calls'), 'utf8')).toBe('apply --server-side --field-manager=kafka-replication -f -\n');
  });

  test('says on standard error what it wants, and nothing on standard output', () => {
    const { stdout, stderr } = run(scriptFor(scram), 'x\n');
    expect(stdout).toBe('');
    expect(stderr).toBe('mm2-kp-local password (password of target kp-local): \n');
  });

  test('takes PEM text up to a dot, certificate and key into one Secret', () => {
    const certificate = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
    const { status, applied } = run(scriptFor(hub), `${certificate}.\n${certificate}.\n${key.secret}.\n`);
    expect(status).toBe(0);
    expect(applied.map(({ metadata, data }) => [metadata.name, data])).toEqual([
      ['hub-ca', { 'ca.crt': encoded(certificate) }],
      ['mm2-hub', { 'user.crt': encoded(certificate), 'user.key': encoded(key.secret) }],
    ]);
  });

  test.each<[string, string]>([
    ['as ibmcloud prints it', JSON.stringify([{ credentials: { apikey: apiKey.secret, iam_apikey_name: 'other', user: 'token' } }], undefined, 2)],
    ['in the old spelling', `{"api_key":"${apiKey.secret}"}`],
    ['with nothing but the password', `{ "user" : "token", "password" : "${apiKey.secret}" }`],
  ])('takes an API key from a service key, %s', (_, text) => {
    writeFileSync(join(folder, 'key.json'), text);
    const { status, applied } = run(scriptFor(cloud), '', ['--service-key', 'key.json']);
    expect({ status, data: applied[0].data }).toEqual({ status: 0, data: { password: encoded(apiKey.secret) } });
  });

  test('asks for an API key when there is no service key', () => {
    expect(run(scriptFor(cloud), `${apiKey.secret}\n`).applied[0].data).toEqual({ password: encoded(apiKey.secret) });
  });

  test('creates one of several with --only, as for a rotation', () => {
    const { status, applied } = run(scriptFor(cloud, scram, hub), 'new\n', ['--only', 'mm2-kp-local']);
    expect({ status, names: applied.map(({ metadata }) => metadata.name) }).toEqual({ status: 0, names: ['mm2-kp-local'] });
  });

  test('takes values as they are, whatever the shell would make of them', () => {
    const value = ' $(touch x)`id`"\'\\n%s *\u00e4 ';
    expect(run(scriptFor(scram), `${value}\r\n`).applied[0].data).toEqual({ password: encoded(value) });
  });

  test('calls the client that was chosen', () => {
    expect(run(secretScript(secretNeedsOf([scram]).secrets, 'kubectl'), 'x\n', [], 'kubectl').applied).toHaveLength(1);
  });

  test('names no namespace where the files do not', () => {
    const { applied } = run(scriptFor({ ...scram, metadata: { name: 'mm2' } }), 'x\n');
    expect(applied[0].metadata).toEqual({ name: 'mm2-kp-local' });
  });

  test('leaves alone what something in the files makes, and says so', () => {
    const script = scriptFor(scram, { kind: 'ExternalSecret', metadata: { name: 'mm2-kp-local', namespace: 'mm2' }, spec: { data: [{ secretKey: 'password' }] } });
    expect(script).toContain('# Nothing to create.');
    expect(script).toContain('# made by ExternalSecret mm2/mm2-kp-local');
    expect(run(script, '').status).toBe(0);
  });

  test('says which key is missing in what something else makes', () => {
    const script = scriptFor(scram, { kind: 'ExternalSecret', metadata: { name: 'mm2-kp-local', namespace: 'mm2' }, spec: { data: [{ secretKey: 'user' }] } });
    expect(script).toContain('# Nothing to create.');
    expect(script).toContain('# made by ExternalSecret mm2/mm2-kp-local, without password: add it there');
  });

  test('says what the files do not say enough about', () => {
    const script = scriptFor(scram, { kind: 'Pod', metadata: { name: 'p', namespace: 'mm2' }, spec: { volumes: [{ secret: { secretName: 'all' } }] } });
    expect(script).toContain('# all keys (volume): the files do not say which keys, so add them by hand');
    expect(run(script, 'x\n').applied).toHaveLength(1);
  });

  test('takes no name from a file for a command', () => {
    const evil = mirrorMaker('a\n touch x #\'; touch x; \'', { authentication: login('plain', 'u', 's') });
    expect(run(scriptFor(evil), 'x\n').status).toBe(0);
    expect(readdirSync(folder)).not.toContain('x');
  });
});

describe('a value is seen by nobody but the cluster', () => {
  const inputs: [string, Canary, object, (canary: Canary) => string][] = [
    ['a password from standard input', PASSWORD, scram, ({ secret }) => `${secret}\n`],
    ['an API key from standard input', apiKey, cloud, ({ secret }) => `${secret}\n`],
    ['a private key from standard input', key, hub, ({ secret }) => `${secret}.\n${secret}.\n${secret}.\n`],
  ];

  test.each(inputs)('%s', (_, canary, manifest, input) => {
    const outcome = run(scriptFor(manifest), input(canary));
    expect(received(outcome)).toContain(canary.secret);
    expect(escaped(canary, outcome)).toEqual([]);
  });

  test('an API key from a service key', () => {
    writeFileSync(join(folder, 'key.json'), JSON.stringify({ apikey: apiKey.secret }));
    const outcome = run(scriptFor(cloud), '', ['--service-key', 'key.json']);
    expect(received(outcome)).toEqual([apiKey.secret]);
    expect(escaped(apiKey, outcome)).toEqual([]);
  });

  test('not even when the caller traces, or exports everything', () => {
    const exported = Object.fromEntries(['value', 'data', 'line', 'text', 'encoded'].map((name) => [name, 'x']));
    const outcome = run(scriptFor(scram), `${PASSWORD.secret}\n`, [], 'oc', { ...exported, SHELLOPTS: 'xtrace:allexport' });
    expect(received(outcome)).toEqual([PASSWORD.secret]);
    expect(escaped(PASSWORD, outcome)).toEqual([]);
  });

  test('not when the call is wrong', () => {
    const outcome = run(scriptFor(cloud, scram), '', [PASSWORD.secret, apiKey.secret]);
    expect(outcome.status).toBe(1);
    expect([...escaped(PASSWORD, outcome), ...escaped(apiKey, outcome)]).toEqual([]);
  });

  test('the spies would see an argument and a variable', () => {
    run(`#!/bin/bash\nexport CANARY=${apiKey.secret}\nprintf '%s' x | oc apply ${PASSWORD.secret}\n`, '');
    expect(leaks(apiKey, seen())).not.toEqual([]);
    expect(leaks(PASSWORD, seen())).not.toEqual([]);
  });
});

describe('fails, and creates nothing', () => {
  test.each<[string, () => string, string, string[], RegExp]>([
    ['an empty value', () => scriptFor(scram), '\n', [], /an empty value is refused/],
    ['the end of standard input', () => scriptFor(scram), '', [], /standard input has ended/],
    ['text that is not PEM', () => scriptFor(hub), 'password\n.\n', [], /that is not PEM text/],
    ['a service key that is not there', () => scriptFor(cloud), '', ['--service-key', 'none.json'], /the service key cannot be read/],
    ['one service key for two instances', () => scriptFor(cloud, mirrorMaker('b', { authentication: login('plain', 'token', 'other') })), '', ['--service-key', 'x'], /add --only SECRET/],
    ['a Secret that it does not create', () => scriptFor(scram), '', ['--only', 'other'], /no Secret of that name/],
    ['an argument that it does not know', () => scriptFor(scram), '', ['x'], /^usage:/],
    ['an option that it does not know', () => scriptFor(scram), '', ['--password', 'x'], /^usage:/],
  ])('%s', (_, script, input, args, message) => {
    const { status, stderr, applied } = run(script(), input, args);
    expect({ status, applied }).toEqual({ status: 1, applied: [] });
    expect(stderr).toMatch(message);
  });

  test('a service key without an API key', () => {
    writeFileSync(join(folder, 'key.json'), '{"kafka_brokers_sasl": []}');
    expect(run(scriptFor(cloud), '', ['--service-key', 'key.json'])).toMatchObject({ status: 1, applied: [], stderr: expect.stringContaining('has no member apikey') });
  });

  test('when the client fails, with nothing after it', () => {
    const script = scriptFor(scram, mirrorMaker('b', { authentication: login('plain', 'u', 'second') })).replace('| oc apply', '| false');
    expect(run(script, 'x\ny\n')).toMatchObject({ status: 1, applied: [] });
  });

  test('when it comes through the pipe that its values should come through', () => {
    const { status, stderr } = spawnSync('/bin/bash', [], { input: `${scriptFor(scram)}\n`, encoding: 'utf8', env: { PATH: '/nonexistent' } });
    expect({ status, stderr: stderr.includes('standard input has ended') }).toEqual({ status: 1, stderr: true });
  });
});
