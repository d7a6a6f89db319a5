import type { Condition } from '../experiment/condition.js';
import { FAITHFUL, type Observation } from '../experiment/observation.js';
import type { Trial } from '../experiment/trial.js';
import { until } from '../wait.js';

const GROUPS = 'c-15-.*-app';

/** A group reads half of what came through transactions and moves to the copy, with the offset that it is given there. */
async function move(trial: Trial, offsetAtTarget: (group: string, offset: number) => Promise<number>): Promise<Observation> {
  const group = `${trial.name}-app`;
  await trial.createTopic(1);
  await trial.start();
  await trial.produce('payments', { count: 500, perSecond: 100, partitions: 1, recordsPerTransaction: 5 });
  await trial.arrived(['payments']);
  const ends = await Promise.all([trial.atSource, trial.atTarget].map((topic) => trial.agent.call('endOffsets', topic)));
  const half = Math.floor(ends[0]![0]! / 2);
  await trial.agent.call('commit', { ...trial.atSource, group, offsets: { 0: half } });
  await offsetAtTarget(group, half);
  const { groups } = await trial.agent.call('audit', { source: trial.atSource, target: trial.atTarget, groups: [group] });
  const moved = groups[group]![0]!;
  return trial.observe({
    'end offset at the source': ends[0]![0]!,
    'at the target': ends[1]![0]!,
    'group skips': typeof moved === 'string' ? moved : moved.skipped,
    'reads again': typeof moved === 'string' ? moved : moved.redelivered,
  });
}

/** Conditions that stem from transactions at the source. */
export const TRANSACTIONS: readonly Condition[] = [
  {
    id: '14',
    family: 'duplication',
    title: 'producers at the source use transactions, MM2 reads uncommitted records (Kafka\'s default): aborted records are copied as real ones',
    ci: true,
    finding: 'reads-uncommitted',
    needsFacts: true,
    act: async (trial) => {
      await trial.createTopic(2);
      await trial.start();
      await trial.produce('payments', { count: 400, partitions: 2, recordsPerTransaction: 20, abortEvery: 4 });
      await trial.produce('late', { count: 20, partitions: 2 });
      await trial.arrived(['payments', 'late']);
      return trial.observe();
    },
    damage: {
      expect: { says: 'the 100 records of aborted transactions are at the target', holds: ({ lost, foreign }) => lost === 0 && foreign === 100 },
    },
    remedies: [{
      what: '`consumer.isolation.level=read_committed` (`DeliveryGuarantee.exactlyOnce()` sets it)',
      changes: { source: { 'consumer.isolation.level': 'read_committed' } },
      expect: FAITHFUL,
    }],
    seen: 'aborted orders at the target; no metric',
  },
  {
    id: '15',
    family: 'difference',
    title: 'markers of transactions (and gaps of compaction) take offsets at the source that the copy has not: a group that moves with its raw offset skips records',
    finding: { none: 'the offset is set by hand, outside MM2' },
    act: (trial) => move(trial, async (group, offset) => {
      await trial.agent.call('commit', { ...trial.atTarget, group, offsets: { 0: offset } });
      return offset;
    }),
    damage: {
      expect: {
        says: 'all records are there, the offsets differ, the group skips records',
        holds: ({ lost, counts }) => lost === 0 && counts['end offset at the source'] !== counts['at the target'] && Number(counts['group skips']) > 0,
      },
    },
    remedies: [{
      what: 'offsets that MM2 translates (checkpoints with `sync.group.offsets.enabled=true`): nothing is skipped',
      changes: { groups: GROUPS },
      act: (trial) => move(trial, (group) => until('the group has an offset at the target', 90, async () =>
        (await trial.agent.call('committed', { ...trial.atTarget, group }))[0])),
      expect: { says: 'the group skips nothing', holds: ({ lost, counts }) => lost === 0 && counts['group skips'] === 0 },
    }],
    seen: 'end offsets that differ although nothing is missing',
  },
];
