import { ALERTS } from '../../../src/monitoring/alerts/alerts';
import { scrapedNames } from '../../../src/monitoring/catalogue/catalogue';
import { RECORDED } from '../../../src/monitoring/catalogue/recorded';
import { panelsOf } from '../../../src/monitoring/dashboards/dashboards';
import { alertsPage } from '../alerts-page';
import { expressions, objective, panelsIn, shown } from './shown';

const runbookUrl = 'https://docs.example.com/alerts';
const dashboards = shown({ runbookUrl });
const [overview, replication] = dashboards;
const all: any[] = dashboards.flatMap(panelsIn);
const titled = (found: any[]) => found.map(({ row, title }) => `${row}: ${title}`);
const panel = (dashboard: any, title: string) => panelsIn(dashboard).find((one) => one.title === title);

function rows(dashboard: any): object {
  const names = panelsIn(dashboard).map(({ row }) => row);
  return Object.fromEntries([...new Set(names)].map((row) => [row, names.filter((name) => name === row).length]));
}

test('the overview has totals, every flow and line, top lists and their course', () => {
  expect(rows(overview)).toEqual({ 'All together': 6, 'Flows and lines of business': 2, 'Top lists': 6, 'Over time': 3 });
});

test('the dashboard of a replication goes from its health down to its surroundings', () => {
  expect(rows(replication)).toEqual({
    'Health and objective': 8, 'Lag': 5, 'Retention headroom': 2, 'Throughput': 6, 'Latency (over partitions, not records)': 2, 'Checkpoints and offset syncs': 3,
    'Workers and tasks': 9, 'Clients': 6, 'JVM': 4, 'Errors': 3, 'Logs and certificates': 4,
  });
});

test('every panel has title, description, unit and an expression with a legend', () => {
  const incomplete = all.filter(({ title, description, fieldConfig, targets }) => !title?.trim() || !(description?.length > 10)
    || !fieldConfig?.defaults?.unit || !targets?.length || targets.some(({ expr, legendFormat }: any) => !expr || !legendFormat));
  expect(all.length).toBeGreaterThan(60);
  expect(titled(incomplete)).toEqual([]);
});

test('titles are used once in a row, numbers and queries once in a dashboard and a panel', () => {
  const repeated = (values: unknown[]) => values.filter((value, i) => values.indexOf(value) !== i);
  for (const dashboard of dashboards) {
    expect(repeated(titled(panelsIn(dashboard)))).toEqual([]);
    expect(repeated(dashboard.panels.map(({ id }: any) => id))).toEqual([]);
  }
  expect(titled(all.filter(({ targets }) => repeated(targets.map(({ refId }: any) => refId)).length > 0))).toEqual([]);
});

test('panels lie inside the grid, and none on another', () => {
  for (const { panels } of dashboards) {
    const cells: string[] = panels.flatMap(({ gridPos: { x, y, w, h } }: any) => Array.from({ length: w * h }, (_, i) => `${x + i % w},${y + Math.floor(i / w)}`));
    expect(cells.length - new Set(cells).size).toBe(0);
    expect(panels.filter(({ gridPos: { x, w } }: any) => x + w > 24).map(({ title }: any) => title)).toEqual([]);
  }
});

/** What may stand in PromQL beside metrics. */
const WORDS = ['by', 'on', 'bool', 'or', 'and', 'unless', 'group_left'];

