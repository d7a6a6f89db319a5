import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { DashboardDelivery, ReplicationMonitoring, ReplicationMonitoringProps, StrimziRuntime, TopicSelection } from '../../../src';
import { schemaErrors } from '../../schemas/schema-errors';
import { chart, Chart, objects, refusals } from '../../support/synth';
import { monitored, orders } from '../monitored';

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());

const operator = DashboardDelivery.grafanaOperator({ instanceSelector: { dashboards: 'grafana' } });
const sidecar = DashboardDelivery.sidecarConfigMap();

function carriers(scope: Chart): any[] {
  return objects(scope).filter(({ metadata }) => metadata.name.includes('-dashboard-'));
}

function delivered(props: Partial<ReplicationMonitoringProps>): any[] {
  const scope = chart();
  monitored(scope, props);
  return carriers(scope);
}

test('nothing is delivered unless it is asked for', () => {
  expect(delivered({})).toEqual([]);
  expect(delivered({ dashboards: DashboardDelivery.none() })).toEqual([]);
});

describe('the Grafana Operator', () => {
  test('gets a resource for each dashboard, by its strict schema', () => {
    const [overview, replication] = delivered({ dashboards: operator, labels: { app: 'strimzi' } });
    expect([overview, replication].flatMap(schemaErrors)).toEqual([]);
    expect(overview).toMatchObject({
      apiVersion: 'grafana.integreatly.org/v1beta1', kind: 'GrafanaDashboard',
      metadata: { name: 'kafka-replication-dashboard-overview', namespace: 'mm2', labels: { app: 'strimzi' } },
      spec: { instanceSelector: { matchLabels: { dashboards: 'grafana' } } },
    });
    expect(Object.keys(overview.spec)).toEqual(['instanceSelector', 'json']);
    expect(JSON.parse(replication.spec.json).title).toBe('Kafka replication');
  });

  test('is told folder, namespace and whether a Grafana elsewhere may take them', () => {
    const dashboards = DashboardDelivery.grafanaOperator({ instanceSelector: { a: 'b' }, folder: 'Kafka', allowCrossNamespaceImport: true, namespace: 'grafana' });
    const resources = delivered({ dashboards });
    expect(resources.flatMap(schemaErrors)).toEqual([]);
    expect(resources.map(({ metadata, spec }) => [metadata.namespace, spec.folder, spec.allowCrossNamespaceImport])).toEqual([
      ['grafana', 'Kafka', true], ['grafana', 'Kafka', true],
    ]);
  });
});

describe('a sidecar', () => {
  test('finds ConfigMaps by the label of kube-prometheus-stack, each with a file of its own name', () => {
    const maps = delivered({ dashboards: sidecar });
    expect(maps.flatMap(schemaErrors)).toEqual([]);
    expect(maps.map(({ kind, metadata: { labels, annotations }, data }) => [kind, labels, annotations, Object.keys(data)])).toEqual([
      ['ConfigMap', { grafana_dashboard: '1' }, undefined, ['kafka-replication-dashboard-overview.json']],
      ['ConfigMap', { grafana_dashboard: '1' }, undefined, ['kafka-replication-dashboard-replication.json']],
    ]);
  });

  test('finds them by another label, and is told the folder', () => {
    const [map] = delivered({ dashboards: DashboardDelivery.sidecarConfigMap({ label: 'dashboard', labelValue: 'kafka', folder: 'Kafka', folderAnnotation: 'example.com/folder', namespace: 'grafana' }) });
    expect(map.metadata).toMatchObject({ namespace: 'grafana', labels: { dashboard: 'kafka' }, annotations: { 'example.com/folder': 'Kafka' } });
    expect(delivered({ dashboards: DashboardDelivery.sidecarConfigMap({ folder: 'Kafka' }) })[0].metadata.annotations).toEqual({ grafana_folder: 'Kafka' });
  });

  test('gets what kubectl apply can remember in an annotation', () => {
    const sizes = delivered({ dashboards: sidecar, runbookUrl: 'https://docs.example.com/kafka-replication/alerts' }).map((map) => JSON.stringify(map).length);
    expect(sizes.filter((size) => size > 262_144)).toEqual([]);
  });
});

test('dashboards are where the monitors are', () => {
  expect(delivered({ dashboards: sidecar, namespace: 'monitoring' }).map(({ metadata }) => metadata.namespace)).toEqual(['monitoring', 'monitoring']);
});

test('limits are those of the monitoring', () => {
  const [, { data }] = delivered({ dashboards: sidecar, thresholds: { heap: { warning: 70, critical: 90 } } });
  const { panels } = JSON.parse(Object.values(data)[0] as string);
  expect(panels.find(({ title }: any) => title === 'Heap').fieldConfig.defaults.thresholds.steps.map(({ value }: any) => value)).toEqual([null, 0.7, 0.9]);
});

