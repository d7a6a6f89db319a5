import { App, Chart, Duration, Testing } from 'cdk8s';
import { parse } from 'yaml';
import {
  AlertmanagerConfigVersion, AlertSeverity, Findings, MirrorMaker2StateMetrics, MonitoringApiGroup, ReplicationMonitoring,
  ReplicationMonitoringProps, SecretKey, StrimziRuntime, TopicSelection, UserWorkloadMonitoring, VirtualMachineRuntime,
} from '../../src';
import { schemaErrors } from '../schemas/schema-errors';
import { cloud, onPrem } from '../support/clusters';
import { chart, objects, only, refusals } from '../support/synth';
import { monitored, orders, slack } from './monitored';

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());

const retention = { name: 'RetailOrdersLate', expression: 'sum by (namespace) (retail_late) > 0', severity: AlertSeverity.WARNING, summary: 'Retail is late' };

describe('what is written', () => {
  test('rules of the exporter, which MM2 uses, a monitor, rules and Slack', () => {
    const scope = chart();
    monitored(scope);
    expect(objects(scope).map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`)).toEqual([
      'KafkaMirrorMaker2 mm2/mm2-orders', 'ConfigMap mm2/mm2-orders-metrics', 'PodMonitor mm2/mm2-orders', 'PrometheusRule mm2/mm2-orders', 'AlertmanagerConfig mm2/kafka-replication',
    ]);
    expect(only(scope, 'KafkaMirrorMaker2').spec.metricsConfig).toEqual({
      type: 'jmxPrometheusExporter', valueFrom: { configMapKeyRef: { name: 'mm2-orders-metrics', key: 'metrics-config.yml' } },
    });
  });

  test.each<[string, Partial<ReplicationMonitoringProps>]>([
    ['least', { slack: undefined, linesOfBusiness: undefined }],
    ['AlertmanagerConfig v1beta1', { alertmanagerConfigVersion: AlertmanagerConfigVersion.V1BETA1 }],
    ['most', {
      slack: { ...slack, criticalChannel: '#on-call', linesOfBusiness: { retail: { channel: '#retail', criticalChannel: '#retail-on-call', webhook: SecretKey.of('retail', 'hook') } } },
      additionalAlerts: [{ ...retention, holdsFor: Duration.minutes(1) }], alertLabels: { team: 'data' }, runbookUrl: 'https://docs.example.com/alerts', labels: { app: 'strimzi' }, name: 'mm2-alerts',
      scrapeInterval: Duration.seconds(15), thresholds: { heap: { warning: 70, critical: 90 }, lag: { critical: Duration.minutes(10) } }, objectivePercent: 99.9, namespace: 'monitoring',
    }],
  ])('every object fits the strict schema of its kind: %s', (_, props) => {
    const scope = chart();
    monitored(scope, props);
    expect(objects(scope).flatMap(schemaErrors)).toEqual([]);
  });

  test('objects of the Cluster Observability Operator are the same in another group', () => {
    const scope = chart();
    monitored(scope, { apiGroup: MonitoringApiGroup.CLUSTER_OBSERVABILITY_OPERATOR });
    const others = objects(scope).filter(({ apiVersion }) => apiVersion.startsWith('monitoring.rhobs/'));
    expect(others.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`)).toEqual(['monitoring.rhobs/v1 PodMonitor', 'monitoring.rhobs/v1 PrometheusRule', 'monitoring.rhobs/v1alpha1 AlertmanagerConfig']);
    expect(others.map((object) => ({ ...object, apiVersion: object.apiVersion.replace('rhobs', 'coreos.com') })).flatMap(schemaErrors)).toEqual([]);
  });

  test('pods are chosen by the runtime\'s labels and port, in their own namespace', () => {
    const scope = chart();
    monitored(scope);
    const { selector, namespaceSelector, podMetricsEndpoints: [endpoint] } = only(scope, 'PodMonitor').spec;
    expect(selector.matchLabels).toEqual({ 'strimzi.io/cluster': 'mm2-orders', 'strimzi.io/kind': 'KafkaMirrorMaker2' });
    expect(namespaceSelector).toBeUndefined();
    expect(endpoint).toMatchObject({ port: 'tcp-prometheus', path: '/metrics', interval: '30s' });
    expect(endpoint.relabelings.slice(0, 2)).toEqual([
      { targetLabel: 'replication', replacement: 'orders', action: 'replace' }, { targetLabel: 'line_of_business', replacement: 'retail', action: 'replace' },
    ]);
  });

  test('monitors elsewhere name the namespace of the pods; exporter rules stay with them', () => {
    const scope = chart();
    monitored(scope, { namespace: 'monitoring' });
    expect(only(scope, 'PodMonitor')).toMatchObject({ metadata: { namespace: 'monitoring' }, spec: { namespaceSelector: { matchNames: ['mm2'] } } });
    expect(only(scope, 'ConfigMap').metadata.namespace).toBe('mm2');
  });

  test('machines have no pods: there is no monitor, and rules go by the name of the replication alone', () => {
    const scope = chart();
    monitored(scope, { replications: [orders(scope, { runtime: new VirtualMachineRuntime(), target: cloud })], slack: undefined });
    const all: any[] = scope.toJson();
    expect(all.map(({ kind }) => kind)).toEqual(['ConfigMap', 'PrometheusRule']);
    expect(all[1].spec.groups[1].rules[0].expr).toBe('absent(up{replication="orders"} == 1)');
  });

  test('all of it comes after the namespace that the chart of a replication makes, whatever the charts are called', () => {
    const app = new App();
    const monitoring = new Chart(app, 'monitoring');
    const runtime = new StrimziRuntime({ namespace: 'mm2', createNamespace: true });
    monitored(monitoring, { replications: [orders(new Chart(app, 'replications'), { runtime })] });
    app.synthYaml();
    expect(app.charts.map(({ node }) => node.id)).toEqual(['replications', 'monitoring']);
  });

  test('charts may watch each other\'s replications where neither makes a namespace', () => {
    const app = new App();
    const [a, b] = ['a', 'b'].map((id) => new Chart(app, id));
    const [one, other] = [orders(a, { name: 'one', topics: TopicSelection.named('one') }), orders(b, { name: 'other', topics: TopicSelection.named('other') })];
    new ReplicationMonitoring(a, 'Monitoring', { replications: [other] });
    new ReplicationMonitoring(b, 'Monitoring', { replications: [one] });
    expect(() => app.synthYaml()).not.toThrow();
  });

  test('every alert has the namespace of its Alertmanager, the replication, its line and a severity', () => {
    const scope = chart();
    monitored(scope, { alertLabels: { team: 'data' }, additionalAlerts: [retention] });
    const alerts = only(scope, 'PrometheusRule').spec.groups[1].rules;
    expect(alerts.filter(({ labels }: any) => !['warning', 'critical'].includes(labels.severity))).toEqual([]);
    expect(new Set(alerts.map(({ labels: { severity, ...labels } }: any) => JSON.stringify(labels)))).toEqual(new Set([
      JSON.stringify({ line_of_business: 'retail', namespace: 'mm2', replication: 'orders', team: 'data' }),
    ]));
    expect(alerts.at(-1)).toMatchObject({ alert: 'RetailOrdersLate', for: '300s', annotations: { summary: 'Retail is late' } });
  });

  test('alerts link to their runbook where it is published', () => {
    const scope = chart();
    monitored(scope, { runbookUrl: 'https://docs.example.com/alerts' });
    expect(only(scope, 'PrometheusRule').spec.groups[1].rules[0].annotations.runbook_url).toBe('https://docs.example.com/alerts#replicationdown');
  });

  test('topics that are selected by name are watched by name', () => {
    const scope = chart();
    monitored(scope);
    const { expr } = only(scope, 'PrometheusRule').spec.groups[1].rules.find(({ alert }: any) => alert === 'ReplicationTopicNotReplicated');
    expect([...expr.matchAll(/source_topic="([^"]+)"/g)].map(([, topic]) => topic)).toEqual(['orders', 'readings', 'returns.eu']);
  });

  test('the webhook\'s address is a reference, in the order of severity and line', () => {
    const scope = chart();
    monitored(scope, { slack: { ...slack, linesOfBusiness: { retail: { channel: '#retail', webhook: SecretKey.of('retail', 'hook') } } } });
    expect(only(scope, 'AlertmanagerConfig').spec.receivers.map(({ name, slackConfigs: [{ channel, apiURL }] }: any) => [name, channel, apiURL.name])).toEqual([
      ['slack-warning', '#kafka-replication', 'slack'], ['slack-critical', '#kafka-replication', 'slack'],
      ['slack-retail-warning', '#retail', 'retail'], ['slack-retail-critical', '#retail', 'retail'],
    ]);
  });

  test('the administrator\'s two ConfigMaps are a file of their own', () => {
    const app = new App();
    const admin = new UserWorkloadMonitoring(app, 'cluster-admin');
    const maps = Testing.synth(admin);
    expect(maps.flatMap(schemaErrors)).toEqual([]);
    expect(maps.map(({ metadata, data }) => [`${metadata.namespace}/${metadata.name}`, parse(data['config.yaml'])])).toEqual([
      ['openshift-monitoring/cluster-monitoring-config', { enableUserWorkload: true }],
      ['openshift-user-workload-monitoring/user-workload-monitoring-config', { alertmanager: { enabled: true, enableAlertmanagerConfig: true } }],
    ]);
  });

  test('kube-state-metrics is told where the state of a KafkaMirrorMaker2 stands', () => {
    const scope = chart();
    new MirrorMaker2StateMetrics(scope, 'StateMetrics', { namespace: 'monitoring' });
    const map = only(scope, 'ConfigMap');
    expect(schemaErrors(map)).toEqual([]);
    expect(parse(map.data['config.yaml']).spec.resources[0]).toMatchObject({
      groupVersionKind: { group: 'kafka.strimzi.io', version: 'v1', kind: 'KafkaMirrorMaker2' }, metricNamePrefix: 'strimzi_kafka_mm2',
    });
  });
});

