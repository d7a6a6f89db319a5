import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { anchorOf, MESSAGES } from '../../src/logging/messages';
import { splunkContent } from '../../src/logging/splunk-content/splunk-content';
import { chart } from '../support/synth';
import { forwarded } from './forwarded';

const RUNBOOK = 'https://docs.example.com/troubleshooting';
const content = (indexes: string[] = ['kafka', 'retail_kafka'], runbookUrl: string | undefined = RUNBOOK) => splunkContent({ indexes, runbookUrl });
const fileOf = (name: string, files = content()) => files[Object.keys(files).find((path) => path.endsWith(name))!];

/** Stanzas of a configuration file, as Splunk reads it. */
function stanzas(text: string): { readonly [name: string]: { readonly [key: string]: string } } {
  return Object.fromEntries(text.split(/^\[/m).slice(1).map((part) => {
    const [head, ...lines] = part.split('\n');
    return [head.slice(0, -1), Object.fromEntries(lines.filter(Boolean).map((line) => line.split(/ = (.*)/, 2)))];
  }));
}

test('is written by a call, as an app', () => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const folder = mkdtempSync(join(tmpdir(), 'kafka-replication-splunk-'));
  try {
    const forwarding = forwarded(chart(), { index: 'kafka', linesOfBusiness: { orders: 'retail' }, indexes: { retail: 'retail_kafka' } });
    expect(readdirSync(folder)).toEqual([]);
    forwarding.writeSplunkContent(folder);
    expect(readFileSync(join(folder, 'kafka_replication/default/macros.conf'), 'utf8')).toContain('(index="kafka" OR index="retail_kafka") source="kafka-replication"');
    expect(Object.keys(content()).filter((path) => !existsSync(join(folder, path)))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
    jest.restoreAllMocks();
  }
});

test('each message has a saved search that looks for it and says what to do; those that matter are alerts', () => {
  const searches = stanzas(fileOf('savedsearches.conf'));
  for (const message of MESSAGES) {
    const { search, description, enableSched } = searches[`MM2: ${message.title}`];
    expect(search).toContain(`"${message.phrase}"`);
    expect(description).toContain(message.command);
    expect(description.endsWith(`${RUNBOOK}#${anchorOf(message)}`)).toBe(true);
    expect(enableSched === '1').toBe(message.isAlert);
  }
});

test('every macro that a search or panel uses is defined', () => {
  const macros = Object.keys(stanzas(fileOf('macros.conf')));
  const used = [...`${fileOf('savedsearches.conf')}${fileOf('.xml')}`.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
  expect(used.length).toBeGreaterThan(20);
  expect([...new Set(used)].sort()).toEqual([...macros].sort());
});

test('a setting is one line', () => {
  for (const path of Object.keys(content()).filter((name) => /\.(conf|meta)$/.test(name))) {
    expect(content()[path].split('\n').filter((line) => line !== '' && !/^(\[[^\]]*\]|[\w.]+ = .+)$/.test(line))).toEqual([]);
  }
});

test('without an index all are searched', () => {
  expect(stanzas(fileOf('macros.conf', content([]))).kafka_replication_events.definition).toBe('index=* source="kafka-replication"');
});

test('events of this source type are whole lines, fields come from JSON', () => {
  expect(stanzas(fileOf('props.conf'))['kafka:mirrormaker2']).toMatchObject({ KV_MODE: 'json', SHOULD_LINEMERGE: 'false', TRUNCATE: '0' });
  expect(Object.keys(stanzas(fileOf('props.conf')))).toContain('source::kafka-replication');
});

test('the dashboard is well-formed, knows every message and links to its section', () => {
  const xml = fileOf('.xml');
  const open: string[] = [];
  for (const [, isEnd, name, isEmpty] of xml.matchAll(/<(\/?)([a-z0-9]+)(?: [^<>]*?)?(\/?)>/g)) {
    if (isEnd) {
      expect(open.pop()).toBe(name);
    } else if (!isEmpty) {
      open.push(name);
    }
  }
  expect(open).toEqual([]);
  expect(xml.replace(/<[^<>]+>/g, '')).not.toMatch(/[<>"]|&(?!amp;|lt;|gt;|quot;)/);
  for (const message of MESSAGES) {
    expect(xml).toContain(`<a href="${RUNBOOK}#${anchorOf(message)}">${message.title}</a>`);
    expect(xml).toContain(`like(_raw, &quot;%${message.phrase}%&quot;)`);
  }
});

test('without a page there are no links', () => {
  expect(fileOf('.xml', splunkContent({ indexes: [] }))).not.toContain('<a ');
  expect(fileOf('savedsearches.conf', splunkContent({ indexes: [] }))).not.toContain('http');
});
