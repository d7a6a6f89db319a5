import type { Condition } from '../experiment/condition.js';
import { FAITHFUL } from '../experiment/observation.js';

const MEBIBYTE = 1_048_576;

/** Conditions that stem from how MM2 writes to the target. */
export const WRITING: readonly Condition[] = [
  {
    id: '8',
    family: 'loss',
    title: '`errors.tolerance=all`: a record that the producer refuses is skipped',
    ci: true,
    finding: 'errors-tolerated',
    act: async (trial) => {
      await trial.createTopic(1, { 'max.message.bytes': String(8 * MEBIBYTE) });
      await trial.start();
      await trial.produce('before', { count: 200, partitions: 1 });
      await trial.produce('large', { count: 1, partitions: 1, size: 5 * MEBIBYTE });
      await trial.produce('after', { count: 200, partitions: 1 });
      await trial.arrived(['after']);
      return trial.observe();
    },
    damage: {
      changes: { source: { 'errors.tolerance': 'all' } },
      expect: { says: 'the record of 5 MiB is lost, tasks RUNNING', holds: ({ lost, tasks }) => lost === 1 && tasks === 'RUNNING' },
    },
    remedies: [
      {
        what: '`errors.tolerance=none` (Kafka\'s default): the task fails where it would lose, and goes on from there when the limit is raised',
        act: async (trial) => {
          await trial.createTopic(1, { 'max.message.bytes': String(8 * MEBIBYTE) });
          await trial.start();
          await trial.produce('before', { count: 200, partitions: 1 });
          await trial.produce('large', { count: 1, partitions: 1, size: 5 * MEBIBYTE });
          await trial.tasksAre('FAILED');
          const { sourceConnector } = trial.mirror;
          await trial.workers.rest.configure({ ...sourceConnector, config: { ...sourceConnector.config, 'producer.override.max.request.size': 8 * MEBIBYTE } });
          await trial.workers.rest.restart(trial.connector);
          await trial.produce('after', { count: 200, partitions: 1 });
          await trial.arrived(['before', 'large', 'after']);
          return trial.observe();
        },
        expect: FAITHFUL,
      },
      {
        what: 'room for the largest record: `producer.override.max.request.size` at least the source topic\'s `max.message.bytes`',
        changes: { source: { 'producer.override.max.request.size': 8 * MEBIBYTE } },
        expect: FAITHFUL,
      },
    ],
    seen: '`total-records-skipped` > 0 (task-error-metrics)',
  },
  {
    id: '7',
    family: 'loss',
    title: 'a record is larger than the copying producer\'s `max.request.size`: the task fails, and all its partitions stop',
    finding: 'record-too-large',
    needsFacts: true,
    act: async (trial) => {
      await trial.createTopic(3, { 'max.message.bytes': String(8 * MEBIBYTE) });
      await trial.start();
      await trial.produce('before', { count: 300, partitions: 3 });
      await trial.arrived(['before']);
      await trial.produce('large', { count: 1, partitions: 1, size: 5 * MEBIBYTE });
      await trial.tasksAre('FAILED');
      await trial.produce('after', { count: 300, partitions: 3 });
      await trial.quiet();
      return trial.observe();
    },
    damage: {
      changes: { tasksMax: 1 },
      expect: { says: 'one record stops all three partitions, tasks FAILED', holds: ({ lost, tasks }) => lost === 301 && tasks === 'FAILED' },
    },
    remedies: [
      {
        what: '`producer.override.max.request.size` at least the source topic\'s `max.message.bytes`',
        changes: { tasksMax: 1, source: { 'producer.override.max.request.size': 8 * MEBIBYTE } },
        act: async (trial) => {
          await trial.createTopic(3, { 'max.message.bytes': String(8 * MEBIBYTE) });
          await trial.start();
          await trial.produce('before', { count: 300, partitions: 3 });
          await trial.produce('large', { count: 1, partitions: 1, size: 5 * MEBIBYTE });
          await trial.produce('after', { count: 300, partitions: 3 });
          await trial.arrived(['before', 'large', 'after']);
          return trial.observe();
        },
        expect: FAITHFUL,
      },
    ],
    seen: '`connector-failed-task-count` > 0; `RecordTooLargeException` in the task\'s trace',
  },
];