/** Names of metrics in an expression; a metric without a selector would be about everything, and counts as unknown. */
function metricsIn(expr: string): string[] {
  const plain = expr.replace(/"[^"]*"/g, '""').replace(/\b(by|on|group_left) \([^)]*\)/g, '').replace(/\{[^}]*\}/g, '{}').replace(/\[[^\]]*\]/g, '');
  return [...plain.matchAll(/(?<![\w.])[A-Za-z_][\w:]*(?:\{\}|\s*\(|)/g)].map(([word]) => word)
    .filter((word) => !word.endsWith('(') && !WORDS.includes(word)).map((word) => word.endsWith('{}') ? word.slice(0, -2) : `bare ${word}`);
}

test('every metric that an expression names is in the catalogue, or recorded', () => {
  const known = new Set([...scrapedNames(), ...RECORDED.map(({ record }) => record)]);
  const used = dashboards.flatMap(expressions).map(metricsIn);
  expect(used.filter((names) => names.length === 0)).toEqual([]);
  expect([...new Set(used.flat())].filter((name) => !known.has(name))).toEqual([]);
});

test('a metric without a selector is found out', () => {
  expect(metricsIn('sum by (a) (rate(x_total{b="c d"}[5m])) / on (e) y or vector(0)')).toEqual(['x_total', 'bare y']);
});

test('every recorded metric that tells how it goes is shown', () => {
  const used = new Set(dashboards.flatMap(expressions).flatMap(metricsIn));
  // Shorter windows are for alerts; the ratio of headroom and the number of tasks are shown by what they are made of.
  const unseen = RECORDED.map(({ record }) => record).filter((record) => !used.has(record));
  expect(unseen.filter((record) => !/_missed:|_headroom:|tasks_assigned:/.test(record))).toEqual([]);
});

test('expressions and choices use only what can be chosen', () => {
  for (const { panels, templating: { list } } of dashboards) {
    const names = list.map(({ name }: any) => name);
    const texts: string[] = [...panels.flatMap(({ targets = [] }: any) => targets.map(({ expr }: any) => expr)), ...list.map(({ query }: any) => query)];
    const used = texts.flatMap((text) => [...text.matchAll(/\$([a-z_]+)/g)].map(([, name]) => name));
    expect([...new Set(used)].filter((name) => ![...names, '__rate_interval'].includes(name))).toEqual([]);
    expect(names.filter((name: string) => name !== 'datasource' && !used.includes(name))).toEqual([]);
  }
});

test('one can choose data source, namespace, line of business and replication, and a topic of it', () => {
  expect(dashboards.map(({ templating }) => templating.list.map(({ name }: any) => name))).toEqual([
    ['datasource', 'namespace', 'line_of_business', 'replication'], ['datasource', 'namespace', 'line_of_business', 'replication', 'source_topic'],
  ]);
  expect(overview.templating.list[3]).toMatchObject({
    query: 'label_values(up{replication!="",namespace=~"$namespace",line_of_business=~"$line_of_business"}, replication)', includeAll: true, allValue: '.*', multi: true,
  });
});

test('everything is asked of the data source that was chosen', () => {
  const elsewhere = all.filter(({ datasource, targets }) => [datasource, ...targets.map((target: any) => target.datasource)].some((source) => source?.uid !== '${datasource}'));
  expect(titled(elsewhere)).toEqual([]);
});

describe('runbooks', () => {
  const headings = [...alertsPage().matchAll(/^## (.+)$/gm)].map(([, heading]) => `${runbookUrl}#${heading.toLowerCase()}`);

  test('every link leads to a section of the page', () => {
    const links: string[] = all.flatMap(({ links: given = [] }) => given.map(({ url }: any) => url));
    expect(links.length).toBeGreaterThan(50);
    expect(links.filter((link) => !headings.includes(link))).toEqual([]);
  });

  test('every alert has a panel that shows what it is about', () => {
    const named = panelsOf(objective).flatMap(({ panel: { alerts = [] } }) => alerts);
    expect(ALERTS.map(({ name }) => name).filter((name) => !named.includes(name))).toEqual([]);
  });

  test('a description names the alerts, so that they are found without links, too', () => {
    expect(panel(replication, 'Heap').description).toContain('Alerts: ReplicationHeapHigh.');
    expect(shown().flatMap(panelsIn).flatMap(({ links }) => links)).toEqual([]);
  });
});

describe('limits', () => {
  test('are the thresholds of the alerts, where more is worse and where less is', () => {
    const steps = (title: string) => panel(replication, title).fieldConfig.defaults.thresholds.steps.map(({ color, value }: any) => [color, value]);
    expect(steps('Lag of the slowest partition')).toEqual([['green', null], ['orange', 30], ['red', 300]]);
    expect(steps('Part of the log that is copied, by topic')).toEqual([['red', null], ['orange', 0.1], ['green', 0.3]]);
    expect(steps('Bytes copied, by topic')).toEqual([['text', null]]);
  });

  test('that are a threshold belong to an alert of the panel', () => {
    const thresholdOf = (name: string) => ALERTS.find((alert) => alert.name === name)?.threshold;
    const strange = panelsOf(objective).filter(({ panel: { limits, queries, alerts = [] } }) =>
      [limits, ...queries.map((query) => query.limits)].some((limit) => typeof limit === 'string' && !alerts.map(thresholdOf).includes(limit)));
    expect(strange.map(({ row, panel: { title } }) => `${row}: ${title}`)).toEqual([]);
  });

  test('rise or fall in one direction', () => {
    const disorder = all.filter(({ fieldConfig: { defaults: { thresholds: { steps } } } }) =>
      steps.some(({ value }: any, i: number) => i > 1 && value < steps[i - 1].value));
    expect(titled(disorder)).toEqual([]);
  });

  test('follow the objective', () => {
    const [, strict] = shown({ objective: { seconds: 5, target: 0.999 } });
    expect(panel(strict, 'Budget of misses left').targets[0].expr).toMatch(/\/ 0\.001$/);
    expect(panel(strict, 'Partitions within the objective').description).toContain('at most 5 s behind');
  });
});

test('what needs more than MM2 says so', () => {
  const needy = panelsOf(objective).filter(({ panel: { needs } }) => needs !== undefined).map(({ panel: { title } }) => title);
  expect(needy).toEqual(['State of the resource', 'Logs that do not arrive', 'Errors and warnings in the log within 15 minutes', 'Part of the log queue that is full', 'Time until certificates expire']);
  expect(panel(replication, needy[0]).description).toContain('Needs kube-state-metrics');
});

test('a table names its columns, each with its unit, and leads to the replication', () => {
  const { transformations, fieldConfig: { overrides }, targets } = panel(overview, 'Flows');
  expect(targets[0]).toMatchObject({ format: 'table', instant: true, refId: 'A' });
  expect(transformations[1].options).toMatchObject({ excludeByName: { Time: true }, renameByName: { 'Value #A': 'lag', 'Value #F': 'missed within a day' } });
  expect(overrides.map(({ matcher: { options }, properties: [{ id, value }] }: any) => [options, id === 'unit' ? value : id])).toEqual([
    ['replication', 'links'], ['lag', 's'], ['records waiting', 'count:records'], ['records copied', 'count:records/s'], ['bytes copied', 'binBps'],
    ['partitions within the objective', 'percentunit'], ['missed within a day', 'percentunit'],
  ]);
  expect(overrides[0].properties[0].value[0].url).toContain(`/d/${replication.uid}?`);
  expect(panel(overview, 'Slowest flows').transformations[1].options.renameByName).toEqual({ Value: 'lag' });
});

test('a list of the least begins with the least', () => {
  expect(panel(overview, 'Topics that are nearest to a loss').options.sortBy).toEqual([{ displayName: 'part copied', desc: false }]);
  expect(panel(overview, 'Slowest flows').options.sortBy).toEqual([{ displayName: 'lag', desc: true }]);
});

test('uids stay, so that bookmarks and the next version find the dashboard', () => {
  expect(dashboards.map(({ uid }) => uid)).toEqual(['overview-32d5e09c1c3a', 'replication-32d5e09c1c3a']);
});

test('the dashboards find each other by their tag, and keep what was chosen', () => {
  expect(dashboards.map(({ tags, links: [link] }) => [tags, link.type, link.tags, link.includeVars, link.keepTime])).toEqual(
    dashboards.map(() => [['kafka-replication'], 'dashboards', ['kafka-replication'], true, true]));
});
