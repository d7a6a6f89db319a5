import { execFileSync } from 'child_process';
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { ANY_CONNECTOR, CHECKPOINT_CONNECTOR, SOURCE_CONNECTOR, WORKERS } from '../../src/access/rights';

const ROOT = join(__dirname, '../..');
const RAW = join(ROOT, 'docs/security/least-privilege.json');
const page = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');
const reasons = readFileSync(join(ROOT, 'lab/src/access/reasons.ts'), 'utf8');
const removed: { operation: string; name: string; reasons: string[]; stopped: string[] }[] = existsSync(RAW) ? JSON.parse(readFileSync(RAW, 'utf8')) : [];

test('the table of rights that were taken away is what the lab writes from its raw data', () => {
  expect(page).toBe(execFileSync(process.execPath, ['--import', 'tsx', 'lab/src/access/print-page.ts', 'rights'], { cwd: ROOT, encoding: 'utf8' }));
});

test('no right was taken away without something stopping that the library names', () => {
  expect(removed.length).toBeGreaterThan(30);
  expect(removed.filter(({ stopped, reasons: seen }) => stopped.length === 0 || seen.length === 0)).toEqual([]);
});

test('the lab looks for each reason of a right that brokers of today ask for', () => {
  const all = [...SOURCE_CONNECTOR, ...CHECKPOINT_CONNECTOR, ...ANY_CONNECTOR, ...WORKERS].filter(({ condition }) => !condition?.includes('before 2.8'));
  expect(all.filter(({ why }) => !reasons.includes(`'${why}':`)).map(({ why }) => why)).toEqual([]);
});
