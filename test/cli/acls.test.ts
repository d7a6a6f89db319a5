import { spawnSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { parseAllDocuments, stringify } from 'yaml';
import { goodResource } from '../rules/situation';
import { schemaErrors } from '../schemas/schema-errors';

const root = resolve(__dirname, '../..');
const refused = join(root, 'test/strimzi-translation/bad-target-auth.yaml');
const cloud = join(root, 'examples/openshift-to-event-streams/expected.yaml');
const folder = mkdtempSync(join(tmpdir(), 'kafka-replication-acls-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The compiled program, as users run it. */
function run(args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'lib/cli/main.js'), 'acls', ...args], { encoding: 'utf8', cwd: folder });
  return { status, stdout, stderr };
}

function file(name: string, ...resources: any[]): string {
  writeFileSync(join(folder, name), resources.map((resource) => stringify(resource)).join('---\n'));
  return name;
}

const plain = file('orders.yaml', changed());

/** A resource whose two users log in by SCRAM-SHA-512. */
function changed(change: (spec: any) => void = () => {}, name?: string): any {
  const resource = goodResource(name);
  resource.spec.target.authentication = { type: 'scram-sha-512', username: 'mm2-cloud', passwordSecret: { secretName: 'a', password: 'password' } };
  resource.spec.mirrors[0].source.bootstrapServers = 'plant-kafka-bootstrap.kafka.svc:9093';
  change(resource.spec);
  return resource;
}

test('says for people who may do what on which cluster, and what stops without it', () => {
  const { status, stdout } = run([plain, '--side', 'source']);
  expect(status).toBe(0);
  expect(stdout).toBe([
    'source plant  plant-kafka-bootstrap.kafka.svc:9093  "User:mm2"',
    '  KafkaMirrorMaker2 replication/orders',
    '    topic  prefix   orders-     Read,DescribeConfigs  without it: these topics are not copied; no copy of a new topic is created; settings of topics are not carried over; offsets of groups are not read',
    '    topic  literal  heartbeats  Read,DescribeConfigs  without it: heartbeats of the source are not copied; no copy of a new topic is created; settings of topics are not carried over',
    '    group  literal  orders-app  Describe              without it: groups are not seen, and their offsets not read\n',
  ].join('\n'));
});

test('JSON has exactly the promised members', () => {
  const printed = JSON.parse(run([plain, refused, '--format', 'json']).stdout);
  expect(Object.keys(printed)).toEqual(['users', 'refused']);
  expect(printed.users.map(({ side, alias, principal }: any) => [side, alias, principal])).toEqual([['source', 'plant', 'User:mm2'], ['target', 'cloud', 'User:mm2-cloud']]);
  for (const user of printed.users) {
    expect(Object.keys(user)).toEqual(['resources', 'side', 'alias', 'bootstrapServers', 'principal', 'authentication', 'rules', 'policies']);
    expect(new Set(user.rules.flatMap(Object.keys))).toEqual(new Set(['resource', 'name', 'pattern', 'operations', 'why']));
  }
  expect(printed.refused).toEqual([{ resource: expect.any(String), error: expect.any(String) }]);
});

test('a script is for one cluster', () => {
  expect(run([plain, '--format', 'script', '--alias', 'cloud']).stdout).toContain('\nPRINCIPAL=\'User:mm2-cloud\'\n');
  const { status, stderr } = run([plain, '--format', 'script']);
  expect([status, stderr]).toEqual([2, 'a script is for one cluster, and there are source "plant" (plant-kafka-bootstrap.kafka.svc:9093), target "cloud" (cloud-kafka:9093); give --side or --alias\n']);
});

test('objects are KafkaUsers that the strict schema takes', () => {
  const users = parseAllDocuments(run([plain, '--format', 'yaml']).stdout).map((document) => document.toJS());
  expect(users.flatMap(schemaErrors)).toEqual([]);
  expect(users.map(({ metadata, spec }) => [metadata, spec.authentication])).toEqual([
    [{ name: 'mm2', namespace: 'kafka', labels: { 'strimzi.io/cluster': 'plant' } }, { type: 'scram-sha-512' }],
    [{ name: 'mm2-cloud', labels: { 'strimzi.io/cluster': 'cloud' } }, { type: 'scram-sha-512' }],
  ]);
});

test('resources that act as one user share its rules', () => {
  const both = file('both.yaml', changed(), changed((spec) => { spec.mirrors[0].topicsPattern = 'payments'; }, 'payments'));
  const { users } = JSON.parse(run([both, '--side', 'source', '--format', 'json']).stdout);
  expect(users.map(({ resources, rules }: any) => [resources, rules.map(({ name }: any) => name)])).toEqual([
    [['KafkaMirrorMaker2 replication/orders', 'KafkaMirrorMaker2 replication/payments'], ['orders-', 'heartbeats', 'orders-app', 'payments']],
  ]);
});

