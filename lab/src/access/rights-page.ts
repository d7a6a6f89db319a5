import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FEATURES } from './features.js';
import { DOCS, pageWithTable } from './measured-section.js';
import type { RemovedRight } from './removed-rights.js';

const RAW = join(DOCS, 'security', 'least-privilege.json');
const PAGE = join(DOCS, 'security.md');

const HEAD = ['Cluster', 'On', 'Operation', 'Without it', 'What was seen'];

/** Keeps what was seen, and writes it to its section of the page. */
export function keepRights(removed: readonly RemovedRight[]): void {
  mkdirSync(dirname(RAW), { recursive: true });
  writeFileSync(RAW, `${JSON.stringify(removed, undefined, 1)}\n`);
  writeFileSync(PAGE, pageOfRights(removed));
}

/** What the section was written from. */
export function keptRights(): readonly RemovedRight[] {
  return existsSync(RAW) ? JSON.parse(readFileSync(RAW, 'utf8')) as RemovedRight[] : [];
}

/** The page with this section, the rest as it is. */
export function pageOfRights(removed: readonly RemovedRight[]): string {
  return pageWithTable(PAGE, 'least privilege', [HEAD, ...removed.map(cells)]);
}

function cells({ side, resource, name, pattern, operation, reasons, stopped }: RemovedRight): string[] {
  const on = resource === 'cluster' ? 'the cluster' : `${resource === 'transactionalId' ? 'transactional id' : resource} \`${name}${pattern === 'prefix' ? '…' : ''}\``;
  return [side, on, operation, reasons.join('; '), stopped.map((feature) => FEATURES[feature].stops).join('; ')];
}
