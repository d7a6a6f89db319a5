import type { Bed } from './bed.js';
import type { Latency } from './bench-agent.js';
import type { Configurations } from './contenders.js';
import { BACKLOG, linkText, type Comparison, type Link, type Part } from './parts.js';
import { machine, type CatchUpRun, type Cell, type PartResult } from './results.js';
import { digits } from './statistics.js';

/** How long is measured, and how often. */
export interface Effort {
  readonly rounds: number;
  readonly catchUpSeconds: number;
  readonly latencySeconds: number;
}

/** Seconds until all tasks of a catch-up are at work, and until a stream is even. */
const CATCH_UP_SETTLES = 1;
const LATENCY_SETTLES = 2;
/** What a run needs beside the time that is measured: connector, first record, end. */
const AROUND = { 'catch-up': 2, 'latency': 4 } as const;

/** Until clusters and workers run, and a backlog is there. */
const START_SECONDS = 45;

const RATE = 1000;
const NEAR: Link = { far: 'none', millis: 0 };
/** Runs that are thrown away until the code of a process is compiled: a worker that is cold copies a quarter, and still gains after ten runs. */
const WARM_UPS: readonly (readonly [contender: string, runs: number])[] = [['balanced', 14], ['balanced-loop', 6], ['example', 8], ['exactly-once-balanced', 10], ['secured', 10]];
/** The same for streams, which take other ways through the code: in the first run p99 is ten times that of the third. */
const LIVE_WARM_UPS = 2;
const ATTEMPTS = 2;

type Chosen = readonly { readonly part: Part; readonly comparisons: readonly Comparison[] }[];

interface Step {
  readonly contender: string;
  readonly link: Link;
  readonly size: number;
}

/** Takes parts, one after the other, through their comparisons: in each, round after round, all contenders in turn. */
export class Runner {
  /** What parts will take, the start of the clusters and the warm-up included. */
  public static minutes(parts: Chosen, effort: Effort): number {
    return Math.ceil((START_SECONDS + plannedSeconds(parts, effort)) / 60);
  }

  public failed = 0;
  public passed = 0;
  private readonly start = Date.now();
  private readonly secondsPlanned: number;
  private secondsDone = 0;

  public constructor(
    private readonly bed: Bed, private readonly configurations: Configurations, private readonly effort: Effort, private readonly parts: Chosen,
  ) {
    this.secondsPlanned = plannedSeconds(parts, effort);
  }

  public async run(keep: (result: PartResult) => void): Promise<void> {
    await this.warmUp();
    for (const { part, comparisons } of this.parts) {
      keep(await this.runPart(part, comparisons));
    }
  }

  private async warmUp(): Promise<void> {
    await this.bed.prepare(BACKLOG[1000]!, 1000);
    for (const { contender, measures } of warmUps(this.parts)) {
      const step = { contender, link: NEAR, size: 1000 };
      const text = measures === 'latency' ? latencyText(await this.latency(step)) : catchUpText(await this.catchUp(step));
      this.tell(`warm-up: ${contender} ${text}`, runSeconds({ measures }, this.effort));
    }
  }

  private async runPart(part: Part, comparisons: readonly Comparison[]): Promise<PartResult> {
    const catchUp: Cell<CatchUpRun>[] = [];
    const latency: Cell<Latency>[] = [];
    // By record size: a backlog is made once.
    const groups = comparisons.flatMap(({ contenders, links, sizes }) => sizes.flatMap((size) => links.map((link) =>
      contenders.map((contender): Step => ({ contender, link, size }))))).sort(([a], [b]) => a!.size - b!.size);
    for (const group of groups) {
      if (part.measures === 'latency') {
        latency.push(...await this.rounds(part, group, (step) => this.latency(step), latencyText));
      } else {
        await this.bed.prepare(BACKLOG[group[0]!.size]!, group[0]!.size);
        catchUp.push(...await this.rounds(part, group, (step) => this.catchUp(step), catchUpText));
      }
    }
    return { part: part.id, date: new Date().toISOString().slice(0, 10), machine: machine(), catchUp, latency };
  }

  private async rounds<Run>(part: Part, contenders: readonly Step[], measure: (step: Step) => Promise<Run>, text: (run: Run) => string): Promise<Cell<Run>[]> {
    const runs = contenders.map((): Run[] => []);
    for (let round = 0; round < this.effort.rounds; round++) {
      // There and back again: what drifts hits the first and the last alike.
      const order = contenders.map((_, index) => round % 2 === 0 ? index : contenders.length - 1 - index);
      for (const index of order) {
        const step = contenders[index]!;
        const run = await this.attempt(step, measure);
        if (run !== undefined) {
          runs[index]!.push(run);
        }
        const where = `${part.id}, ${linkText(step.link)}, ${step.size} B, round ${round + 1}`;
        this.tell(`${where}: ${step.contender} ${run === undefined ? 'FAILED' : text(run)}`, runSeconds(part, this.effort));
      }
    }
    // Rounds are compared with each other: a contender that missed one has no figure.
    return contenders.flatMap((step, index) => runs[index]!.length === this.effort.rounds ? [{ ...step, runs: runs[index]! }] : []);
  }

