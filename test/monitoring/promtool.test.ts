import { ALERTS } from '../../src/monitoring/alerts/alerts';
import { RECORDED } from '../../src/monitoring/catalogue/recorded';
import { chart, only } from '../support/synth';
import { ALERT_CASES } from './alert-cases';
import { monitored } from './monitored';
import { run, write } from './tools';
import { changed, HEALTHY, inputSeries, partitions, series, still, World } from './world';

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());

interface Expectation {
  readonly expr: string;
  readonly at?: string;
  /** The one value; nothing for an empty result. */
  readonly value?: number;
}

const firing = (alert: string, severity: string) => `count(ALERTS{alertname="${alert}",severity="${severity}",alertstate="firing",namespace="mm2",replication="orders",line_of_business="retail"}) > bool 0`;

/** Evaluates the emitted rules over a world. */
function evaluate(name: string, world: World, expectations: readonly Expectation[]): string {
  const scope = chart();
  monitored(scope);
  write(`${name}.rules.json`, only(scope, 'PrometheusRule').spec);
  write(`${name}.json`, {
    rule_files: [`${name}.rules.json`],
    evaluation_interval: '30s',
    tests: [{
      interval: '30s',
      input_series: inputSeries(world),
      promql_expr_test: expectations.map(({ expr, at, value }) => ({ expr, eval_time: at ?? '60m', exp_samples: value === undefined ? [] : [{ labels: '{}', value }] })),
    }],
  });
  return run('promtool', 'test', 'rules', `${name}.json`);
}

test('promtool takes the rules', () => {
  const scope = chart();
  monitored(scope);
  const file = write('rules.json', only(scope, 'PrometheusRule').spec);
  expect(run('promtool', 'check', 'rules', file)).toContain('SUCCESS');
});

test('a target that is gone altogether is told although the tasks, and what they said, are gone with it', () => {
  const assigned = (values: string) => series('kafka_connect_coordinator_assigned_connectors', { clientid: 'connect-1' }, values);
  const gone = { assigned: assigned('1+0x60 0+0x89'), active: null, fetches: null, ...partitions('count', null) };
  expect(evaluate('target-gone', changed(gone), [{ expr: firing('ReplicationTargetUnreachable', 'critical'), value: 1 }])).toContain('SUCCESS');
  expect(evaluate('target-there', changed({ assigned: assigned(still(1)) }), [{ expr: firing('ReplicationTargetUnreachable', 'critical') }])).toContain('SUCCESS');
}, 60_000);

test('nothing fires while everything is well', () => {
  expect(evaluate('healthy', HEALTHY, ['20m', '60m', '70m'].map((at) => ({ expr: 'count by (alertname) (ALERTS)', at })))).toContain('SUCCESS');
}, 60_000);

test('every alert and severity has a case', () => {
  const expected = ALERTS.flatMap(({ name, severity }) => (severity ? [severity] : ['warning', 'critical']).map((level) => `${name} ${level}`));
  expect(ALERT_CASES.map(({ alert, severity }) => `${alert} ${severity}`)).toEqual(expected);
});

describe.each(ALERT_CASES.map((one) => [`${one.alert} (${one.severity})`, one] as const))('%s', (_, { alert, severity, fires, quiet, at }) => {
  test('fires', () => {
    expect(evaluate(`${alert}-${severity}-fires`, changed(fires), [{ expr: firing(alert, severity), value: 1, at }])).toContain('SUCCESS');
  }, 60_000);

  test('is quiet when it only looks alike', () => {
    expect(evaluate(`${alert}-${severity}-quiet`, changed(quiet), [{ expr: firing(alert, severity), at }])).toContain('SUCCESS');
  }, 60_000);
});

const RECORDED_VALUES: { readonly [record: string]: { readonly by: string; readonly value: number } } = {
  // Four partitions; the topic with a dot is reported twice.
  'partition:replication_lag_records': { by: 'sum', value: 200 },
  'partition:replication_lead_records': { by: 'sum', value: 399_800 },
  'partition:replication_records:rate2m': { by: 'sum', value: 400 },
  'partition:replication_lag_seconds': { by: 'max', value: 0.5 },
  'partition:replication_retention_headroom:ratio': { by: 'min', value: 0.9995 },
  'flow:replication_lag_records:sum': { by: 'sum', value: 200 },
  'flow:replication_lag_seconds:max': { by: 'sum', value: 0.5 },
  'flow:replication_records:rate5m': { by: 'sum', value: 400 },
  'flow:replication_bytes:rate5m': { by: 'sum', value: 40_000 },
  'replication:tasks_assigned:sum': { by: 'sum', value: 2 },
  'flow:replication_objective_met:ratio': { by: 'sum', value: 1 },
  ...Object.fromEntries(RECORDED.filter(({ record }) => record.includes('_missed:')).map(({ record }) => [record, { by: 'sum', value: 0 }])),
};

test('every recorded metric has a value to be compared with', () => {
  expect(Object.keys(RECORDED_VALUES)).toEqual(RECORDED.map(({ record }) => record));
});

test('recorded metrics have the values that the series say', () => {
  expect(evaluate('recorded', HEALTHY, Object.entries(RECORDED_VALUES).map(([record, { by, value }]) => ({ expr: `${by}(${record})`, value })))).toContain('SUCCESS');
}, 60_000);

test('topics with dots are counted once, under the name at the source and that at the target', () => {
  expect(evaluate('dots', HEALTHY, [
    { expr: 'count(partition:replication_lag_records)', value: 4 },
    { expr: 'count(partition:replication_lag_records{source_topic="returns.eu",topic="kp-local.returns.eu"})', value: 1 },
    { expr: 'partition:replication_lag_records{source_topic="returns_eu"}' },
  ])).toContain('SUCCESS');
}, 60_000);

test('recorded metrics are not there when MM2 is not', () => {
  expect(evaluate('nothing', {}, RECORDED.map(({ record }) => ({ expr: record })))).toContain('SUCCESS');
}, 60_000);
