import { ChildProcess, execFileSync, spawn, spawnSync } from 'child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'fs';
import { createServer, IncomingMessage, Server } from 'http';
import { AddressInfo } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { GroupSelection, MirrorMaker2Replication, TopicSelection, VirtualMachineRuntime } from '../../src';
import { BUNDLE_SCRIPT } from '../../src/runtimes/private/bundle-script';
import { CONNECT_SCRIPT } from '../../src/runtimes/private/connect-script';
import { cloud, onPrem } from '../support/clusters';
import { chart } from '../support/synth';

jest.setTimeout(30_000);

const folder = mkdtempSync(join(tmpdir(), 'kafka-replication-scripts-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each([['connect.sh', CONNECT_SCRIPT], ['mm2.sh', BUNDLE_SCRIPT]])('%s', (name, text) => {
  const file = join(folder, name);
  beforeAll(() => writeFileSync(file, text));

  test('is a script that bash understands', () => expect(spawnSync('bash', ['-n', file], { encoding: 'utf8' }).stderr).toBe(''));
});

/** As much of Kafka Connect as the script talks to. */
class FakeConnect {
  public readonly connectors = new Map<string, { [key: string]: string }>();
  public readonly calls: string[] = [];
  public status: object = {};
  public health = 200;
  private readonly server: Server = createServer((request, response) => {
    const body: Buffer[] = [];
    request.on('data', (part: Buffer) => body.push(part)).on('end', () => {
      const [code, answer] = this.answer(request, Buffer.concat(body).toString('utf8'));
      response.writeHead(code, { 'content-type': 'application/json' }).end(answer === undefined ? undefined : JSON.stringify(answer));
    });
  });

  public async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return (this.server.address() as AddressInfo).port;
  }

  public close(): void {
    this.server.close();
  }

  private answer({ method, url = '' }: IncomingMessage, body: string): [code: number, answer?: unknown] {
    const [, name, what] = /^\/connectors\/([^/?]+)(?:\/([a-z]+))?/.exec(url)?.map((part) => part && decodeURIComponent(part)) ?? [];
    if (method !== 'GET') this.calls.push(`${method} ${url}`);
    switch (`${method} ${what ?? (name ? 'connector' : url)}`) {
      case 'GET /health': return [this.health, { status: 'healthy' }];
      case 'GET /connectors': return [200, [...this.connectors.keys()]];
      case 'GET /connectors?expand=status': return [200, { any: { status: this.status } }];
      // Connect gives its members in another order than it got them.
      case 'GET config': return this.connectors.has(name) ? [200, Object.fromEntries(Object.entries(this.connectors.get(name)!).reverse())] : [404, { error_code: 404 }];
      case 'GET status': return [200, this.status];
      case 'PUT config':
        this.connectors.set(name, JSON.parse(body));
        return [200, {}];
      case 'POST restart': return [202, this.status];
      case 'DELETE connector':
        this.connectors.delete(name);
        return [204];
      default: return [500, {}];
    }
  }
}