test('files are written on demand, and have what a sidecar would get', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dashboards-'));
  try {
    const scope = chart();
    const monitoring = monitored(scope, { name: 'mm2', dashboards: sidecar });
    monitoring.writeDashboards(join(folder, 'grafana', 'kafka'));
    const written = readdirSync(join(folder, 'grafana', 'kafka')).sort();
    expect(written).toEqual(['mm2-dashboard-overview.json', 'mm2-dashboard-replication.json']);
    const files = Object.fromEntries(written.map((file) => [file, readFileSync(join(folder, 'grafana', 'kafka', file), 'utf8')]));
    expect(files).toEqual(Object.assign({}, ...carriers(scope).map(({ data }) => data)));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe('several monitorings of an App', () => {
  function two(names: readonly [string, string], second: DashboardDelivery): Chart {
    const scope = chart();
    names.forEach((name, i) => new ReplicationMonitoring(scope, `M${i}`, {
      replications: [orders(scope, { name: `orders-${i}`, topics: TopicSelection.named(`orders-${i}`), runtime: new StrimziRuntime({ namespace: 'mm2' }) })],
      name, dashboards: i === 0 ? sidecar : second,
    }));
    return scope;
  }

  test('deliver dashboards of the same name: refused, since Grafana takes a uid once', () => {
    expect(refusals(two(['mm2', 'mm2'], operator))).toEqual([['M0', 'M1'], ['M1', 'M0']].map(([at, other]) =>
      `[test/${at}] dashboards are delivered by test/${other} too, under the same name, got "mm2"; leave them out of one, as they show all replications, or set name: Grafana takes a uid once`));
  });

  test('may have other names, or leave it to one', () => {
    expect(carriers(two(['a', 'b'], sidecar))).toHaveLength(4);
    expect(carriers(two(['mm2', 'mm2'], DashboardDelivery.none()))).toHaveLength(2);
  });
});

describe('bad input fails, with a remedy', () => {
  const byOperator = (options: any) => ({ dashboards: DashboardDelivery.grafanaOperator({ instanceSelector: { a: 'b' }, ...options }) });
  const bySidecar = (options: any) => ({ dashboards: DashboardDelivery.sidecarConfigMap(options) });

  test.each<[string, any, string]>([
    ['every Grafana', byOperator({ instanceSelector: {} }), 'dashboards.instanceSelector is empty; labels of a Grafana resource; kubectl get grafanas -A --show-labels'],
    ['no selector', byOperator({ instanceSelector: undefined }), 'dashboards.instanceSelector is empty'],
    ['a selector with a bad key', byOperator({ instanceSelector: { 'a b': 'c' } }), 'dashboards.instanceSelector["a b"] is not a label key'],
    ['a folder without a title', byOperator({ folder: ' ' }), 'dashboards.folder is empty; the title of a folder'],
    ['a namespace that Kubernetes refuses', byOperator({ namespace: 'My Space' }), 'dashboards.namespace is not a Kubernetes name, got "My Space"'],
    ['a label that Kubernetes refuses', bySidecar({ label: 'grafana dashboard' }), 'dashboards.label["grafana dashboard"] is not a label key'],
    ['a value that Kubernetes refuses', bySidecar({ labelValue: 'a b' }), 'dashboards.label["grafana_dashboard"] is not a label value, got "a b"'],
    ['an annotation that Kubernetes refuses', bySidecar({ folder: 'Kafka', folderAnnotation: 'a b' }), 'dashboards.folderAnnotation["a b"] is not an annotation key'],
    ['an annotation without a folder', bySidecar({ folderAnnotation: 'grafana_folder' }), 'dashboards.folderAnnotation has no folder to tell, got "grafana_folder"; set folder too'],
    ['a sidecar\'s folder without a title', bySidecar({ folder: '' }), 'dashboards.folder is empty'],
    ['another namespace that Kubernetes refuses', bySidecar({ namespace: 'a.b' }), 'dashboards.namespace is not a Kubernetes name, got "a.b"'],
    ['no way at all', { dashboards: 'sidecar' }, 'dashboards is not a way to Grafana; a DashboardDelivery; DashboardDelivery.sidecarConfigMap() or grafanaOperator()'],
    ['a name that leaves no room', { dashboards: sidecar, name: 'mm2.'.repeat(60) + 'mm2' }, 'name is too long for the names of dashboards'],
  ])('%s', (_, props, message) => {
    const scope = chart();
    monitored(scope, props);
    const found = refusals(scope).filter((refusal) => refusal.startsWith('[test/Monitoring]'));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`[test/Monitoring] ${message}`);
  });

  test('more than a ConfigMap takes', () => {
    const scope = chart();
    monitored(scope, { dashboards: sidecar, runbookUrl: `https://docs.example.com/${'a/'.repeat(20_000)}` });
    expect(refusals(scope)).toEqual([expect.stringMatching(
      /^\[test\/Monitoring\] dashboards puts [\d,]+ bytes into ConfigMap kafka-replication-dashboard-replication; at most 1,048,576 bytes; shorten runbookUrl/)]);
  });

  test('what the Grafana Operator takes may be larger', () => {
    expect(delivered({ dashboards: operator, runbookUrl: `https://docs.example.com/${'a/'.repeat(20_000)}` })).toHaveLength(2);
  });
});
