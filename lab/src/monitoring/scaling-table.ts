/** How fast a backlog was drained. */
export interface Drained {
  /** What limits a connection. */
  readonly link: string;
  readonly tasks: number;
  readonly workers: number;
  readonly workersUsed: number;
  readonly megabytesPerSecond: number;
  readonly seconds: number;
}

export interface Scaling {
  readonly date: string;
  readonly machine: string;
  readonly drained: readonly Drained[];
}

const HEAD = ['Limit', 'Tasks', 'Workers', 'Workers with a task', 'MB/s', 'Seconds'];

export function scalingTable(drained: readonly Drained[]): string[][] {
  return [HEAD, ...drained.map(({ link, tasks, workers, workersUsed, megabytesPerSecond, seconds }) =>
    [link, ...[tasks, workers, workersUsed, megabytesPerSecond, seconds].map(String)])];
}
