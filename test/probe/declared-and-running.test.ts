import { EffectiveConfig, EffectiveConnector } from '../../src/effective';
import { ConnectorStatus } from '../../src/probe/connector-status';
import { connectorStatuses } from '../../src/probe/declared-and-running';
import { RunningConnector } from '../../src/probe/running-connector';
import { goodResource } from '../rules/situation';

const { connectors } = EffectiveConfig.fromKafkaMirrorMaker2(goodResource());
const [source, checkpoint] = connectors;
const HERE = { worker_id: '10.0.0.1:8083' };

/** As Connect tells of a connector that runs as it is declared. */
function running({ name, connectorClass, tasksMax, config }: EffectiveConnector, changes: Partial<RunningConnector> = {}): RunningConnector {
  return {
    name,
    config: { name, 'connector.class': connectorClass, 'tasks.max': String(tasksMax), ...Object.fromEntries(Object.entries(config).map(([key, value]) => [key, String(value)])) },
    connector: { state: 'RUNNING', ...HERE },
    tasks: [{ id: 0, state: 'RUNNING', ...HERE, partitions: [{ topic: 'orders-eu', partition: 0 }] }],
    offsets: [{ topic: 'orders-eu', partition: 0, offset: 41 }],
    ...changes,
  };
}

const changed = (changes: Partial<RunningConnector>, declared: Partial<EffectiveConnector> = {}): ConnectorStatus =>
  connectorStatuses([{ ...source, ...declared }], [running(source, changes)])[0];
const codes = ({ problems }: ConnectorStatus) => problems.map(({ code }) => code);
const messages = ({ problems }: ConnectorStatus) => problems.map(({ message }) => message).join('\n');
const task = (state: string, trace?: string, id = 0) => ({ id, state, trace, ...HERE, partitions: [{ topic: 'orders-eu', partition: id }] });

test('nothing is wrong with what runs as declared', () => {
  const statuses = connectorStatuses(connectors, connectors.map((connector) => running(connector)));
  expect(statuses.map(({ name }) => name)).toEqual(['plant->cloud.MirrorSourceConnector', 'plant->cloud.MirrorCheckpointConnector']);
  expect(statuses.flatMap(({ problems, differences }) => [...problems, ...differences])).toEqual([]);
  expect(statuses[0]).toMatchObject({ class: source.connectorClass, declared: 'running', state: 'RUNNING', worker: '10.0.0.1:8083', error: null });
});

describe('a connector', () => {
  test('that Connect does not know is missing', () => {
    const [, missing] = connectorStatuses(connectors, [running(source)]);
    expect(missing).toMatchObject({ name: checkpoint.name, declared: 'running', state: null, worker: null, tasks: [], offsets: [] });
    expect(codes(missing)).toEqual(['missing']);
  });

  test('that nobody declares comes last', () => {
    const statuses = connectorStatuses([source], [running({ ...source, name: 'a' }), running(source)]);
    expect(statuses.map(({ name, declared }) => [name, declared])).toEqual([[source.name, 'running'], ['a', null]]);
    expect(statuses.map(codes)).toEqual([[], ['not-declared']]);
  });

  test.each<[string, string, string | undefined, string[]]>([
    ['PAUSED', 'running', 'PAUSED', ['other-state']],
    ['PAUSED', 'paused', 'PAUSED', []],
    ['STOPPED', 'stopped', undefined, []],
    ['RUNNING', 'paused', 'RUNNING', ['other-state']],
    ['UNASSIGNED', 'running', 'RUNNING', ['other-state']],
    ['RUNNING', 'running', 'UNASSIGNED', ['task-state']],
    ['RUNNING', 'running', 'RESTARTING', ['task-state']],
    ['RUNNING', 'running', 'PAUSED', ['task-state']],
    ['FAILED', 'running', 'RUNNING', ['connector-failed']],
    ['RUNNING', 'running', 'FAILED', ['task-failed']],
    ['RUNNING', 'running', undefined, ['no-tasks']],
  ])('in state %s, declared %s, with a task in state %s: %j', (state, declared, taskState, expected) => {
    const tasks = taskState === undefined ? [] : [task(taskState)];
    expect(codes(changed({ connector: { state, ...HERE }, tasks }, { state: declared }))).toEqual(expected);
  });

  test('for checkpoints may have no task: there may be no group', () => {
    expect(connectorStatuses([checkpoint], [running(checkpoint, { tasks: [], offsets: [] })]).flatMap(codes)).toEqual([]);
  });

  test('that has failed says why', () => {
    const trace = 'org.apache.kafka.connect.errors.ConnectException: Failed to find any class\n\tat org.apache.kafka.connect.runtime.isolation.Plugins.a(Plugins.java:1)\n';
    const status = changed({ connector: { state: 'FAILED', trace, ...HERE } });
    expect(status.error).toBe('org.apache.kafka.connect.errors.ConnectException: Failed to find any class');
    expect(messages(status)).toBe('it has failed: org.apache.kafka.connect.errors.ConnectException: Failed to find any class');
  });
});