describe('Event Streams on IBM Cloud', () => {
  test('has roles instead of ACLs', () => {
    const { status, stdout } = run([cloud, '--side', 'target']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^target kp-remote {2}\S+ {2}IAM roles of the service ID\n/);
    expect(stdout).toMatch(/^ {4}Reader {3}cluster {16}\(every one\) +without it: nothing else is allowed$/m);
    expect(stdout).toMatch(/^ {4}Manager {2}topic {4}stringEquals {2}kp-local\.products +without it: /m);
  });

  test('is known by the plan on the command line, too', () => {
    const { users } = JSON.parse(run([plain, '--event-streams-plan', 'standard', '--format', 'json']).stdout);
    expect(users.map(({ policies }: any) => policies === null)).toEqual([true, false]);
  });

  test('takes a Writer where somebody else creates the topics', () => {
    const { users } = JSON.parse(run([cloud, '--side', 'target', '--restricted', '--format', 'json']).stdout);
    expect(new Set(users[0].policies.map(({ role }: any) => role))).toEqual(new Set(['Reader', 'Writer']));
  });

  test('has a script for IAM', () => {
    const { status, stdout } = run([cloud, '--side', 'target', '--format', 'script']);
    expect(status).toBe(0);
    expect(stdout).toContain('ibmcloud iam service-policy-create "$SERVICE_ID" --file "@$POLICY" --force\n');
    expect(stdout).toContain('\nallow Reader \'{"name":"resourceType","value":"cluster"}\'\n');
    expect(stdout).toContain('\nallow Manager \'{"name":"resourceType","value":"topic"},{"name":"resource","operator":"stringEquals","value":"kp-local.products"}\'\n');
  });

  test('has a script for one service ID at a time', () => {
    const other = file('other.yaml', changed(() => {}, 'other'));
    const { status, stderr } = run([plain, other, '--side', 'target', '--event-streams-plan', 'standard', '--format', 'script']);
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^a script is for one service ID, and there may be 2: those of .*; give one resource at a time\n$/)]);
  });

  test('has no YAML', () => {
    const { status, stderr } = run([cloud, '--side', 'target', '--format', 'yaml']);
    expect([status, stderr]).toEqual([2, 'target "kp-remote" is Event Streams on IBM Cloud, which has roles instead of ACLs; use another --format, or choose the other side\n']);
  });
});

test('the facts of a cluster count', () => {
  writeFileSync(join(folder, 'facts.json'), JSON.stringify({ cloud: { mayAlterTopics: false } }));
  expect(run([plain, '--side', 'target', '--facts', 'facts.json']).stdout).not.toMatch(/Create|Alter/);
});

describe('a user', () => {
  const unknown = file('unknown.yaml', changed((spec) => { delete spec.target.authentication; }));
  const odd = file('odd.yaml', changed((spec) => { spec.target.authentication.username = 'MM2_cloud'; }));

  test('may be given', () => {
    expect(run([unknown, '--side', 'target', '--format', 'script', '--principal', 'User:CN=mm2,O=x']).stdout).toContain('\nPRINCIPAL=\'User:CN=mm2,O=x\'\n');
    expect(run([unknown, '--side', 'target', '--format', 'yaml', '--principal', 'User:mm2']).stdout).toContain('\n  name: mm2\n');
  });

  test.each<[string, string[], string]>([
    ['that nobody knows', [unknown, '--side', 'target', '--format', 'script'], 'the resource does not say who logs in to "cloud"; give --principal User:NAME\n'],
    ['that cannot be a KafkaUser', [odd, '--side', 'target', '--format', 'yaml'], '"MM2_cloud" cannot be the name of a KafkaUser; use --format script, or give --principal User:NAME\n'],
    ['that stands for two', [plain, '--principal', 'User:mm2'], '--principal is one user, and there are 2; give --side or --alias\n'],
    ['without a type', [plain, '--side', 'target', '--principal', 'mm2'], 'error: option \'--principal <principal>\' argument \'mm2\' is invalid. write TYPE:NAME, such as User:mm2.\n'],
  ])('%s is refused', (_, args, message) => {
    const { status, stderr } = run(args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  test('that nobody knows is shown as such in a table', () => {
    expect(run([unknown, '--side', 'target']).stdout).toMatch(/^target cloud {2}cloud-kafka:9093 {2}user not known\n/);
  });
});

test('a cluster that is not there is unusable input', () => {
  expect(run([plain, '--alias', 'nowhere'])).toEqual({
    status: 2, stdout: '', stderr: 'no cluster is the source or target with the alias "nowhere"; there are source "plant" (plant-kafka-bootstrap.kafka.svc:9093), target "cloud" (cloud-kafka:9093)\n',
  });
});

test('a resource that the operator refuses is told, and fails', () => {
  const { status, stdout } = run([refused]);
  expect(status).toBe(1);
  expect(stdout).toMatch(/it is refused: /);
  expect(run([refused, plain, '--side', 'source', '--format', 'script'])).toMatchObject({ status: 1, stderr: expect.stringMatching(/it is refused: /), stdout: expect.stringMatching(/^#!/) });
});

test('API keys of Event Streams all log in as one user, and stay apart', () => {
  const both = file('keys.yaml', goodResource(), goodResource('payments'));
  const { users } = JSON.parse(run([both, '--side', 'target', '--event-streams-plan', 'standard', '--format', 'json']).stdout);
  expect(users.map(({ resources }: any) => resources)).toEqual([['KafkaMirrorMaker2 replication/orders'], ['KafkaMirrorMaker2 replication/payments']]);
});
