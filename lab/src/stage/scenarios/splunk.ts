import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { quick } from '../../access/own-replication.js';
import { ROOT } from '../../effective.js';
import { arrival, auditOf, credentials, messages, secrecy } from '../../splunk/checks.js';
import { countedLines, linesOf } from '../../splunk/collector-metrics.js';
import { ContainerLog } from '../../splunk/container-log.js';
import { EmittedForwarding } from '../../splunk/emitted-forwarding.js';
import { ForwardingNode } from '../../splunk/forwarding-node.js';
import { HEC } from '../../splunk/hec-answers.js';
import { auditLines } from '../../splunk/line-audit.js';
import { PROVOCATIONS, type Provocation } from '../../splunk/provocations.js';
import { leaksInCommandLines, leaksInFiles } from '../../splunk/secrecy.js';
import { Stand } from '../../splunk/stand.js';
import { until } from '../../wait.js';
import type { Example, Site } from '../site.js';

const EXAMPLE = 'log-collectors';
const LINES = ['retail', 'logistics'];
/** Only with exactly-once a task can be fenced. */
const EXACTLY_ONCE = 'logistics';
const PARTITIONS = 3;
const PER_SECOND = 20;
/** So small that files are renamed within minutes. */
const MAX_LOG_BYTES = 128 * 1024;

/** So many provocations of each line come while nothing happens to the way: what they log can be counted. */
const CALM = 2;

/** Of src/monitoring/alerts/platform.ts. */
const QUEUE_METRICS = ['otelcol_exporter_queue_size', 'otelcol_exporter_queue_capacity'];

const BUSY_SECONDS = 60;
/** What a load balancer in front of Splunk may say beside 503, in the second half. */
const RETRY_AFTER_SECONDS = 2;
const DOWN_SECONDS = 3;
/** The longest that the collector waits between two attempts (max_interval and half of it), and sending what has gathered. */
const RECOVERY_SECONDS = 60;

/** Two lines of business log through everything that happens to them and to the way to Splunk: every line arrives, in its index, and nothing that is secret. */
export async function splunkForwarding(site: Site): Promise<void> {
  const { report } = site.context;
  const { file } = await site.flow(exampleOf(LINES[0]!));
  const emitted = EmittedForwarding.of(file);
  const node = new ForwardingNode(site, emitted);
  site.ends(node);
  const stands: Stand[] = [];
  for (const line of LINES) {
    stands.push(await standOf(site, node, emitted, line));
  }
  await node.start();
  await refusals(site, node);
  await Promise.all(stands.map(begin));
  report.progress('splunk: both lines run');
  await calm(site, node, stands);
  await Promise.all(stands.map(async (stand) => provoke(site, stand, PROVOCATIONS[stand.line]!.slice(0, CALM))));
  await levels(site, node, stands);
  await Promise.all([outages(node, stands), ...stands.map(async (stand) => provoke(site, stand, PROVOCATIONS[stand.line]!.slice(CALM)))]);
  await Promise.all(stands.map(end));
  const ended = Date.now();
  await node.arrived('everything arrives', RECOVERY_SECONDS, () => stands.every((stand) => auditOf(node, stand).lost.length === 0))
    .catch((error: Error) => report.progress(`splunk: ${error.message}`));
  report.progress(`splunk: the last lines took ${Math.round((Date.now() - ended) / 1_000)} s`);
  stands.forEach((stand) => arrival(site, node, stand));
  const { hec } = node;
  site.check('Splunk was busy, and refused nothing for good', hec.answers(HEC.busy) > 0 && hec.answers(HEC.incorrectIndex) + hec.answers(HEC.invalidFormat) + hec.answers(HEC.invalidToken) === 0,
    [...hec.answered].map(([code, count]) => `${count} times code ${code}`).join(', '));
  const metrics = await node.metrics();
  site.check('the collector has the metrics by which the alerts see a queue that fills', QUEUE_METRICS.every((name) => new RegExp(`^${name}\\{[^}]*exporter="splunk_hec"`, 'm').test(metrics)),
    metrics.split('\n').filter((text) => text.startsWith('otelcol_exporter_queue')).join('; '));
  messages(site, node, stands);
  secrecy(site, node, stands, join(ROOT, 'examples', EXAMPLE, 'dist'));
}

function exampleOf(line: string): Example {
  return {
    example: EXAMPLE,
    resource: `mm2-kp-local-${line}-to-kp-remote-${line}`,
    change: (spec) => quick(spec, line === EXACTLY_ONCE ? { worker: { 'exactly.once.source.support': 'enabled' } } : {}),
  };
}

/** A replication whose worker logs as its pod would. */
async function standOf(site: Site, node: ForwardingNode, emitted: EmittedForwarding, line: string): Promise<Stand> {
  const { resource } = await site.flow(exampleOf(line));
  const { name, namespace } = resource.metadata;
  const pod = `${name}-mirrormaker2-0`;
  const layout = site.path(`${name}-log4j2.properties`);
  writeFileSync(layout, emitted.logLayout(resource));
  const deployment = await site.deploy(exampleOf(line), undefined, { env: { HOSTNAME: pod }, jvmOptions: [`-Dlog4j2.configurationFile=${layout}`] });
  const log = new ContainerLog(deployment.workers.logFile(0), node.podLogs, { namespace: namespace!, pod, uid: randomUUID(), name: `${name}-mirrormaker2` }, MAX_LOG_BYTES);
  site.atEnd(() => log.close());
  const stand = new Stand(line, site, deployment, deployment.topic(`${line}-orders`), log);
  if (line === EXACTLY_ONCE) {
    await stand.cluster('target').allow([stand.acl('target', 'TRANSACTIONAL_ID', '*', ['ALL'])]);
  }
  return stand;
}