describe('bad input fails, with a remedy', () => {
  test.each<[string, any, string]>([
    ['thresholds out of order', { thresholds: { heap: { warning: 95, critical: 90 } } },
      'thresholds.heap has its severities in the wrong order, got {"warning":95,"critical":90}; a warning at or below critical; set both, or swap them'],
    ['thresholds out of order where less is worse', { thresholds: { certificateExpiry: { warning: Duration.days(1) } } },
      'thresholds.certificateExpiry has its severities in the wrong order, got {"warning":"1 day"}; a warning at or above critical: less is worse here; set both, or swap them'],
    ['an objective above the critical lag', { lagObjective: Duration.minutes(2), thresholds: { lag: { critical: Duration.minutes(1) } } }, 'thresholds.lag has its severities in the wrong order'],
    ['a percentage above 100', { thresholds: { throughput: { critical: 101 } } }, 'thresholds.throughput.critical is out of range, got 101; a percentage above 0, at most 100'],
    ['a threshold that is no number', { thresholds: { restarts: { warning: NaN } } }, 'thresholds.restarts.warning is out of range'],
    ['a percentage without an objective', { lagObjective: undefined, objectivePercent: 99 }, 'objectivePercent has no lag that it is the percentage of, got 99; set lagObjective too'],
    ['an objective that nothing can miss', { objectivePercent: 50 }, 'objectivePercent is out of range, got 50; 95 to 99.99'],
    ['an objective without a target', { objectivePercent: NaN }, 'objectivePercent is out of range, got "NaN"; 95 to 99.99'],
    ['an objective of half a second', { lagObjective: Duration.millis(500) }, 'lagObjective is out of range, got "500 millis"; whole seconds, 1 second to 1 day'],
    ['Slack without a channel', { slack: { webhook: slack.webhook } }, 'slack.channel is missing; a channel such as "#kafka-replication"'],
    ['Slack without a secret', { slack: { channel: '#a' } }, 'slack.webhook is missing; a SecretKey; put the webhook\'s address into a Secret and name it'],
    ['the address itself in place of a secret', { slack: { channel: '#a', webhook: 'https://hooks.slack.example.com/T0/B0/xyz' } }, 'slack.webhook is not a SecretKey; put the webhook\'s address into a Secret'],
    ['a channel with spaces', { slack: { ...slack, criticalChannel: 'on call' } }, 'slack.criticalChannel is not a channel, got "on call"'],
    ['a line of business without a replication', { slack: { ...slack, linesOfBusiness: { finance: { channel: '#f' } } } }, 'slack.linesOfBusiness["finance"] is the line of no replication; name the replications of the line in linesOfBusiness'],
    ['a line of a replication that is not watched', { linesOfBusiness: { other: 'retail' } }, 'linesOfBusiness["other"] is not a replication that is watched here; orders'],
    ['a line that a relabeling would take apart', { linesOfBusiness: { orders: '$1' } }, 'linesOfBusiness["orders"] is not a line of business, got "$1"'],
    ['an alert with a name of the library', { additionalAlerts: [{ ...retention, name: 'ReplicationDown' }] }, 'additionalAlerts[0].name is the name of an alert of the library, got "ReplicationDown"; choose another name'],
    ['two alerts of one name', { additionalAlerts: [retention, retention] }, 'additionalAlerts[1].name clashes with additionalAlerts[0], got "RetailOrdersLate"; choose another name'],
    ['an alert with a bad name', { additionalAlerts: [{ ...retention, name: 'late orders' }] }, 'additionalAlerts[0].name is not a name of an alert, got "late orders"; letters, digits and "_"'],
    ['an alert without expression', { additionalAlerts: [{ ...retention, expression: ' ' }] }, 'additionalAlerts[0].expression is empty'],
    ['an alert of unknown severity', { additionalAlerts: [{ ...retention, severity: 'page' }] }, 'additionalAlerts[0].severity is not a severity, got "page"; warning, critical'],
    ['an alert that holds for a fraction', { additionalAlerts: [{ ...retention, holdsFor: Duration.millis(1500) }] }, 'additionalAlerts[0].holdsFor is out of range'],
    ['a label name that Prometheus refuses', { alertLabels: { 'my-team': 'a' } }, 'alertLabels["my-team"] is not a label name'],
    ['a label that has its value already', { alertLabels: { namespace: 'a' } }, 'alertLabels["namespace"] is a label that has its value already'],
    ['an empty label value', { alertLabels: { team: '' } }, 'alertLabels["team"] is not a label value that Prometheus takes, got ""'],
    ['half a character as label value', { alertLabels: { team: '\ud800' } }, 'alertLabels["team"] is not a label value that Prometheus takes'],
    ['a template as label value', { alertLabels: { team: '{{ bad' } }, 'alertLabels["team"] is not a label value that Prometheus takes'],
    ['another namespace with monitoring of user workloads', { namespace: 'monitoring', userWorkloadMonitoring: true },
      'replications[0] runs in namespace mm2, the monitors would be in monitoring, got "test/orders"; the namespace of the replication: monitoring of user workloads ignores namespaceSelector; leave namespace out'],
    ['no replications', { replications: [], linesOfBusiness: undefined }, 'replications is empty; at least one replication'],
    ['scrapes too seldom for rates', { scrapeInterval: Duration.minutes(2) }, 'scrapeInterval is out of range, got "2 minutes"; whole seconds, 5 seconds to 1 minute'],
    ['no address of a page', { runbookUrl: 'alerts.md' }, 'runbookUrl is not the address of a page, got "alerts.md"'],
    ['labels that Kubernetes refuses', { labels: { app: 'a b' } }, 'labels["app"] is not a label value, got "a b"'],
    ['a name that Kubernetes refuses', { name: 'My Alerts' }, 'name is not a Kubernetes object name, got "My Alerts"'],
  ])('%s', (_, props, message) => {
    const scope = chart();
    monitored(scope, props);
    const found = refusals(scope).filter((refusal) => refusal.startsWith('[test/Monitoring]'));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`[test/Monitoring] ${message}`);
    expect(found[0]).not.toContain('hooks.slack');
  });

  test('a replication that two monitorings watch', () => {
    const scope = chart();
    const replication = orders(scope);
    new ReplicationMonitoring(scope, 'A', { replications: [replication] });
    new ReplicationMonitoring(scope, 'B', { replications: [replication] });
    expect(refusals(scope).join('\n')).toContain('[test/B] replications[0] is watched by test/A too, got "test/orders"; one monitoring for each replication; take it out of one');
  });

  test('a replication that is listed twice', () => {
    const scope = chart();
    const replication = orders(scope);
    new ReplicationMonitoring(scope, 'A', { replications: [replication, replication] });
    expect(refusals(scope).join('\n')).toContain('[test/A] replications[1] is listed twice, got "test/orders"; list it once');
  });

  test('a list that is none', () => {
    expect(() => new ReplicationMonitoring(chart(), 'A', { replications: 'orders' as any })).toThrow('[test/A] replications is not a list of replications');
  });
});

