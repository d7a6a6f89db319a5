import { readdirSync } from 'node:fs';
import type { Site } from '../stage/site.js';
import { PART } from './container-log.js';
import { contexts, provokedOn, wrongFields } from './expectations.js';
import type { ForwardingNode } from './forwarding-node.js';
import { auditLines, auditText, contentOf, type LineAudit } from './line-audit.js';
import { MISPLACED_PASSWORD, MISPLACED_PHRASE } from './provocations.js';
import { keepProvoked, type ProvokedMessage } from './provoked.js';
import { leaksInFiles, leaksInText, secretsIn, type KnownSecret } from './secrecy.js';
import type { Stand } from './stand.js';

export function auditOf(node: ForwardingNode, { name, log }: Stand): LineAudit {
  return auditLines(log.lines, node.eventsOf(name));
}

/** Every line arrived, in its index, with its fields. */
export function arrival(site: Site, node: ForwardingNode, stand: Stand): void {
  const { line, name, log, deployment: { mirror, flow } } = stand;
  const audit = auditOf(node, stand);
  site.check(`${line}: no line is lost, none is made up; after two crashes of the collector some may be twice`, audit.written > 0 && audit.lost.length + audit.foreign.length === 0, auditText(audit));
  site.check(`${line}: its log was renamed while it was read`, readdirSync(log.folder).length > 2, readdirSync(log.folder).join(', '));
  const index = node.indexOf(name);
  const mine = node.hec.events.filter(({ event }) => {
    const content = contentOf(event);
    return typeof content !== 'string' && content.line_of_business === line;
  });
  const elsewhere = [...mine, ...node.eventsOf(name)].filter((event) => event.index !== index);
  const strangers = node.hec.events.filter((event) => event.index === index && event.fields['service.name'] !== name);
  site.check(`${line}: its lines are in index ${index} only, and no others are`, mine.length > 0 && elsewhere.length + strangers.length === 0,
    `${mine.length} lines, ${elsewhere.length} in other indexes, ${strangers.length} of others`);
  const wrong = wrongFields(node.eventsOf(name), {
    replication: name.replace(/^mm2-/, ''), flow: `${mirror.sourceAlias}->${mirror.targetAlias}`, source: mirror.sourceAlias, target: mirror.targetAlias,
    line_of_business: line, namespace: flow.resource.metadata.namespace!, pod: `${name}-mirrormaker2-0`,
  });
  site.check(`${line}: every event of MM2 says replication, flow, source, target, line of business, namespace and pod`, mine.length > 0 && wrong.length === 0, wrong.slice(0, 3).join('; '));
  const { connectors, tasks, plain } = contexts(node.eventsOf(name));
  site.check(`${line}: connector and task are fields where the line has them`, connectors > 0 && tasks > 0,
    `${connectors} events with a connector, ${tasks} with a task; ${plain} lines of the JVM`);
}

/** What was provoked is there as one event, a trace included; kept where that is asked for. */
export function messages(site: Site, node: ForwardingNode, stands: readonly Stand[]): void {
  const arrived: ProvokedMessage[] = [];
  for (const { line, name } of stands) {
    for (const { phrase, message } of provokedOn(line, node.eventsOf(name))) {
      site.check(`${line}: '${phrase}' is in an event, whole`, message !== undefined, message?.message.slice(0, 200));
      arrived.push(...message === undefined ? [] : [message]);
    }
  }
  const longest = Math.max(...stands.flatMap(({ log }) => log.lines.map((text) => Buffer.byteLength(text))));
  site.check('a line that the runtime cuts into parts is one event', longest > PART, `the longest has ${longest} bytes`);
  if (site.context.write) {
    keepProvoked(arrived.filter(({ phrase }) => phrase !== MISPLACED_PHRASE), site.context.report);
  }
}

/** @param emitted folder with the YAML */
export function secrecy(site: Site, node: ForwardingNode, stands: readonly Stand[], emitted: string): void {
  const events = node.hec.events.map((event) => JSON.stringify(event));
  const logs = stands.map(({ deployment: { workers } }) => workers.logFile(0));
  const tokens = [...leaksInFiles(node.tokens, emitted, node.folder, ...logs), ...leaksInText(node.tokens, events)];
  site.check('the token is in no YAML, no log, no event and nothing that the collector stores', tokens.length === 0, tokens.slice(0, 3).join('; '));
  const secrets = credentials(site, stands);
  const leaks = [...leaksInFiles(secrets, node.folder, ...logs), ...leaksInText(secrets, events)];
  const misplaced = events.filter((text) => text.includes(MISPLACED_PHRASE));
  site.check('the line that would have shown a password shows stars', misplaced.length > 0 && misplaced.every((text) => text.includes('***')), `${misplaced.length} events`);
  site.check(`none of ${secrets.length} credentials is in a log or an event, not even one that was put in the wrong place`, secrets.length > stands.length && leaks.length === 0,
    leaks.slice(0, 3).join('; '));
}

/** Of the clusters, and the one that a person put in the wrong place. */
export function credentials(site: Site, stands: readonly Stand[]): KnownSecret[] {
  return [...stands.flatMap(({ name }) => secretsIn(site.path(name, 'secrets'))), { name: 'the misplaced password', value: MISPLACED_PASSWORD }];
}
