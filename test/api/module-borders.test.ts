import { existsSync, readdirSync, readFileSync } from 'fs';
import { dirname, join, relative, resolve } from 'path';
import * as ts from 'typescript';
import moduleBorders from './module-borders.json';

const src = join(__dirname, '../../src');
const allowed: { [folder: string]: readonly string[] } = moduleBorders;

/** One import: the file, and the file or package it takes something from; types that vanish at run time count too. */
interface Import { readonly from: string; readonly to: string; readonly isTypeOnly: boolean }

const sources = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).sort()
  .map((file) => ts.createSourceFile(file, readFileSync(join(src, file), 'utf8'), ts.ScriptTarget.ES2022, true));
const imports = sources.flatMap(importsOf);
const internal = imports.filter(({ to }) => to.endsWith('.ts'));

function importsOf(source: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      const isTypeOnly = ts.isImportDeclaration(node) && node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
      found.push({ from: source.fileName, to: target(source.fileName, node.moduleSpecifier.text), isTypeOnly });
    } else if (ts.isCallExpression(node) && /^(require|import)$/.test(node.expression.getText()) && node.arguments.length === 1 && ts.isStringLiteral(node.arguments[0])) {
      found.push({ from: source.fileName, to: target(source.fileName, node.arguments[0].text), isTypeOnly: false });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function target(from: string, specifier: string): string {
  if (!specifier.startsWith('.')) {
    return specifier;
  }
  const path = resolve(src, dirname(from), specifier);
  return relative(src, existsSync(`${path}.ts`) ? `${path}.ts` : join(path, 'index.ts'));
}

function folderOf(file: string): string {
  return file.split('/')[0];
}

test('every folder of src has its place in the table', () => {
  expect(sources.map(({ fileName }) => folderOf(fileName)).filter((folder) => folder !== 'index.ts' && !(folder in allowed))).toEqual([]);
});

test('the table itself has no circle: a folder depends only on those before it', () => {
  const order = Object.keys(allowed);
  expect(order.flatMap((folder, i) => allowed[folder].filter((other) => order.indexOf(other) >= i && !(folder === 'cli')))).toEqual([]);
});

test('folders depend on each other in one direction only', () => {
  const crossing = internal.filter(({ from, to }) => from !== 'index.ts' && folderOf(from) !== folderOf(to) && !allowed[folderOf(from)].includes(folderOf(to)));
  expect(crossing).toEqual([]);
});

test('what is private belongs to its folder', () => {
  expect(internal.filter(({ from, to }) => to.includes('/private/') && folderOf(from) !== folderOf(to))).toEqual([]);
});

test('files do not import each other in circles', () => {
  const next = new Map(sources.map(({ fileName }) => [fileName, internal.filter(({ from }) => from === fileName).map(({ to }) => to)]));
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (file: string, trail: readonly string[]): void => {
    if (trail.includes(file)) {
      circles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
    } else if (!done.has(file)) {
      (next.get(file) ?? []).forEach((other) => walk(other, [...trail, file]));
      done.add(file);
    }
  };
  [...next.keys()].forEach((file) => walk(file, []));
  expect(circles).toEqual([]);
});

test.each([
  ['refa', ['core/private/pattern-overlap.ts']],
  ['yaml', ['cli/input.ts', 'cli/yaml-text.ts']],
  ['commander', ['cli/main.ts']],
  ['@grafana/grafana-foundation-sdk', ['monitoring/dashboards/grafana-json.ts']],
])('%s is imported in few places', (name, files) => {
  expect([...new Set(imports.filter(({ to }) => to === name || to.startsWith(`${name}/`)).map(({ from }) => from))]).toEqual(files);
});

test.each([
  ['refa', 'patterns are compared'],
  ['./grafana-json', 'a dashboard is made'],
])('%s is loaded only when %s', (specifier) => {
  const atLoadTime = sources.flatMap((source) => source.statements).filter((statement) => ts.isImportDeclaration(statement)
    && (statement.moduleSpecifier as ts.StringLiteral).text === specifier && statement.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword);
  expect(atLoadTime).toEqual([]);
});

/** Whether code names the console; log4j has an appender of that name, in texts and comments. */
function namesConsole(node: ts.Node): boolean {
  return (ts.isIdentifier(node) && node.text === 'console') || ts.forEachChild(node, (child) => namesConsole(child) || undefined) === true;
}

test('only the command line and the one reporter of synth write anything', () => {
  const writers = sources.filter((source) => namesConsole(source) || /\bprocess\.(stdout|stderr)\b/.test(source.text)).map(({ fileName }) => fileName);
  expect(writers.filter((file) => folderOf(file) !== 'cli')).toEqual(['replication/private/report.ts']);
});

test.each([
  ['console.log(1)', true], ['globalThis.console.warn(1)', true], ['const { error } = console', true], ['const text = `appender.console.type = ${type}`', false], ['// console.log', false],
])('a writer is known by its code: %s', (code, writes) => {
  expect(namesConsole(ts.createSourceFile('code.ts', code, ts.ScriptTarget.ES2022, true))).toBe(writes);
});
