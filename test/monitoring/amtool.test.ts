import { AlertmanagerConfigVersion } from '../../src';
import { ALERTS } from '../../src/monitoring/alerts/alerts';
import { chart, only } from '../support/synth';
import { monitored, slack } from './monitored';
import { run, write } from './tools';

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());

const routed = { ...slack, criticalChannel: '#kafka-on-call', linesOfBusiness: { retail: { channel: '#retail-kafka' } } };

/** What the operator makes of an AlertmanagerConfig in namespace mm2, as far as Alertmanager's own file has it. */
function alertmanagerFile(): string {
  const scope = chart();
  monitored(scope, { slack: routed });
  const { route, receivers, inhibitRules } = only(scope, 'AlertmanagerConfig').spec;
  const matcher = ({ name, value, matchType }: any) => `${name}${matchType}${JSON.stringify(value)}`;
  const routeOf = ({ receiver, matchers, groupBy, groupWait, groupInterval, repeatInterval, routes }: any, own: string[] = []): object =>
    JSON.parse(JSON.stringify({
      receiver, matchers: [...matchers.map(matcher), ...own],
      group_by: groupBy, group_wait: groupWait, group_interval: groupInterval, repeat_interval: repeatInterval,
      routes: routes?.map((child: any) => routeOf(child)), continue: own.length > 0 || undefined,
    }));
  return write('alertmanager.json', {
    route: { receiver: 'null', routes: [routeOf(route, ['namespace="mm2"'])] },
    receivers: [{ name: 'null' }, ...receivers.map(({ name, slackConfigs }: any) => ({
      name,
      slack_configs: slackConfigs.map(({ channel, color, title, text, fallback, sendResolved }: any) =>
        ({ api_url: 'https://slack.example.com/hook', channel, color, title, text, fallback, send_resolved: sendResolved })),
    }))],
    inhibit_rules: inhibitRules.map(({ sourceMatch, targetMatch, equal }: any) => ({
      source_matchers: sourceMatch.map(matcher), target_matchers: targetMatch.map(matcher), equal,
    })),
  });
}

/** The receiver of an alert with these labels. */
const route = (...labels: string[]) => run('amtool', 'config', 'routes', 'test', `--config.file=${alertmanagerFile()}`, 'namespace=mm2', ...labels);

test('amtool takes the configuration', () => {
  expect(run('amtool', 'check-config', alertmanagerFile())).toContain('SUCCESS');
});

test.each([
  [['severity=warning'], 'slack-warning'],
  [['severity=critical'], 'slack-critical'],
  [['severity=warning', 'line_of_business=retail'], 'slack-retail-warning'],
  [['severity=critical', 'line_of_business=retail'], 'slack-retail-critical'],
  [['severity=critical', 'line_of_business=finance'], 'slack-critical'],
])('an alert with %s goes to %s', (labels, receiver) => {
  expect(route('replication=orders', 'alertname=ReplicationDown', ...labels)).toBe(receiver);
});

test('an alert that is not about replication goes elsewhere', () => {
  expect(route('alertname=Other', 'severity=critical')).toBe('null');
});

/** What Slack would show. */
function rendered(part: 'title' | 'text', status: string): string {
  const scope = chart();
  monitored(scope, { slack: routed, runbookUrl: 'https://docs.example.com/alerts' });
  const template = only(scope, 'AlertmanagerConfig').spec.receivers[0].slackConfigs[0][part];
  const rule = only(scope, 'PrometheusRule').spec.groups[1].rules.find(({ alert }: any) => alert === 'ReplicationDown');
  const labels = { alertname: rule.alert, ...rule.labels };
  const data = write('alerts.json', {
    receiver: 'slack-warning', status, groupLabels: labels, commonLabels: labels, commonAnnotations: rule.annotations, externalURL: 'http://alertmanager.example.com',
    alerts: [{ status, labels, annotations: rule.annotations, startsAt: '2026-01-01T00:00:00Z', endsAt: '0001-01-01T00:00:00Z', generatorURL: '', fingerprint: 'a' }],
  });
  write('no-templates.json', {});
  return run('amtool', 'template', 'render', '--template.glob=no-templates.json', `--template.data=${data}`, `--template.text=${template}`);
}

test('Slack shows severity, replication and alert in the title', () => {
  expect(rendered('title', 'firing')).toBe('CRITICAL orders: ReplicationDown');
  expect(rendered('title', 'resolved')).toBe('RESOLVED orders: ReplicationDown');
});

test('Slack shows what it means, what to type first, and the runbook', () => {
  expect(rendered('text', 'firing').split('\n')).toEqual([
    '*Replication orders is down: no worker answers*',
    ALERTS[0].runbook.meaning,
    `First: \`${ALERTS[0].runbook.commands[0]}\``,
    '<https://docs.example.com/alerts#replicationdown|Runbook of ReplicationDown>',
  ]);
});

test('Slack names what has ended apart from what still fires', () => {
  const scope = chart();
  monitored(scope, { slack: routed });
  const [{ title, text }] = only(scope, 'AlertmanagerConfig').spec.receivers[0].slackConfigs;
  const alert = (status: string, alertname: string) => ({
    status, labels: { alertname }, annotations: { summary: `about ${alertname}`, description: 'what it means' }, startsAt: '2026-01-01T00:00:00Z', endsAt: '2026-01-01T00:00:00Z',
    generatorURL: '', fingerprint: alertname,
  });
  const data = write('partly.json', {
    receiver: 'slack-warning', status: 'firing', groupLabels: {}, commonLabels: { severity: 'warning', replication: 'orders' }, commonAnnotations: {}, externalURL: '',
    alerts: [alert('firing', 'Fires'), alert('resolved', 'Ended')],
  });
  write('no-templates.json', {});
  const render = (template: string) => run('amtool', 'template', 'render', '--template.glob=no-templates.json', `--template.data=${data}`, `--template.text=${template}`);
  expect(render(title)).toBe('WARNING orders: Fires');
  expect(render(text).split('\n')).toEqual(['*about Fires*', 'what it means', 'Resolved: Ended']);
});

test('both versions of AlertmanagerConfig have the same routes', () => {
  const spec = (alertmanagerConfigVersion: AlertmanagerConfigVersion) => {
    const scope = chart();
    monitored(scope, { slack: routed, alertmanagerConfigVersion });
    return only(scope, 'AlertmanagerConfig').spec;
  };
  expect(spec(AlertmanagerConfigVersion.V1BETA1)).toEqual(spec(AlertmanagerConfigVersion.V1ALPHA1));
});
