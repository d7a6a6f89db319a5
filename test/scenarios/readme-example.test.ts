import { execFileSync } from 'child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import * as ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import { schemaErrors } from '../schemas/schema-errors';
import { readmeExample, root } from './readme-example';

test('the example of the README needs ten statements at the most, imports, App and Chart aside', () => {
  const file = ts.createSourceFile('example.ts', readmeExample(), ts.ScriptTarget.ES2022, true);
  const statements = file.statements.filter((statement) => !ts.isImportDeclaration(statement) && !/= new (App|Chart)\(/.test(statement.getText().split('\n')[0]));
  expect(statements.length).toBeGreaterThan(0);
  expect(statements.length).toBeLessThanOrEqual(10);
});

test('the example of the README synthesizes what the README says', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'kafka-replication-readme-'));
  try {
    const { outputText } = ts.transpileModule(readmeExample(), { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
    execFileSync(process.execPath, ['--eval', outputText], { cwd: root, env: { ...process.env, CDK8S_OUTDIR: outdir }, stdio: 'pipe' });
    const all = readdirSync(outdir).flatMap((name) => parseAllDocuments(readFileSync(join(outdir, name), 'utf8')).map((document) => document.toJS()));
    expect(all.flatMap(schemaErrors)).toEqual([]);
    expect(all.map(({ kind, metadata }) => [kind, metadata.namespace, metadata.name])).toEqual([['KafkaMirrorMaker2', 'kafka-replication', 'mm2-kp-local-to-kp-remote']]);
  } finally {
    rmSync(outdir, { recursive: true });
  }
});
