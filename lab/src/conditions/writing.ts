import type { Condition } from '../experiment/condition.js';
import { FAITHFUL, type Observation } from '../experiment/observation.js';
import type { Trial } from '../experiment/trial.js';
import { until } from '../wait.js';

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
    id: '6',
    family: 'loss',
    title: 'a target topic with `min.insync.replicas=1` (Kafka\'s default; MM2 does not carry it over): its leader crashes while it is the only replica in sync, and another takes over',
    target: 'three',
    finding: 'low-min-insync-replicas',
    needsFacts: true,
    act: async (trial) => leaderCrashes(trial, 2, 1),
    damage: {
      changes: { source: { 'replication.factor': 2 } },
      expect: { says: 'what only the crashed leader had is lost though `acks=all`, tasks RUNNING', holds: ({ lost, tasks }) => lost === 300 && tasks === 'RUNNING' },
    },
    remedies: [{
      what: '`min.insync.replicas=2` and 3 replicas at the target',
      changes: { source: { 'replication.factor': 3 } },
      act: async (trial) => leaderCrashes(trial, 3, 2),
      expect: FAITHFUL,
    }],
    seen: '`UnderReplicatedPartitions` before the crash, `UncleanLeaderElectionsPerSec` after it',
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

/** The topic's replicas but one crash, records come, the last one crashes; then one of the first comes back and has to lead. */
async function leaderCrashes(trial: Trial, replicationFactor: number, minInSync: number): Promise<Observation> {
  const { agent, target } = trial;
  await trial.createTopic(1);
  await agent.call('createTopic', { ...trial.atTarget, partitions: 1, replicationFactor, configs: { 'min.insync.replicas': String(minInSync) } });
  await trial.start();
  await trial.produce('before', { count: 300, partitions: 1 });
  await trial.arrived(['before']);
  const { leaders, replicas } = (await agent.call('describe', trial.atTarget))!;
  const leader = leaders[0]!;
  const follower = replicas[0]!.find((id) => id !== leader)!;
  await target.killNode(follower);
  await trial.produce('alone', { count: 300, partitions: 1 });
  await trial.arrived(['alone'], 120);
  await trial.positionsStored(120);
  await target.killNode(leader);
  target.startNode(follower);
  await until('the topic has another leader', 120, async () => {
    await agent.call('electLeaders', { ...trial.atTarget, unclean: minInSync === 1 }).catch(() => undefined);
    const now = (await agent.call('describe', trial.atTarget).catch(() => undefined))?.leaders[0];
    return now !== undefined && now !== -1 && now !== leader ? true : undefined;
  });
  await trial.produce('late', { count: 30, partitions: 1 });
  await trial.arrived(['late'], 180);
  return trial.observe();
}