async function begin({ topic, deployment }: Stand): Promise<void> {
  await topic.createTopic(PARTITIONS);
  await topic.startProducer('load', { perSecond: PER_SECOND, partitions: PARTITIONS });
  await deployment.start();
}

async function end({ topic, deployment, log }: Stand): Promise<void> {
  await topic.stopProducer('load').catch(() => { /* nobody counts its records */ });
  await deployment.workers.stopWorker(0);
  log.close();
}

/** The Splunk of the lab refuses what Splunk refuses: else nothing that it takes would prove anything. */
async function refusals(site: Site, node: ForwardingNode): Promise<void> {
  const authorization = `Splunk ${node.tokens[0]!.value}`;
  const answers = {
    [HEC.tokenRequired.text]: await node.answerTo(undefined, { event: 'x' }) === HEC.tokenRequired.code,
    [HEC.invalidToken.text]: await node.answerTo('Splunk unknown', { event: 'x' }) === HEC.invalidToken.code,
    [HEC.incorrectIndex.text]: await node.answerTo(authorization, { event: 'x', index: 'of-somebody-else' }) === HEC.incorrectIndex.code,
    [HEC.eventRequired.text]: await node.answerTo(authorization, { fields: {} }) === HEC.eventRequired.code,
    [HEC.indexedFields.text]: await node.answerTo(authorization, { event: 'x', fields: { nested: {} } }) === HEC.indexedFields.code,
  };
  const wrong = Object.entries(answers).filter(([, isRight]) => !isRight).map(([text]) => text);
  site.check('the lab\'s Splunk refuses what Splunk refuses', wrong.length === 0 && node.hec.events.length === 0, wrong.join(', '));
  node.hec.answered.clear();
}

/** As long as nothing happens to the way, each line is one event. */
async function calm(site: Site, node: ForwardingNode, stands: readonly Stand[]): Promise<void> {
  const written = new Map(stands.map(({ name, log }) => [name, [...log.lines]]));
  await node.arrived('the first lines arrive', 60, () => stands.every(({ name }) => auditLines(written.get(name)!, node.eventsOf(name)).lost.length === 0));
  for (const stand of stands) {
    const events = node.eventsOf(stand.name);
    const [all, oneLess, oneMore] = [events, events.slice(1), [...events, ...events.slice(0, 1)]].map((each) => auditLines(stand.log.lines, each));
    site.check(`${stand.line}: the audit sees an event that is missing, and one that is twice`, oneLess!.lost.length === all!.lost.length + 1 && oneMore!.duplicated === all!.duplicated + 1);
    const { duplicated, foreign, arrived } = all!;
    site.check(`${stand.line}: while nothing fails, every line is exactly one event`, arrived > 0 && duplicated === 0 && foreign.length === 0,
      `${arrived} events, ${duplicated} duplicated, ${foreign.length} foreign`);
  }
  site.check('a token is found where it is: in the environment of the collector', leaksInFiles(node.tokens, `/proc/${node.collector.pid}/environ`).length === node.tokens.length);
  const shown = leaksInCommandLines([...node.tokens, ...credentials(site, stands)]);
  site.check('no process shows a token or a credential in its command line', shown.length === 0, shown.slice(0, 3).join('; '));
}

/** The collector counts errors and warnings on their way: no more than were written by now, and all that have arrived before. */
async function levels(site: Site, node: ForwardingNode, stands: readonly Stand[]): Promise<void> {
  const arrived = new Map(stands.map(({ name }) => [name, node.eventsOf(name).map(({ event }) => String(event))]));
  const metrics = await node.metrics();
  for (const { line, name, log } of stands) {
    site.check(`${line}: some warnings are counted`, (countedLines(metrics, name, 'warnings') ?? 0) > 0);
    for (const [what, level] of [['errors', 'ERROR'], ['warnings', 'WARN']] as const) {
      const [counted, least, most] = [countedLines(metrics, name, what) ?? 0, linesOf(level, arrived.get(name)!), linesOf(level, log.lines)];
      site.check(`${line}: the collector counts ${what} as they pass`, counted >= least && counted <= most, `${counted}, of ${least} to ${most}`);
    }
  }
}

/** Splunk is busy for a minute; meanwhile, and again when it takes events, the collector is killed. Logs are renamed while it is down. */
async function outages({ hec, collector }: ForwardingNode, stands: readonly Stand[]): Promise<void> {
  const crash = async () => {
    await collector.kill();
    stands.forEach(({ log }) => log.rotate());
    await sleep(DOWN_SECONDS * 1_000);
    collector.start();
  };
  hec.busy(true);
  await sleep(BUSY_SECONDS * 500);
  await crash();
  hec.busy(true, RETRY_AFTER_SECONDS);
  await sleep(BUSY_SECONDS * 500);
  hec.busy(false);
  const taken = hec.events.length;
  await until('Splunk takes events again', RECOVERY_SECONDS, () => hec.events.length > taken ? true : undefined);
  await crash();
}

async function provoke(site: Site, stand: Stand, provocations: readonly Provocation[]): Promise<void> {
  for (const provocation of provocations) {
    const after = provocation.provoke === undefined ? 0 : stand.log.lines.length;
    try {
      await provocation.provoke?.(stand);
      for (const phrase of provocation.phrases) {
        await stand.logs(phrase, after);
        site.context.report.progress(`splunk: ${stand.line} logs '${phrase}'`);
      }
    } catch (error) {
      site.check(`${stand.line}: '${provocation.phrases.join("', '")}' can be provoked`, false, (error as Error).message);
    }
    await provocation.mend?.(stand);
  }
}
