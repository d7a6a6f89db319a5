import { execFileSync } from 'child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join, resolve } from 'path';
import lab from '../../lab/package.json';
import { scripts } from '../../package.json';

const root = resolve(__dirname, '../..');
const pages = ['README.md', ...readdirSync(join(root, 'docs')).map((file) => `docs/${file}`), 'lab/README.md'].filter((file) => file.endsWith('.md') && existsSync(join(root, file)));

test('API.md is what the API says: npx projen docgen writes it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kafka-replication-docs-'));
  try {
    execFileSync(process.execPath, [require.resolve('jsii-docgen/bin/jsii-docgen'), '-o', join(folder, 'API.md')], { cwd: root, stdio: 'pipe' });
    expect(readFileSync(join(root, 'API.md'), 'utf8')).toBe(readFileSync(join(folder, 'API.md'), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);

describe.each(pages)('%s', (page) => {
  const text = readFileSync(join(root, page), 'utf8');
  const code = [...text.matchAll(/`{3}[\s\S]*?`{3}|`[^`\n]+`/g)].map(([found]) => found).join('\n');
  const words = (command: RegExp) => [...code.matchAll(command)].map(([, word]) => word);

  test('links to what exists', () => {
    const links = [...text.replace(/`{3}[\s\S]*?`{3}/g, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link).filter((link) => !/^[a-z]+:/.test(link));
    expect(links.filter((link) => !exists(page, link))).toEqual([]);
  });

  test('names scripts and commands that exist', () => {
    expect(words(/\bnpm run ([\w:-]+)/g).filter((script) => !(script in { ...scripts, ...page.startsWith('lab/') && lab.scripts }))).toEqual([]);
    expect(words(/\bnpx projen ([\w:-]+)/g).filter((task) => !(task in scripts))).toEqual([]);
    expect(words(/\bkafka-replication (\w+) /g).filter((verb) => !['check', 'effective', 'match', 'acls', 'topics', 'secrets', 'status'].includes(verb))).toEqual([]);
  });
});

test('the README names the two commands, the CLI and every example', () => {
  const text = readFileSync(join(root, 'README.md'), 'utf8');
  for (const command of ['npm ci && npm run synth', 'npm ci && npm test', 'npx kafka-replication check examples/bidirectional/dist/*.yaml', 'npx kafka-replication effective', 'npx kafka-replication match', 'npx kafka-replication acls', 'npx kafka-replication topics', 'npx kafka-replication status']) {
    expect(text).toContain(command);
  }
  const examples = readdirSync(join(root, 'examples')).filter((name) => existsSync(join(root, 'examples', name, 'main.ts')));
  expect(examples.filter((name) => !text.includes(`(examples/${name}/main.ts)`))).toEqual([]);
});

/** Whether a relative link leads to a file and, with an anchor, to one of its headings. */
function exists(page: string, link: string): boolean {
  const [file, anchor] = link.split('#');
  const path = file === '' ? join(root, page) : resolve(root, dirname(page), file);
  const headings = () => [...readFileSync(path, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, title]) => title.toLowerCase().replace(/[^\w\- ]/g, '').replace(/ /g, '-'));
  return existsSync(path) && (anchor === undefined || headings().includes(anchor));
}