test('Slack is told in the namespace of each replication, once', () => {
  const scope = chart();
  const runtime = (namespace: string) => new StrimziRuntime({ namespace });
  const replications = ['a', 'b', 'c'].map((name) => orders(scope, { name, topics: TopicSelection.named(name), runtime: runtime(name === 'c' ? 'other' : 'mm2') }));
  new ReplicationMonitoring(scope, 'Monitoring', { replications, slack });
  expect(objects(scope).filter(({ kind }) => kind === 'AlertmanagerConfig').map(({ metadata }) => metadata.namespace)).toEqual(['mm2', 'other']);
});

test('a selection with more than 100,000 series is a finding', () => {
  const scope = chart();
  const facts = (partitions: number) => onPrem.withFacts({ topics: { 'orders': { partitions }, 'readings': { partitions: 1 }, 'returns.eu': { partitions: 1 } } });
  const many = orders(scope, { source: facts(10_000), acknowledge: { 'monitoring-cardinality': 'a Prometheus of its own' } });
  expect(Findings.of(scope).filter(({ code }) => code === 'monitoring-cardinality')).toEqual([]);
  new ReplicationMonitoring(scope, 'Monitoring', { replications: [many] });
  expect(Findings.of(scope).filter(({ code }) => code === 'monitoring-cardinality')).toEqual([expect.objectContaining({
    severity: 'warning', resource: 'KafkaMirrorMaker2 mm2/mm2-orders', path: 'topics', acknowledged: 'a Prometheus of its own',
  })]);

  const small = chart();
  new ReplicationMonitoring(small, 'Monitoring', { replications: [orders(small, { source: facts(100) })] });
  expect(Findings.of(small).filter(({ code }) => code === 'monitoring-cardinality')).toEqual([]);
});
