/** Where the long line is, and its round trip in milliseconds. */
export interface Link {
  readonly far: 'source' | 'target' | 'none';
  readonly millis: number;
}

/** A group of contenders that are compared with each other at each of some links, with each of some record sizes. */
export interface Comparison {
  readonly contenders: readonly string[];
  readonly links: readonly Link[];
  /** Bytes of a record's value. */
  readonly sizes: readonly number[];
}

/** A piece of the benchmark that can be run alone; its comparisons are measured one after the other. */
export interface Part {
  readonly id: string;
  readonly title: string;
  readonly measures: 'catch-up' | 'latency';
  readonly comparisons: readonly Comparison[];
  /** What `--quick` measures of it. */
  readonly quick?: readonly Comparison[];
}

const NEAR: Link = { far: 'none', millis: 0 };
const ROUND_TRIPS = [20, 50, 100] as const;
const far = (side: 'source' | 'target', millis: number): Link => ({ far: side, millis });

const ENDS: readonly Link[] = [NEAR, far('target', 50)];
const MIDDLE: readonly Link[] = [NEAR, far('source', 50), far('target', 50)];
const OTHERS: readonly Link[] = [far('source', 20), far('source', 100), far('target', 20), far('target', 100)];
export const LINKS: readonly Link[] = [NEAR, ...(['source', 'target'] as const).flatMap((side) => ROUND_TRIPS.map((millis) => far(side, millis)))];

const TUNINGS = ['balanced', 'throughput', 'latency', 'link'];
const OTHERS_SETTINGS = ['example', 'notes'];
const SIZE = [1000];

export const PARTS: readonly Part[] = [
  {
    id: 'throughput', title: 'catch-up throughput over links', measures: 'catch-up',
    comparisons: [
      { contenders: [...TUNINGS, ...TUNINGS.map((name) => `${name}-loop`), ...OTHERS_SETTINGS], links: MIDDLE, sizes: SIZE },
      { contenders: [...TUNINGS, 'balanced-loop', ...OTHERS_SETTINGS], links: OTHERS, sizes: SIZE },
    ],
    quick: [{ contenders: ['balanced', 'throughput', 'balanced-loop', 'example'], links: ENDS, sizes: SIZE }],
  },
  {
    id: 'exactly-once', title: 'catch-up throughput exactly-once', measures: 'catch-up',
    comparisons: [{ contenders: ['balanced', 'throughput', 'latency'].flatMap((name) => [name, `exactly-once-${name}`]), links: MIDDLE, sizes: SIZE }],
    quick: [{ contenders: ['balanced', 'exactly-once-balanced'], links: ENDS, sizes: SIZE }],
  },
  {
    id: 'sizes', title: 'catch-up throughput of small and large records', measures: 'catch-up',
    comparisons: [{ contenders: ['balanced', 'throughput', 'balanced-loop', 'exactly-once-balanced', 'example'], links: ENDS, sizes: [100, 10_000] }],
  },
  {
    id: 'one-task', title: 'what one task copies', measures: 'catch-up',
    comparisons: [{ contenders: ['balanced-one-task'], links: [NEAR], sizes: [100, 1000, 10_000] }],
  },
  {
    id: 'secured', title: 'catch-up throughput to three brokers with TLS, SCRAM and three replicas', measures: 'catch-up',
    comparisons: [{ contenders: ['balanced', 'secured'], links: [NEAR], sizes: SIZE }],
  },
  {
    id: 'latency', title: 'end-to-end latency over links', measures: 'latency',
    comparisons: [
      { contenders: ['latency', 'balanced', 'example', 'throughput', 'link', 'notes'], links: MIDDLE, sizes: SIZE },
      { contenders: ['latency', 'balanced', 'example'], links: OTHERS, sizes: SIZE },
    ],
    quick: [{ contenders: ['latency', 'balanced', 'example'], links: ENDS, sizes: SIZE }],
  },
  {
    id: 'latency-exactly-once', title: 'end-to-end latency exactly-once', measures: 'latency',
    comparisons: [{ contenders: ['exactly-once-latency', 'exactly-once-balanced', 'exactly-once-throughput'], links: MIDDLE, sizes: SIZE }],
  },
];

/** Records per size: enough for the fastest contender to be busy for some seconds. */
export const BACKLOG: Readonly<Record<number, number>> = { 100: 4_000_000, 1000: 1_300_000, 10_000: 170_000 };

export function linkText({ far: side, millis }: Link): string {
  return side === 'none' ? 'no delay' : `${side} ${millis} ms away`;
}
