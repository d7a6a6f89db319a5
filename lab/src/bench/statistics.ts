/** The middle value; of an even number of values, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  if (values.length === 0) {
    throw new Error('the median of nothing');
  }
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Median of the ratios of values that were measured side by side: round by round, so that a slow minute of the machine counts for both. */
export function ratio(values: readonly number[], others: readonly number[]): number {
  if (values.length !== others.length) {
    throw new Error(`${values.length} values beside ${others.length}`);
  }
  return median(values.map((value, round) => value / others[round]!));
}


/** Three significant digits, as people read them. */
export function digits(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(Math.abs(value) < 1 ? 2 : 3);
}
