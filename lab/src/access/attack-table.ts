/** For which of the objects; the administrator's show that an operation works where nothing forbids it. */
export type Against = 'own' | 'others' | 'administrator';

/** What came of one operation, tried by one credential on all objects of a kind. */
export interface AttackRow {
  readonly cluster: string;
  readonly by: string;
  readonly against: Against;
  readonly operation: string;
  readonly kind: string;
  readonly right: string;
  /** How often it came out how: allowed, denied, invisible, failed. */
  readonly outcomes: Readonly<Record<string, number>>;
}

/** One row for each operation, and for each cluster successes / attempts: on own, on what belongs to others, the administrator's. The head first. */
export function attackTable(rows: readonly AttackRow[]): readonly (readonly string[])[] {
  const clusters = [...new Set(rows.map(({ cluster }) => cluster))];
  const operations = [...new Map(rows.map((row) => [row.operation, row])).values()];
  return [
    ['Operation', 'On', 'Right', ...clusters.flatMap((cluster) => [`${cluster}: own`, 'of others', 'administrator'])],
    ...operations.map(({ operation, kind, right }) => [operation, kind, right, ...clusters.flatMap((cluster) => (['own', 'others', 'administrator'] as const).map((against) =>
      successes(rows.filter((row) => row.operation === operation && row.cluster === cluster && row.against === against))))]),
  ];
}

function successes(rows: readonly AttackRow[]): string {
  const attempts = sum(rows.flatMap(({ outcomes }) => Object.values(outcomes)));
  return attempts === 0 ? '-' : `${sum(rows.map(({ outcomes }) => outcomes.allowed ?? 0))} / ${attempts}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
