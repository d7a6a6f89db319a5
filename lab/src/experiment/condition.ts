import { findingsOf } from './findings.js';
import type { Changes } from './manifest.js';
import { text, type Expectation, type Observation } from './observation.js';
import type { TestBed, TrialProps } from './test-bed.js';
import type { Trial } from './trial.js';

export type Family = 'loss' | 'duplication' | 'order';

/** One way to run a condition: with the configuration that does harm, or with a remedy. */
export interface Case {
  readonly changes?: Changes;
  /** @default - as the condition says */
  readonly act?: (trial: Trial) => Promise<Observation>;
  readonly expect: Expectation;
}

export interface Remedy extends Case {
  /** For the page; what to do. */
  readonly what: string;
}

/** A way in which MirrorMaker 2 loses, repeats or reorders records, provoked on real Kafka, and how to prevent it. */
export interface Condition extends Omit<TrialProps, 'name' | 'changes'> {
  /** `loss:<id>` is its name on the command line. */
  readonly id: string;
  readonly family: Family;
  readonly title: string;
  /** Runs in CI; all others run with `loss`. */
  readonly ci?: boolean;
  /** Code of the finding that the harmful configuration has and a remedied one has not; or why no rule can see the condition. */
  readonly finding: string | { readonly none: string };
  /** What is done. It ends with the audit. */
  readonly act: (trial: Trial) => Promise<Observation>;
  readonly damage: Case;
  readonly remedies: readonly Remedy[];
  /** For the page: how it is noticed in operation (metric, log line, status). */
  readonly seen: string;
}

export interface CaseResult {
  readonly case: string;
  readonly expected: string;
  readonly holds: boolean;
  readonly observation: Observation;
}

export interface ConditionResult {
  readonly id: string;
  readonly damage: CaseResult;
  readonly remedies: readonly CaseResult[];
}

/** Provokes the condition, applies each remedy, and checks what comes of it and what the rules say about it; all cases side by side. */
export async function prove(condition: Condition, bed: TestBed): Promise<ConditionResult> {
  const [damage, remedies] = await Promise.all([
    proveCase(condition, 'damage', condition.damage, bed),
    Promise.all(condition.remedies.map((remedy, index) => proveCase(condition, `remedy-${index + 1}`, remedy, bed))),
  ]);
  return { id: condition.id, damage, remedies };
}

async function proveCase(condition: Condition, label: string, one: Case, bed: TestBed): Promise<CaseResult> {
  const scenario = `loss:${condition.id}`;
  const trial = await bed.trial({ ...condition, name: `c-${condition.id}-${label}`, changes: one.changes });
  try {
    const observation = await (one.act ?? condition.act)(trial);
    const holds = one.expect.holds(observation);
    bed.report.check(scenario, `${label}: ${one.expect.says}`, holds, text(observation));
    if (!holds) {
      console.log(trial.workers.log());
    }
    if (typeof condition.finding === 'string') {
      const codes = await findingsOf(trial.file);
      const findingExpected = one === condition.damage;
      bed.report.check(scenario, `${label}: check ${findingExpected ? 'has' : 'has not'} the finding ${condition.finding}`,
        codes.includes(condition.finding) === findingExpected, codes.join(' '));
    }
    return { case: label, expected: one.expect.says, holds, observation };
  } finally {
    await trial.end();
  }
}

