import type { Latency } from './bench-agent.js';
import { labelOf } from './contenders.js';
import { linkText, type Link } from './parts.js';
import type { CatchUpRun, Cell, PartResult } from './results.js';
import { digits, median, ratio } from './statistics.js';

/** One figure that a bar asks for. */
export interface Figure {
  readonly where: string;
  readonly value: number;
}

/** What was asked for, and what came out. */
export interface Verdict {
  readonly asked: string;
  readonly unit: string;
  readonly worst: Figure;
  readonly best: Figure;
  readonly reached: boolean;
}

interface Bar {
  readonly asked: string;
  /** `least`: no figure may be below it; `most`: none above. */
  readonly limit: { readonly least: number } | { readonly most: number };
  readonly unit: string;
  readonly figures: (measured: Measured) => readonly Figure[];
}

const TUNINGS = ['balanced', 'throughput', 'latency', 'link'];
const EXACTLY_ONCE = ['balanced', 'throughput', 'latency'];

const speed = ({ megabytesPerSecond }: CatchUpRun) => megabytesPerSecond;
const cpu = ({ cpuSecondsPerGigabyte }: CatchUpRun) => cpuSecondsPerGigabyte;
const near = ({ far }: Link) => far === 'none';
const at = (side: Link['far'], milliseconds: number) => ({ far, millis }: Link) => far === side && millis === milliseconds;
const anywhere = () => true;

const BARS: readonly Bar[] = [
  {
    asked: 'each tuning: at least 0.9 of a bare consume-produce loop with the same client settings', limit: { least: 0.9 }, unit: '',
    figures: (measured) => TUNINGS.flatMap((name) => measured.ratios('throughput', name, `${name}-loop`, anywhere, speed)),
  },
  { asked: 'default: at least 1.5 times the example, no delay', limit: { least: 1.5 }, unit: '', figures: (measured) => measured.ratios('throughput', 'balanced', 'example', near, speed) },
  { asked: '`throughput`: at least 2 times the example, no delay', limit: { least: 2 }, unit: '', figures: (measured) => measured.ratios('throughput', 'throughput', 'example', near, speed) },
  { asked: 'default: at least 50 times the example, target 50 ms away', limit: { least: 50 }, unit: '', figures: (measured) => measured.ratios('throughput', 'balanced', 'example', at('target', 50), speed) },
  { asked: 'default: at least 1.8 times the example, source 50 ms away', limit: { least: 1.8 }, unit: '', figures: (measured) => measured.ratios('throughput', 'balanced', 'example', at('source', 50), speed) },
  {
    asked: 'processor time per GB: at most 0.75 of the example\'s', limit: { most: 0.75 }, unit: '',
    figures: (measured) => TUNINGS.flatMap((name) => measured.ratios('throughput', name, 'example', anywhere, cpu)),
  },
  {
    asked: 'exactly-once: at least 0.7 of at-least-once, no delay', limit: { least: 0.7 }, unit: '',
    figures: (measured) => EXACTLY_ONCE.flatMap((name) => measured.ratios('exactly-once', `exactly-once-${name}`, name, near, speed)),
  },
  {
    asked: 'exactly-once: at least 0.8 of at-least-once, target 50 ms away', limit: { least: 0.8 }, unit: '',
    figures: (measured) => EXACTLY_ONCE.flatMap((name) => measured.ratios('exactly-once', `exactly-once-${name}`, name, at('target', 50), speed)),
  },
  {
    asked: '`latency`: p99 no worse than the example\'s, at every round trip', limit: { most: 1 }, unit: '',
    figures: (measured) => measured.p99('latency').map(({ link, value }) => ({ where: `latency, ${linkText(link)}`, value: value / measured.p99Of('example', link) })),
  },
  {
    asked: '`latency`: p99 at most 100 ms, target 50 ms away', limit: { most: 100 }, unit: 'ms',
    figures: (measured) => measured.p99('latency').filter(({ link }) => at('target', 50)(link)).map(({ link, value }) => ({ where: `latency, ${linkText(link)}`, value })),
  },
  {
    asked: '`balanced`: p99 at most 30 ms above `latency`', limit: { most: 30 }, unit: 'ms',
    figures: (measured) => measured.p99('balanced').map(({ link, value }) => ({ where: `balanced, ${linkText(link)}`, value: value - measured.p99Of('latency', link) })),
  },
];

/** What the bars ask for that was measured. */
class Measured {
  public constructor(private readonly results: readonly PartResult[]) {}

  /** Of a contender to another in the same comparison, at each link that both were measured at. */
  public ratios(part: string, contender: string, other: string, where: (link: Link) => boolean, value: (run: CatchUpRun) => number): Figure[] {
    const cells = this.results.find((result) => result.part === part)?.catchUp ?? [];
    return cells.filter((cell) => cell.contender === contender && where(cell.link)).flatMap((cell) => {
      const beside = cells.find((each) => each.contender === other && sameLink(each.link, cell.link) && each.size === cell.size);
      return beside === undefined ? [] : [{ where: `${labelOf(contender)}, ${linkText(cell.link)}`, value: ratio(cell.runs.map(value), beside.runs.map(value)) }];
    });
  }

  /** Links at which a contender and the one it is held against were measured. */
  public p99(contender: string): { link: Link; value: number }[] {
    return this.latencies().filter((cell) => cell.contender === contender).map(({ link, runs }) => ({ link, value: p99(runs) }));
  }

  public p99Of(contender: string, link: Link): number {
    const cell = this.latencies().find((each) => each.contender === contender && sameLink(each.link, link));
    return cell === undefined ? Number.NaN : p99(cell.runs);
  }

  private latencies(): readonly Cell<Latency>[] {
    return this.results.find(({ part }) => part === 'latency')?.latency ?? [];
  }
}

/** Every bar that was measured, with the figure that reaches it least and the one that reaches it best. */
export function verdicts(results: readonly PartResult[]): Verdict[] {
  const measured = new Measured(results);
  return BARS.flatMap(({ asked, unit, limit, figures }) => {
    const wantsMore = 'least' in limit;
    const found = figures(measured).filter(({ value }) => !Number.isNaN(value)).sort((a, b) => wantsMore ? a.value - b.value : b.value - a.value);
    const holds = ({ value }: Figure) => wantsMore ? value >= limit.least : value <= limit.most;
    return found.length === 0 ? [] : [{ asked, unit, worst: found[0]!, best: found.at(-1)!, reached: found.every(holds) }];
  });
}

export function figureText({ value, where }: Figure, unit: string): string {
  return `${digits(value)}${unit === '' ? '' : ` ${unit}`} (${where})`;
}

function p99(runs: readonly Latency[]): number {
  return median(runs.map((run) => run.p99));
}

function sameLink(a: Link, b: Link): boolean {
  return a.far === b.far && a.millis === b.millis;
}
