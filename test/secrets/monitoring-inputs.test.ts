import { readFileSync } from 'fs';
import { resolve } from 'path';
import {
  AdditionalAlert, AlertSeverity, DashboardDelivery, GrafanaOperatorOptions, MirrorMaker2StateMetrics, MirrorMaker2StateMetricsProps, ReplicationMonitoring,
  ReplicationMonitoringProps, ReplicationScaling, ReplicationScalingProps, SecretKey, SidecarConfigMapOptions, SlackOptions, SlackRoute,
} from '../../src';
import { monitored, orders, slack } from '../monitoring/monitored';
import { leaks, SHAPED } from './canaries';
import { Channel, outputs } from './outputs';

function monitoring(props: (secret: string) => Partial<ReplicationMonitoringProps>): Channel {
  return (chart, secret) => monitored(chart, props(secret));
}
function alert(props: (secret: string) => Partial<AdditionalAlert>): Channel {
  return monitoring((secret) => ({ additionalAlerts: [{ name: 'Late', expression: 'late > 0', severity: AlertSeverity.WARNING, summary: 'Late', ...props(secret) }] }));
}
function grafanaOperator(options: (secret: string) => Partial<GrafanaOperatorOptions>): Channel {
  return monitoring((secret) => ({ dashboards: DashboardDelivery.grafanaOperator({ instanceSelector: { app: 'grafana' }, ...options(secret) }) }));
}
function sidecar(options: (secret: string) => SidecarConfigMapOptions): Channel {
  return monitoring((secret) => ({ dashboards: DashboardDelivery.sidecarConfigMap(options(secret)) }));
}
function inSlack(options: (secret: string) => Partial<SlackOptions>): Channel {
  return monitoring((secret) => ({ slack: { ...slack, ...options(secret) } }));
}
function route(options: (secret: string) => Partial<SlackRoute>): Channel {
  return inSlack((secret) => ({ linesOfBusiness: { retail: { channel: '#retail', ...options(secret) } } }));
}
function scaling(props: (secret: string) => Partial<ReplicationScalingProps>): Channel {
  return (chart, secret) => {
    const replication = orders(chart, { tasksMax: 6 });
    new ReplicationMonitoring(chart, 'Monitoring', { replications: [replication] });
    new ReplicationScaling(chart, 'Scaling', { replication, prometheus: 'http://prometheus.monitoring.svc:9090', maxWorkers: 4, ...props(secret) });
  };
}
function stateMetrics(props: (secret: string) => MirrorMaker2StateMetricsProps): Channel {
  return (chart, secret) => new MirrorMaker2StateMetrics(chart, 'StateMetrics', props(secret));
}

