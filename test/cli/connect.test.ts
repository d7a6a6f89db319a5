import { spawnSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { App, Chart, Duration, Yaml } from 'cdk8s';
import { EventStreamsPlan, KafkaAuthentication, KafkaCluster, KubernetesRuntime, MirrorMaker2Replication, SecretKey, TopicSelection } from '../../src';
import { ANNOTATIONS } from '../../src/core/annotations';
import { onPrem } from '../support/clusters';

const program = resolve(__dirname, '../../lib/cli/main.js');
const folder = mkdtempSync(join(tmpdir(), 'kafka-replication-connect-'));
afterAll(() => rmSync(folder, { recursive: true }));

function run(...args: string[]): { status: number | null; stdout: string } {
  const { status, stdout } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', cwd: folder });
  return { status, stdout };
}

/** What a synth writes, with a change that somebody makes by hand. */
function output(change: (objects: any[]) => any[] = (objects) => objects, source = onPrem): string {
  const chart = new Chart(new App({ outdir: join(folder, 'dist') }), 'test');
  const cloud = KafkaCluster.eventStreams('kp-remote', { plan: EventStreamsPlan.STANDARD, bootstrapServers: ['b:9093'], apiKey: SecretKey.of('es', 'password') });
  const runtime = new KubernetesRuntime({ image: `images.example.com/mm2@sha256:${'0'.repeat(64)}` });
  new MirrorMaker2Replication(chart, 'Orders', { source, target: cloud, topics: TopicSelection.named('orders'), runtime });
  const file = 'output.yaml';
  writeFileSync(join(folder, file), Yaml.stringify(...change(chart.toJson())));
  return file;
}

test('check reads what runs without an operator, and what travels in its annotations', () => {
  const { status, stdout } = run('check', output(), '--output', 'json');
  const { findings } = JSON.parse(stdout);
  expect(status).toBe(0);
  expect(findings).toContainEqual(expect.objectContaining({ code: 'no-checkpoints', resource: 'ConfigMap mm2-kp-local-to-kp-remote' }));
  const lite = output((objects) => objects.map((object) => JSON.parse(JSON.stringify(object).replace(`"${ANNOTATIONS.eventStreamsPlan}":"standard"`, `"${ANNOTATIONS.eventStreamsPlan}":"lite"`))));
  expect(JSON.parse(run('check', lite, '--output', 'json').stdout).findings).toContainEqual(expect.objectContaining({ code: 'event-streams-lite', severity: 'error' }));
});

test('check sees the memory of the workers in their Deployment', () => {
  const small = output((objects) => objects.map((object) => JSON.parse(JSON.stringify(object).replace(/-Xmx\d+m/, '-Xmx64m'))));
  expect(JSON.parse(run('check', small, '--output', 'json').stdout).findings).toContainEqual(expect.objectContaining({ code: 'memory-too-small', path: 'KAFKA_HEAP_OPTS' }));
});

test('effective prints the connectors', () => {
  const printed = JSON.parse(run('effective', output(), '--output', 'json').stdout);
  expect(printed.connectors.map(({ name }: any) => name)).toEqual(['kp-local->kp-remote.MirrorSourceConnector']);
  expect(printed.worker['group.id']).toBe('kp-local-to-kp-remote-mm2');
});

test('a KafkaConnect that emits heartbeats is read beside the replication, with its rights', () => {
  const chart = new Chart(new App({ outdir: join(folder, 'dist') }), 'test');
  const cloud = KafkaCluster.eventStreams('kp-remote', { plan: EventStreamsPlan.STANDARD, bootstrapServers: ['b:9093'], apiKey: SecretKey.of('es', 'password') });
  new MirrorMaker2Replication(chart, 'Orders', { source: onPrem, target: cloud, topics: TopicSelection.named('orders'), heartbeatInterval: Duration.seconds(5) });
  writeFileSync(join(folder, 'heartbeats.yaml'), Yaml.stringify(...chart.toJson()));
  expect(JSON.parse(run('effective', 'heartbeats.yaml', '--output', 'json').stdout).map(({ resource }: any) => resource))
    .toEqual(['KafkaMirrorMaker2 mm2-kp-local-to-kp-remote', 'KafkaConnect mm2-kp-local-to-kp-remote-heartbeats']);
  const atSource = JSON.parse(run('acls', 'heartbeats.yaml', '--format', 'json').stdout).users.filter(({ alias }: any) => alias === 'kp-local');
  expect(atSource.flatMap(({ rules }: any) => rules.map(({ name }: any) => name))).toEqual(expect.arrayContaining(['orders', 'heartbeats', 'kp-local-to-kp-remote-mm2-heartbeats']));
});

test('acls, topics and secrets say what it needs', () => {
  const file = output();
  const json = (verb: string, ...args: string[]) => JSON.parse(run(verb, file, ...args, '--format', 'json').stdout);
  expect(json('acls', '--side', 'source').users).toEqual([expect.objectContaining({
    resources: ['ConfigMap mm2-kp-local-to-kp-remote'], alias: 'kp-local', principal: 'User:mm2', authentication: 'scram-sha-512', policies: null,
  })]);
  // The plan travels in the annotation.
  expect(json('acls', '--side', 'target').users[0].policies.length).toBeGreaterThan(0);
  expect(json('topics').clusters[0].topics.map(({ name }: any) => name)).toEqual(expect.arrayContaining(['kp-local.orders', 'mm2-configs.kp-local-to-kp-remote.internal']));
  const { secrets, files } = json('secrets');
  expect(files).toEqual([]);
  expect(secrets.map(({ name, keys, usedBy }: any) => [name, keys.map(({ key }: any) => key), usedBy])).toEqual(expect.arrayContaining([
    ['mm2-kp-local-source', ['password'], ['Deployment mm2-kp-local-to-kp-remote']], ['es', ['password'], ['Deployment mm2-kp-local-to-kp-remote']],
  ]));
});

test('acls knows the user of a client certificate by the folder of its Secret', () => {
  const file = output((objects) => objects, onPrem.withAuthentication(KafkaAuthentication.mutualTls({ secretName: 'mm2-client' })));
  expect(JSON.parse(run('acls', file, '--side', 'source', '--format', 'json').stdout).users[0]).toMatchObject({ principal: 'User:CN=mm2-client', authentication: 'tls' });
});

test('match says what the connectors take', () => {
  expect(run('match', output(), '--topics', 'orders,others').stdout).toMatch(/yes orders .*-> kp-local\.orders/);
});