test('a failed task is told with its worker, how many partitions stand still, and the first and last line of the trace that say something', () => {
  const trace = [
    'org.apache.kafka.connect.errors.ConnectException: Unrecoverable exception from producer send callback',
    '\tat org.apache.kafka.connect.runtime.AbstractWorkerSourceTask.maybeThrowProducerSendException(AbstractWorkerSourceTask.java:334)',
    'Caused by: java.util.concurrent.ExecutionException: x',
    '\t... 9 more',
    'Caused by: org.apache.kafka.common.errors.RecordTooLargeException: The message is 1048664 bytes when serialized',
    '\tat java.base/java.lang.Thread.run(Thread.java:840)',
  ].join('\n');
  const status = changed({ tasks: [task('RUNNING', undefined, 0), task('FAILED', trace, 1)] });
  expect(codes(status)).toEqual(['task-failed']);
  expect(messages(status)).toBe('task 1 at 10.0.0.1:8083 has failed, and 1 partitions stand still: '
    + 'org.apache.kafka.connect.errors.ConnectException: Unrecoverable exception from producer send callback; '
    + 'Caused by: org.apache.kafka.common.errors.RecordTooLargeException: The message is 1048664 bytes when serialized');
});

describe('the configuration', () => {
  const other = (changes: { [key: string]: string | undefined }) => {
    const { config } = running(source);
    const entries = Object.entries({ ...config, ...changes }).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return changed({ config: Object.fromEntries(entries) });
  };

  test('is compared key by key', () => {
    const status = other({ 'topics': 'orders-.*,payments', 'replication.factor': undefined, 'tasks.max': '4', 'added': 'by hand' });
    expect(status.differences).toEqual([
      { key: 'added', declared: null, runs: 'by hand' },
      { key: 'replication.factor', declared: '-1', runs: null },
      { key: 'tasks.max', declared: '2', runs: '4' },
      { key: 'topics', declared: 'orders-.*', runs: 'orders-.*,payments' },
    ]);
    expect(messages(status)).toBe('it runs with another configuration than declared: added, replication.factor, tasks.max, topics');
  });

  test('is not another one for the spelling of a number, or for the name, which Connect adds', () => {
    expect(other({ 'replication.factor': '-1.0', 'name': undefined }).differences).toEqual([]);
  });

  test('holds no field of the connector, which the operator leaves out', () => {
    const status = connectorStatuses([{ ...source, config: { ...source.config, 'Tasks.Max': 9, 'name': 'x' } }], [running(source)])[0];
    expect(status.differences).toEqual([]);
  });

  test('shows no value of a key that may hold a secret, nor anything that looks like one', () => {
    const secret = 'Xk9v2LmQ7rT4wZ1bN8cD5fG3hJ6pSa0Y';
    const status = other({ 'source.cluster.sasl.jaas.config': `M required password="${secret}";`, 'ssl.key.password': 'short', 'topics': secret, [secret]: 'x' });
    expect(status.differences.filter(({ key }) => key.includes('jaas') || key.includes('password')).map(({ runs }) => runs))
      .toEqual(['(not shown: may hold a secret)', '(not shown: may hold a secret)']);
    expect(status.differences).toHaveLength(4);
    expect(JSON.stringify(status)).not.toContain(secret);
    expect(JSON.stringify(status)).not.toContain('short');
  });
});

describe('offsets', () => {
  const partitions = [{ topic: 'orders-eu', partition: 10 }, { topic: 'orders-eu', partition: 9 }, { topic: 'orders', partition: 0 }];
  const several = running(source, {
    tasks: [{ id: 3, state: 'RUNNING', ...HERE, partitions }],
    offsets: [{ topic: 'orders-eu', partition: 9, offset: 41 }, { topic: 'orders', partition: 0, offset: 6 }, { topic: 'orders-old', partition: 0, offset: 7 }],
  });
  const rows = (ends?: ReadonlyMap<string, number>) => connectorStatuses([source], [several], ends)[0].offsets
    .map(({ topic, partition, task: copier, offset, end, lag }) => [`${topic}-${partition}`, copier, offset, end, lag]);

  test('are told for what is copied, what was, and what has not been copied yet', () => {
    expect(rows()).toEqual([['orders-0', 3, 6, null, null], ['orders-eu-9', 3, 41, null, null], ['orders-eu-10', 3, null, null, null], ['orders-old-0', null, 7, null, null]]);
  });

  test('and ends make the lag: the next record is the one after the last that was copied', () => {
    const ends = new Map([['orders-0', 7], ['orders-eu-9', 100], ['orders-eu-10', 5]]);
    expect(rows(ends)).toEqual([['orders-0', 3, 6, 7, 0], ['orders-eu-9', 3, 41, 100, 58], ['orders-eu-10', 3, null, 5, null], ['orders-old-0', null, 7, null, null]]);
  });

  test('that have gone on since the ends were asked for are no lag', () => {
    expect(rows(new Map([['orders-eu-9', 30]]))[1]).toEqual(['orders-eu-9', 3, 41, 30, 0]);
  });

  test('that Connect does not tell leave a reason', () => {
    expect(changed({ offsets: [], offsetsFailure: 'answers 404' })).toMatchObject({ offsetsFailure: 'answers 404', problems: [] });
  });
});
