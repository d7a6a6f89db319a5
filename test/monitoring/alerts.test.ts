import { readFileSync } from 'fs';
import { join } from 'path';
import { ALERTS, alertRules } from '../../src/monitoring/alerts/alerts';
import { thresholdsOf } from '../../src/monitoring/alerts/thresholds';
import { scrapedNames } from '../../src/monitoring/catalogue/catalogue';
import { RECORDED } from '../../src/monitoring/catalogue/recorded';
import { Scope } from '../../src/monitoring/catalogue/scope';
import { alertsPage } from './alerts-page';

const scope: Scope = {
  replication: 'orders', namespace: 'mm2', resource: 'mm2-orders',
  flows: [{ source: 'a', target: 'b', topics: ['orders'], hasGroups: true }], objective: { seconds: 30, target: 0.99 },
};
const thresholds = thresholdsOf({}, 30);
const rules = (over: Partial<Scope> = {}, withShared = true): any[] => alertRules({ ...scope, ...over }, { thresholds, labels: { namespace: 'mm2', replication: 'orders' }, withShared });

test('the page is what the table says: npx tsx test/monitoring/print-alerts-page.ts > docs/alerts.md', () => {
  expect(readFileSync(join(__dirname, '../../docs/alerts.md'), 'utf8')).toBe(alertsPage());
});

test('names are used once', () => {
  const names = ALERTS.map(({ name }) => name);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  expect(names.filter((name) => !/^Replication[A-Z][A-Za-z]+$/.test(name))).toEqual([]);
});

test('each alert has a severity or a threshold, not both', () => {
  expect(ALERTS.filter(({ severity, threshold }) => (severity === undefined) === (threshold === undefined)).map(({ name }) => name)).toEqual([]);
});

test('what is silenced exists, and does not silence its cause', () => {
  const byName = new Map(ALERTS.map((alert) => [alert.name, alert]));
  expect(ALERTS.flatMap(({ inhibits }) => inhibits ?? []).filter((name) => !byName.has(name))).toEqual([]);
  const mutual = ALERTS.filter(({ name, inhibits }) => inhibits?.some((other) => other === name || byName.get(other)?.inhibits?.includes(name)));
  expect(mutual.map(({ name }) => name)).toEqual([]);
});

test('each runbook says what to do', () => {
  for (const { summary, runbook: { meaning, commands, causes, fix } } of ALERTS) {
    expect([summary, meaning, fix, ...commands, ...causes].filter((text) => text.trim().length < 10)).toEqual([]);
    expect(new Set(commands).size).toBe(3);
    expect(causes.length).toBeGreaterThanOrEqual(2);
  }
});

test('every metric that an expression names is in the catalogue, or recorded', () => {
  const known = new Set([...scrapedNames(), ...RECORDED.map(({ record }) => record)]);
  const used = [...rules().map(({ expr }) => expr), ...RECORDED.map(({ expr }) => expr(scope))].flatMap((expr) => [...expr.matchAll(/([a-z_][a-z0-9_:]*)\{/g)].map(([, name]) => name));
  expect(used.length).toBeGreaterThan(80);
  expect([...new Set(used)].filter((name) => !known.has(name))).toEqual([]);
});

test('expressions are about this replication, in its namespace', () => {
  const foreign = rules().filter(({ alert }) => !ALERTS.find(({ name }) => name === alert)!.isShared && !['ReplicationResourceNotReady', 'ReplicationLogErrors'].includes(alert));
  expect(foreign.flatMap(({ expr }) => [...expr.matchAll(/\{([^}]*)\}/g)].map(([, matchers]) => matchers)).filter((matchers) => !matchers.startsWith('namespace="mm2",replication="orders"'))).toEqual([]);
});

test('without a known namespace expressions go by the name alone', () => {
  expect(rules({ namespace: undefined })[0].expr).toBe('absent(up{replication="orders"} == 1)');
});

test('thresholds make two rules of one name, with a value for each severity', () => {
  const lag = rules().filter(({ alert }) => alert === 'ReplicationLagHigh');
  expect(lag.map(({ labels, expr }) => [labels.severity, / > (\d+)$/.exec(expr)![1]])).toEqual([['warning', '30'], ['critical', '300']]);
});

test('an alert about what is not there is not written', () => {
  const names = rules({ resource: undefined, flows: [{ source: 'a', target: 'b', topics: [], hasGroups: false }] }).map(({ alert }) => alert);
  for (const name of ['ReplicationResourceNotReady', 'ReplicationTopicNotReplicated', 'ReplicationCheckpointsMissing']) {
    expect(names).not.toContain(name);
  }
});

test('what all replications share is told once', () => {
  const shared = ALERTS.filter(({ isShared }) => isShared).map(({ name }) => name);
  expect(shared).toEqual(['ReplicationCertificateExpiring', 'ReplicationLogForwardingFailing', 'ReplicationLogQueueFilling']);
  expect(rules({}, false).map(({ alert }) => alert).filter((name) => shared.includes(name))).toEqual([]);
});
