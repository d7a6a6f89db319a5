import { createServer, Socket } from 'net';
import { ConnectRest } from '../../src/probe/connect-rest';
import { selfSigned } from './certificate';
import { Answer, connectServer, listening, part, SERVER_INFO, stopServers } from './connect-server';

afterEach(stopServers);

const NAME = 'kp-local->kp-remote.MirrorSourceConnector';
const PATH = '/connectors/kp-local-%3Ekp-remote.MirrorSourceConnector';
const config = { 'connector.class': 'org.apache.kafka.connect.mirror.MirrorSourceConnector', 'source.cluster.alias': 'kp-local' };

const rest = (port: number, scheme = 'http') => new ConnectRest(new URL(`${scheme}://127.0.0.1:${port}`), 2);
const raw = (react: (socket: Socket) => void) => listening(createServer((socket) => {
  socket.on('error', () => undefined);
  react(socket);
}));
const failure = async (answer: Promise<unknown>) => answer.then(() => 'no failure', ({ message }: Error) => message);

describe('a worker', () => {
  test('says who it is', async () => {
    expect(await rest(await connectServer({})).server()).toEqual(SERVER_INFO);
  });

  test('tells connectors with state and configuration, in one answer', async () => {
    const connectors = await rest(await connectServer({ [NAME]: { config, tasks: [{ status: part('FAILED', 'a\n\tat b') }] } })).connectors();
    expect([...connectors.keys()]).toEqual([NAME]);
    const { status, info } = connectors.get(NAME)!;
    expect(status.connector).toMatchObject({ state: 'RUNNING' });
    expect(status.tasks).toEqual([{ id: 0, ...part('FAILED', 'a\n\tat b') }]);
    expect(info.config).toEqual({ name: NAME, ...config });
  });

  test('is asked for offsets and tasks by the name of a connector, which has characters that no path has', async () => {
    const port = await connectServer({ [NAME]: { config, tasks: [{ status: part('RUNNING'), assigned: 'orders-0,orders-1' }], offsets: { 'orders-0': 41 } } });
    expect(await rest(port).offsets(NAME)).toEqual([{ partition: { cluster: 'kp-local', topic: 'orders', partition: 0 }, offset: { offset: 41 } }]);
    expect((await rest(port).tasks(NAME)).map(({ id, config: { 'task.assigned.partitions': list } }) => [id.task, list])).toEqual([[0, 'orders-0,orders-1']]);
  });

  test.each<[string, Answer, RegExp]>([
    ['that rebalances', [409, { error_code: 409, message: 'Cannot complete request because of a conflicting operation (e.g. worker rebalance)' }], /answers 409 \(Cannot complete request because .*\); the workers may be starting, rebalance, or wait/],
    ['that waits for Kafka', [500, { error_code: 500, message: 'Request timed out. The worker is currently polling the group coordinator' }], /answers 500 \(Request timed out\. The worker .*\); the workers may be starting/],
    ['without the connector', [404, { error_code: 404, message: 'Connector x not found' }], /answers 404 \(Connector x not found\)$/],
    ['with a login', [401, ''], /answers 401; somebody has added a login/],
    ['whose answer is cut short', [200, '{"offsets": ['], /answers 200$/],
  ])('%s is a failure that says so', async (_, answer, message) => {
    expect(await failure(rest(await connectServer({}, { [`${PATH}/offsets`]: answer })).offsets(NAME))).toMatch(message);
  });

  test('never repeats what looks like a credential', async () => {
    const secret = 'Xk9v2LmQ7rT4wZ1bN8cD5fG3hJ6pSa0Y';
    expect(await failure(rest(await connectServer({}, { '/': [500, { message: `no such user ${secret}` }] })).server())).not.toContain(secret);
  });
});

describe('something else', () => {
  const NO_CONNECT = /: is no worker of Kafka Connect; .* a dedicated MirrorMaker has none that shows anything$/;

  test.each<[string, Answer]>([
    ['a dedicated MirrorMaker, which knows no connectors', [404, { error_code: 404, message: 'HTTP 404 Not Found' }]],
    ['a web page', [200, '<html></html>']],
    ['another API', [200, { version: '1.2.3' }]],
    ['a list', [200, []]],
    ['nothing at all', [200, 'null']],
    ['a way to another machine', [302, '']],
  ])('%s is not taken for a worker', async (_, answer) => {
    expect(await failure(rest(await connectServer({}, { '/': answer })).server())).toMatch(NO_CONNECT);
  });

  test('a closed port', async () => {
    const server = createServer();
    const port = await listening(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await failure(rest(port).server())).toBe(`http://127.0.0.1:${port}: nobody listens there (ECONNREFUSED); is the port still forwarded?`);
  });

  test('a connection that is closed without an answer', async () => {
    expect(await failure(rest(await raw((socket) => socket.on('data', () => socket.destroy()))).server())).toMatch(/: the connection was closed without an answer \(\w+\); forward the port anew/);
  });

  test('a program that speaks something else', async () => {
    expect(await failure(rest(await raw((socket) => socket.end('SSH-2.0-OpenSSH_9.2p1\r\n'))).server())).toMatch(/: what answers does not speak HTTP \(HPE_\w+\); forward the port of Connect's REST API/);
  });

  test('a program that never answers, for no longer than the limit', async () => {
    const port = await raw(() => undefined);
    expect(await failure(new ConnectRest(new URL(`http://127.0.0.1:${port}`), 0.2).server())).toMatch(/: there is no answer in time \(TimeoutError\); the worker may be starting/);
  });

  test('a program that begins an answer and does not end it', async () => {
    const port = await raw((socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{'));
    expect(await failure(new ConnectRest(new URL(`http://127.0.0.1:${port}`), 0.2).server())).toMatch(/: there is no answer in time \(TimeoutError\)/);
  });
});

describe('TLS', () => {
  test('that the worker does not speak', async () => {
    expect(await failure(rest(await connectServer({}), 'https').server())).toMatch(/: what answers does not speak TLS, or another version of it \(\w+\); give http:\/\//);
  });

  test('that the worker speaks, and the address does not say', async () => {
    expect(await failure(rest(await connectServer({}, {}, selfSigned('localhost'))).server())).toMatch(/a worker that speaks TLS wants https:\/\/$/);
  });

  test('with a certificate of nobody known', async () => {
    expect(await failure(rest(await connectServer({}, {}, selfSigned('localhost')), 'https').server()))
      .toMatch(/: its certificate is by an authority that is not known here \(DEPTH_ZERO_SELF_SIGNED_CERT\); set the environment variable NODE_EXTRA_CA_CERTS/);
  });
});
