import { readFileSync } from 'fs';
import { join } from 'path';
import { OF_OTHER_EXPORTERS } from '../../src/monitoring/catalogue/platform-metrics';
import { monitored } from '../monitoring/monitored';
import { run as runTool, write } from '../monitoring/tools';
import { chart, only } from '../support/synth';
import { evaluate as evaluateIn, ROOT, run } from './lab-module';

const evaluate = <T>(module: string, expression: string): T => evaluateIn(`monitoring/${module}`, expression);

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());

function emitted(kind: string): object {
  const scope = chart();
  monitored(scope);
  return only(scope, kind);
}

describe('the time scale', () => {
  test('shortens intervals, for and windows, and nothing else', () => {
    const rule = { alert: 'A', for: '5m', expr: 'max_over_time(x{topic=~"a[.]b",le="5m"}[1h]) > 300 unless rate5m offset 1d', annotations: { summary: 'in [15m]' } };
    expect(evaluate('time-scale', `m.scaled(${JSON.stringify({ interval: '30s', groupWait: '1m', port: '5s', rules: [rule] })})`)).toEqual({
      interval: '3000ms', groupWait: '6000ms', port: '5s',
      rules: [{ ...rule, for: '30000ms', expr: 'max_over_time(x{topic=~"a[.]b",le="5m"}[360000ms]) > 300 unless rate5m offset 8640000ms' }],
    });
  });

  test('leaves rules that Prometheus takes', () => {
    const { spec } = emitted('PrometheusRule') as { spec: object };
    const file = write('scaled.rules.json', evaluate('time-scale', `m.scaled(${JSON.stringify(spec)})`));
    expect(runTool('promtool', 'check', 'rules', file)).toContain('SUCCESS');
  });
});

describe('what the operator would make of the emitted objects', () => {
  const resource = { metadata: { name: 'mm2-orders', namespace: 'mm2' } };
  const pods = `m.podsOf(${JSON.stringify(resource)}, new Map([[0, '127.1.1.1'], [1, '127.1.1.2']]))`;

  test('Prometheus takes the scrape', () => {
    const scrape = evaluate<object>('scrape-config', `m.scrapeConfig(${JSON.stringify(emitted('PodMonitor'))}, ${pods})`);
    const file = write('scrape.json', { scrape_configs: [scrape] });
    expect(runTool('promtool', 'check', 'config', '--syntax-only', file)).toContain('SUCCESS');
    expect(scrape).toMatchObject({
      job_name: 'podMonitor/mm2/mm2-orders/0',
      static_configs: [{ targets: ['127.1.1.1:9404'], labels: { __meta_kubernetes_pod_name: 'mm2-orders-mirrormaker2-0' } }, { targets: ['127.1.1.2:9404'] }],
    });
  });

  test('Alertmanager takes routes, receivers and inhibition of one namespace', () => {
    const config = evaluate<any>('alertmanager-config', `m.alertmanagerFile([${JSON.stringify(emitted('AlertmanagerConfig'))}], ({ name, key }) => 'http://127.0.0.1/' + name + '/' + key)`);
    const file = write('lab-alertmanager.json', config);
    expect(runTool('amtool', 'check-config', file)).toContain('SUCCESS');
    expect(config.receivers[1].slack_configs[0].api_url).toBe('http://127.0.0.1/slack/webhook');
    const labels = ['namespace=mm2', 'replication=orders', 'severity=critical'];
    expect(runTool('amtool', 'config', 'routes', 'test', `--config.file=${file}`, ...labels)).toContain('mm2/kafka-replication/slack-critical');
    expect(runTool('amtool', 'config', 'routes', 'test', `--config.file=${file}`, 'namespace=other', ...labels.slice(1))).toBe('null');
  });
});

describe('metrics of other exporters', () => {
  test('are those that the catalogue declares, and nobody looks for them in a scrape of MM2', () => {
    const { read } = evaluate<{ read: string[] }>('exported-names', `m.namesInRules(${JSON.stringify(emitted('PrometheusRule'))})`);
    expect(read).toEqual(expect.arrayContaining(['up', 'jvm_memory_used_bytes', 'kafka_connect_worker_task_count']));
    expect(read.filter((name) => OF_OTHER_EXPORTERS.some((metric) => metric.name === name))).toEqual([]);
  });

  test('are all that an expression reads, or it is looked for', () => {
    const elsewhere = (expression: string) => evaluate<boolean>('exported-names', `m.isElsewhere(${JSON.stringify(expression)})`);
    expect(elsewhere('otelcol_exporter_queue_size{} / otelcol_exporter_queue_capacity{}')).toBe(true);
    expect(elsewhere('vector_buffer_byte_size{} > bool up{}')).toBe(false);
    expect(elsewhere('vector(0)')).toBe(false);
  });
});

