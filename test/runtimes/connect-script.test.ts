import { ChildProcess, spawn, spawnSync } from 'child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { createServer, IncomingMessage, Server } from 'http';
import { AddressInfo } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { CONNECT_SCRIPT } from '../../src/runtimes/private/connect-script';

jest.setTimeout(30_000);

const folder = mkdtempSync(join(tmpdir(), 'kafka-replication-connect-'));
// What was told to end may still be writing.
afterAll(() => rmSync(folder, { recursive: true, maxRetries: 5 }));

beforeAll(() => writeFileSync(join(folder, 'connect.sh'), CONNECT_SCRIPT));

/** As much of Kafka Connect as the script talks to. */
class FakeConnect {
  public readonly connectors = new Map<string, { [key: string]: string }>();
  public readonly calls: string[] = [];
  public status: object = {};
  public health = 200;
  public answersNothing = false;
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
    if (this.answersNothing) return [500, {}];
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
    connect.answersNothing = false;
    declarations = mkdtempSync(join(folder, 'declared-'));
    writeFileSync(join(declarations, 'kp-local--kp-remote.MirrorSourceConnector.json'), `${JSON.stringify(declared, null, 2)}\n`);
  });
  afterEach(() => running.splice(0).forEach((child) => child.kill('SIGTERM')));

  const inSync = () => join(declarations, 'in-sync');
  const sign = () => join(declarations, 'alive');

  function reconcile(): () => string {
    let said = '';
    const child = spawn('bash', [join(folder, 'connect.sh'), 'reconcile', '127.0.0.1', String(port), declarations], {
      env: { ...process.env, PAUSE_SECONDS: '0.2', IN_SYNC: inSync(), ALIVE: sign() },
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

  describe('is alive', () => {
    const isAlive = (stuckSeconds = '300') =>
      spawnSync('bash', [join(folder, 'connect.sh'), 'alive'], { env: { ...process.env, ALIVE: sign(), STUCK_SECONDS: stuckSeconds } }).status === 0;

    test('while it goes on, also where Connect does not answer as it should', async () => {
      connect.answersNothing = true;
      reconcile();
      await until(() => existsSync(sign()) && readFileSync(sign(), 'utf8') !== '');
      expect(isAlive()).toBe(true);
      expect(existsSync(inSync())).toBe(false);
    });

    test('not before it has begun, nor once it has been at one request for longer than any request takes', () => {
      expect(isAlive()).toBe(false);
      writeFileSync(sign(), String(Math.floor(Date.now() / 1000) - 400));
      expect(isAlive()).toBe(false);
      expect(isAlive('500')).toBe(true);
    });
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
