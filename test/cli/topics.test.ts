import { spawnSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { parseAllDocuments, stringify } from 'yaml';
import { goodResource } from '../rules/situation';
import { schemaErrors } from '../schemas/schema-errors';

const root = resolve(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'kafka-replication-topics-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The compiled program, as users run it. */
function run(args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'lib/cli/main.js'), 'topics', ...args], { encoding: 'utf8', cwd: folder });
  return { status, stdout, stderr };
}

function file(name: string, change: (resource: any) => void = () => {}): string {
  const resource = goodResource();
  change(resource);
  writeFileSync(join(folder, name), stringify(resource));
  return name;
}

const listed = file('listed.yaml', ({ spec }) => { spec.mirrors[0].topicsPattern = 'products,orders'; });
const pattern = file('pattern.yaml');

test('says for people which topics there must be', () => {
  const { status, stdout } = run([listed, '--topics', 'products:1']);
  const guess = '; ours, since the source\'s is not known: unclean.leader.election.enable';
  expect(status).toBe(0);
  expect(stdout.split('\n').slice(0, 4).map((line) => line.trim().split(/ {2,}/))).toEqual([
    ['target cloud', 'cloud-kafka:9093'],
    ['plant.products', 'partitions 1', 'replicas as the broker sets', 'unclean.leader.election.enable=false', `copy of products${guess}`],
    ['plant.orders', 'partitions not known', 'replicas as the broker sets', 'unclean.leader.election.enable=false', `copy of orders${guess}`],
    ['plant.heartbeats', 'partitions 1', 'replicas as the broker sets', 'cleanup.policy=compact unclean.leader.election.enable=false', `copy of heartbeats${guess}`],
  ]);
});

test('JSON has exactly the promised members', () => {
  const printed = JSON.parse(run([pattern, join(root, 'test/strimzi-translation/bad-target-auth.yaml'), '--format', 'json']).stdout);
  expect(Object.keys(printed)).toEqual(['clusters', 'refused']);
  expect(Object.keys(printed.clusters[0])).toEqual(['side', 'alias', 'bootstrapServers', 'topics', 'unknown']);
  expect(new Set(printed.clusters[0].topics.flatMap(Object.keys))).toEqual(new Set(['name', 'role', 'partitions', 'replicationFactor', 'config', 'assumed']));
  expect(printed.clusters[0].unknown).toEqual(['orders-.*']);
  expect(printed.refused).toHaveLength(1);
});

test('a script creates them', () => {
  const { status, stdout } = run([pattern, '--topics', 'orders-eu:6,orders-us:3', '--format', 'script']);
  expect(status).toBe(0);
  expect(stdout).toContain('\n# copy of orders-eu; ours, since the source\'s is not known: unclean.leader.election.enable\nkafka --create --if-not-exists --topic=\'plant.orders-eu\' --partitions=6 --config=\'unclean.leader.election.enable=false\'\n');
  expect(stdout).toContain('\n# config.storage.topic\nkafka --create --if-not-exists --topic=\'mm2-configs.orders.internal\' --partitions=1 --config=\'cleanup.policy=compact\' --config=\'unclean.leader.election.enable=false\'\n');
  expect(stdout).not.toContain('Not in this list');
});

test('objects are KafkaTopics that the strict schema takes', () => {
  const topics = parseAllDocuments(run([pattern, '--format', 'yaml']).stdout).map((document) => document.toJS());
  expect(topics.flatMap(schemaErrors)).toEqual([]);
  expect(topics.map(({ metadata }) => metadata.name)).toEqual([
    'plant.heartbeats', 'mm2-configs.orders.internal', 'mm2-offsets.orders.internal', 'mm2-status.orders.internal', 'mm2-offset-syncs.plant.internal', 'plant.checkpoints.internal',
  ]);
});

test('tells what it cannot know', () => {
  const note = 'Not in this list: topics that "orders-.*" selects. Name them with --topics NAME:PARTITIONS.';
  for (const format of ['table', 'script', 'yaml']) {
    expect(run([pattern, '--format', format]).stdout).toContain(note);
  }
});

test('facts count, from the resource and from a file', () => {
  const facts = { plant: { topics: { 'orders-eu': { partitions: 6 } } } };
  const annotated = file('annotated.yaml', ({ metadata }) => { metadata.annotations = { 'cdk8s-kafka-replication/facts': JSON.stringify(facts) }; });
  writeFileSync(join(folder, 'facts.json'), JSON.stringify(facts));
  for (const args of [[annotated], [pattern, '--facts', 'facts.json']]) {
    expect(run([...args, '--format', 'script']).stdout).toContain('--topic=\'plant.orders-eu\' --partitions=6');
  }
});

test('Event Streams on IBM Cloud is spared what it does not let anybody set', () => {
  const facts = { plant: { topics: { 'orders-eu': { partitions: 6, config: { 'min.insync.replicas': '2', 'retention.ms': '1000' } } } } };
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(facts));
  const script = run([pattern, '--facts', 'settings.json', '--format', 'script']).stdout;
  expect(script).toContain('--config=\'retention.ms=1000\' --config=\'min.insync.replicas=2\'');
  expect(run([pattern, '--facts', 'settings.json', '--format', 'script', '--event-streams-plan', 'standard']).stdout).toContain('--partitions=6 --config=\'retention.ms=1000\'\n');
});

describe('unusable input', () => {
  test.each<[string, string[], string]>([
    ['partitions that are not known', [listed, '--format', 'script'], 'the partitions of copy of products, copy of orders are not known; give --topics NAME:PARTITIONS, or --facts\n'],
    ['a name that no connector copies', [pattern, '--topics', 'orders-eu,payments'], '--topics: no connector copies "payments"\n'],
    ['a name that is none', [pattern, '--topics', 'a b'], '--topics "a b" is not a topic name'],
    ['partitions that are no number', [pattern, '--topics', 'orders-eu:six'], '--topics "orders-eu:six" is out of range'],
    ['no partitions', [pattern, '--topics', 'orders-eu:0'], '--topics "orders-eu:0" is out of range, got 0; a whole number from 1 to 1000000; write NAME or NAME:PARTITIONS, separated by commas\n'],
    ['a cluster that is not there', [pattern, '--side', 'source'], 'no cluster is the source; there are target "cloud" (cloud-kafka:9093)\n'],
  ])('%s', (_, args, message) => {
    const { status, stdout, stderr } = run(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});
