import { ConnectRest } from '../../src/probe/connect-rest';
import { runningConnectors } from '../../src/probe/running-connector';
import { Answer, connectServer, part, ServedConnector, stopServers } from './connect-server';

afterEach(stopServers);

const SOURCE = 'a->b.MirrorSourceConnector';
const CHECKPOINT = 'a->b.MirrorCheckpointConnector';
const of = (type: string) => ({ 'connector.class': `org.apache.kafka.connect.mirror.${type}`, 'source.cluster.alias': 'a' });
const source: ServedConnector = { config: of('MirrorSourceConnector'), tasks: [{ status: part('RUNNING'), assigned: 'orders-eu-0,orders-12' }], offsets: { 'orders-eu-0': 3 } };
const checkpoint: ServedConnector = { config: of('MirrorCheckpointConnector'), tasks: [{ status: part('RUNNING') }] };

async function found(connectors: { [name: string]: ServedConnector }, answers?: { [path: string]: Answer }) {
  return runningConnectors(new ConnectRest(new URL(`http://127.0.0.1:${await connectServer(connectors, answers)}`), 2));
}

test('what a task copies, and how far it has come', async () => {
  const [connector] = await found({ [SOURCE]: source });
  expect(connector.tasks.map(({ id, state, partitions }) => ({ id, state, partitions }))).toEqual([
    { id: 0, state: 'RUNNING', partitions: [{ topic: 'orders-eu', partition: 0 }, { topic: 'orders', partition: 12 }] },
  ]);
  expect(connector.offsets).toEqual([{ topic: 'orders-eu', partition: 0, offset: 3 }]);
  expect(connector.offsetsFailure).toBeUndefined();
});

test('a connector that copies no records is asked for none: its offsets are always 0', async () => {
  const refusal: Answer = [500, { error_code: 500, message: 'asked all the same' }];
  const [connector] = await found({ [CHECKPOINT]: checkpoint }, { [`/connectors/${encodeURIComponent(CHECKPOINT)}/offsets`]: refusal });
  expect(connector).toMatchObject({ name: CHECKPOINT, offsets: [] });
  expect(connector.offsetsFailure).toBeUndefined();
});

test('offsets that are not told, as by Kafka before 3.5, leave the rest', async () => {
  const old: Answer = [404, { error_code: 404, message: 'HTTP 404 Not Found' }];
  const [connector] = await found({ [SOURCE]: source }, { [`/connectors/${encodeURIComponent(SOURCE)}/offsets`]: old });
  expect(connector.offsets).toEqual([]);
  expect(connector.offsetsFailure).toMatch(/\/offsets: answers 404 \(HTTP 404 Not Found\)$/);
  expect(connector.tasks[0].partitions).toHaveLength(2);
});

test('tasks that are not told leave the offsets', async () => {
  const [connector] = await found({ [SOURCE]: source }, { [`/connectors/${encodeURIComponent(SOURCE)}/tasks`]: [500, {}] });
  expect(connector.tasks[0].partitions).toEqual([]);
  expect(connector.offsets).toHaveLength(1);
});

test('an offset that is forgotten, or of another shape, is none', async () => {
  const offsets = [
    { partition: { cluster: 'a', topic: 'orders', partition: 0 }, offset: null }, { partition: { cluster: 'a' }, offset: { offset: 1 } },
    { partition: { cluster: 'a', topic: 'orders', partition: 1 }, offset: { offset: 5 } },
  ];
  const [connector] = await found({ [SOURCE]: source }, { [`/connectors/${encodeURIComponent(SOURCE)}/offsets`]: [200, { offsets }] });
  expect(connector.offsets).toEqual([{ topic: 'orders', partition: 1, offset: 5 }]);
});

test('connectors that are not told are a failure', async () => {
  await expect(found({}, { '/connectors?expand=status&expand=info': [500, { message: 'Request timed out' }] })).rejects.toThrow('answers 500 (Request timed out); the workers may be starting');
});
