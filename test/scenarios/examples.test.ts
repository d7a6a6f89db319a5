import { execFile } from 'child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join, relative, resolve } from 'path';
import { promisify } from 'util';
import * as ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import { reviewed } from '../../examples/reviewed';
import { schemaErrors } from '../schemas/schema-errors';

const root = resolve(__dirname, '../..');
const folder = join(root, 'examples');
const scenarios = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'cdk8s.yaml'))).sort();

const outputs = mkdtempSync(join(tmpdir(), 'kafka-replication-examples-'));
afterAll(() => rmSync(outputs, { recursive: true }));

/** Synthesizes an example as its cdk8s.yaml does, into a folder of its own; gives back the files in the order in which `oc apply -f dist/` reads them. */
async function synth(scenario: string, outdir: string): Promise<string[]> {
  await promisify(execFile)(process.execPath, ['--import', 'tsx', 'main.ts'], { cwd: join(folder, scenario), env: { ...process.env, CDK8S_OUTDIR: outdir } });
  return readdirSync(outdir).sort().map((file) => join(outdir, file));
}

/** Namespaces of Kafka, of applications, of OpenShift's monitoring and of logging: they are there before. */
const EXISTING = ['kp-kafka', 'shop', 'openshift-monitoring', 'openshift-user-workload-monitoring', 'openshift-logging', 'logging'];

/** Kinds that live in no namespace. */
const CLUSTER_WIDE = ['Namespace', 'ClusterRoleBinding'];

/** What an example for machines emits instead of manifests. */
const isForMachines = (scenario: string) => existsSync(join(folder, scenario, 'expected-bundle'));

describe.each(scenarios.filter((scenario) => !isForMachines(scenario)))('example %s', (scenario) => {
  const fresh: string[] = [];
  const text = () => fresh.map((file) => readFileSync(file, 'utf8')).join('---\n');
  const manifests = () => parseAllDocuments(text()).map((document) => document.toJS());

  beforeAll(async () => {
    fresh.push(...await synth(scenario, join(outputs, scenario)));
  }, 60_000);

  test('emits what is reviewed', () => {
    const expected = readFileSync(join(folder, scenario, 'expected.yaml'), 'utf8');
    // Whoever wants the difference accepts it with the command.
    expect({ acceptedBy: 'npx projen examples:accept', yaml: reviewed(text()) }).toEqual({ acceptedBy: 'npx projen examples:accept', yaml: expected });
  });

  test('emits objects that fit the strict schema of their kind, those too that are not put before a reviewer', () => {
    expect(manifests().flatMap(schemaErrors)).toEqual([]);
  }, 60_000);

  test('emits the same bytes again', async () => {
    const again = await synth(scenario, join(outputs, `${scenario}-again`));
    expect(again.map((file) => readFileSync(file))).toEqual(fresh.map((file) => readFileSync(file)));
  }, 60_000);

  test('can be applied by one `oc apply -f dist/`: a Namespace comes before what lives in it', () => {
    const all = manifests();
    const created = all.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name);
    expect(created.length).toBeGreaterThan(0);
    for (const name of created) {
      const namespace = all.findIndex(({ kind, metadata }) => kind === 'Namespace' && metadata.name === name);
      const first = all.findIndex(({ metadata }) => metadata.namespace === name);
      expect({ name, isFirst: first > namespace }).toEqual({ name, isFirst: true });
    }
    expect(all.filter(({ kind, metadata }) => !CLUSTER_WIDE.includes(kind) && ![...created, ...EXISTING].includes(metadata.namespace))).toEqual([]);
  });

  test('has no finding that is an error', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'lib/cli/main.js'), 'check', ...fresh]);
    expect(stdout).toMatch(/^0 errors, /m);
  }, 60_000);
});

describe('what is put before a reviewer', () => {
  const object = (kind: string, name: string, lines: number) => `kind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: mm2\ndata:\n${'  - a\n'.repeat(lines)}`;

  test('is all that is short, and one of each kind that is long', () => {
    const [short, first, other] = [object('PrometheusRule', 'short', 10), object('PrometheusRule', 'first', 300), object('ConfigMap', 'other', 300)];
    expect(reviewed([short, first, short, other].join('---\n'))).toBe([short, first, short, other].join('---\n'));
    const text = reviewed([first, object('PrometheusRule', 'second', 300), short].join('---\n'));
    expect(text.replace(/sha256 [0-9a-f]{16}$/m, 'sha256 …')).toBe(`${first}# PrometheusRule mm2/second: 307 lines, sha256 …\n---\n${short}`);
  });

  test('is no dashboard in one line, but whether it has changed', () => {
    const dashboard = (character: string) => `${object('ConfigMap', 'dashboard', 1)}json: ${character.repeat(20_000)}\n`;
    expect(reviewed(dashboard('a'))).toMatch(/^# ConfigMap mm2\/dashboard: 20,[0-9]{3} characters, sha256 [0-9a-f]{16}\n$/);
    expect(reviewed(dashboard('a'))).not.toBe(reviewed(dashboard('b')));
  });
});

/** Files of a folder, with their content. */
function filesIn(path: string): { [file: string]: string } {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(files.sort().map((file) => [relative(path, file), readFileSync(file, 'utf8')]));
}

describe.each(scenarios.filter(isForMachines))('example %s, for machines', (scenario) => {
  const outdir = join(outputs, scenario);
  const bundle = `${outdir}-bundle`;

  beforeAll(async () => {
    await synth(scenario, outdir);
  }, 60_000);

  test('emits the bundle that is reviewed, and no manifest that somebody needs', () => {
    // Whoever wants the difference accepts it with the command.
    const expected = { acceptedBy: 'npx projen examples:accept', files: filesIn(join(folder, scenario, 'expected-bundle')) };
    expect({ acceptedBy: 'npx projen examples:accept', files: filesIn(bundle) }).toEqual(expected);
    // Layouts of logs come as ConfigMaps; their text is in the bundle.
    const manifests = parseAllDocuments(Object.values(filesIn(outdir)).join('---\n')).map((document) => document.toJS()).filter(Boolean);
    const texts = Object.values(filesIn(bundle));
    expect(manifests.filter(({ kind, data }) => kind !== 'ConfigMap' || !Object.values<string>(data).every((text) => texts.includes(text)))).toEqual([]);
  });

  test('has no finding that is an error', async () => {
    const files = Object.keys(filesIn(bundle)).filter((file) => file.endsWith('mm2.properties')).map((file) => join(bundle, file));
    const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'lib/cli/main.js'), 'check', ...files]);
    expect(stdout).toMatch(/^0 errors, /m);
  }, 60_000);
});

test.each(scenarios)('example %s imports packages by their names only', (scenario) => {
  const imported = ts.preProcessFile(readFileSync(join(folder, scenario, 'main.ts'), 'utf8')).importedFiles.map(({ fileName }) => fileName);
  expect(imported).toContain('cdk8s-kafka-replication');
  expect(imported.filter((name) => !['cdk8s', 'cdk8s-kafka-replication'].includes(name))).toEqual([]);
});

test('the examples S1 to S7 are there', () => {
  const ids = scenarios.map((scenario) => /^\/\/ (S\d+): /.exec(readFileSync(join(folder, scenario, 'main.ts'), 'utf8'))?.[1]);
  expect(ids).toEqual(expect.arrayContaining(['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7']));
});
