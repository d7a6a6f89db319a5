import { readProperties } from '../../src/core/properties-text';
import { LineContext, logLayout } from '../../src/logging/private/log-layout';
import { LogEvent, render } from './pattern-layout';

const several: LineContext = { replication: 'orders', target: 'kp-remote', namespace: 'mm2', inPods: true };
const one: LineContext = { ...several, source: 'kp-local', lineOfBusiness: 'retail' };

const settings = (context: LineContext) => Object.fromEntries(readProperties(logLayout(context)));
const line = (context: LineContext, event: LogEvent) => render(settings(context)['appender.console.layout.pattern'], event);
const fields = (context: LineContext, event: LogEvent) => JSON.parse(line(context, event));

const TASK = '[kp-local->kp-remote.MirrorSourceConnector|task-12] ';

test('a line has time, level, logger, thread, message, and where it comes from', () => {
  expect(fields(one, { message: 'Failure during poll.', context: TASK })).toEqual({
    time: '2026-11-24T14:00:00.000Z', level: 'WARN', logger: 'org.apache.kafka.connect.mirror.MirrorSourceTask', thread: 'task-thread-"0"',
    replication: 'orders', connector: 'kp-local->kp-remote.MirrorSourceConnector', task: '12', flow: 'kp-local->kp-remote', source: 'kp-local', target: 'kp-remote',
    line_of_business: 'retail', namespace: 'mm2', pod: '${env:HOSTNAME}', message: 'Failure during poll.',
  });
});

test('an event is one line, its trace a field of it', () => {
  const exception = 'org.apache.kafka.KafkaException: "no"\n\tat a.B.c(B.java:1)\r\nCaused by: x\\y\u0001';
  const text = line(one, { message: 'first\nsecond', exception, context: TASK });
  expect(text.indexOf('\n')).toBe(text.length - 1);
  expect(JSON.parse(text)).toMatchObject({ message: 'first\nsecond', exception });
  expect(settings(one)['appender.console.layout.alwaysWriteExceptions']).toBe('false');
});

test.each<[string, string, object]>([
  ['a task', TASK, { connector: 'kp-local->kp-remote.MirrorSourceConnector', task: '12' }],
  ['a task that stores positions', '[kp-local->kp-remote.MirrorSourceConnector|task-3|offsets] ', { connector: 'kp-local->kp-remote.MirrorSourceConnector', task: '3' }],
  ['a connector', '[kp-local->kp-remote.MirrorCheckpointConnector|worker] ', { connector: 'kp-local->kp-remote.MirrorCheckpointConnector' }],
  ['dedicated mode', '[MirrorSourceConnector|task-0] ', { connector: 'MirrorSourceConnector', task: '0' }],
  ['the worker itself', '', {}],
])('connector and task are those of Kafka Connect\'s context: %s', (_, context, expected) => {
  const { connector, task } = fields(one, { message: 'x', context });
  expect(JSON.parse(JSON.stringify({ connector, task }))).toEqual(expected);
});

test('with several sources the connector says which it is; the worker\'s own lines have none', () => {
  expect(fields(several, { message: 'x', context: '[plant-b->kp-remote.MirrorSourceConnector|task-0] ' })).toMatchObject({ flow: 'plant-b->kp-remote', source: 'plant-b', target: 'kp-remote' });
  expect(Object.keys(fields(several, { message: 'x' }))).toEqual(['time', 'level', 'logger', 'thread', 'replication', 'target', 'namespace', 'pod', 'message']);
});

test('on machines a line has the host instead of namespace and pod', () => {
  expect(Object.keys(fields({ replication: 'orders', target: 'b', source: 'a', inPods: false }, { message: 'x' }))).toEqual(
    ['time', 'level', 'logger', 'thread', 'replication', 'flow', 'source', 'target', 'host', 'message']);
});

test('credentials are in neither message nor trace', () => {
  const event = { message: 'sasl.jaas.config = X required password="open-sesame";', exception: 'java.lang.X: apikey=open-sesame\n\tat a' };
  expect(line(one, event)).not.toContain('open-sesame');
  expect(fields(one, event).exception).toBe('java.lang.X: apikey=***\n\tat a');
});

test('no logger is below INFO, where records would be printed', () => {
  const levels = Object.entries(settings(one)).filter(([key]) => key.endsWith('.level')).map(([, level]) => level);
  expect(levels.length).toBeGreaterThan(3);
  expect(levels.filter((level) => !['INFO', 'WARN'].includes(level))).toEqual([]);
});

test('nothing but the name of the pod is left for Log4j to look up', () => {
  expect([...settings(one)['appender.console.layout.pattern'].matchAll(/\$\{[^}]*\}/g)].map(([found]) => found)).toEqual(['${env:HOSTNAME}']);
});
