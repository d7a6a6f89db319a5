import { findingsOf, findingsWithFacts } from './findings.js';
import { text, type Expectation, type Observation } from './observation.js';
import type { TestBed, TrialProps } from './test-bed.js';
import type { Trial } from './trial.js';

export type Family = 'loss' | 'duplication' | 'order' | 'difference';

/** One way to run a condition: with the configuration that does harm, or with a remedy. */
export interface Case extends Omit<TrialProps, 'name'> {
  /** @default - as the condition says */
  readonly act?: (trial: Trial) => Promise<Observation>;
  readonly expect: Expectation;
}

export interface Remedy extends Case {
  /** It only bounds the damage, or is a thing to do and no setting: `check` says what it said before. */
  readonly keepsFinding?: boolean;
  /** For the page; what to do. */
  readonly what: string;
}

/** A way in which MirrorMaker 2 loses, repeats or reorders records, provoked on real Kafka, and how to prevent it. */
export interface Condition extends Omit<TrialProps, 'name' | 'changes'> {
  /** Number in the list of conditions, and a word where a number has several: `4:skip`. `loss:<id>` is its name on the command line. */
  readonly id: string;
  readonly family: Family;
  readonly title: string;
  /** Runs in CI; all others run with `loss`. */
  readonly ci?: boolean;
  /** Code of the finding that the harmful configuration has and a remedied one has not; or why no rule can see the condition. */
  readonly finding: string | { readonly none: string };
  /** The finding needs to know the clusters: `check` is given what they tell of themselves after the act. */
  readonly needsFacts?: boolean;
  /** Further options that `check` needs, such as `--longest-outage`. */
  readonly checkOptions?: readonly string[];
  /** What is done. It ends with the audit. */
  readonly act: (trial: Trial) => Promise<Observation>;
  readonly damage: Case;
  readonly remedies: readonly Remedy[];
  /** For the page: how it is noticed in operation (metric, log line, status). */
  readonly seen: string;
}

export interface CaseResult {
  /** The audit, and what `check` says, are as expected. */
  readonly holds: boolean;
  /** `check` has the finding; undefined where no rule can see the condition. */
  readonly found?: boolean;
  readonly observation: Observation;
}

export interface ConditionResult {
  readonly id: string;
  readonly damage: CaseResult;
  /** In the order of the condition's remedies. */
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

/** The harmful case has the finding, one with other settings has not; undefined where no rule can see the condition. */
function expectsFinding({ finding, damage }: Condition, one: Case | Remedy): boolean | undefined {
  return typeof finding === 'string' ? one === damage || ('keepsFinding' in one && one.keepsFinding === true) : undefined;
}

async function proveCase(condition: Condition, label: string, one: Case, bed: TestBed): Promise<CaseResult> {
  return bed.alone([one.source ?? condition.source ?? 'a', one.target ?? condition.target ?? 'b'], async () => carryOut(condition, label, one, bed));
}

async function carryOut(condition: Condition, label: string, one: Case, bed: TestBed): Promise<CaseResult> {
  const scenario = `loss:${condition.id}`;
  const trial = await bed.trial({ ...condition, ...one, name: `c-${condition.id.replace(':', '-')}-${label}` });
  try {
    const observation = await (one.act ?? condition.act)(trial);
    const holds = one.expect.holds(observation);
    bed.report.check(scenario, `${label}: ${one.expect.says}`, holds, text(observation));
    if (!holds) {
      console.log(trial.workers.log());
    }
    const found = await isFound(condition, one, trial, bed, label);
    return { holds: holds && found === expectsFinding(condition, one), found, observation };
  } finally {
    await trial.end();
  }
}

async function isFound(condition: Condition, one: Case, trial: Trial, bed: TestBed, label: string): Promise<boolean | undefined> {
  const { id, finding, needsFacts, checkOptions } = condition;
  if (typeof finding !== 'string') {
    return undefined;
  }
  const expected = expectsFinding(condition, one);
  const codes = await (needsFacts ? findingsWithFacts(trial, checkOptions) : findingsOf(trial.file, checkOptions));
  const found = codes.includes(finding);
  bed.report.check(`loss:${id}`, `${label}: check ${expected ? 'has' : 'has not'} the finding ${finding}`, found === expected, codes.join(' '));
  return found;
}
