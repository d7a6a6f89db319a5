/**
 * Whether two selections have a name in common. Their patterns are compared as a whole (as automata), not by samples, so it holds for
 * names that nobody has thought of yet.
 *
 * @see https://github.com/RunDevelopment/refa
 */
export interface SelectionOverlap {
  /** Whether it is proven that no name can be in both. */
  readonly isDisjoint: boolean;
  /**
   * One of the shortest names that are in both; it need not exist.
   * @default - there is none, or it cannot be told
   */
  readonly example?: string;
  /**
   * Why it cannot be told, as with back references or a pattern that Java refuses.
   * @default - it can
   */
  readonly unknown?: string;
}
