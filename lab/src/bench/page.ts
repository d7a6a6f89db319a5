import type { Latency } from './bench-agent.js';
import { CONTENDERS, labelOf } from './contenders.js';
import { LINKS, linkText, PARTS, type Link } from './parts.js';
import type { CatchUpRun, Cell, PartResult } from './results.js';
import { digits, median } from './statistics.js';
import { svg, type Chart } from './svg.js';
import { figureText, verdicts } from './verdicts.js';

const INTRO = `# Performance

How fast MirrorMaker 2 copies with the settings that this library writes, beside other settings and beside the least that could do the work. Page, plots and
the raw numbers ([results.json](performance/results.json)) are written by the benchmark; nothing here is typed in.

\`\`\`sh
npm run synth
npm run bench -- --quick             # ten minutes; prints a summary
npm run bench -- --list              # the parts, with the time that each takes
npm run bench -- --part throughput   # one part
npm run bench -- --write             # all of them; writes this page
\`\`\`

- **The clusters**: one PLAINTEXT broker per side, replication factor 1, data in memory where the system has \`/dev/shm\`. Everything shares one machine: a
  faster copy also makes the brokers work harder, so figures are comparable with each other only, and ratios are what counts.
- **The worker**: one Connect worker runs all tasks. Its code is compiled before the first figure (\`warm-up\` in the output), and connectors come and go while it stays.
  At-least-once contenders share one worker, exactly-once contenders another, with heap, JVM options and worker settings as emitted for \`balanced\`. Those that
  are not ours share a third: the same heap and worker settings, and the JVM options that Kafka's start script takes where a resource names none.
- **The long line**: a proxy delays every byte by half a round trip, in both directions, without limiting how many are under way. "No delay" goes without proxy. It
  shows what waiting for answers costs; it does not lose packets, and it does not show the limits of TCP windows. The worker's own topics are reached without delay.
- **Catch-up**: a backlog of random bytes in six partitions is copied for some seconds, beginning a second after the first record has arrived. MB are 10⁶ bytes of values.
  *CPU* is the processor time of the worker's process, garbage collection and compiler included.
- **Latency**: 1,000 records of 1 kB a second, from the producer's \`send\` next to the source to a \`read_committed\` consumer next to the target. *Late*: not there a
  second after the last record was sent.
- **Rounds**: at each link all contenders run in turn, round after round, there and back again. Tables show medians; ratios are medians of the ratios within a round.
- **Contenders**: \`balanced\`, \`throughput\`, \`latency\` and \`forLink\` (100 MiB/s of 1 KiB records over the link in question) as in
  [examples/performance](../examples/performance/main.ts), \`latency\` with the round trip to the target, all else by default: two tasks, four exactly-once. *Bare loop*: poll and
  send, with the same client settings, as many threads as tasks, and the JVM of the worker; it keeps no positions, measures nothing and survives nothing. *Operator's example*: Strimzi's own example, one task, Kafka's client
  defaults. *Three secured brokers* (informative): \`balanced\` to a target with TLS, SCRAM and replication factor 3, whose brokers share the machine too. *Notes of 2020*: up to ten tasks, here six, and Kafka's client defaults.
`;

/** Which cells a plot shows. */
interface Plot {
  readonly name: string;
  readonly part: string;
  readonly contenders: readonly string[];
  readonly chart: (cells: readonly Cell<unknown>[], value: (cell: Cell<unknown>) => number) => Chart;
}

const TUNINGS = ['balanced', 'throughput', 'latency', 'link'];
const value = (cell: Cell<unknown>): number => 'p99' in (cell.runs[0] as object) ? p99(cell as Cell<Latency>) : speed(cell as Cell<CatchUpRun>);

const overRoundTrips = (side: 'source' | 'target', what: string, unit: string) => (cells: readonly Cell<unknown>[], of: (cell: Cell<unknown>) => number): Chart => ({
  title: `${what}, ${side} far away`,
  x: { label: `round trip to the ${side}, ms`, ticks: [0, 20, 50, 100] },
  y: { label: `${unit}, logarithmic`, logarithmic: true },
  series: series(cells.filter(({ link }) => link.far === side || link.far === 'none'), of, ({ link }) => link.millis),
});

const PLOTS: readonly Plot[] = [
  ...(['source', 'target'] as const).flatMap((side): Plot[] => [
    { name: `throughput-${side}`, part: 'throughput', contenders: [...TUNINGS, 'balanced-loop', 'example', 'notes'], chart: overRoundTrips(side, 'Catch-up throughput', 'MB/s') },
    { name: `latency-${side}`, part: 'latency', contenders: ['latency', 'balanced', 'example'], chart: overRoundTrips(side, 'p99 latency at 1,000 records/s', 'ms') },
  ]),
  {
    name: 'exactly-once', part: 'exactly-once', contenders: ['balanced', 'throughput', 'latency'].flatMap((name) => [name, `exactly-once-${name}`]),
    chart: (cells, of) => {
      const links = LINKS.filter((link) => cells.some((cell) => linkText(cell.link) === linkText(link)));
      const place = ({ link }: Cell<unknown>) => links.findIndex((each) => linkText(each) === linkText(link));
      return {
        title: 'At-least-once and exactly-once', bars: true,
        x: { label: 'link', ticks: links.map((_, index) => index), names: links.map(linkText) },
        y: { label: 'MB/s' },
        series: series(cells, of, place),
      };
    },
  },
];

