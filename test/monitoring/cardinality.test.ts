import { GroupSelection, GroupType, TopicSelection } from '../../src';
import { FlowSize, seriesOf, seriesOfAll, sizeOf } from '../../src/monitoring/cardinality';
import { FAMILIES } from '../../src/monitoring/catalogue/catalogue';
import { MOST_SERIES } from '../../src/rules/monitoring';
import { onPrem } from '../support/clusters';
import { chart } from '../support/synth';
import { orders } from './monitored';

const SMALL: FlowSize = { partitions: 12, dottedPartitions: 0, topics: 3, groups: 2, tasks: 2, workers: 2 };
const grown = (over: Partial<FlowSize>) => seriesOf({ ...SMALL, ...over }) - seriesOf(SMALL);

test('a partition has so many series: 14 scraped, 5 recorded, and 4 for each group', () => {
  expect(FAMILIES.filter(({ per }) => per === 'partition').reduce((sum, { attributes }) => sum + attributes.length, 0)).toBe(14);
  expect(grown({ partitions: 13 })).toBe(14 + 5 + 4 * 2);
});

test('a partition of a topic with dots has two more', () => {
  expect(grown({ dottedPartitions: 1 })).toBe(2);
});

test('a usual flow stays far below the limit, one of 5,000 partitions and five groups does not', () => {
  expect(seriesOf(SMALL)).toBeLessThan(1000);
  expect(seriesOf({ ...SMALL, partitions: 5000, groups: 5 })).toBeGreaterThan(MOST_SERIES);
});

test('the size of a flow comes from the facts of its source', () => {
  const source = onPrem.withFacts({
    topics: { 'orders': { partitions: 6 }, 'returns.eu': { partitions: 2 }, 'readings': {}, 'other': { partitions: 50 } },
    groups: { app: GroupType.CLASSIC, other: GroupType.CLASSIC },
  });
  const { model } = orders(chart(), { source });
  expect(sizeOf(model, model.flows[0])).toEqual({ partitions: 9, dottedPartitions: 2, topics: 3, groups: 1, tasks: 2, workers: 2 });
});

test('without facts nothing is known', () => {
  const { model } = orders(chart(), { topics: TopicSelection.all(), groups: GroupSelection.all() });
  expect(sizeOf(model, model.flows[0])).toBeUndefined();
  expect(seriesOfAll(model)).toBe(0);
});
