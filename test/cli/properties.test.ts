import { spawnSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';

const program = resolve(__dirname, '../../lib/cli/main.js');
const folder = mkdtempSync(join(tmpdir(), 'kafka-replication-properties-'));
afterAll(() => rmSync(folder, { recursive: true }));

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', cwd: folder });
  return { status, stdout, stderr };
}

function file(name: string, ...lines: string[]): string {
  writeFileSync(join(folder, name), lines.map((line) => `${line}\n`).join(''));
  return name;
}

/** Two clusters and a flow, as somebody writes it who knows the pitfalls. */
const LINES = [
  'clusters = plant, cloud',
  'dedicated.mode.enable.internal.rest = true',
  'emit.heartbeats.enabled = false',
  ...['plant', 'cloud'].flatMap((alias) => [
    `${alias}.bootstrap.servers = ${alias}-kafka:9093`,
    `${alias}.security.protocol = SASL_SSL`,
    `${alias}.sasl.mechanism = SCRAM-SHA-512`,
    `${alias}.sasl.jaas.config = org.apache.kafka.common.security.scram.ScramLoginModule required username="mm2" password="\${dir:/opt/secrets/${alias}:password}";`,
  ]),
  'cloud.offset.flush.interval.ms = 10000',
  'cloud.scheduled.rebalance.max.delay.ms = 30000',
  'plant->cloud.enabled = true',
  'plant->cloud.topics = orders-.*',
  'plant->cloud.groups = orders-app',
  'plant->cloud.sync.topic.acls.enabled = false',
  'plant->cloud.sync.group.offsets.enabled = true',
];
const good = file('mm2.properties', ...LINES);
const findings = (...args: string[]) => JSON.parse(run('check', '--output', 'json', ...args).stdout).findings as { code: string; path: string; resource: string; message: string }[];

describe('kafka-replication check', () => {
  test('puts each flow of a properties file to the rules, and says which key to change', () => {
    const { status } = run('check', good);
    expect(status).toBe(0);
    expect(findings(good)).toContainEqual(expect.objectContaining({ code: 'low-replication-factor', resource: 'mm2.properties plant->cloud', path: 'plant->cloud.MirrorSourceConnector' }));
    expect(findings(good).map(({ code }) => code)).not.toEqual(expect.arrayContaining(['key-ignored']));
  });

  test('says nothing of a pair without a flow but that it is there', () => {
    const heartbeats = file('heartbeats.properties', ...LINES.filter((line) => !line.startsWith('emit.heartbeats')));
    expect(findings(heartbeats).filter(({ resource }) => resource.endsWith('cloud->plant')).map(({ code, path }) => ({ code, path })))
      .toContainEqual({ code: 'idle-workers', path: 'cloud->plant.emit.heartbeats.enabled' });
    expect(findings(heartbeats).filter(({ code, resource }) => code === 'connector-disabled' && resource.endsWith('cloud->plant'))).toEqual([]);
  });

  test('finds keys that MirrorMaker does not read, once', () => {
    const wide = file('wide.properties', ...LINES, 'offset.flush.timeout.ms = 5000', 'cloud->plant.enabled = true');
    expect(findings(wide).filter(({ code }) => code === 'key-ignored').map(({ path }) => path)).toEqual(['offset.flush.timeout.ms']);
  });

  test('knows that what stands below an alias is for workers and connectors, on both sides', () => {
    const both = file('both.properties', ...LINES, 'cloud->plant.enabled = true', 'cloud->plant.topics = answers', 'plant.offset.flush.interval.ms = 10000');
    expect(findings(both).filter(({ code }) => code === 'source-config-dropped')).toEqual([]);
  });

  test('finds nodes that do not reach each other', () => {
    const alone = file('alone.properties', ...LINES.filter((line) => !line.startsWith('dedicated')));
    expect(findings(alone)).toContainEqual(expect.objectContaining({ code: 'internal-rest-off', path: 'dedicated.mode.enable.internal.rest' }));
    expect(findings(good).map(({ code }) => code)).not.toContain('internal-rest-off');
  });

  test('finds a loop between a file and a resource, all files together', () => {
    const there = file('there.properties', ...LINES, 'replication.policy.class = org.apache.kafka.connect.mirror.IdentityReplicationPolicy');
    const back = file('back.yaml', JSON.stringify({
      apiVersion: 'kafka.strimzi.io/v1', kind: 'KafkaMirrorMaker2', metadata: { name: 'back' }, spec: {
        replicas: 1,
        target: { alias: 'plant', bootstrapServers: 'plant-kafka:9093', groupId: 'back', configStorageTopic: 'mm2-c.internal', offsetStorageTopic: 'mm2-o.internal', statusStorageTopic: 'mm2-s.internal' },
        mirrors: [{
          source: { alias: 'cloud', bootstrapServers: 'cloud-kafka:9093' }, topicsPattern: 'orders-.*',
          sourceConnector: { config: { 'replication.policy.class': 'org.apache.kafka.connect.mirror.IdentityReplicationPolicy' } },
        }],
      },
    }));
    expect(findings(there, back)).toContainEqual(expect.objectContaining({ code: 'identity-loop', resource: 'there.properties plant->cloud' }));
  });

  test('finds a password that is written out, and does not repeat it', () => {
    const password = 'Xk9v2LmQ7rT4wZ1bN8cD5fG3hJ6pSa0Y';
    const open = file('open.properties', ...LINES, `cloud.ssl.key.password = ${password}`);
    const { status, stdout } = run('check', open, '--output', 'json');
    expect(status).toBe(1);
    expect(stdout).not.toContain(password);
    expect(JSON.parse(stdout).findings).toContainEqual(expect.objectContaining({ code: 'literal-secret', resource: 'open.properties', path: '[\'cloud.ssl.key.password\']' }));
    expect(run('effective', open).stdout).not.toContain(password);
  });

  test('takes facts by the aliases of the file', () => {
    const facts = file('facts.json', JSON.stringify({ plant: { topics: { 'orders-eu': { config: { 'retention.ms': '7200000' } } } } }));
    expect(findings(good, '--facts', facts).map(({ code }) => code)).toContain('retention-below-outage');
    expect(run('check', good, '--facts', file('other.json', '{"hub": {}}')).stderr).toContain('no cluster has the alias "hub"; there are "plant", "cloud"');
  });
});

