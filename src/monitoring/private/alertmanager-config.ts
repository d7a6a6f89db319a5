import { SecretKey } from '../../core/secret-key';
import { ALERTS } from '../alerts/alerts';
import { SlackOptions } from '../slack-options';

interface Receiver {
  readonly line?: string;
  readonly severity: 'critical' | 'warning';
  readonly channel: string;
  readonly webhook: SecretKey;
}

/** Everything of one flow: labels that cause and consequence have in common. */
const SAME_REPLICATION = ['namespace', 'replication'];

/** `spec` of an AlertmanagerConfig; both versions take it. @see alertmanagerconfig v1alpha1 and v1beta1 schemas, prometheus-operator 0.93.0 */
export function alertmanagerConfigSpec(slack: SlackOptions): object {
  const receivers = receiversOf(slack);
  return {
    route: {
      receiver: nameOf(receivers[0]),
      matchers: [matches('replication', '.+')],
      // One message per replication and severity, whatever has happened to it.
      groupBy: ['namespace', 'replication', 'severity'],
      groupWait: '30s',
      groupInterval: '5m',
      repeatInterval: '12h',
      routes: receivers.slice(1).reverse().map((receiver) => ({
        receiver: nameOf(receiver),
        matchers: [...(receiver.line === undefined ? [] : [is('line_of_business', receiver.line)]), is('severity', receiver.severity)],
        ...(receiver.severity === 'critical' ? { repeatInterval: '4h' } : {}),
      })),
    },
    receivers: receivers.map((receiver) => ({ name: nameOf(receiver), slackConfigs: [slackConfig(receiver)] })),
    inhibitRules: inhibitRules(),
  };
}

/** The general receivers first: the first of all takes what no route takes. */
function receiversOf(slack: SlackOptions): Receiver[] {
  const pair = (channel: string, criticalChannel: string | undefined, webhook: SecretKey, line?: string): Receiver[] => [
    { line, severity: 'warning', channel, webhook },
    { line, severity: 'critical', channel: criticalChannel ?? channel, webhook },
  ];
  return [
    ...pair(slack.channel, slack.criticalChannel, slack.webhook),
    ...Object.entries(slack.linesOfBusiness ?? {}).flatMap(([line, { channel, criticalChannel, webhook }]) =>
      pair(channel, criticalChannel, webhook ?? slack.webhook, line)),
  ];
}

function nameOf({ line, severity }: Receiver): string {
  return ['slack', ...(line === undefined ? [] : [line]), severity].join('-');
}

function slackConfig({ channel, webhook }: Receiver): object {
  return {
    // A webhook that is missing is reported by itself.
    apiURL: { name: webhook?.secretName, key: webhook?.key },
    channel,
    sendResolved: true,
    color: '{{ if ne .Status "firing" }}good{{ else if eq .CommonLabels.severity "critical" }}danger{{ else }}warning{{ end }}',
    title: '{{ if eq .Status "firing" }}{{ .CommonLabels.severity | toUpper }}{{ else }}RESOLVED{{ end }} {{ .CommonLabels.replication }}: '
      + '{{ range $i, $alert := or .Alerts.Firing .Alerts }}{{ if $i }}, {{ end }}{{ $alert.Labels.alertname }}{{ end }}',
    // While one of the group fires, those that have ended are named apart; when all have, they are the message.
    text: '{{ range or .Alerts.Firing .Alerts }}*{{ .Annotations.summary }}*\n{{ .Annotations.description }}\n'
      + '{{ if .Annotations.first_command }}First: `{{ .Annotations.first_command }}`\n{{ end }}'
      + '{{ if .Annotations.runbook_url }}<{{ .Annotations.runbook_url }}|Runbook of {{ .Labels.alertname }}>\n{{ end }}{{ end }}'
      + '{{ if .Alerts.Firing }}{{ range .Alerts.Resolved }}Resolved: {{ .Labels.alertname }}\n{{ end }}{{ end }}',
    fallback: '{{ .Status }}: {{ .CommonLabels.replication }} {{ .CommonLabels.alertname }}',
  };
}

/** A cause silences its consequences, and critical silences the warning of the same alert. */
function inhibitRules(): object[] {
  return [
    ...ALERTS.filter(({ inhibits }) => inhibits !== undefined).map(({ name, inhibits }) => ({
      sourceMatch: [is('alertname', name)], targetMatch: [matches('alertname', inhibits!.join('|'))], equal: SAME_REPLICATION,
    })),
    {
      sourceMatch: [is('severity', 'critical'), matches('alertname', 'Replication.+')],
      targetMatch: [is('severity', 'warning')],
      equal: ['alertname', ...SAME_REPLICATION, 'source', 'target', 'source_topic', 'connector', 'task', 'pod'],
    },
  ];
}

function is(name: string, value: string): object {
  return { name, value, matchType: '=' };
}

function matches(name: string, value: string): object {
  return { name, value, matchType: '=~' };
}
