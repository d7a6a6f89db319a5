import { FAMILIES } from '../../../src/monitoring/catalogue/catalogue';
import { namesOf } from '../../../src/monitoring/catalogue/metric';
import { PLATFORM } from '../../../src/monitoring/catalogue/platform-metrics';
import { chart, only } from '../../support/synth';
import { monitored } from '../monitored';
import { run, write } from '../tools';
import { growing, HEALTHY, inputSeries, series, Series } from '../world';
import { expressions, shown } from './shown';

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());

const used = [...new Set(shown().flatMap(expressions))];

test('promtool takes every expression', () => {
  const file = write('dashboards.json', { groups: [{ name: 'dashboards', rules: used.map((expr, i) => ({ record: `panel:${i}`, expr })) }] });
  expect(run('promtool', 'check', 'rules', file)).toContain(`SUCCESS: ${used.length} rules found`);
});

const LABELS: { readonly [label: string]: string } = {
  source: 'kp-local', target: 'kp-hub', topic: 'kp-local.orders', source_topic: 'orders', partition: '0', group: 'app', task: '0', status: 'running',
  connector: 'kp-local->kp-hub.MirrorSourceConnector', clientid: 'kp-local->kp-hub|kp-local->kp-hub.MirrorSourceConnector-0|replication-consumer',
};

/** Metrics that no alert reads: the healthy world of the alerts does without them. */
function remaining(): Series[] {
  const there = new Set(Object.values(HEALTHY).map(({ metric }) => metric));
  return [
    ...FAMILIES.flatMap((family) => {
      const labels = Object.fromEntries(family.labels.map((label) => [label, LABELS[label]]));
      return namesOf(family).map((name) => ({ name, labels }));
    }),
    ...PLATFORM.filter(({ name }) => name !== 'ALERTS').map(({ name }) => ({ name, labels: {} })),
  ].filter(({ name }) => !there.has(name)).map(({ name, labels }) => series(name, labels, growing(30, 1)));
}

test('every expression has data of a replication that is well: labels fit, joins join', () => {
  const scope = chart();
  monitored(scope);
  write('panels.rules.json', only(scope, 'PrometheusRule').spec);
  write('panels.json', {
    rule_files: ['panels.rules.json'],
    evaluation_interval: '30s',
    tests: [{
      interval: '30s',
      input_series: inputSeries({ ...HEALTHY, ...Object.fromEntries(remaining().map((one, i) => [`remaining ${i}`, one])) }),
      promql_expr_test: used.map((expr) => ({ expr: `count(${expr}) > bool 0`, eval_time: '60m', exp_samples: [{ labels: '{}', value: 1 }] })),
    }],
  });
  expect(run('promtool', 'test', 'rules', 'panels.json')).toContain('SUCCESS');
}, 60_000);