/** Every text that monitoring takes, with a secret in it. */
const TEXTS: { readonly [input: string]: Channel } = {
  'AdditionalAlert.expression': alert((secret) => ({ expression: `late{key="${secret}"} > 0` })),
  'AdditionalAlert.name': alert((secret) => ({ name: secret })),
  'AdditionalAlert.summary': alert((secret) => ({ summary: `Ask with ${secret}` })),
  'GrafanaOperatorOptions.folder': grafanaOperator((secret) => ({ folder: secret })),
  'GrafanaOperatorOptions.instanceSelector': grafanaOperator((secret) => ({ instanceSelector: { app: secret } })),
  'GrafanaOperatorOptions.namespace': grafanaOperator((secret) => ({ namespace: secret })),
  'MirrorMaker2StateMetricsProps.name': stateMetrics((secret) => ({ name: secret })),
  'MirrorMaker2StateMetricsProps.namespace': stateMetrics((secret) => ({ namespace: secret })),
  'ReplicationMonitoringProps.alertLabels': monitoring((secret) => ({ alertLabels: { team: secret } })),
  'ReplicationMonitoringProps.labels': monitoring((secret) => ({ labels: { team: secret } })),
  'ReplicationMonitoringProps.linesOfBusiness': monitoring((secret) => ({ linesOfBusiness: { orders: secret } })),
  'ReplicationMonitoringProps.name': monitoring((secret) => ({ name: secret })),
  'ReplicationMonitoringProps.namespace': monitoring((secret) => ({ namespace: secret })),
  'ReplicationMonitoringProps.runbookUrl': monitoring((secret) => ({ runbookUrl: `https://docs.example.com/${secret}` })),
  'ReplicationScalingProps.prometheus': scaling((secret) => ({ prometheus: `https://prometheus.example.com/?token=${secret}` })),
  'ReplicationScalingProps.triggerAuthentication': scaling((secret) => ({ triggerAuthentication: secret })),
  'SidecarConfigMapOptions.folder': sidecar((secret) => ({ folder: secret })),
  'SidecarConfigMapOptions.folderAnnotation': sidecar((secret) => ({ folder: 'Kafka', folderAnnotation: secret })),
  'SidecarConfigMapOptions.label': sidecar((secret) => ({ label: secret })),
  'SidecarConfigMapOptions.labelValue': sidecar((secret) => ({ labelValue: secret })),
  'SidecarConfigMapOptions.namespace': sidecar((secret) => ({ namespace: secret })),
  'SlackOptions.channel': inSlack((secret) => ({ channel: `#${secret}` })),
  'SlackOptions.criticalChannel': inSlack((secret) => ({ criticalChannel: `#${secret}` })),
  'SlackRoute.channel': route((secret) => ({ channel: `#${secret}` })),
  'SlackRoute.criticalChannel': route((secret) => ({ criticalChannel: `#${secret}` })),
};

/** What the type of a prop does not say to be text: keys of maps, and what JavaScript callers give in place of a reference. */
const MORE: { readonly [input: string]: Channel } = {
  'a key of GrafanaOperatorOptions.instanceSelector': grafanaOperator((secret) => ({ instanceSelector: { [secret]: 'grafana' } })),
  'a key of ReplicationMonitoringProps.alertLabels': monitoring((secret) => ({ alertLabels: { [secret]: 'data' } })),
  'a key of ReplicationMonitoringProps.labels': monitoring((secret) => ({ labels: { [secret]: 'data' } })),
  'a key of ReplicationMonitoringProps.linesOfBusiness': monitoring((secret) => ({ linesOfBusiness: { [secret]: 'retail' } })),
  'a key of SlackOptions.linesOfBusiness': inSlack((secret) => ({ linesOfBusiness: { [secret]: { channel: '#retail' } } })),
  'SlackOptions.webhook': inSlack((secret) => ({ webhook: `https://hooks.slack.example.com/${secret}` as unknown as SecretKey })),
  'SlackRoute.webhook': route((secret) => ({ webhook: `https://hooks.slack.example.com/${secret}` as unknown as SecretKey })),
};

test('every text that monitoring takes is tried', () => {
  const { types } = JSON.parse(readFileSync(resolve(__dirname, '../../.jsii'), 'utf8'));
  const isText = ({ primitive, collection }: any) => primitive === 'string' || collection?.elementtype.primitive === 'string';
  const texts = Object.values<any>(types).filter(({ datatype, locationInModule }) => datatype && locationInModule.filename.startsWith('src/monitoring/'))
    .flatMap(({ name, properties = [] }) => properties.filter(({ type }: any) => isText(type)).map((prop: any) => `${name}.${prop.name}`));
  expect(Object.keys(TEXTS).sort()).toEqual(texts.sort());
});

describe('a synth never shows', () => {
  const inputs = Object.entries({ ...TEXTS, ...MORE });
  test.each(inputs.flatMap(([input, channel]) => SHAPED.map((canary) => ({ name: canary.name, input, channel, canary }))))('$name in $input', ({ channel, canary }) => {
    expect(leaks(canary, outputs(channel, canary.secret))).toEqual([]);
  });
});