describe('the pod that keeps the connectors', () => {
  const NAME = 'kp-local->kp-remote.MirrorSourceConnector';
  const declared = { 'name': NAME, 'connector.class': 'org.apache.kafka.connect.mirror.MirrorSourceConnector', 'topics': 'orders-.*,"odd\\.one"', 'separator': ',' };
  const healthy = { tasks: [{ id: 0, state: 'RUNNING', worker_id: '10.0.0.1:8083' }] };
  const connect = new FakeConnect();
  const running: ChildProcess[] = [];
  let port: number;
  let declarations: string;

  beforeAll(async () => port = await connect.listen());
  afterAll(() => connect.close());
  beforeEach(() => {
    connect.connectors.clear();
    connect.calls.length = 0;
    connect.status = healthy;
    connect.health = 200;
    declarations = mkdtempSync(join(folder, 'declared-'));
    writeFileSync(join(declarations, 'kp-local--kp-remote.MirrorSourceConnector.json'), `${JSON.stringify(declared, null, 2)}\n`);
  });
  afterEach(() => running.splice(0).forEach((child) => child.kill('SIGTERM')));

  const inSync = () => join(declarations, 'in-sync');

  function reconcile(): () => string {
    let said = '';
    const child = spawn('bash', [join(folder, 'connect.sh'), 'reconcile', '127.0.0.1', String(port), declarations], {
      env: { ...process.env, PAUSE_SECONDS: '0.2', IN_SYNC: inSync() },
    });
    child.stdout.on('data', (part) => said += String(part));
    running.push(child);
    return () => said;
  }

  async function until(condition: () => boolean): Promise<void> {
    const end = Date.now() + 20_000;
    while (!condition()) {
      if (Date.now() > end) throw new Error(`never happened; calls: ${connect.calls.join(', ')}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  test('writes a connector that is missing, once, and says when all is as declared', async () => {
    const said = reconcile();
    await until(() => existsSync(inSync()));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(connect.calls).toEqual(['PUT /connectors/kp-local-%3Ekp-remote.MirrorSourceConnector/config']);
    expect(connect.connectors.get(NAME)).toEqual(declared);
    expect(said()).toContain('all connectors are as declared');
  });

  test('corrects what somebody changed', async () => {
    connect.connectors.set(NAME, { ...declared, topics: '.*' });
    reconcile();
    await until(() => existsSync(inSync()));
    expect(connect.connectors.get(NAME)).toEqual(declared);
  });

  test('leaves alone what is as declared', async () => {
    connect.connectors.set(NAME, declared);
    reconcile();
    await until(() => existsSync(inSync()));
    expect(connect.calls).toEqual([]);
  });

  test('deletes what is not declared', async () => {
    connect.connectors.set(NAME, declared).set('a->b.MirrorSourceConnector', {});
    reconcile();
    await until(() => existsSync(inSync()));
    expect(connect.calls).toEqual(['DELETE /connectors/a-%3Eb.MirrorSourceConnector']);
  });

  test('deletes nothing when it finds no declaration at all', async () => {
    connect.connectors.set(NAME, declared);
    rmSync(join(declarations, 'kp-local--kp-remote.MirrorSourceConnector.json'));
    const said = reconcile();
    await until(() => said().includes('no connector is declared'));
    expect(connect.calls).toEqual([]);
  });

  test('restarts what has failed, once and not at every look', async () => {
    connect.connectors.set(NAME, declared);
    connect.status = { tasks: [{ id: 0, state: 'FAILED', worker_id: '10.0.0.1:8083', trace: 'java.lang.Error' }] };
    const said = reconcile();
    await until(() => connect.calls.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(connect.calls).toEqual(['POST /connectors/kp-local-%3Ekp-remote.MirrorSourceConnector/restart?includeTasks=true&onlyFailed=true']);
    expect(existsSync(inSync())).toBe(false);
    expect(said()).not.toContain('java.lang.Error');
  });

  test('ends when it is told to', async () => {
    reconcile();
    await until(() => existsSync(inSync()));
    const [child] = running;
    const ended = new Promise((resolve) => child.on('exit', resolve));
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  describe('a worker', () => {
    const ready = async (worker: string) => new Promise((resolve) =>
      spawn('bash', [join(folder, 'connect.sh'), 'ready', '127.0.0.1', String(port), worker]).on('exit', resolve));

    test('is ready while it takes part and its tasks run', async () => expect(await ready('10.0.0.1:8083')).toBe(0));

    test('is not while it starts', async () => {
      connect.health = 503;
      expect(await ready('10.0.0.1:8083')).not.toBe(0);
    });

    test('is not while one of its tasks has failed; the others are', async () => {
      connect.status = { tasks: [{ id: 0, state: 'FAILED', worker_id: '10.0.0.1:8083' }] };
      expect([await ready('10.0.0.1:8083'), await ready('10.0.0.2:8083')]).toEqual([1, 0]);
    });
  });
});

describe('a node of virtual machines', () => {
  const NAME = 'mm2-kp-local-to-kp-remote';
  const home = (root: string) => join(root, 'etc/kafka-replication', NAME);

  function bundle(tasksMax: number): string {
    // A port that no Connect of a laboratory takes.
    const runtime = new VirtualMachineRuntime({ restPort: 48083 });
    new MirrorMaker2Replication(chart(), 'Readings', { source: onPrem, target: cloud, topics: TopicSelection.named('readings'), groups: GroupSelection.named('app'), tasksMax, runtime });
    const directory = mkdtempSync(join(folder, 'bundle-'));
    runtime.writeBundle(directory);
    return join(directory, NAME);
  }

  /** A machine with all that it needs, below a folder. */
  function machine(): string {
    const root = mkdtempSync(join(folder, 'root-'));
    const write = (path: string, text: string, mode: number) => {
      mkdirSync(join(root, path, '..'), { recursive: true });
      writeFileSync(join(root, path), text);
      chmodSync(join(root, path), mode);
    };
    write('opt/kafka/bin/connect-mirror-maker.sh', '#!/bin/sh\n', 0o755);
    write('opt/kafka/libs/kafka-clients-4.3.1.jar', '', 0o644);
    write(`etc/kafka-replication/${NAME}/node.env`, 'MM2_NODE_ADDRESS=127.0.0.1\n', 0o640);
    ['es-api-secret/password', 'kp-local-cluster-ca-cert/ca.crt', 'mm2-kp-local-source/password'].forEach((file) => write(`etc/kafka-replication/${NAME}/secrets/${file}`, 'x', 0o640));
    write('java/bin/java', '#!/bin/sh\necho \'openjdk version "17.0.1"\' >&2\n', 0o755);
    return root;
  }

  function run(where: string, verb: string, root: string, env: { [key: string]: string } = {}) {
    const { status, stdout, stderr } = spawnSync('bash', [join(where, 'mm2.sh'), verb], {
      encoding: 'utf8', env: { ...process.env, MM2_ROOT: root, JAVA_HOME: join(root, 'java'), ...env },
    });
    return { status, text: stdout + stderr };
  }

  test('is installed, and a second time nothing happens', () => {
    const [one, root] = [bundle(2), machine()];
    expect(run(one, 'install', root)).toEqual({ status: 0, text: expect.stringMatching(/runs release [0-9a-f]{12}\n$/) });
    expect(readFileSync(join(home(root), 'current/mm2.properties'), 'utf8')).toBe(readFileSync(join(one, 'mm2.properties'), 'utf8'));
    expect(existsSync(join(root, 'etc/systemd/system', `${NAME}.service`))).toBe(true);
    expect(run(one, 'install', root)).toEqual({ status: 0, text: expect.stringMatching(/runs release [0-9a-f]{12} already\n$/) });
  });

  test('is upgraded, and goes back', () => {
    const [one, two, root] = [bundle(2), bundle(3), machine()];
    run(one, 'install', root);
    const before = readlinkSync(join(home(root), 'current'));
    expect(run(two, 'upgrade', root).status).toBe(0);
    expect(readlinkSync(join(home(root), 'current'))).not.toBe(before);
    expect(run(two, 'rollback', root).status).toBe(0);
    expect(readlinkSync(join(home(root), 'current'))).toBe(before);
  });

  test('is not upgraded before it is installed, nor rolled back before it is upgraded', () => {
    const [one, root] = [bundle(2), machine()];
    expect(run(one, 'upgrade', root)).toEqual({ status: 1, text: expect.stringContaining('is not installed; use install') });
    run(one, 'install', root);
    expect(run(one, 'rollback', root)).toEqual({ status: 1, text: expect.stringContaining('knows no release before this one') });
  });

  test.each<[string, (root: string) => unknown, string]>([
    ['an old Java', (root) => writeFileSync(join(root, 'java/bin/java'), '#!/bin/sh\necho \'openjdk version "11.0.2"\' >&2\n'), 'finds Java 11; Kafka 4 needs 17 or newer'],
    ['no Java', (root) => rmSync(join(root, 'java'), { recursive: true }), 'finds no java'],
    ['an old Kafka', (root) => execFileSync('mv', [join(root, 'opt/kafka/libs/kafka-clients-4.3.1.jar'), join(root, 'opt/kafka/libs/kafka-clients-3.9.1.jar')]), 'finds no Kafka 4 or newer'],
    ['no Kafka', (root) => rmSync(join(root, 'opt/kafka'), { recursive: true }), 'finds no'],
    ['no address', (root) => rmSync(join(home(root), 'node.env')), 'does not say MM2_NODE_ADDRESS'],
    ['a secret that is missing', (root) => rmSync(join(home(root), 'secrets/es-api-secret/password')), 'secrets/es-api-secret/password; your secret store has to write it'],
    ['a secret that everybody may read', (root) => chmodSync(join(home(root), 'secrets/es-api-secret/password'), 0o644), 'secrets/es-api-secret/password open to everybody'],
  ])('that has %s is refused, and nothing is changed', (_, spoil, message) => {
    const [one, root] = [bundle(2), machine()];
    spoil(root);
    expect(run(one, 'install', root)).toEqual({ status: 1, text: expect.stringContaining(message) });
    expect(existsSync(join(home(root), 'releases'))).toBe(false);
  });

  test('whose port is in use is refused', async () => {
    const [one, root, server] = [bundle(2), machine(), createServer()];
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const conf = join(one, 'bundle.conf');
    writeFileSync(conf, readFileSync(conf, 'utf8').replace('REST_PORT=48083', `REST_PORT=${port}`));
    // The event loop is needed to accept, so the script must not block it.
    const text = await new Promise<string>((resolve) => {
      let said = '';
      const child = spawn('bash', [join(one, 'mm2.sh'), 'install'], { env: { ...process.env, MM2_ROOT: root, JAVA_HOME: join(root, 'java') } });
      child.stderr.on('data', (part) => said += String(part));
      child.on('exit', () => resolve(said));
    });
    server.close();
    expect(text).toContain(`finds port ${port} in use`);
  });

  test('says everything that is wrong at once', () => {
    const [one, root] = [bundle(2), machine()];
    rmSync(join(root, 'opt/kafka'), { recursive: true });
    rmSync(join(home(root), 'node.env'));
    expect(run(one, 'install', root).text.split('\n').filter((line) => /finds|does not say/.test(line))).toHaveLength(3);
  });
});
