import { spawnSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { parseAllDocuments } from 'yaml';
import { schemaErrors } from '../schemas/schema-errors';

const root = resolve(__dirname, '../..');
const example = join(root, 'examples/openshift-to-event-streams/expected.yaml');
const folder = mkdtempSync(join(tmpdir(), 'kafka-replication-secrets-verb-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The compiled program, as users run it. */
function run(args: string[], input?: string): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'lib/cli/main.js'), 'secrets', ...args], { input, encoding: 'utf8', cwd: folder });
  return { status, stdout, stderr };
}

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

const provided = file('provided.yaml', ['es-api-secret', 'mm2-kp-local-source', 'kp-local-cluster-ca-cert'].map((name) =>
  `kind: ExternalSecret\napiVersion: external-secrets.io/v1\nmetadata: {name: ${name}, namespace: mm2-to-cloud}\nspec: {dataFrom: [{extract: {key: ${name}}}]}\n`).join('---\n'));
const refused = file('refused.yaml', readFileSync(join(root, 'test/strimzi-translation/plain-minimal.yaml'), 'utf8')
  .replace(/( +)(alias: src\n)/, '$1$2$1authentication: {type: plain, username: a, passwordSecret: {secretName: b, password: "not a key!"}}\n'));

describe('kafka-replication secrets --check', () => {
  test('lists every key with its purpose, and exits 1 when one is missing', () => {
    expect(run([example, '--check'])).toEqual({
      status: 1,
      stderr: '',
      stdout: [
        'mm2-to-cloud/mm2-kp-local-source',
        '  password  password of source kp-local  (missing)',
        'mm2-to-cloud/kp-local-cluster-ca-cert',
        '  ca.crt  trusted certificate of source kp-local  (missing)',
        'mm2-to-cloud/es-api-secret',
        '  password  password of target kp-remote  (missing)',
        '3 Secrets, 3 keys, 3 of them provided by nothing in the files\n',
      ].join('\n'),
    });
  });

  test('exits 0 when the files provide all', () => {
    const { status, stdout } = run([example, provided, '--check']);
    expect(status).toBe(0);
    expect(stdout).toContain('  password  password of target kp-remote  (ExternalSecret mm2-to-cloud/es-api-secret)\n');
    expect(stdout).toContain('3 Secrets, 3 keys, 0 of them provided by nothing in the files\n');
  });

  test('exits 1 on a reference that Kubernetes refuses', () => {
    const { status, stdout } = run([refused, '--check']);
    expect(status).toBe(1);
    expect(stdout).toContain('  Kubernetes refuses the reference: spec.mirrors[0].source.authentication.passwordSecret is not a key of a Secret');
    expect(stdout).not.toContain('not a key!');
  });
});

describe('kafka-replication secrets', () => {
  test('prints a script that asks for what nothing provides', () => {
    const { status, stdout } = run([example]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^#!\/usr\/bin\/env bash\n/);
    expect(stdout).toContain('read_api_key \'es-api-secret password (password of target kp-remote)\'');
    expect(stdout).toContain('| oc apply --server-side');
    expect(run([example, '--tool', 'kubectl']).stdout).toContain('| kubectl apply --server-side');
    expect(run([example, provided]).stdout).toContain('# Nothing to create.');
  });

  test('prints ExternalSecrets, which fit their schema', () => {
    const { status, stdout } = run([example, '--format', 'yaml', '--store', 'ClusterSecretStore/vault']);
    const objects = parseAllDocuments(stdout).map((document) => document.toJS());
    expect(status).toBe(0);
    expect(objects.flatMap(schemaErrors)).toEqual([]);
    expect(objects.map(({ metadata }) => metadata.name).sort()).toEqual(['es-api-secret', 'kp-local-cluster-ca-cert', 'mm2-kp-local-source']);
    expect(objects.find(({ metadata }) => metadata.name === 'es-api-secret')).toEqual({
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: 'es-api-secret', namespace: 'mm2-to-cloud' },
      spec: {
        secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
        target: { name: 'es-api-secret' },
        data: [{ secretKey: 'password', remoteRef: { key: 'es-api-secret', property: 'password' } }],
      },
    });
  });

  test('what it prints as ExternalSecrets is what it misses', () => {
    const yaml = file('written.yaml', run([example, '--format', 'yaml', '--store', 'SecretStore/vault']).stdout);
    expect(run([example, yaml, '--check']).status).toBe(0);
  });

  test('prints JSON with exactly the promised members', () => {
    const printed = JSON.parse(run([example, '--format', 'json']).stdout);
    expect(Object.keys(printed)).toEqual(['secrets', 'unusable', 'files']);
    for (const secret of printed.secrets) {
      expect(Object.keys(secret)).toEqual(['namespace', 'name', 'type', 'keys', 'usedBy', 'providedBy']);
      expect(secret.keys.map((key: object) => Object.keys(key).join(' '))).toEqual(['key isPattern purposes format providedBy']);
    }
    expect(JSON.parse(run([refused, '--format', 'json']).stdout).unusable.map(Object.keys)).toEqual([['resource', 'message']]);
  });

  test('reads standard input', () => {
    expect(run(['-', '--format', 'table'], readFileSync(example, 'utf8')).stdout).toContain('3 Secrets, 3 keys');
  });

  test('says that nothing is needed', () => {
    expect(run([join(root, 'test/strimzi-translation/plain-minimal.yaml'), '--check'])).toEqual({ status: 0, stderr: '', stdout: '0 Secrets, 0 keys, 0 of them provided by nothing in the files\n' });
  });
});

test.each<[string, string[], RegExp]>([
  ['a script for a reference that Kubernetes refuses', [refused], /^KafkaMirrorMaker2 replication\/plain-minimal: spec\.mirrors\[0\].* is not a key of a Secret/],
  ['ExternalSecrets without a store', [example, '--format', 'yaml'], /^ExternalSecrets need a store/],
  ['a store that is none', [example, '--format', 'yaml', '--store', 'vault'], /^ExternalSecrets need a store/],
  ['another format', [example, '--format', 'xml'], /argument 'xml' is invalid/],
  ['another client', [example, '--tool', 'helm'], /argument 'helm' is invalid/],
  ['no such file', ['none.yaml'], /^none\.yaml: cannot be read \(ENOENT\)$/],
])('unusable input is exit code 2 and says why: %s', (_, args, message) => {
  const { status, stdout, stderr } = run(args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr.trimEnd()).toMatch(message);
  expect(stderr).not.toContain('    at ');
});
