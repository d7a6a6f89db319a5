import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Latency } from './bench-agent.js';
import { PARTS, type Link } from './parts.js';

export interface CatchUpRun {
  readonly megabytesPerSecond: number;
  readonly cpuSecondsPerGigabyte: number;
  /** How long was measured, and whether the backlog ended before the time did. */
  readonly seconds: number;
  readonly finished: boolean;
}

/** One contender at one link with one record size; the runs are in the order of the rounds. */
export interface Cell<Run> {
  readonly contender: string;
  readonly link: Link;
  readonly size: number;
  readonly runs: readonly Run[];
}

export interface PartResult {
  readonly part: string;
  readonly date: string;
  readonly machine: string;
  readonly catchUp: readonly Cell<CatchUpRun>[];
  readonly latency: readonly Cell<Latency>[];
}

/** Where results are kept: the raw numbers, and the page with its plots beside it. */
export class Results {
  public constructor(private readonly folder: string) {}

  public get file(): string {
    return join(this.folder, 'performance', 'results.json');
  }

  public get page(): string {
    return join(this.folder, 'performance.md');
  }

  public read(): readonly PartResult[] {
    return existsSync(this.file) ? JSON.parse(readFileSync(this.file, 'utf8')) as PartResult[] : [];
  }

  /** A part that was measured again takes the place of its older result. */
  public merge(fresh: readonly PartResult[]): readonly PartResult[] {
    const all = new Map([...this.read(), ...fresh].map((result) => [result.part, result]));
    const merged = PARTS.flatMap(({ id }) => all.get(id) ?? []);
    this.write('performance/results.json', `${JSON.stringify(merged, undefined, 1)}\n`);
    return merged;
  }

  public write(name: string, text: string): void {
    mkdirSync(join(this.folder, 'performance'), { recursive: true });
    writeFileSync(join(this.folder, name), text);
  }
}

/** What it was measured on. */
export function machine(): string {
  const java = /(\d\S*)/.exec(execFileSync('java', ['--version'], { encoding: 'utf8' }))?.[1] ?? 'unknown';
  return `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB of memory, Java ${java}, Apache Kafka 4.3.1`;
}
