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
  {
    id: 'streams-groups',
    family: 'loss',
    title: 'a streams group (KIP-1071) reads at the source: as with share groups, it finds no place at the target',
    why: 'only a Kafka Streams application makes such a group; MM2 asks brokers for classic and consumer groups (`ListGroupsOptions.forConsumerGroups`), so it goes the way of the share group that is provoked',
    remedy: 'the classic protocol (`group.protocol=classic`) until the move; finding [groups-not-followed](findings.md#groups-not-followed), with facts',
  },
];
