import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FEATURES } from './features.js';
import type { RemovedRight } from './removed-rights.js';

const DOCS = join(import.meta.dirname, '..', '..', '..', 'docs');
const RAW = join(DOCS, 'security', 'least-privilege.json');
const PAGE = join(DOCS, 'security.md');
const [BEGIN, END] = ['<!-- measured: least privilege -->', '<!-- end of measured -->'];

const HEAD = ['Cluster', 'On', 'Operation', 'Without it', 'What was seen'];

/** Keeps what was seen, and writes it to its section of the page. */
export function keepRights(removed: readonly RemovedRight[]): void {
  mkdirSync(dirname(RAW), { recursive: true });
  writeFileSync(RAW, `${JSON.stringify(removed, undefined, 1)}\n`);
  writeFileSync(PAGE, pageWith(removed));
}

/** What the section was written from. */
export function keptRights(): readonly RemovedRight[] {
  return existsSync(RAW) ? JSON.parse(readFileSync(RAW, 'utf8')) as RemovedRight[] : [];
}

/** The page with this section, the rest as it is. */
export function pageWith(removed: readonly RemovedRight[]): string {
  const page = readFileSync(PAGE, 'utf8');
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) {
    throw new Error(`${PAGE} has no section between '${BEGIN}' and '${END}'`);
  }
  return `${page.slice(0, begin + BEGIN.length)}\n${[HEAD, HEAD.map(() => '---'), ...removed.map(cells)].map(row).join('\n')}\n${page.slice(end)}`;
}

function cells({ side, resource, name, pattern, operation, reasons, stopped }: RemovedRight): string[] {
  const on = resource === 'cluster' ? 'the cluster' : `${resource === 'transactionalId' ? 'transactional id' : resource} \`${name}${pattern === 'prefix' ? '…' : ''}\``;
  return [side, on, operation, reasons.join('; '), stopped.map((feature) => FEATURES[feature].stops).join('; ')];
}

function row(texts: readonly string[]): string {
  return `| ${texts.map((text) => text.replace(/\|/g, '\\|')).join(' | ')} |`;
}
