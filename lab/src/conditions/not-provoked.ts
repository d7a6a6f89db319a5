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

export const NOT_PROVOKED: readonly NotProvoked[] = [
  {
    id: 'old-brokers',
    family: 'loss',
    title: 'brokers older than 2.1 on either side: nothing is copied',
    why: 'the lab has brokers of one version; clients of Kafka 4 refuse older ones (KIP-896)',
    remedy: 'upgrade the brokers, or an MM2 of Kafka 3; finding [broker-too-old](findings.md#broker-too-old), needs facts',
  },
];
