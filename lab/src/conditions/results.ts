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

/** Puts the results of a run in the place of older ones, and writes the page anew. What is not proven is not kept. */
export function keepResults(results: readonly ConditionResult[], report: Report): void {
  const conditions = new Set(CONDITIONS.map(({ id }) => id));
  const proven = results.filter(({ damage, remedies }) => [damage, ...remedies].every(({ holds }) => holds));
  const all = new Map([...keptResults(), ...proven].map((result) => [result.id, result]));
  const known = [...all.values()].filter(({ id }) => conditions.has(id)).sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
  mkdirSync(dirname(RAW), { recursive: true });
  writeFileSync(RAW, `${JSON.stringify(known, undefined, 1)}\n`);
  writeFileSync(PAGE, page(known));
  report.progress(`${proven.length} of ${results.length} results kept; the page tells of ${known.length} of ${conditions.size} conditions`);
}
