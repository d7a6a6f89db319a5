import { execFileSync } from 'child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import * as ts from 'typescript';
import manifest from '../../package.json';
import { readmeExample, root } from '../scenarios/readme-example';

const folder = mkdtempSync(join(tmpdir(), 'kafka-replication-pack-'));
const project = join(folder, 'project');
afterAll(() => rmSync(folder, { recursive: true }));

const peers = Object.keys(manifest.peerDependencies).map((name) => `${name}@${manifest.devDependencies[name as keyof typeof manifest.devDependencies]}`);
let files: string[];

function run(command: string, args: string[], cwd: string): string {
  // What npm tells its child processes about this project must not reach the other one.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle|config_local_prefix)/.test(name)));
  return execFileSync(command, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The package as somebody else installs it: packed, then put into an empty project with its peers. */
beforeAll(() => {
  const [{ filename, files: packed }] = JSON.parse(run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root));
  files = packed.map(({ path }: { path: string }) => path);
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{"name": "somebody-else", "private": true}');
  run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--omit=dev', join(folder, filename), ...peers], project);
}, 240_000);

describe('the packed package', () => {
  test('holds the compiled library, its assembly, license and pages', () => {
    expect(files).toEqual(expect.arrayContaining(['.jsii', 'API.md', 'LICENSE', 'README.md', 'lib/cli/main.js', 'lib/index.d.ts', 'lib/index.js', 'package.json']));
  });

  test('holds nothing that is only for its developers', () => {
    const own = files.filter((file) => !file.startsWith('node_modules/'));
    expect([...new Set(own.map((file) => file.split('/')[0]))].sort()).toEqual(['.jsii', 'API.md', 'LICENSE', 'README.md', 'lib', 'package.json']);
    expect(own.filter((file) => file.startsWith('lib/') && !/\.(js|d\.ts)$/.test(file))).toEqual([]);
  });

  test('brings the libraries it bundles, and no other', () => {
    const bundled = files.map((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\/package\.json$/.exec(file)?.[1]).filter((name) => name !== undefined);
    expect(bundled).toEqual(expect.arrayContaining(manifest.bundledDependencies));
    expect(bundled.filter((name) => ['cdk8s', 'constructs', 'typescript', 'projen'].includes(name))).toEqual([]);
  });
});

describe('in an empty project', () => {
  test('the example of the README runs, and its output passes the check', () => {
    const { outputText } = ts.transpileModule(readmeExample(), { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
    writeFileSync(join(project, 'main.js'), outputText);
    run(process.execPath, ['main.js'], project);
    expect(readdirSync(join(project, 'dist'))).toEqual(['orders.k8s.yaml']);
    expect(run('npx', ['--no-install', 'kafka-replication', 'check', 'dist/orders.k8s.yaml'], project)).toMatch(/^0 errors, /m);
    expect(JSON.parse(run('npx', ['--no-install', 'kafka-replication', 'effective', 'dist/orders.k8s.yaml', '--output', 'json'], project)).worker['group.id']).toBe('kp-local-to-kp-remote-mm2');
  }, 60_000);

  test('the types are there', () => {
    const { types } = manifest.exports['.'];
    expect(existsSync(join(project, 'node_modules', manifest.name, types))).toBe(true);
  });

  test('nobody reaches inside', () => {
    expect(() => run(process.execPath, ['-e', `require('${manifest.name}/lib/core/problem')`], project)).toThrow(/ERR_PACKAGE_PATH_NOT_EXPORTED/);
  });

  test('loading it takes little time (printed; `npm run bench` has the bar)', () => {
    const measure = `const start = process.hrtime.bigint(); require('${manifest.name}'); process.stdout.write(String(Number(process.hrtime.bigint() - start) / 1e6))`;
    const times = Array.from({ length: 5 }, () => Number(run(process.execPath, ['-e', measure], project))).sort((a, b) => a - b);
    console.info(`require('${manifest.name}'): median ${times[2].toFixed(0)} ms of ${times.map((time) => time.toFixed(0)).join(', ')}`);
    expect(times.every((time) => time > 0)).toBe(true);
  });
});