/** The page and its plots, from the raw numbers alone: file name (below docs) to content. */
export function pageFiles(results: readonly PartResult[]): Map<string, string> {
  const plots = PLOTS.flatMap((plot) => {
    const result = results.find(({ part }) => part === plot.part);
    const cells = [...result?.catchUp ?? [], ...result?.latency ?? []].filter(({ contender, size }) => plot.contenders.includes(contender) && size === 1000);
    const chart = plot.chart(cells, value);
    // A point is no line.
    return new Set(chart.series.flatMap(({ points }) => points.map(([x]) => x))).size < 2 ? [] : [{ plot, content: svg(chart) }];
  });
  const page = [
    INTRO,
    `## What was asked for\n\n${verdictTable(results)}\n`,
    ...PARTS.flatMap(({ id, title }) => {
      const result = results.find(({ part }) => part === id);
      return result === undefined ? [] : [[
        `## ${title[0]!.toUpperCase()}${title.slice(1)}\n`,
        `Measured on ${result.date}: ${result.machine}; medians of ${Math.min(...[...result.catchUp, ...result.latency].map(({ runs }) => runs.length))} rounds.\n`,
        ...plots.filter(({ plot }) => plot.part === id).map(({ plot }) => `![${plot.name}](performance/${plot.name}.svg)\n`),
        ...(result.catchUp.length > 0 ? [catchUpTables(result.catchUp)] : []),
        ...(result.latency.length > 0 ? [latencyTable(result.latency)] : []),
      ].join('\n')];
    }),
  ].join('\n');
  return new Map([['performance.md', page], ...plots.map(({ plot, content }): [string, string] => [`performance/${plot.name}.svg`, content])]);
}

/** The bars, for the page and for the end of a run. */
export function verdictTable(results: readonly PartResult[]): string {
  return table(['Asked for', 'Worst', 'Best', 'Reached'], verdicts(results).map(({ asked, unit, worst, best, reached }) =>
    [asked, figureText(worst, unit), figureText(best, unit), reached ? 'yes' : '**no**']));
}

function catchUpTables(cells: readonly Cell<CatchUpRun>[]): string {
  const sizes = [...new Set(cells.map(({ size }) => size))];
  return sizes.map((size) => {
    const mine = cells.filter((cell) => cell.size === size);
    return `Records of ${size} B: MB/s, and CPU seconds per GB.\n\n${perLink(mine, (cell) => `${digits(speed(cell))}, ${digits(median(cell.runs.map((run) => run.cpuSecondsPerGigabyte)))} s`)}\n`;
  }).join('\n');
}

function latencyTable(cells: readonly Cell<Latency>[]): string {
  const late = (cell: Cell<Latency>) => median(cell.runs.map((run) => run.late));
  return `p50 / p99 in milliseconds.\n\n${perLink(cells, (cell) =>
    `${digits(median(cell.runs.map((run) => run.p50)))} / ${digits(p99(cell))}${late(cell) > 0 ? `, ${digits(late(cell))} late` : ''}`)}\n`;
}

/** A row per contender, a column per link. */
function perLink<Run>(cells: readonly Cell<Run>[], show: (cell: Cell<Run>) => string): string {
  const links = LINKS.filter((link) => cells.some((cell) => same(cell.link, link)));
  const contenders = CONTENDERS.filter(({ id }) => cells.some(({ contender }) => contender === id));
  return table(['', ...links.map(linkText)], contenders.map(({ id, label }) => [label, ...links.map((link) => {
    const cell = cells.find((each) => each.contender === id && same(each.link, link));
    return cell === undefined ? '' : show(cell);
  })]));
}

function series(cells: readonly Cell<unknown>[], of: (cell: Cell<unknown>) => number, x: (cell: Cell<unknown>) => number): Chart['series'] {
  return CONTENDERS.filter(({ id }) => cells.some(({ contender }) => contender === id)).map(({ id }) => ({
    label: labelOf(id),
    points: cells.filter(({ contender }) => contender === id).map((cell) => [x(cell), of(cell)] as const).sort(([a], [b]) => a - b),
  }));
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function speed({ runs }: Cell<CatchUpRun>): number {
  return median(runs.map(({ megabytesPerSecond }) => megabytesPerSecond));
}

function p99({ runs }: Cell<Latency>): number {
  return median(runs.map((run) => run.p99));
}

function same(a: Link, b: Link): boolean {
  return a.far === b.far && a.millis === b.millis;
}