describe('kafka-replication effective', () => {
  test('prints one object for each pair of clusters', () => {
    const one = JSON.parse(run('effective', good, '--output', 'json').stdout);
    expect(one).toMatchObject({ resource: 'mm2.properties plant->cloud', internalRest: true, worker: { 'group.id': 'plant-mm2', 'offset.flush.interval.ms': '10000' } });
    expect(one.connectors.map(({ name }: any) => name)).toEqual(['MirrorSourceConnector', 'MirrorHeartbeatConnector', 'MirrorCheckpointConnector']);
    const two = JSON.parse(run('effective', file('two.properties', ...LINES, 'cloud->plant.enabled = true'), '--output', 'json').stdout);
    expect(two.map(({ resource }: any) => resource)).toEqual(['two.properties plant->cloud', 'two.properties cloud->plant']);
  });

  test('prints the keys of the file for people', () => {
    expect(run('effective', good).stdout).toContain('offset.flush.interval.ms=10000  # resource:cloud.offset.flush.interval.ms');
  });

  test('exits 1 with the reason when MirrorMaker would not start', () => {
    const { status, stdout } = run('effective', file('empty-flow.properties', 'clusters = plant'), '--output', 'json');
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toEqual({ resource: 'empty-flow.properties', error: 'No source->target replication flows.' });
    expect(findings('empty-flow.properties')).toEqual([expect.objectContaining({ code: 'operator-refuses', path: 'clusters', message: 'it is refused: No source->target replication flows.' })]);
  });
});

test('kafka-replication match asks the flows of a properties file', () => {
  const { flows } = JSON.parse(run('match', good, '--topics', 'orders-eu,other', '--groups', 'orders-app', '--output', 'json').stdout);
  expect(flows.map(({ resource, connector }: any) => [resource, connector]))
    .toEqual([['mm2.properties plant->cloud', 'MirrorSourceConnector'], ['mm2.properties plant->cloud', 'MirrorCheckpointConnector']]);
  expect(flows[0].topics.map(({ name, taken, remoteTopic }: any) => [name, taken, remoteTopic])).toEqual([['orders-eu', true, 'plant.orders-eu'], ['other', false, undefined]]);
  expect(flows[1].groups.map(({ taken }: any) => taken)).toEqual([true]);
});

