import { spawnSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { App, Chart, Testing } from 'cdk8s';
import * as ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import * as library from '../../src';
import { EffectiveConfig, Finding, Findings, GroupSelection, KafkaCluster, MirrorMaker2Replication, NamingPolicy, Severity, TlsTrust, TopicSelection } from '../../src';
import { JavaPattern } from '../../src/core/java-pattern';
import { spread, Topics } from './spread';

const root = resolve(__dirname, '../..');
const page = readFileSync(join(root, 'docs/topologies.md'), 'utf8');
const sections = new Map(page.split(/^## /m).slice(1).map((text) => [text.split('\n')[0], text]));

const cluster = (alias: string) => KafkaCluster.of(alias, { bootstrapServers: [`${alias}.example.com:9093`], trust: TlsTrust.publicAuthorities() });
const [plantA, plantB, hub] = ['plant-a', 'plant-b', 'hub'].map(cluster);

/** What a program makes of a chart: its resources, and what is found of them. */
interface Outcome { readonly configs: readonly EffectiveConfig[]; readonly findings: readonly Finding[] }

function outcomeOf(program: (chart: Chart) => void): Outcome {
  const app: App = Testing.app();
  program(new Chart(app, 'test'));
  const replications = app.node.findAll().filter((construct): construct is MirrorMaker2Replication => construct instanceof MirrorMaker2Replication);
  return { configs: replications.map(({ binding }) => binding.effectiveConfig()), findings: Findings.of(app) };
}

const errorsOf = ({ findings }: Outcome) => findings.filter(({ severity }) => severity === Severity.ERROR).map(({ code, message }) => `${code}: ${message}`);

describe('the page', () => {
  /** Runs the program of a section, as it stands there. */
  const run = (section: string) => outcomeOf((chart) => {
    const [, program] = /^```ts\n(.*?)^```/ms.exec(sections.get(section)!)!;
    const names = { ...library, chart, plantA, plantB, hub };
    new Function(...Object.keys(names), ts.transpile(program, { target: ts.ScriptTarget.ES2022 }))(...Object.values(names));
  });

  test.each<[string, Topics, Topics]>([
    ['Standby site', { 'plant-a': ['orders', 'retail.returns', 'device-heartbeats', '__consumer_offsets'] }, { hub: ['orders', 'plant-a.device-heartbeats', 'retail.returns'] }],
    ['Active/active', { 'plant-a': ['accounts', 'orders'], 'plant-b': ['accounts', 'customers'] }, {
      'plant-a': ['accounts', 'orders', 'plant-b.accounts', 'plant-b.customers'], 'plant-b': ['accounts', 'customers', 'plant-a.accounts', 'plant-a.orders'],
    }],
    ['Fan-in', { 'plant-a': ['accounts', 'retail.returns'], 'plant-b': ['accounts', 'retail.returns'] }, { hub: ['plant-a.accounts', 'plant-a.retail.returns', 'plant-b.accounts'] }],
    ['Fan-out', { 'plant-a': ['orders', 'products'] }, { 'plant-b': ['plant-a.orders'], 'hub': ['plant-a.orders'] }],
    ['Chain', { 'plant-a': ['orders'], 'plant-b': ['orders'] }, { 'plant-b': ['orders', 'plant-a.orders'], 'hub': ['plant-b.plant-a.orders'] }],
    ['Data residency', { 'plant-a': ['orders-eu', 'orders-pii', 'customers', 'customers-eu'] }, { hub: ['plant-a.orders-eu'] }],
    ['Hybrid', { 'plant-a': ['orders-eu', 'accounts'], 'hub': ['offers-1', 'accounts'] }, { 'plant-a': ['accounts', 'offers-1', 'orders-eu'], 'hub': ['accounts', 'offers-1', 'orders-eu'] }],
  ])('has a program for %s that is clean and does what it says', (section, seeds, expected) => {
    const outcome = run(section);
    // At-least-once says so; nothing else is to be said.
    expect([...new Set(outcome.findings.filter(({ acknowledged }) => acknowledged === undefined).map(({ code }) => code))]).toEqual(['duplicates-after-crash']);
    expect(spread(outcome.configs, seeds)).toMatchObject(expected);
  });

  test('has a section for each row of its table, with a picture, a program of ten lines at most and what does not hold', () => {
    expect([...page.matchAll(/^\| \[(.*?)\]\(#/gm)].map(([, name]) => name)).toEqual([...sections.keys()]);
    for (const text of sections.values()) {
      expect(text).toMatch(/^```mermaid\n[\s\S]*^```ts\n(?:.*\n){1,10}```[\s\S]*^- \*\*Does not\*\*/m);
    }
  });

  const commands = [...page.matchAll(/^```sh\nnpx kafka-replication (.*)\n```\n```text\n([\s\S]*?)```/gm)].map(([, command, output]) => ({ command, output }));

  test.each(commands)('prints what `$command` prints', ({ command, output }) => {
    expect(spawnSync(process.execPath, [join(root, 'lib/cli/main.js'), ...command.split(' ')], { cwd: root, encoding: 'utf8' }).stdout).toBe(output);
  });

  test('shows the output of every command', () => {
    expect(commands.length).toBeGreaterThan(1);
    expect(commands).toHaveLength([...page.matchAll(/^```sh$/gm)].length);
  });

  test('has a pattern that takes a topic and its copies, and nothing else', () => {
    const [, pattern] = /subscribe to the pattern `(.*?)`/.exec(page)!;
    const names = ['accounts', 'plant-a.accounts', 'retail.accounts', 'plant-b.plant-a.accounts', 'accounts-old', 'xaccounts', 'plant-a-accounts'];
    expect(names.filter((name) => JavaPattern.of(pattern).matches(name))).toEqual(['accounts', 'plant-a.accounts', 'retail.accounts']);
  });
});

describe('examples', () => {
  const configsOf = (example: string) => parseAllDocuments(readFileSync(join(root, 'examples', example, 'expected.yaml'), 'utf8')).map((document) => document.toJS())
    .filter(({ kind }) => kind === 'KafkaMirrorMaker2').map((resource) => EffectiveConfig.fromKafkaMirrorMaker2(resource));

  test('bidirectional: a copy is never copied back (S9)', () => {
    expect(spread(configsOf('bidirectional'), { 'kp-remote': ['accounts', 'orders', 'customers'], 'kp-local': ['accounts', 'orders', 'customers'] })).toEqual({
      'kp-local': ['accounts', 'customers', 'kp-remote.accounts', 'kp-remote.orders', 'orders'],
      'kp-remote': ['accounts', 'customers', 'kp-local.accounts', 'kp-local.customers', 'orders'],
    });
  });

  test('fan-in: accounts of both, and nothing that only looks like a copy (S18)', () => {
    expect(spread(configsOf('fan-in'), { 'kp-remote': ['accounts', 'retail.accounts'], 'kp-local': ['accounts'] })['kp-hub']).toEqual(['kp-local.accounts', 'kp-remote.accounts']);
  });

  test('topic-list-update: a step changes the lists and nothing else (S11)', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'kafka-replication-topologies-'));
    try {
      const steps = ['1', '2', '3'].map((step) => {
        spawnSync(process.execPath, ['--import', 'tsx', 'main.ts'], { cwd: join(root, 'examples/topic-list-update'), env: { ...process.env, STEP: step, CDK8S_OUTDIR: outdir } });
        return readFileSync(join(outdir, 'topic-list-update.k8s.yaml'), 'utf8').split('\n');
      });
      const isList = (line: string) => /topics(Exclude)?Pattern:/.test(line);
      expect(steps.map((lines) => lines.filter(isList).map((line) => line.trim()))).toEqual([
        ['topicsPattern: products'], ['topicsPattern: products,orders'],
        ['topicsExcludePattern: orders-test-.*,mm2.*\\.internal,.*\\.replica,__.*', 'topicsPattern: orders-.*'],
      ]);
      expect(new Set(steps.map((lines) => lines.filter((line) => !isList(line)).join('\n'))).size).toBe(1);
    } finally {
      rmSync(outdir, { recursive: true });
    }
  }, 60_000);
});

describe('variants', () => {
  const [orders, everything, groups] = [TopicSelection.named('orders'), TopicSelection.all(), GroupSelection.named('kp-users')];
  const [kept, dashed, underscored] = [NamingPolicy.identity(), NamingPolicy.prefixed({ separator: '-' }), NamingPolicy.prefixed({ separator: '_' })];
  /** A flow: from, to, topics, naming. */
  type Flow = readonly [KafkaCluster, KafkaCluster, TopicSelection, NamingPolicy?];
  const flows = (...all: Flow[]) => outcomeOf((chart) => all.forEach(([source, target, topics, naming], i) =>
    new MirrorMaker2Replication(chart, `Flow${i}`, { source, target, topics, naming, groups, name: `flow-${i}` })));
  const [plantC, dotA, dotB] = [cluster('plant-c'), cluster('eu.west'), cluster('us.east')];
  const [shortA, shortB, shortC] = ['a', 'b', 'c'].map(cluster);

  test.each<[string, Flow[], RegExp]>([
    ['both directions keep names', [[plantA, plantB, orders, kept], [plantB, plantA, everything, kept]], /^identity-loop: topic "orders" → "orders" at "plant-b" → "orders" at "plant-a", and so on$/],
    ['one direction keeps names, the other takes all', [[plantA, plantB, everything, kept], [plantB, plantA, everything]], /^identity-loop: topic ".*" → /],
    ['a ring keeps names', [[plantA, plantB, orders, kept], [plantB, plantC, orders, kept], [plantC, plantA, orders, kept]], /^identity-loop: topic "orders" → .* → .* → "orders" at "plant-a"/],
    ['dotted names go round', [[plantA, plantB, TopicSelection.named('retail.returns'), kept], [plantB, plantA, TopicSelection.matching('retail[-.].+'), kept]], /^identity-loop: topic "retail\.returns" → /],
    ['aliases contain the separator', [[dotA, dotB, everything], [dotB, dotA, everything]], /^identity-loop: topic /],
    ['aliases contain a separator of one\'s own', [[plantA, plantB, everything, dashed], [plantB, plantA, everything, dashed]], /^identity-loop: topic /],
    ['two separators', [[plantA, plantB, everything, underscored], [plantB, plantA, everything]], /^identity-loop: topic /],
    ['a spoke sends everything back to the hub under its name', [[hub, plantA, orders, kept], [hub, plantB, orders, kept], [plantB, hub, everything, kept]], /^identity-loop: topic "orders" → "orders" at "plant-b" → "orders" at "hub"/],
    ['fan-in keeps names', [[plantA, hub, orders, kept], [plantB, hub, everything, kept]], /^merged-topics: topic "orders" arrives as "orders", and so does topic "orders" of "plant-[ab]" by /],
    ['fan-in of dotted names', [[plantA, hub, TopicSelection.matching('retail\\..*'), kept], [plantB, hub, TopicSelection.named('retail.returns'), kept]], /^merged-topics: topic "retail\.returns" arrives as /],
    ['two flows of one pair', [[plantA, hub, orders], [plantA, hub, everything]], /^copied-twice: topic "orders" is copied by /],
  ])('that loop or collide are refused, with a topic: %s', (_, all, error) => {
    const errors = errorsOf(flows(...all));
    expect(errors.filter((text) => error.test(text))).not.toEqual([]);
    expect(new Set(errors.map((text) => text.split(':')[0])).size).toBe(1);
  });

  test.each<[string, Flow[], Topics, Topics]>([
    ['everything both ways', [[plantA, plantB, everything], [plantB, plantA, everything]], { 'plant-a': ['orders'] }, { 'plant-a': ['orders'], 'plant-b': ['plant-a.orders'] }],
    ['everything both ways, with another separator', [[shortA, shortB, everything, underscored], [shortB, shortA, everything, underscored]],
      { a: ['orders', 'retail_returns'], b: ['orders'] }, { a: ['b_orders', 'orders', 'retail_returns'], b: ['a_orders', 'a_retail_returns', 'orders'] }],
    ['everything both ways, with dashes', [[shortA, shortB, everything, dashed], [shortB, shortA, everything, dashed]], { a: ['retail-returns'] }, { b: ['a-retail-returns'] }],
    ['a ring of three', [[shortA, shortB, everything], [shortB, shortC, everything], [shortC, shortA, everything]],
      { a: ['orders', 'retail.returns'] }, { a: ['orders', 'retail.returns'], b: ['a.orders', 'a.retail.returns'], c: ['b.a.orders', 'b.a.retail.returns'] }],
    ['a hub with spokes', [[plantA, hub, everything], [hub, plantA, everything], [plantB, hub, everything], [hub, plantB, everything]],
      { 'plant-a': ['orders'] }, { 'plant-a': ['orders'], 'hub': ['plant-a.orders'], 'plant-b': ['hub.plant-a.orders'] }],
    ['names kept one way, prefixed back', [[plantA, plantB, orders, kept], [plantB, plantA, TopicSelection.named('customers')]], { 'plant-a': ['orders'], 'plant-b': ['customers'] }, { 'plant-a': ['orders', 'plant-b.customers'] }],
    ['names kept both ways, of different topics', [[plantA, plantB, orders, kept], [plantB, plantA, TopicSelection.named('heartbeats', 'customers'), kept]], { 'plant-a': ['orders'], 'plant-b': ['customers'] }, { 'plant-b': ['customers', 'orders'] }],
    ['fan-in that keeps names of different topics', [[plantA, hub, TopicSelection.matching('a-.*'), kept], [plantB, hub, TopicSelection.matching('b-.*'), kept]], { 'plant-a': ['a-1'], 'plant-b': ['b-1'] }, { hub: ['a-1', 'b-1'] }],
    ['fan-out to three', [[plantA, plantB, orders], [plantA, plantC, orders], [plantA, hub, orders, kept]], { 'plant-a': ['orders'] }, { 'plant-b': ['plant-a.orders'], 'plant-c': ['plant-a.orders'], 'hub': ['orders'] }],
  ])('that are all right are silent: %s', (_, all, seeds, expected) => {
    const outcome = flows(...all);
    expect(errorsOf(outcome)).toEqual([]);
    expect(spread(outcome.configs, seeds)).toMatchObject(expected);
  });
});

test('spread sees a loop: names that grow are cut off', () => {
  const { configs } = outcomeOf((chart) => {
    const both = { topics: TopicSelection.all(), groups: GroupSelection.named('a') };
    new MirrorMaker2Replication(chart, 'There', { ...both, source: cluster('eu.west'), target: cluster('us.east') });
    new MirrorMaker2Replication(chart, 'Back', { ...both, source: cluster('us.east'), target: cluster('eu.west') });
  });
  expect(spread(configs, { 'eu.west': ['orders'] }, 4)['eu.west']).toHaveLength(3);
});
