import { execFileSync } from 'child_process';
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';

interface Row {
  readonly cluster: string;
  readonly by: string;
  readonly against: 'own' | 'others' | 'administrator';
  readonly operation: string;
  readonly kind: string;
  readonly outcomes: { readonly [outcome: string]: number };
}

const ROOT = join(__dirname, '../..');
const RAW = join(ROOT, 'docs/security/attack-matrix.json');
const page = readFileSync(join(ROOT, 'docs/lines-of-business.md'), 'utf8');
const rows: Row[] = existsSync(RAW) ? JSON.parse(readFileSync(RAW, 'utf8')) : [];
const of = (against: Row['against']) => rows.filter((row) => row.against === against);

test('the attack matrix of the page is what the lab writes from its raw data', () => {
  expect(page).toBe(execFileSync(process.execPath, ['--import', 'tsx', 'lab/src/access/print-page.ts', 'attacks'], { cwd: ROOT, encoding: 'utf8' }));
});

test('each of the three lines attacked the others on both clusters', () => {
  expect([...new Set(of('others').map(({ by, cluster }) => `${by} at the ${cluster}`))].sort()).toEqual(
    ['finance', 'logistics', 'retail'].flatMap((by) => [`${by} at the source`, `${by} at the target`]));
});

test('no attack on what belongs to others succeeded, and none broke off', () => {
  expect(of('others').length).toBeGreaterThan(100);
  expect(of('others').filter(({ outcomes }) => Object.keys(outcomes).some((outcome) => outcome !== 'denied' && outcome !== 'invisible'))).toEqual([]);
});

test('every operation succeeds for the administrator: one that never can would prove nothing', () => {
  const works = new Set(of('administrator').filter(({ outcomes }) => Object.keys(outcomes).join() === 'allowed').map(({ cluster, operation, kind }) => `${cluster}: ${operation} on ${kind}`));
  expect(works.size).toBeGreaterThan(0);
  expect(of('others').map(({ cluster, operation, kind }) => `${cluster}: ${operation} on ${kind}`).filter((attack) => !works.has(attack))).toEqual([]);
});
