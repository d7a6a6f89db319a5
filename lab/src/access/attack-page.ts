import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { attackTable, type AttackRow } from './attack-table.js';
import { DOCS, pageWithTable } from './measured-section.js';

const RAW = join(DOCS, 'security', 'attack-matrix.json');
const PAGE = join(DOCS, 'lines-of-business.md');

/** Keeps what came of the attacks, and writes it to its section of the page. */
export function keepAttacks(rows: readonly AttackRow[]): void {
  mkdirSync(dirname(RAW), { recursive: true });
  // A line for each: whoever compares two runs sees what changed.
  writeFileSync(RAW, `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`);
  writeFileSync(PAGE, pageOfAttacks(rows));
}

/** What the section was written from. */
export function keptAttacks(): readonly AttackRow[] {
  return existsSync(RAW) ? JSON.parse(readFileSync(RAW, 'utf8')) as AttackRow[] : [];
}

/** The page with this section, the rest as it is. */
export function pageOfAttacks(rows: readonly AttackRow[]): string {
  return pageWithTable(PAGE, 'attack matrix', attackTable(rows));
}
