import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MachinePair } from '../../runtimes/machine-pair.js';
import { NodesTopic } from '../../runtimes/nodes.js';
import { countedLines, linesOf } from '../../splunk/collector-metrics.js';
import { bundledCollector, ForwardingMachine, tokenFileOf } from '../../splunk/forwarding-machine.js';
import { HEC } from '../../splunk/hec-answers.js';
import { auditLines, auditText, contentOf, type LineAudit } from '../../splunk/line-audit.js';
import { leaksInCommandLines, leaksInFiles, leaksInText } from '../../splunk/secrecy.js';
import { DEFAULT_INDEX, SiteSplunk } from '../../splunk/site-splunk.js';
import { until } from '../../wait.js';
import type { Site } from '../site.js';
import { startTraffic } from './outages.js';

const EXAMPLE = 'log-machines';
const LINE = 'plants';
/** Where MM2 finds what belongs to it on a machine. */
const HOME = /^\/etc\/kafka-replication\/[^/]+\//;
const BUSY_SECONDS = 60;
const DOWN_SECONDS = 3;
const ARRIVAL_SECONDS = 60;
/** How often each collector is killed. The receiver remembers its place just before it hands a line on, so each time may cost one (docs/splunk.md). */
const CRASHES = 2;

/** MM2 on two machines logs to the journal, and the collectors of the bundle forward it: through 503 for a minute, and crashes of the collectors. */
export async function splunkFromMachines(site: Site): Promise<void> {
  const { report } = site.context;
  const pair = await MachinePair.of(site, EXAMPLE, {});
  const name = basename(pair.bundle);
  const config = bundledCollector(pair.bundle);
  const index = Object.values(config.receivers)[0]?.resource?.['com.splunk.index'] ?? DEFAULT_INDEX;
  const token = { name: 'the token of HEC', value: randomUUID() };
  const splunk = new SiteSplunk(site, config, new Map([[token.value, { index: DEFAULT_INDEX, allowedIndexes: [index] }]]));
  pair.machines.forEach((machine) => machine.put(tokenFileOf(config).replace(HOME, ''), token.value));
  const machines = pair.machines.map((machine) => new ForwardingMachine(site, splunk, machine, pair.bundle, site.path(machine.name, 'journal'), token.value));
  site.ends({
    log: () => machines.map(({ collector }) => `--- collector\n${collector.tail()}`).join('\n'),
    stop: () => {
      machines.forEach((machine) => machine.stop());
      splunk.hec.stop();
    },
  });
  const audit = () => auditLines(machines.flatMap(({ journal }) => journal.lines), splunk.hec.events);
  const arrived = async (what: string) => until(what, ARRIVAL_SECONDS, () => {
    machines.forEach(({ collector, journal }) => [collector, journal].forEach((each) => each.assertRunning()));
    return audit().lost.length === 0 ? true : undefined;
  });

  await splunk.hec.start();
  machines.forEach(({ collector }) => collector.start());
  await startTraffic(new NodesTopic(site, pair.mirror, pair, 'kp-topic-1'), 20);
  await pair.runOnAll('install');
  await arrived('the first lines arrive');
  const first = audit();
  site.check('while nothing fails, every line of the journals is exactly one event', first.arrived > 0 && first.duplicated + first.foreign.length === 0, auditText(first));
  await counted(site, machines, name);
  const shown = leaksInCommandLines([token]);
  site.check('no process shows the token in its command line', shown.length === 0, shown.slice(0, 3).join('; '));

  await Promise.all([outages(splunk, machines), restarts(pair)]);
  await Promise.all(pair.machines.map(async (_, node) => pair.stopNode(node)));
  await Promise.all(machines.map(async ({ journal }) => journal.close()));
  await until('everything arrives', ARRIVAL_SECONDS, () => audit().lost.length === 0 ? true : undefined).catch((error: Error) => report.progress(`splunk-machines: ${error.message}`));
  arrival(site, audit(), splunk, name, index);
  const secrets = [...leaksInFiles([token], pair.bundle, ...machines.flatMap(({ folders }) => folders), ...pair.machines.map((machine) => site.path(machine.name, 'journal'))),
    ...leaksInText([token], splunk.hec.events.map((event) => JSON.stringify(event)))];
  site.check('the token is in no bundle, no log, no event and nothing that a collector stores', secrets.length === 0, secrets.slice(0, 3).join('; '));
}

