import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../effective.js';
import { faultTable, slackMessages, type ToldFaults } from './fault-table.js';
import { pictureList, type Pictures } from './pictures/picture-list.js';
import { scalingTable, type Scaling } from './scaling-table.js';

/** Raw data and pictures, beside the page. */
export const FOLDER = join(ROOT, 'docs', 'monitoring');
const PAGE = join(ROOT, 'docs', 'monitoring.md');

/** What was measured, by the name of its section. */
interface Measured {
  readonly pictures: Pictures;
  readonly scaling: Scaling;
  readonly faults: ToldFaults;
}

/** What each section of the page says of its figures. */
const SECTIONS: { readonly [Name in keyof Measured]: (measured: Measured[Name]) => string } = {
  pictures: ({ date, dashboards }) => `Drawn on ${date}.\n\n${pictureList(dashboards, 'monitoring')}`,
  scaling: ({ date, machine, drained }) => `Measured on ${date}: ${machine}.\n\n${table(scalingTable(drained))}`,
  faults: ({ date, scale, faults }) => `Measured on ${date}, with all intervals, \`for\` and windows divided by ${scale}.\n\n${table(faultTable(faults))}\n\n`
    + `What people read in Slack, by fault:\n\n${slackMessages(faults)}`,
};

/** Keeps figures in the place of older ones, and writes the page anew. */
export function keep<Name extends keyof Measured>(name: Name, measured: Measured[Name]): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(raw(name), `${JSON.stringify(measured, undefined, 1)}\n`);
  writeFileSync(PAGE, page());
}

/** The page with what has been measured, the rest as it is. */
export function page(): string {
  return (Object.keys(SECTIONS) as (keyof Measured)[]).reduce((text, name) => withSection(text, name, content(name)), readFileSync(PAGE, 'utf8'));
}

/** A table of Markdown; the first row is its head. */
export function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`).join('\n');
}

function content<Name extends keyof Measured>(name: Name): string {
  return existsSync(raw(name)) ? SECTIONS[name](JSON.parse(readFileSync(raw(name), 'utf8')) as Measured[Name]) : 'Not run yet.';
}

function withSection(text: string, name: string, inside: string): string {
  const [begin, end] = [`<!-- measured: ${name} -->`, `<!-- end of ${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) {
    throw new Error(`${PAGE} has no section between '${begin}' and '${end}'`);
  }
  return `${text.slice(0, from + begin.length)}\n${inside}\n${text.slice(to)}`;
}

function raw(name: string): string {
  return join(FOLDER, `${name}.json`);
}
