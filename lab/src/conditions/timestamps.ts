import { setTimeout as sleep } from 'node:timers/promises';
import type { Condition } from '../experiment/condition.js';
import { FAITHFUL } from '../experiment/observation.js';
import type { Trial } from '../experiment/trial.js';
import { until } from '../wait.js';

const HOUR_MS = 3_600_000;
const FOREVER = '9223372036854775807';

async function createCopy(trial: Trial, configs: Readonly<Record<string, string>>): Promise<void> {
  await trial.agent.call('createTopic', { ...trial.atTarget, partitions: 1, configs });
}

async function copyOldRecords(trial: Trial, stampedAtTarget: string): Promise<void> {
  await trial.createTopic(1);
  await createCopy(trial, { 'message.timestamp.type': stampedAtTarget });
  await trial.start();
  await trial.produce('orders', { count: 300, partitions: 1, timestampShiftMs: -HOUR_MS });
  await trial.arrived(['orders']);
}

/** Conditions that stem from the timestamps of records. */
export const TIMESTAMPS: readonly Condition[] = [
  {
    id: '16:append-time',
    family: 'difference',
    title: '`message.timestamp.type=LogAppendTime` at the target: every copy gets the time of its arrival',
    finding: 'log-append-time',
    needsFacts: true,
    act: async (trial) => {
      await copyOldRecords(trial, 'LogAppendTime');
      return trial.observe();
    },
    damage: { expect: { says: 'all 300 records have another timestamp', holds: ({ lost, changed }) => lost === 0 && changed === 300 } },
    remedies: [{
      what: '`message.timestamp.type=CreateTime` (Kafka\'s default) for the topic or the brokers of the target; MM2 never carries it over',
      act: async (trial) => {
        await copyOldRecords(trial, 'CreateTime');
        return trial.observe();
      },
      expect: FAITHFUL,
    }],
    seen: '`message.timestamp.type` of the topic at the target',
  },
  {
    id: '16:future',
    family: 'loss',
    title: 'a timestamp more than an hour ahead: brokers of Kafka 4.0 and newer refuse it (`message.timestamp.after.max.ms`), the task fails',
    finding: { none: 'the timestamps stand in the records' },
    act: async (trial) => {
      await trial.createTopic(1);
      await trial.start();
      await trial.produce('before', { count: 100, partitions: 1 });
      await trial.arrived(['before']);
      await trial.produce('future', { count: 1, partitions: 1, timestampShiftMs: 2 * HOUR_MS });
      await trial.produce('after', { count: 100, partitions: 1 });
      await trial.tasksAre('FAILED', 90);
      return trial.observe();
    },
    damage: { expect: { says: 'the record does not arrive, task FAILED', holds: ({ lost, tasks }) => lost > 0 && tasks === 'FAILED' } },
    remedies: [{
      what: '`message.timestamp.after.max.ms` of the source topic as long as its records need; MM2 carries it over',
      act: async (trial) => {
        await trial.createTopic(1, { 'message.timestamp.after.max.ms': FOREVER });
        await trial.start();
        await trial.produce('before', { count: 100, partitions: 1 });
        await trial.produce('future', { count: 1, partitions: 1, timestampShiftMs: 2 * HOUR_MS });
        await trial.produce('after', { count: 100, partitions: 1 });
        await trial.arrived(['before', 'future', 'after']);
        return trial.observe();
      },
      expect: FAITHFUL,
    }],
    seen: '`connector-failed-task-count`; trace with InvalidTimestampException',
  },
  {
    id: '16:expired',
    family: 'loss',
    title: 'the target keeps records for less time than the source: what is older expires on arrival, counted from its own timestamp',
    finding: 'target-retention-shorter',
    needsFacts: true,
    act: async (trial) => {
      await trial.createTopic(1);
      await createCopy(trial, { 'retention.ms': String(HOUR_MS) });
      await trial.start();
      await trial.produce('old', { count: 200, partitions: 1, timestampShiftMs: -2 * HOUR_MS });
      await until('the copies expire', 90, async () => (await trial.agent.call('startOffsets', trial.atTarget))?.[0] === 200 ? true : undefined);
      await trial.produce('new', { count: 50, partitions: 1 });
      await trial.arrived(['new']);
      return trial.observe();
    },
    damage: {
      changes: { source: { 'sync.topic.configs.enabled': false } },
      expect: { says: 'the 200 old records are lost, tasks RUNNING', holds: ({ lost, tasks }) => lost === 200 && tasks === 'RUNNING' },
    },
    remedies: [{
      what: '`retention.ms` set at the source, which MM2 carries over (`sync.topic.configs.enabled=true`)',
      act: async (trial) => {
        await trial.createTopic(1, { 'retention.ms': String(7 * 24 * HOUR_MS) });
        await createCopy(trial, { 'retention.ms': String(HOUR_MS) });
        await trial.start();
        await until('retention.ms is carried over', 60, async () =>
          (await trial.agent.call('describe', trial.atTarget))?.configs['retention.ms'] === String(7 * 24 * HOUR_MS) ? true : undefined);
        await trial.produce('old', { count: 200, partitions: 1, timestampShiftMs: -2 * HOUR_MS });
        await trial.arrived(['old']);
        await sleep(5_000); // several checks of retention
        await trial.produce('new', { count: 50, partitions: 1 });
        await trial.arrived(['new']);
        return trial.observe();
      },
      expect: FAITHFUL,
    }],
    seen: 'first offset of the copy > 0 although the source still holds its records',
  },
];
