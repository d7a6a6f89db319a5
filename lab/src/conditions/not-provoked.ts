import type { Family } from '../experiment/condition.js';

/** A condition that has no experiment here. */
export interface NotProvoked {
  /** Number in the list of conditions, or a word. */
  readonly id: string;
  readonly family: Family;
  readonly title: string;
  readonly why: string;
  /** What to do about it. */
  readonly remedy: string;
}

export const NOT_PROVOKED: readonly NotProvoked[] = [];