/** Splunk is busy for a minute; meanwhile, and again when it takes events, the collectors are killed, and to the journal that is a new start of the machine. */
async function outages({ hec }: SiteSplunk, machines: readonly ForwardingMachine[]): Promise<void> {
  const crash = async () => Promise.all(machines.map(async ({ collector, journal }) => {
    await collector.kill();
    await sleep(DOWN_SECONDS * 1_000);
    journal.reboot();
    collector.start();
  }));
  hec.busy(true);
  await sleep(BUSY_SECONDS * 500);
  await crash();
  await sleep(BUSY_SECONDS * 500);
  hec.busy(false);
  const taken = hec.events.length;
  await until('Splunk takes events again', ARRIVAL_SECONDS, () => hec.events.length > taken ? true : undefined);
  await crash();
}

/** MM2 has most to say when a node goes and comes. */
async function restarts(pair: MachinePair): Promise<void> {
  for (const node of pair.machines.keys()) {
    await pair.stopNode(node);
    await pair.startNode(node);
  }
}

function arrival(site: Site, audit: LineAudit, { hec }: SiteSplunk, name: string, index: string): void {
  const most = CRASHES * new Set(hec.events.map(({ host }) => host)).size;
  site.check(`no line is made up, and at most ${most} are lost, one for each crash of a collector; some may be twice`, audit.written > 0 && audit.lost.length <= most && audit.foreign.length === 0, auditText(audit));
  site.check('Splunk was busy, and refused nothing for good', hec.answers(HEC.busy) > 0 && hec.answers(HEC.incorrectIndex) + hec.answers(HEC.invalidFormat) + hec.answers(HEC.invalidToken) === 0,
    [...hec.answered].map(([code, count]) => `${count} times code ${code}`).join(', '));
  const elsewhere = hec.events.filter((event) => event.index !== index || event.fields['service.name'] !== name);
  site.check(`all lines are in index ${index}`, hec.events.length > 0 && elsewhere.length === 0, `${hec.events.length} lines, ${elsewhere.length} elsewhere`);
  const hosts = [...new Set(hec.events.map(({ host }) => host))].sort();
  site.check('every event says which machine it comes from', hosts.join() === 'mm2-vm-1,mm2-vm-2', hosts.join(', '));
  const contents = hec.events.map(({ event }) => contentOf(event)).filter((content) => typeof content !== 'string');
  const expected = { replication: name.replace(/^mm2-/, ''), flow: 'kp-remote->kp-local', source: 'kp-remote', target: 'kp-local', line_of_business: LINE };
  const wrong = contents.filter((content) => content.host === undefined || Object.entries(expected).some(([field, value]) => content[field] !== value));
  site.check('every event of MM2 says replication, flow, source, target, line of business and host', contents.length > 0 && wrong.length === 0, JSON.stringify(wrong[0] ?? '').slice(0, 300));
}

/** A worker that starts has some settings to warn about. */
async function counted(site: Site, machines: readonly ForwardingMachine[], name: string): Promise<void> {
  const metrics = await Promise.all(machines.map(async (machine) => machine.metrics()));
  const warnings = metrics.map((text) => countedLines(text, name, 'warnings') ?? 0);
  const written = machines.map(({ journal }) => linesOf('WARN', journal.lines));
  site.check('the collectors count warnings as they pass', warnings.every((count, i) => count > 0 && count <= written[i]!), `${warnings.join(' and ')} of ${written.join(' and ')}`);
}
