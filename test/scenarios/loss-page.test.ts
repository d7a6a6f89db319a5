import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import { CODES } from '../../src/rules/rules';

const ROOT = join(__dirname, '../..');
const page = readFileSync(join(ROOT, 'docs/loss-duplication-order.md'), 'utf8');
const results: { id: string; damage: Case; remedies: Case[] }[] = JSON.parse(readFileSync(join(ROOT, 'docs/loss-duplication-order/results.json'), 'utf8'));

interface Case {
  readonly holds: boolean;
}

const ids = page.split('\n').flatMap((line) => /^\| (\d+(?::[a-z-]+)?|[a-z][a-z-]+) \|/.exec(line)?.[1] ?? []);

test('the page is what the lab writes from its conditions and the raw data', () => {
  expect(page).toBe(execFileSync(process.execPath, ['--import', 'tsx', 'lab/src/conditions/print-page.ts'], { cwd: ROOT, encoding: 'utf8' }));
});

test('all 25 conditions are on the page, and what else is known to lose, repeat or reorder', () => {
  const numbers = Array.from({ length: 25 }, (_, index) => String(index + 1));
  expect([...numbers, 'size-chain', 'share-groups', 'streams-groups', 'read-right', 'old-brokers'].filter((number) => !ids.some((id) => id.split(':')[0] === number))).toEqual([]);
});

test('each condition is on the page once, and measured unless the page says why not', () => {
  expect(new Set(ids).size).toBe(ids.length);
  expect(page).not.toContain('not measured');
});

test.each(results.map((result) => [result.id, result] as const))('condition %s did its harm, and each remedy prevented it', (_, { damage, remedies }) => {
  expect(remedies.length).toBeGreaterThan(0);
  expect([damage, ...remedies].filter(({ holds }) => !holds)).toEqual([]);
});

test('every finding that the page names exists, and has a section', () => {
  const codes = [...page.matchAll(/\]\(findings\.md#([a-z0-9-]+)\)/g)].map(([, code]) => code);
  const sections = readFileSync(join(ROOT, 'docs/findings.md'), 'utf8');
  expect(codes.length).toBeGreaterThan(0);
  expect(codes.filter((code) => !CODES.includes(code) || !sections.includes(`\n## ${code}\n`))).toEqual([]);
});
