import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT, type Connector } from '../../effective.js';
import { emittedMonitoring } from '../../monitoring/emitted-monitoring.js';
import { exportedNames, namesInRules } from '../../monitoring/exported-names.js';
import { SIZE, WatchedLine } from '../../monitoring/watched-line.js';
import { until } from '../../wait.js';
import type { Site } from '../site.js';

const DOTTED = 'retail.returns';
const APPEAR_SECONDS = 90;

/** Every metric that is named anywhere exists, whichever names MM2's beans have (KIP-1280). */
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

  // Something has to wait: there are metrics of waiting records only.
  await bed.throttleReading();
  let missing = wanted;
  const counts = await until('all metrics are there', APPEAR_SECONDS, async () => {
    const samples = await prometheus.query(`count by (__name__) ({${selector}})`);
    const found = new Map(samples.map(({ metric, value }) => [metric.__name__!, value]));
    missing = wanted.filter((name) => !found.has(name));
    return missing.length === 0 ? found : undefined;
  }).catch(() => undefined);
  await bed.freeReading();
  site.check(`${format} names: the ${exported.length} metrics of the catalogue, ${recorded.length} recorded and ${read.length} that rules read are there`, missing.length === 0, `missing: ${missing.join(', ') || 'none'}`);

  const series = await prometheus.series(`{${selector}}`);
  const quoted = series.filter((labels) => Object.values(labels).some((value) => value.includes('"')));
  site.check(`${format} names: no label has a stray quote`, series.length > 0 && quoted.length === 0, JSON.stringify(quoted.slice(0, 3)));
  const dotted = await prometheus.query(`count by (source_topic, topic) (partition:replication_lag_records{${selector},source_topic=~"retail.returns"})`);
  site.check(`${format} names: the partitions of a topic with a dot are counted once`,
    dotted.length === 1 && dotted[0]!.metric.source_topic === DOTTED && dotted[0]!.value === SIZE.dottedPartitions, JSON.stringify(dotted));

  const own = [...new Set([...exported, ...recorded])];
  const number = own.reduce((sum, name) => sum + (counts?.get(name) ?? 0), 0);
  const most = seriesOf()({ ...SIZE, tasks: flow.connectors.reduce((sum, { class: name, tasksMax }) => sum + (name.endsWith('.MirrorSourceConnector') ? tasksMax ?? 1 : 0), 0) });
  site.check(`${format} names: at most as many series as the library says`, number > 0 && number <= most, `${number} of at most ${most}`);
}

/** The library's own figure. It is no part of its API: what would exceed it is a finding of the synth. */
function seriesOf(): (size: object) => number {
  return createRequire(import.meta.url)(join(ROOT, 'lib', 'monitoring', 'cardinality.js')).seriesOf;
}

function withNewNames(connector: Connector): Connector {
  return { ...connector, config: { ...connector.config, 'metric.names.formats': 'new' } };
}
