import type { Comparison } from '../agent.js';

/** What an audit and Connect say at the end of a trial. Counts are records, compared with what was acknowledged at the source. */
export interface Observation {
  readonly produced: number;
  readonly copies: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly reordered: number;
  /** Records at the target that nobody wrote, or that were aborted. */
  readonly foreign: number;
  /** Copies with another key, value, headers or timestamp. */
  readonly changed: number;
  /** State of the source connector's tasks, the worst of them. */
  readonly tasks: string;
  /** Whatever else a condition counts. */
  readonly counts: Readonly<Record<string, number | string>>;
}

export interface Expectation {
  readonly says: string;
  readonly holds: (observation: Observation) => boolean;
}

export function observation(comparison: Comparison, tasks: string, counts: Observation['counts']): Observation {
  const of = (kind: string) => comparison.differences[kind] ?? 0;
  return {
    produced: comparison.records,
    copies: comparison.copies,
    lost: of('lost'),
    duplicated: of('duplicated'),
    reordered: of('reordered'),
    foreign: of('foreign'),
    changed: Object.entries(comparison.differences).reduce((sum, [kind, count]) => sum + (kind.startsWith('changed') ? count : 0), 0),
    tasks,
    counts,
  };
}

const DAMAGES = ['lost', 'duplicated', 'reordered', 'foreign', 'changed'] as const;

/** Every record arrived once, in order and unchanged. */
export const FAITHFUL: Expectation = {
  says: 'nothing lost, duplicated, reordered, foreign or changed',
  holds: (observed) => observed.tasks === 'RUNNING' && observed.produced > 0 && DAMAGES.every((kind) => observed[kind] === 0),
};

/** One line: `500 records, 400 copies; 100 lost; tasks RUNNING`. */
export function text(observed: Observation): string {
  return [
    `${observed.produced} records, ${observed.copies} copies`,
    ...DAMAGES.filter((kind) => observed[kind] > 0).map((kind) => `${observed[kind]} ${kind}`),
    `tasks ${observed.tasks}`,
    ...Object.entries(observed.counts).map(([name, value]) => `${name} ${value}`),
  ].join('; ');
}
