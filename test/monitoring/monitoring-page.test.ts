import { readFileSync } from 'fs';
import { join } from 'path';
import { seriesOf } from '../../src/monitoring/cardinality';
import { MOST_SERIES } from '../../src/rules/monitoring';

const page = readFileSync(join(__dirname, '../../docs/monitoring.md'), 'utf8').replace(/\s+/g, ' ');

test('the page says how many series a usual flow has', () => {
  const series = seriesOf({ partitions: 12, dottedPartitions: 0, topics: 3, groups: 2, tasks: 2, workers: 2 });
  expect(page).toContain(`a flow of 12 partitions, two groups and two tasks has some ${Math.round(series / 100) * 100}.`);
  expect(page).toContain(`${MOST_SERIES.toLocaleString('en-US')} series`);
});
