import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, totalmem } from 'node:os';
import type { Latency } from './bench-agent.js';
import type { Link } from './parts.js';

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

/** What came out of one part. */
export interface PartResult {
  readonly part: string;
  readonly date: string;
  readonly machine: string;
  readonly catchUp: readonly Cell<CatchUpRun>[];
  readonly latency: readonly Cell<Latency>[];
}

/** What it was measured on. */
export function machine(): string {
  const java = /(\d\S*)/.exec(execFileSync('java', ['--version'], { encoding: 'utf8' }))?.[1] ?? 'unknown';
  return `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB of memory, Java ${java}, Apache Kafka 4.3.1`;
}