  private async attempt<Run>(step: Step, measure: (step: Step) => Promise<Run>): Promise<Run | undefined> {
    for (let attempt = 1; ; attempt++) {
      try {
        const run = await measure(step);
        this.passed++;
        return run;
      } catch (error) {
        console.log(`${step.contender}: ${(error as Error).message}`);
        if (attempt === ATTEMPTS) {
          this.failed++;
          return undefined;
        }
      }
    }
  }

  private async catchUp({ contender, link, size }: Step): Promise<CatchUpRun> {
    const setup = this.configurations.setup(contender, link);
    const { records, seconds, cpuSeconds, finished } = await this.bed.catchUp(setup, link, CATCH_UP_SETTLES, this.effort.catchUpSeconds);
    const megabytes = records * size / 1e6;
    return {
      megabytesPerSecond: rounded(megabytes / seconds), cpuSecondsPerGigabyte: rounded(cpuSeconds / megabytes * 1000), seconds: rounded(seconds), finished,
    };
  }

  private async latency({ contender, link, size }: Step): Promise<Latency> {
    const latency = await this.bed.latency(this.configurations.setup(contender, link), link,
      { rate: RATE, size, settleSeconds: LATENCY_SETTLES, seconds: this.effort.latencySeconds });
    return { ...latency, p50: rounded(latency.p50), p99: rounded(latency.p99), max: rounded(latency.max) };
  }

  private tell(what: string, planned: number): void {
    this.secondsDone += planned;
    const elapsed = (Date.now() - this.start) / 1000;
    // At the pace so far: a busy machine takes longer than planned.
    const left = (this.secondsPlanned - this.secondsDone) * elapsed / this.secondsDone;
    console.log(`[${elapsed.toFixed(0).padStart(4)} s, ${Math.ceil(left / 60)} min to go] ${what}`);
  }
}

function catchUpText({ megabytesPerSecond, cpuSecondsPerGigabyte }: CatchUpRun): string {
  return `${digits(megabytesPerSecond)} MB/s, ${digits(cpuSecondsPerGigabyte)} s/GB`;
}

function latencyText({ p50, p99, late }: Latency): string {
  return `p50 ${digits(p50)} ms, p99 ${digits(p99)} ms${late > 0 ? `, ${late} late` : ''}`;
}

function plannedSeconds(parts: Chosen, effort: Effort): number {
  const runs = parts.reduce((sum, { part, comparisons }) => sum + runSeconds(part, effort) * comparisons.flatMap(steps).length * effort.rounds, 0);
  return runs + warmUps(parts).reduce((sum, warmUp) => sum + runSeconds(warmUp, effort), 0);
}

function runSeconds({ measures }: Pick<Part, 'measures'>, effort: Effort): number {
  return AROUND[measures] + (measures === 'latency' ? LATENCY_SETTLES + effort.latencySeconds : CATCH_UP_SETTLES + effort.catchUpSeconds);
}

/** Only what the chosen parts use: catch-up first, which compiles most. */
function warmUps(parts: Chosen): { contender: string; measures: Part['measures'] }[] {
  const using = (measures: Part['measures'] | undefined) => new Set(parts.filter(({ part }) => measures === undefined || part.measures === measures)
    .flatMap(({ comparisons }) => comparisons.flatMap(({ contenders }) => contenders.map(processOf))));
  const used = (measures: Part['measures'] | undefined) => WARM_UPS.filter(([contender]) => using(measures).has(processOf(contender)));
  return [
    ...used(undefined).flatMap(([contender, times]) => Array.from({ length: times }, () => ({ contender, measures: 'catch-up' as const }))),
    ...used('latency').flatMap(([contender]) => Array.from({ length: LIVE_WARM_UPS }, () => ({ contender, measures: 'latency' as const }))),
  ];
}

const PROCESSES: readonly (readonly [process: string, contenders: RegExp])[] = [
  ['loop', /-loop$/], ['exactly-once', /^exactly-once-/], ['kafka-jvm', /^(example|notes)$/], ['secured', /^secured$/], ['at-least-once', /./],
];

/** Which process a contender runs in. */
function processOf(contender: string): string {
  return PROCESSES.find(([, contenders]) => contenders.test(contender))![0];
}

function steps({ contenders, links, sizes }: Comparison): Step[] {
  return contenders.flatMap((contender) => links.flatMap((link) => sizes.map((size) => ({ contender, link, size }))));
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
