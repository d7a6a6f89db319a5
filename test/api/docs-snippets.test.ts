import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';

const root = join(__dirname, '../..');
const fixture = readFileSync(join(root, 'rosetta/default.ts-fixture'), 'utf8');

/** The TypeScript blocks of the pages below docs/; those of README and docstrings are compiled by jsii-rosetta. */
const snippets = readdirSync(join(root, 'docs')).filter((file) => file.endsWith('.md')).flatMap((file) =>
  [...readFileSync(join(root, 'docs', file), 'utf8').matchAll(/^```ts\n(.*?)^```/gms)].map(([, code], i) => ({ name: `${file} ${i + 1}`, code })));

test('there are snippets to compile', () => {
  expect(snippets.length).toBeGreaterThan(0);
});

test('every snippet of the documentation compiles as a user would write it', () => {
  mkdirSync(join(root, 'test/.tmp'), { recursive: true });
  const folder = mkdtempSync(join(root, 'test/.tmp/docs-')); // inside the package, so that it can import itself by name
  try {
    const files = snippets.map(({ code }, i) => {
      const file = join(folder, `snippet-${i}.ts`);
      writeFileSync(file, fixture.replace('/// here', code));
      return file;
    });
    const program = ts.createProgram(files, { noEmit: true, strict: true, module: ts.ModuleKind.Node16, target: ts.ScriptTarget.ES2022, skipLibCheck: true, types: ['node'] });
    const problems = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) =>
      `${snippets[files.indexOf(file?.fileName ?? '')]?.name}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
    expect(problems).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