describe('the rights, topics and secrets of a dedicated MirrorMaker', () => {
  const json = (...args: string[]) => JSON.parse(run(...args, '--format', 'json').stdout);
  const heartbeats = file('emits-heartbeats.properties', ...LINES.filter((line) => !line.startsWith('emit.heartbeats')));

  test('acls names the users of both clusters', () => {
    const { users, refused } = json('acls', good);
    expect(users.map(({ side, alias, principal, resources }: any) => [side, alias, principal, resources])).toEqual([
      ['source', 'plant', 'User:mm2', ['mm2.properties plant->cloud']], ['target', 'cloud', 'User:mm2', ['mm2.properties plant->cloud']],
    ]);
    expect(users[0].rules.map(({ name }: any) => name)).toEqual(expect.arrayContaining(['orders-', 'orders-app', 'heartbeats']));
    expect(users[1].rules.map(({ name }: any) => name)).toEqual(expect.arrayContaining(['plant.orders-', 'plant-mm2', 'mm2-configs.plant.internal']));
    expect(refused).toEqual([]);
    expect(run('acls', good, '--side', 'source', '--format', 'script').stdout).toContain('\nPRINCIPAL=\'User:mm2\'\n');
  });

  test('a pair that is not enabled, but emits heartbeats, needs rights and topics at the cluster that is only read from', () => {
    const { users } = json('acls', heartbeats, '--side', 'target', '--alias', 'plant');
    expect(users).toHaveLength(1);
    expect(users[0].rules.map(({ name, operations }: any) => [name, operations])).toEqual([
      ['heartbeats', ['Create', 'Write']],
      ['cloud-mm2', ['Read']],
      ...['configs', 'offsets', 'status'].map((topic) => [`mm2-${topic}.cloud.internal`, ['Create', 'Read', 'Write', 'DescribeConfigs']]),
    ]);
    const { clusters } = json('topics', heartbeats, '--side', 'target', '--alias', 'plant');
    expect(clusters[0].topics.map(({ name }: any) => name)).toEqual(['heartbeats', 'mm2-configs.cloud.internal', 'mm2-offsets.cloud.internal', 'mm2-status.cloud.internal']);
  });

  test('where no heartbeats are emitted, none are created', () => {
    expect(json('acls', good, '--side', 'target').users[0].rules.map(({ name }: any) => name)).not.toContain('heartbeats');
    expect(json('topics', good, '--side', 'target').clusters[0].topics.map(({ name }: any) => name)).not.toContain('heartbeats');
  });

  test('topics lists the copies and the topics of MirrorMaker', () => {
    const { stdout, status } = run('topics', good, '--side', 'target', '--topics', 'orders-eu:6', '--format', 'script');
    expect(status).toBe(0);
    expect(stdout).toContain('--topic=\'plant.orders-eu\' --partitions=6');
    expect(stdout).toContain('--topic=\'mm2-offsets.plant.internal\'');
  });

  test('facts and refusals are told as for resources', () => {
    const facts = file('restricted.json', JSON.stringify({ cloud: { mayAlterTopics: false } }));
    expect(run('acls', good, '--side', 'target', '--facts', facts).stdout).not.toMatch(/Create|Alter/);
    const { status, stdout } = run('topics', file('no-flow.properties', 'clusters = plant'));
    expect([status, stdout]).toEqual([1, 'no-flow.properties\n  it is refused: No source->target replication flows.\n']);
  });

  const provider = (name: string) => ['config.providers = dir', `config.providers.dir.class = org.apache.kafka.common.config.provider.${name}ConfigProvider`];
  const withFiles = file('files.properties', ...LINES, ...provider('Directory'));

  test('secrets lists the files on the machines, which nothing in the files provides', () => {
    const { status, stdout } = run('secrets', withFiles, '--check');
    expect(status).toBe(1);
    expect(stdout).toBe([
      'on each machine',
      '  /opt/secrets/plant/password  sasl.jaas.config of source plant',
      '  /opt/secrets/cloud/password  sasl.jaas.config of target cloud',
      '0 Secrets, 0 keys, 0 of them provided by nothing in the files; 2 files on each machine\n',
    ].join('\n'));
    expect(json('secrets', withFiles).files[0]).toEqual({
      path: '/opt/secrets/plant/password', purposes: ['sasl.jaas.config of source plant'], usedBy: ['files.properties plant->cloud'],
    });
  });

  test('a script says what it cannot make', () => {
    expect(run('secrets', withFiles).stdout).toMatch(/^#!\/usr\/bin\/env bash\n# On each machine: \/opt\/secrets\/plant\/password \(sasl\.jaas\.config of source plant\)\n/);
  });

  test('a properties file that secrets are read from is one file, and another provider none', () => {
    const { files } = json('secrets', file('one-file.properties', ...LINES, ...provider('File')));
    expect(files.map(({ path }: any) => path)).toEqual(['/opt/secrets/plant', '/opt/secrets/cloud']);
    expect(json('secrets', file('variables.properties', ...LINES, ...provider('EnvVar'))).files).toEqual([]);
  });
});

test.each([
  ['an empty file', file('nothing.properties', '# nothing'), /^nothing\.properties: is empty$/],
  ['no file', 'none.properties', /^none\.properties: cannot be read \(ENOENT\)$/],
])('%s is one line and exit code 2', (_, name, message) => {
  for (const verb of ['check', 'effective']) {
    const { status, stderr } = run(verb, name);
    expect(status).toBe(2);
    expect(stderr.trimEnd()).toMatch(message);
  }
});

test('a resource of the Event Streams operator of the past is read', () => {
  const old = file('old.yaml', JSON.stringify({
    apiVersion: 'eventstreams.ibm.com/v1beta2', kind: 'KafkaMirrorMaker2', metadata: { name: 'old' }, spec: {
      connectCluster: 'b', clusters: [{ alias: 'a', bootstrapServers: 'a:1' }, { alias: 'b', bootstrapServers: 'b:1' }],
      mirrors: [{ sourceCluster: 'a', targetCluster: 'b', sourceConnector: {} }],
    },
  }));
  expect(JSON.parse(run('effective', old, '--output', 'json').stdout).provenance.worker['bootstrap.servers']).toBe('resource:spec.clusters[1].bootstrapServers');
  expect(findings(old, '--facts', file('a.json', '{"a": {}}')).length).toBeGreaterThan(0);
});
