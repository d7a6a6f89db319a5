import { execFile } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { createServer } from 'net';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { App, Chart, Yaml } from 'cdk8s';
import { stringify } from 'yaml';
import { KubernetesRuntime, MirrorMaker2Replication, TopicSelection } from '../../src';
import { EffectiveConfig } from '../../src/effective';
import { selfSigned } from '../probe/certificate';
import { connectServer, listening, part, ServedConnector, stopServers, WORKER } from '../probe/connect-server';
import { goodResource } from '../rules/situation';
import { cloud, onPrem } from '../support/clusters';

jest.setTimeout(30_000);

const folder = mkdtempSync(join(tmpdir(), 'kafka-replication-status-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(stopServers);

/** The compiled program, as users run it, beside the server that it asks. */
async function run(args: readonly string[], { input = '', env = {} }: { input?: string; env?: { [name: string]: string } } = {}): Promise<{ status: number; stdout: string; stderr: string }> {
  return new Promise((done) => {
    const options = { cwd: folder, env: { ...process.env, ...env } };
    const child = execFile(process.execPath, [resolve(__dirname, '../../lib/cli/main.js'), 'status', ...args], options, (error, stdout, stderr) =>
      done({ status: error === null ? 0 : Number(error.code), stdout, stderr }));
    child.stdin!.end(input);
  });
}

function file(name: string, ...resources: any[]): string {
  writeFileSync(join(folder, name), resources.map((resource) => stringify(resource)).join('---\n'));
  return name;
}

const good = file('orders.yaml', goodResource());
const SOURCE = 'plant->cloud.MirrorSourceConnector';
const CHECKPOINT = 'plant->cloud.MirrorCheckpointConnector';

/** What Connect tells when a resource runs as it is declared. */
function served({ connectors }: EffectiveConfig = EffectiveConfig.fromKafkaMirrorMaker2(goodResource())): { [name: string]: ServedConnector } {
  return Object.fromEntries(connectors.map(({ name, connectorClass, tasksMax, config }): [string, ServedConnector] => [name, {
    config: Object.fromEntries(Object.entries({ ...config, 'connector.class': connectorClass, 'tasks.max': tasksMax }).map(([key, value]) => [key, String(value)])),
    tasks: [{ status: part('RUNNING'), assigned: name.endsWith('SourceConnector') ? 'orders-eu-0,orders-eu-1' : undefined }],
    offsets: { 'orders-eu-0': 41, 'orders-eu-1': 7 },
  }]));
}

const connect = (port: number) => ['--connect', `http://127.0.0.1:${port}`];

describe('what runs as declared', () => {
  test('is told for people, and the exit code is 0', async () => {
    const port = await connectServer(served());
    const { status, stdout, stderr } = await run([good, ...connect(port)]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe([
      `KafkaMirrorMaker2 replication/orders  http://127.0.0.1:${port}  Kafka Connect 4.3.1`,
      `  ${SOURCE}  RUNNING at ${WORKER}`,
      `    task 0  RUNNING  ${WORKER}  orders-eu-0 orders-eu-1`,
      '    orders-eu-0  task 0  copied up to offset 41',
      '    orders-eu-1  task 0  copied up to offset 7',
      `  ${CHECKPOINT}  RUNNING at ${WORKER}`,
      `    task 0  RUNNING  ${WORKER}`,
      '2 connectors, 2 tasks, 0 problems',
      'Lag is not known: Connect knows what was copied, and not how much there is. Give --end-offsets with what kafka-get-offsets.sh prints for the source.\n',
    ].join('\n'));
  });

  test('is told for programs with exactly the promised members', async () => {
    const printed = JSON.parse((await run([good, ...connect(await connectServer(served())), '--output', 'json'])).stdout);
    expect(Object.keys(printed)).toEqual(['resource', 'refused', 'worker', 'connectors']);
    expect(Object.keys(printed.worker)).toEqual(['address', 'version', 'kafkaClusterId']);
    for (const connector of printed.connectors) {
      expect(Object.keys(connector)).toEqual(['name', 'class', 'declared', 'state', 'worker', 'error', 'tasks', 'differences', 'offsets', 'offsetsFailure', 'problems']);
      expect(connector.tasks.map((task: object) => Object.keys(task).join(' '))).toEqual(['id state worker error partitions']);
    }
    expect(new Set(printed.connectors[0].offsets.map((offset: object) => Object.keys(offset).join(' ')))).toEqual(new Set(['topic partition task offset end lag']));
  });

  test('has a lag where somebody says where the source ends', async () => {
    writeFileSync(join(folder, 'ends.txt'), 'orders-eu:0:50\norders-eu:1:8\n\nother:0:3\n');
    const port = await connectServer(served());
    const { stdout } = await run([good, ...connect(port), '--end-offsets', 'ends.txt']);
    expect(stdout).toContain('    orders-eu-0  task 0  copied up to offset 41  lag 8\n    orders-eu-1  task 0  copied up to offset 7   lag 0\n');
    expect(stdout).not.toContain('Lag is not known');
    expect((await run([good, ...connect(port), '--end-offsets', '-'], { input: 'orders-eu:0:50\n' })).stdout).toContain('lag 8\n');
  });

  test('is read from a ConfigMap of Kafka Connect without operator, too', async () => {
    const chart = new Chart(new App({ outdir: join(folder, 'dist') }), 'test');
    const runtime = new KubernetesRuntime({ image: `images.example.com/mm2@sha256:${'0'.repeat(64)}`, namespace: 'mm2' });
    const replication = new MirrorMaker2Replication(chart, 'Orders', {
      source: onPrem, target: cloud, name: 'orders', topics: TopicSelection.named('orders'), runtime,
    });
    writeFileSync(join(folder, 'kubernetes.yaml'), Yaml.stringify(...chart.toJson()));
    const { status, stdout } = await run(['kubernetes.yaml', ...connect(await connectServer(served(replication.binding.effectiveConfig())))]);
    expect([status, stdout.split('\n')[0]]).toEqual([0, expect.stringMatching(/^ConfigMap mm2\/mm2-orders {2}/)]);
  });
});

describe('what does not run as declared', () => {
  test('is told with the reason, and the exit code is 1', async () => {
    const running = served();
    const trace = 'org.apache.kafka.connect.errors.ConnectException: Tolerance exceeded\n\tat a.b.C.d(C.java:1)\nCaused by: org.apache.kafka.common.errors.TopicAuthorizationException: \u001b[31mNot authorized\n\tat e';
    const { status, stdout } = await run([good, ...connect(await connectServer({
      [SOURCE]: { ...running[SOURCE], config: { ...running[SOURCE].config, topics: 'payments' }, tasks: [{ status: part('FAILED', trace), assigned: 'orders-eu-0' }] },
      stray: running[CHECKPOINT],
    }))]);
    expect(status).toBe(1);
    expect(stdout).toContain(`    task 0  FAILED  ${WORKER}  orders-eu-0\n`);
    expect(stdout).toContain('    topics  declared orders-.*  runs payments\n');
    expect(stdout).toContain(`    ! task-failed: task 0 at ${WORKER} has failed, and 1 partitions stand still: org.apache.kafka.connect.errors.ConnectException: Tolerance exceeded; `
      + 'Caused by: org.apache.kafka.common.errors.TopicAuthorizationException:  [31mNot authorized\n');
    expect(stdout).toContain('    ! other-configuration: it runs with another configuration than declared: topics\n');
    expect(stdout).toContain(`  ${CHECKPOINT}  is not there\n    ! missing: `);
    expect(stdout).toContain('    ! not-declared: ');
    expect(stdout).toContain('3 connectors, 2 tasks, 4 problems\n');
  });

  test('is told where it is paused', async () => {
    const running = served();
    const { status, stdout } = await run([good, ...connect(await connectServer({ ...running, [SOURCE]: { ...running[SOURCE], connector: part('PAUSED'), tasks: [{ status: part('PAUSED') }] } }))]);
    expect(status).toBe(1);
    expect(stdout).toContain('    ! other-state: it is PAUSED, and declared running\n');
  });

  test('has no state to compare where the resource is refused', async () => {
    const broken = goodResource();
    delete broken.spec.target.authentication.passwordSecret;
    const { status, stdout } = await run([file('broken.yaml', broken), ...connect(await connectServer(served()))]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^KafkaMirrorMaker2 replication\/orders\n {2}it is refused: .*; what runs is what was declared before\n$/);
  });

  test('shows no secret that somebody wrote into the running configuration', async () => {
    const secret = 'Xk9v2LmQ7rT4wZ1bN8cD5fG3hJ6pSa0Y';
    const running = served();
    const config = { ...running[SOURCE].config, 'source.cluster.sasl.jaas.config': `M required password="${secret}";`, 'consumer.client.id': secret };
    const port = await connectServer({ ...running, [SOURCE]: { ...running[SOURCE], config } });
    for (const output of ['text', 'json']) {
      const { status, stdout } = await run([good, ...connect(port), '--output', output]);
      expect(status).toBe(1);
      expect(stdout).toContain('source.cluster.sasl.jaas.config');
      expect(stdout).not.toContain(secret);
    }
  });
});

describe('where several resources are in the files', () => {
  const both = file('both.yaml', goodResource(), goodResource('back', 'cloud', 'plant'));

  test('one is chosen', async () => {
    const port = await connectServer(served());
    for (const name of ['orders', 'KafkaMirrorMaker2 replication/orders']) {
      expect((await run([both, ...connect(port), '--resource', name])).stdout).toMatch(/^KafkaMirrorMaker2 replication\/orders {2}/);
    }
  });

  test.each<[string[], string]>([
    [[], 'each resource has workers of its own, and there are "KafkaMirrorMaker2 replication/orders", "KafkaMirrorMaker2 replication/back"; choose one with --resource\n'],
    [['--resource', 'payments'], '--resource: there is no "payments", but "KafkaMirrorMaker2 replication/orders", "KafkaMirrorMaker2 replication/back"\n'],
  ])('with %j it is not clear which', async (more, message) => {
    expect(await run([both, '--connect', 'http://127.0.0.1:1', ...more])).toEqual({ status: 2, stdout: '', stderr: message });
  });
});

describe('the way to the REST API', () => {
  const told = async (...args: string[]) => {
    const { status, stdout, stderr } = await run(args);
    expect([status, stdout]).toEqual([2, '']);
    return stderr;
  };

  test('is told for the operators', async () => {
    const stderr = await told(good);
    expect(stderr).toMatch(/^KafkaMirrorMaker2 replication\/orders: give --connect, /);
    expect(stderr).toContain('\n  oc port-forward --namespace replication service/orders-mirrormaker2-api 8083:8083\nand give --connect http://127.0.0.1:8083.');
    expect(stderr).toContain('\n  oc exec --namespace replication pod/orders-mirrormaker2-0 -- bash -c \'exec 3<>/dev/tcp/localhost/8083; ');
    expect(await told(file('event-streams.yaml', { ...goodResource(), apiVersion: 'eventstreams.ibm.com/v1' }))).toContain('service/orders-mirrormaker2-api');
  });

  test('is told for Kubernetes without an operator', async () => {
    const stderr = await told(file('config-map.yaml', {
      apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'mm2-orders', labels: { 'app.kubernetes.io/managed-by': 'cdk8s-kafka-replication' } },
      data: { 'connect-distributed.properties': 'bootstrap.servers=b:9093\n' },
    }));
    expect(stderr).toContain('\n  kubectl port-forward deployment/mm2-orders 8083:8083\n');
    expect(stderr).toContain('\n  kubectl exec deployment/mm2-orders -- bash -c \'');
  });

  test('takes no name for a command', async () => {
    expect(await told(file('odd.yaml', { ...goodResource(), metadata: { name: 'a; rm -rf x', namespace: '$(id)' } }))).toContain(
      '  oc port-forward --namespace \'$(id)\' \'service/a; rm -rf x-mirrormaker2-api\' 8083:8083\n');
  });

  test('a dedicated MirrorMaker has none', async () => {
    writeFileSync(join(folder, 'mm2.properties'), 'clusters = a, b\na.bootstrap.servers = a:1\nb.bootstrap.servers = b:1\na->b.enabled = true\nemit.heartbeats.enabled = false\n');
    expect(await told('mm2.properties', '--connect', 'http://127.0.0.1:1')).toMatch(/^mm2\.properties a->b: a dedicated MirrorMaker shows its state by no REST API; ask each machine: mm2\.sh health/);
  });

  test.each(['http://connect.example.com:8083', 'http://10.0.0.1:8083', 'ftp://127.0.0.1', '127.0.0.1:8083', 'http://127.0.0.1:8083/connectors', 'http://user:Secret-word@127.0.0.1:8083', 'http://127.0.0.1.example.com', ''])(
    'is on this machine: %s is refused, and not repeated', async (address) => {
      expect(await told(good, '--connect', address)).toBe('--connect is not the address of a port of this machine; http://127.0.0.1:PORT or https://localhost:PORT, without user and path; '
        + 'forward the port of a worker; without --connect this command says how\n');
    });

  test('that leads nowhere is one line', async () => {
    const server = createServer();
    const port = await listening(server);
    await new Promise((closed) => server.close(closed));
    expect(await told(good, ...connect(port))).toBe(`http://127.0.0.1:${port}: nobody listens there (ECONNREFUSED); is the port still forwarded?\n`);
  });

  test('to something else is one line', async () => {
    expect(await told(good, ...connect(await connectServer({}, { '/': [404, { error_code: 404, message: 'HTTP 404 Not Found' }] })))).toMatch(/^http:\/\/127\.0\.0\.1:\d+: is no worker of Kafka Connect; .*\n$/);
  });
});

describe('a worker with TLS', () => {
  const trusted = (certificate: { cert: string }) => {
    writeFileSync(join(folder, 'ca.pem'), certificate.cert);
    return { env: { NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') } };
  };

  test('is asked once its authority is known', async () => {
    const certificate = selfSigned('localhost');
    const port = await connectServer(served(), {}, certificate);
    expect((await run([good, '--connect', `https://localhost:${port}`])).stderr).toContain('NODE_EXTRA_CA_CERTS');
    expect(await run([good, '--connect', `https://localhost:${port}`], trusted(certificate))).toMatchObject({ status: 0, stderr: '' });
  });

  test.each<[string, string, string | undefined, RegExp]>([
    ['another name', '127.0.0.1', undefined, /: its certificate is for another name \(ERR_TLS_CERT_ALTNAME_INVALID\); give a name of this machine that the certificate has/],
    ['a time that is over', 'localhost', '210101000000Z', /: its certificate has expired \(CERT_HAS_EXPIRED\); renew it/],
  ])('and a certificate for %s is told', async (_, host, until, message) => {
    const certificate = selfSigned('localhost', until);
    const port = await connectServer(served(), {}, certificate);
    expect(await run([good, '--connect', `https://${host}:${port}`], trusted(certificate))).toMatchObject({ status: 2, stderr: expect.stringMatching(message) });
  });
});

describe('unusable input', () => {
  test.each<[string, string[], string]>([
    ['ends that are of another form', ['--end-offsets', file('wrong.txt', 'orders 0 5')], 'wrong.txt: line 1 is not topic:partition:offset, as kafka-get-offsets.sh prints it\n'],
    ['no such ends', ['--end-offsets', 'none.txt'], 'none.txt: cannot be read (ENOENT)\n'],
  ])('%s', async (_, more, message) => {
    expect(await run([good, '--connect', 'http://127.0.0.1:1', ...more])).toEqual({ status: 2, stdout: '', stderr: message });
  });

  test('standard input twice', async () => {
    expect((await run(['-', '--end-offsets', '-'])).stderr).toBe('-: standard input can be read once: as a resource or as --end-offsets\n');
  });

  test('ends of one source for a replication with two', async () => {
    const two = goodResource();
    two.spec.mirrors.push(goodResource('other', 'mill').spec.mirrors[0]);
    expect((await run([file('two.yaml', two), '--connect', 'http://127.0.0.1:1', '--end-offsets', 'ends.txt'])).stderr)
      .toBe('--end-offsets are those of one source, and KafkaMirrorMaker2 replication/orders has 2, whose topics may have the same names\n');
  });

  test('a resource that is not there', async () => {
    expect((await run(['none.yaml'])).stderr).toBe('none.yaml: cannot be read (ENOENT)\n');
  });
});
