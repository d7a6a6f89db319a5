import { Alert } from '../../src/monitoring/alerts/alert';
import { ALERTS } from '../../src/monitoring/alerts/alerts';
import { ThresholdName, thresholdsOf } from '../../src/monitoring/alerts/thresholds';
import { FAMILIES } from '../../src/monitoring/catalogue/catalogue';
import { nameOf, reporterNameOf } from '../../src/monitoring/catalogue/metric';
import { PLATFORM } from '../../src/monitoring/catalogue/platform-metrics';
import { RECORDED } from '../../src/monitoring/catalogue/recorded';

const THRESHOLDS = thresholdsOf({}, 30);
const PERCENTAGES: readonly ThresholdName[] = ['throughput', 'retentionHeadroom', 'heap', 'garbageCollection'];
const DURATIONS: readonly ThresholdName[] = ['lag', 'recordAge', 'checkpointLatency', 'certificateExpiry'];

/** docs/alerts.md, as the table of alerts has it. */
export function alertsPage(): string {
  return `${[
    '# Alerts and runbooks',
    '`ReplicationMonitoring` writes these alerts for each replication. This page is made from their table: `npx tsx test/monitoring/print-alerts-page.ts > docs/alerts.md`.',
    'In the commands `$NS` is the namespace of the replication, `$MM2` its resource (`mm2-<name>`). Where an alert has a threshold, both severities have their own; '
      + 'the values are the defaults, with a lag objective of 30 seconds, and `thresholds` of the monitoring changes them.',
    ['| Alert | Severity | For | Begins at | Silences |', '| --- | --- | --- | --- | --- |', ...ALERTS.map(row)].join('\n'),
    'The critical alert of a name also silences the warning of the same name and labels. Missing data never means that all is well: see `ReplicationDown` and `ReplicationMetricsMissing`.',
    ...ALERTS.map(section),
    '## Metrics',
    'Names are those of Strimzi\'s JMX exporter rules; the exporter has all of them as gauges but those that end in `_total`. Beside the labels in the table each series has `namespace`, `pod`, '
      + '`replication` and, where one is given, `line_of_business`. `topic` is the name at the target for metrics of MM2, the name at the source for those of its consumer; '
      + '`source_topic` is always the name at the source. Under Strimzi\'s names the lag of a topic with dots is there twice until Kafka 5.0; the recorded metrics count it once.',
    ['| Metric | Unit | Labels | Meaning | Bean | Strimzi\'s Metrics Reporter |', '| --- | --- | --- | --- | --- | --- |', ...familyRows()].join('\n'),
    '### Recorded metrics',
    ['| Metric | Unit | One for each | Meaning |', '| --- | --- | --- | --- |', ...RECORDED.map(({ record, unit, per, meaning }) => `| \`${record}\` | ${unit} | ${per} | ${meaning} |`)].join('\n'),
    '### Other metrics that alerts and dashboards read',
    ['| Metric | Unit | From | Meaning |', '| --- | --- | --- | --- |', ...PLATFORM.map(({ name, unit, from, meaning }) => `| \`${name}\` | ${unit} | ${from} | ${meaning} |`)].join('\n'),
  ].join('\n\n')}\n`;
}

function row({ name, severity, threshold, for: holds, inhibits }: Alert): string {
  const levels = threshold && (['warning', 'critical'] as const).map((level) => shown(threshold, THRESHOLDS[threshold][level])).join(', ');
  return `| [${name}](#${name.toLowerCase()}) | ${severity ?? 'warning, critical'} | ${holds} | ${levels ?? ''} | ${(inhibits ?? []).join(', ')} |`;
}

function section({ name, summary, runbook: { meaning, commands, causes, fix } }: Alert): string {
  return [
    `## ${name}`,
    `> ${summary}`,
    `**Meaning.** ${meaning}`,
    `**First commands**\n\n\`\`\`sh\n${commands.join('\n')}\n\`\`\``,
    `**Likely causes**\n\n${causes.map((cause) => `- ${cause}`).join('\n')}`,
    `**Fix.** ${fix}`,
  ].join('\n\n');
}

function familyRows(): string[] {
  return FAMILIES.flatMap((family) => family.attributes.map(({ attribute, unit, meaning }) =>
    `| \`${nameOf(family, attribute)}\` | ${unit} | ${family.labels.join(', ')} | ${meaning} | ${family.beans.map((bean) => `\`${bean}\``).join(' or ')} | ${reporterNameOf(family, attribute) ? `\`${reporterNameOf(family, attribute)}\`` : ''} |`));
}

function shown(threshold: ThresholdName, value: number): string {
  if (PERCENTAGES.includes(threshold)) {
    return `${Math.round(value * 100)} %`;
  }
  return DURATIONS.includes(threshold) ? duration(value) : value.toLocaleString('en-US');
}

function duration(seconds: number): string {
  const [unit, size] = seconds % 86_400 === 0 ? ['d', 86_400] : seconds % 3600 === 0 ? ['h', 3600] : seconds % 60 === 0 ? ['min', 60] : ['s', 1];
  return `${seconds / Number(size)} ${unit}`;
}