describe('faults', () => {
  const faults = evaluate<{ name: string; alert: string; severity: string; ci?: boolean }[]>('faults', 'm.FAULTS');

  test('are at least twelve, each with a name of its own, three of them in CI', () => {
    expect(faults.length).toBeGreaterThanOrEqual(12);
    expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
    expect(faults.filter(({ ci }) => ci)).toHaveLength(3);
  });

  test('are told by alerts that the library emits', () => {
    const { spec } = emitted('PrometheusRule') as { spec: { groups: { rules: { alert?: string; labels?: { severity: string } }[] }[] } };
    const alerts = spec.groups.flatMap(({ rules }) => rules.map(({ alert, labels }) => `${alert} ${labels?.severity}`));
    expect(alerts).toEqual(expect.arrayContaining(faults.map(({ alert, severity }) => `${alert} ${severity}`)));
  });

  test('fails for a fault that there is not', () => {
    expect(() => run('lab/src/main.ts', '--faults', 'no-such-fault', 'S21')).toThrow('unknown fault no-such-fault; 1 to');
  });
});

describe('Slack', () => {
  const answers = (posts: string) => evaluate<string[]>('slack', `await (async () => {
    const slack = await m.FakeSlack.start('127.9.9.9');
    const url = slack.webhook({ name: 'slack', key: 'webhook' });
    const post = async (to, body) => (await fetch(to, { method: 'POST', body })).text();
    const said = [${posts}, JSON.stringify(slack.messages.map(({ channel, title }) => [channel, title]))];
    slack.stop();
    return said;
  })()`);

  test('takes what a webhook is posted, and says no as Slack does', () => {
    expect(answers('await post(url, JSON.stringify({ channel: "#a", attachments: [{ title: "t" }] })), await post(url, "{"), await post(url, "{}"), await post(url + "x", "{}")'))
      .toEqual(['ok', 'invalid_payload', 'no_text', 'no_service', '[["#a","t"]]']);
  });
});

describe('pictures', () => {
  const panel = (title: string, x: number, y: number, w = 12) => ({ type: 'stat', title, gridPos: { x, y, w, h: 4 }, targets: [{ expr: 'up{a="$a"}', legendFormat: '{{pod}}' }] });
  const misplaced = (...panels: object[]) => evaluate<string[]>('pictures/dashboard', `m.misplaced(${JSON.stringify({ panels })})`);

  test('are refused where panels cover each other or reach out of the grid', () => {
    expect(misplaced(panel('a', 0, 0), panel('b', 12, 0), panel('c', 0, 4))).toEqual([]);
    expect(misplaced(panel('a', 0, 0), panel('b', 11, 3))).toEqual(['a covers b']);
    expect(misplaced(panel('a', 18, 0))).toEqual(['a reaches out of the grid']);
  });

  test('are refused where a panel has no data, unless its metrics come from elsewhere', () => {
    const data = (expr: string, lines: object[]) => ({ panel: { ...panel('a', 0, 0), targets: [{ expr }] }, answers: [{ target: { expr }, lines }], isElsewhere: expr.startsWith('strimzi_') });
    const empty = (expr: string, lines: object[]) => evaluate<string[]>('pictures/panel-data', `m.emptyTargets(${JSON.stringify(data(expr, lines))})`);
    expect(empty('up{}', [])).toEqual(['a: up{}']);
    expect(empty('up{}', [{ metric: {}, values: [[1, 1]] }])).toEqual([]);
    expect(empty('strimzi_kafka_mm2_resource_info{}', [])).toEqual([]);
  });

  test('ask for everything that can be chosen, over shorter windows', () => {
    const asked = evaluate<string[]>('pictures/panel-data', `await (async () => {
      const asked = [];
      const prometheus = { query: async (expression) => { asked.push(expression); return []; } };
      const target = { expr: 'sum(rate(x{a="1",namespace=~"$namespace",b=~"\${b:regex}"}[$__rate_interval])) / y[5m]' };
      await m.dataOf({ ...${JSON.stringify(panel('a', 0, 0))}, targets: [target] }, prometheus, { start: 0, end: 60 });
      return asked;
    })()`);
    expect(asked).toEqual(['sum(rate(x{a="1",namespace=~".*",b=~".*"}[12000ms])) / y[30000ms]']);
  });

  test('show units as Grafana does', () => {
    const shown = evaluate<string[]>('pictures/units', '[[0.42, "percentunit"], [90, "s"], [1500, "ms"], [2048, "bytes"], [1234, "count:records/s"], [0, "short"]].map(([value, unit]) => m.formatted(value, unit))');
    expect(shown).toEqual(['42 %', '1.5 min', '1.5 s', '2 KiB', '1.23 K records/s', '0']);
  });
});

test('what the page says of measurements is what the lab writes from their raw data', () => {
  expect(readFileSync(join(ROOT, 'docs/monitoring.md'), 'utf8')).toBe(run('lab/src/monitoring/print-page.ts'));
});
