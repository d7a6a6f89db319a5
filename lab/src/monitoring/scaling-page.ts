import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../effective.js';

const RAW = join(ROOT, 'docs', 'monitoring', 'scaling.json');
const PAGE = join(ROOT, 'docs', 'monitoring.md');
const [BEGIN, END] = ['<!-- measured: scaling -->', '<!-- end of measured -->'];

const HEAD = ['Limit', 'Tasks', 'Workers', 'Workers with a task', 'MB/s', 'Seconds'];

export interface Link {
  /** What limits a connection. */
  readonly link: string;
}

/** How fast a backlog was drained. */
export interface Drained extends Link {
  readonly tasks: number;
  readonly workers: number;
  readonly workersUsed: number;
  readonly megabytesPerSecond: number;
  readonly seconds: number;
}

export interface Scaling {
  readonly date: string;
  readonly machine: string;
  readonly drained: readonly Drained[];
}

/** Keeps the figures, and writes them to their section of the page. */
export function keepScaling(scaling: Scaling): void {
  mkdirSync(dirname(RAW), { recursive: true });
  writeFileSync(RAW, `${JSON.stringify(scaling, undefined, 1)}\n`);
  writeFileSync(PAGE, pageWith(scaling));
}

/** What the section was written from; undefined while nothing has been measured. */
export function keptScaling(): Scaling | undefined {
  return existsSync(RAW) ? JSON.parse(readFileSync(RAW, 'utf8')) as Scaling : undefined;
}

/** The page with this section, the rest as it is. */
export function pageWith({ date, machine, drained }: Scaling): string {
  const page = readFileSync(PAGE, 'utf8');
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) {
    throw new Error(`${PAGE} has no section between '${BEGIN}' and '${END}'`);
  }
  return `${page.slice(0, begin + BEGIN.length)}\nMeasured on ${date}: ${machine}.\n\n${tableOf(drained)}\n${page.slice(end)}`;
}

export function tableOf(drained: readonly Drained[]): string {
  return [HEAD, HEAD.map(() => '---'), ...drained.map(({ link, tasks, workers, workersUsed, megabytesPerSecond, seconds }) => [link, tasks, workers, workersUsed, megabytesPerSecond, seconds])]
    .map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
