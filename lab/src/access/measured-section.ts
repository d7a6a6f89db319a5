import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const DOCS = join(import.meta.dirname, '..', '..', '..', 'docs');

const END = '<!-- end of measured -->';

/** A page with a new table in one of its measured sections, the rest as it is. @param table the head first */
export function pageWithTable(path: string, section: string, table: readonly (readonly string[])[]): string {
  const page = readFileSync(path, 'utf8');
  const start = `<!-- measured: ${section} -->`;
  const begin = page.indexOf(start);
  const end = page.indexOf(END, Math.max(begin, 0));
  if (begin < 0 || end < 0) {
    throw new Error(`${path} has no section between '${start}' and '${END}'`);
  }
  const [head = [], ...rows] = table;
  return `${page.slice(0, begin + start.length)}\n${[head, head.map(() => '---'), ...rows].map(row).join('\n')}\n${page.slice(end)}`;
}

function row(texts: readonly string[]): string {
  return `| ${texts.map((text) => text.replace(/\|/g, '\\|')).join(' | ')} |`;
}
