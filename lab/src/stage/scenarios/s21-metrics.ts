import type { Connector } from '../../effective.js';
import { emittedMonitoring } from '../../monitoring/emitted-monitoring.js';
import { exportedNames, namesInRules } from '../../monitoring/exported-names.js';
import { seriesOf } from '../../monitoring/library-catalogue.js';
import { dashboardsOf } from '../../monitoring/pictures/dashboard.js';
import { dataOf, emptyTargets, type PanelData } from '../../monitoring/pictures/panel-data.js';
import { SIZE, WatchedLine } from '../../monitoring/watched-line.js';
import { until } from '../../wait.js';
import type { Site } from '../site.js';

const DOTTED = 'retail.returns';
const APPEAR_SECONDS = 90;

/** Every metric that is named anywhere exists, and every panel has data, whichever names MM2's beans have (KIP-1280). */
export async function metrics(site: Site): Promise<void> {
  const line = await WatchedLine.start(site);
  await compare(site, line, 'legacy');
  for (const connector of line.deployment.flow.connectors) {
    await line.deployment.workers.rest.configure(withNewNames(connector));
  }
  await line.deployment.running();
  await line.monitoring.begin();
  await compare(site, line, 'new');
}

async function compare(site: Site, { deployment: { file, flow }, monitoring: { prometheus }, bed }: WatchedLine, format: string): Promise<void> {
  const { podMonitor, prometheusRule } = emittedMonitoring(file, flow.resource);
  const selector = `namespace="${podMonitor.metadata.namespace}"`;
  const exported = exportedNames(file, flow.resource);
  const { recorded, read } = namesInRules(prometheusRule);
  const wanted = [...new Set([...exported, ...recorded, ...read])];

  const start = Date.now() / 1_000;
  // Something has to wait: there are metrics of waiting records only.
  await bed.throttleReading();
  const counts = new Map<string, number>();
  const missingNames = () => wanted.filter((name) => !counts.has(name));
  // A metric counts once seen: some are there only while records wait. What is still missing then is the check's business.
  await until('all metrics are there', APPEAR_SECONDS, async () => {
    const samples = await prometheus.query(`count by (__name__) ({${selector}})`);
    samples.forEach(({ metric: { __name__: name }, value }) => counts.set(name!, Math.max(value, counts.get(name!) ?? 0)));
    return missingNames().length === 0 ? true : undefined;
  }).catch(() => undefined);
  const missing = missingNames();
  let panels: readonly PanelData[] = [];
  await until('all panels have data', APPEAR_SECONDS, async () => {
    const span = { start, end: Date.now() / 1_000 };
    panels = await Promise.all(dashboardsOf(file).flatMap((dashboard) => dashboard.panels).map(async (panel) => dataOf(panel, prometheus, span)));
    return panels.flatMap(emptyTargets).length === 0 ? true : undefined;
  }).catch(() => undefined);
  await bed.freeReading();
  site.check(`${format} names: the ${exported.length} metrics of the catalogue, ${recorded.length} recorded and ${read.length} that rules read are there`, missing.length === 0, `missing: ${missing.join(', ') || 'none'}`);
  const empty = panels.flatMap(emptyTargets);
  site.check(`${format} names: every expression of the ${panels.length} panels has data`, panels.length > 0 && empty.length === 0, empty.join('; '));

  const series = await prometheus.series(`{${selector}}`);
  const quoted = series.filter((labels) => Object.values(labels).some((value) => value.includes('"')));
  site.check(`${format} names: no label has a stray quote`, series.length > 0 && quoted.length === 0, JSON.stringify(quoted.slice(0, 3)));
  const dotted = await prometheus.query(`count by (source_topic, topic) (partition:replication_lag_records{${selector},source_topic=~"retail.returns"})`);
  site.check(`${format} names: the partitions of a topic with a dot are counted once`,
    dotted.length === 1 && dotted[0]!.metric.source_topic === DOTTED && dotted[0]!.value === SIZE.dottedPartitions, JSON.stringify(dotted));

  const own = [...new Set([...exported, ...recorded])];
  const number = own.reduce((sum, name) => sum + (counts.get(name) ?? 0), 0);
  const most = seriesOf({ ...SIZE, tasks: flow.connectors.reduce((sum, { class: name, tasksMax }) => sum + (name.endsWith('.MirrorSourceConnector') ? tasksMax ?? 1 : 0), 0) });
  site.check(`${format} names: at most as many series as the library says`, number > 0 && number <= most, `${number} of at most ${most}`);
}

function withNewNames(connector: Connector): Connector {
  return { ...connector, config: { ...connector.config, 'metric.names.formats': 'new' } };
}
