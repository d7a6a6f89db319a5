import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ConditionResult } from '../experiment/condition.js';
import type { Report } from '../report.js';
import { CONDITIONS } from './index.js';
import { page } from './page.js';

const DOCS = join(import.meta.dirname, '..', '..', '..', 'docs');
const RAW = join(DOCS, 'loss-duplication-order', 'results.json');
const PAGE = join(DOCS, 'loss-duplication-order.md');

/** What the page was written from: the last proven result of each condition. */
export function keptResults(): readonly ConditionResult[] {
  return existsSync(RAW) ? JSON.parse(readFileSync(RAW, 'utf8')) as ConditionResult[] : [];
}

/** Puts a result in the place of an older one, and writes the page anew. What is not proven is not kept. */
export function keepResult(result: ConditionResult, report: Report): void {
  if (![result.damage, ...result.remedies].every(({ holds }) => holds)) {
    report.progress(`loss:${result.id} is not proven: the page keeps what it has`);
    return;
  }
  const conditions = new Set(CONDITIONS.map(({ id }) => id));
  const all = new Map([...keptResults(), result].map((each) => [each.id, each]));
  const known = [...all.values()].filter(({ id }) => conditions.has(id)).sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
  mkdirSync(dirname(RAW), { recursive: true });
  writeFileSync(RAW, `${JSON.stringify(known, undefined, 1)}\n`);
  writeFileSync(PAGE, page(known));
  report.progress(`loss:${result.id} is on the page, with ${known.length} of ${conditions.size} conditions`);
}
