import { setTimeout as sleep } from 'node:timers/promises';
import type { Condition } from '../experiment/condition.js';
import { FAITHFUL, type Observation } from '../experiment/observation.js';
import type { Trial } from '../experiment/trial.js';
import { until } from '../wait.js';

const DAY_MS = 86_400_000;

/** While MM2 is stopped, 10 of 20 keys are deleted at the source, and the cleaner goes over the topic. */
async function deletedDuringOutage(trial: Trial, deletionsAreKeptMs: number): Promise<Observation> {
  await trial.createTopic(1, {
    'cleanup.policy': 'compact', 'delete.retention.ms': String(deletionsAreKeptMs), 'min.cleanable.dirty.ratio': '0.01', 'segment.ms': '500', 'min.compaction.lag.ms': '0',
  });
  await trial.start();
  await trial.produce('all', { count: 20, partitions: 1, keys: 20 });
  await trial.arrived(['all']);
  await trial.workers.rest.stop(trial.connector);
  await trial.produce('deletions', { count: 10, partitions: 1, keys: 10, tombstones: true });
  const write = (key: string) => trial.agent.call('given', { ...trial.atSource, records: [{ key, value: 'x' }], baseTime: Date.now() });
  // The cleaner only looks at a partition that is written to.
  const tombstones = async () => {
    await write('tick');
    return (await trial.agent.call('auditLiveKeys', { source: trial.atSource, target: trial.atTarget })).tombstones;
  };
  if (deletionsAreKeptMs < DAY_MS) {
    await until('the source forgets the deletions', 110, async () => await tombstones() === 0 ? true : undefined);
  } else {
    for (let round = 0; round < 15; round++) {
      await tombstones();
      await sleep(1_000);
    }
  }
  await write('last');
  await trial.workers.rest.resume(trial.connector);
  return until('the last key arrives', 90, async () => {
    const observed = await trial.observeKeys();
    return observed.lost === 0 ? observed : undefined;
  });
}

/** Records come while the follower of a partition is down; the leader crashes; the follower comes back first, and leads where it may. */
async function leaderCrashes(trial: Trial, configs: Readonly<Record<string, string>>): Promise<Observation> {
  const { agent, source, atSource } = trial;
  await agent.call('createTopic', { ...atSource, partitions: 1, replicationFactor: 2, configs });
  await trial.start();
  await trial.produce('before', { count: 200, partitions: 1 });
  await trial.arrived(['before']);
  const { leaders, replicas } = (await agent.call('describe', atSource))!;
  const leader = leaders[0]!;
  const follower = replicas[0]!.find((id) => id !== leader)!;
  await source.killNode(follower);
  const { refused } = await trial.produce('between', { count: 100, partitions: 1, configs: { 'delivery.timeout.ms': 25_000, 'request.timeout.ms': 20_000, 'linger.ms': 0 } });
  if (refused === 0) {
    await trial.arrived(['between']);
  }
  await source.killNode(leader);
  source.startNode(follower);
  if (configs['unclean.leader.election.enable'] === 'true') {
    await until('the follower leads', 120, async () => (await agent.call('describe', atSource).catch(() => undefined))?.leaders[0] === follower ? true : undefined);
  }
  source.startNode(leader);
  // Where no unclean election is allowed, the partition waits for the old leader, and the producer with it.
  await trial.produce('after', { count: 300, partitions: 1, configs: { 'delivery.timeout.ms': 110_000 } });
  await trial.arrived(['after'], 120);
  return trial.observeSource({ 'refused to the producer': refused });
}

async function isDeletedAtSource(trial: Trial): Promise<void> {
  await trial.createTopic(1);
  await trial.start();
  await trial.produce('orders', { count: 200, partitions: 1 });
  await trial.arrived(['orders']);
  await trial.agent.call('deleteTopic', trial.atSource);
}

async function place(trial: Trial, at: { cluster: string; topic: string }): Promise<string> {
  return await trial.agent.call('describe', at) === null ? 'gone' : 'there';
}

/** Conditions that stem from what happens to topics at the source. */
export const SOURCE_TOPICS: readonly Condition[] = [
  {
    id: '2',
    family: 'difference',
    title: 'an outage longer than `delete.retention.ms` of a compacted topic: keys deleted meanwhile live on at the target',
    finding: 'tombstones-expire',
    needsFacts: true,
    act: (trial) => deletedDuringOutage(trial, 500),
    damage: { expect: { says: 'the 10 deleted keys live at the target', holds: ({ lost, foreign }) => lost === 0 && foreign === 10 } },
    remedies: [{
      what: '`delete.retention.ms` longer than the longest outage; after a longer one mirror the topic anew',
      act: (trial) => deletedDuringOutage(trial, 2 * DAY_MS),
      expect: FAITHFUL,
    }],
    seen: 'audit of the keys; no metric',
  },
  {
    id: '5',
    family: 'difference',
    title: 'unclean leader election at the source: the target keeps records that the source has lost',
    finding: 'unclean-election',
    needsFacts: true,
    source: 'three',
    act: (trial) => leaderCrashes(trial, { 'unclean.leader.election.enable': 'true', 'min.insync.replicas': '1' }),
    damage: { expect: { says: '100 records are at the target only', holds: ({ lost, foreign, produced }) => lost === 0 && foreign === 100 && produced === 500 } },
    remedies: [{
      what: '`unclean.leader.election.enable=false` and `min.insync.replicas=2`: what one replica alone has is not copied',
      act: (trial) => leaderCrashes(trial, { 'unclean.leader.election.enable': 'false', 'min.insync.replicas': '2' }),
      expect: { says: 'source and target hold the same', holds: (observed) => FAITHFUL.holds(observed) && observed.produced >= 500 },
    }],
    seen: '`UncleanLeaderElectionsPerSec` of the controller',
  },
  {
    id: '19',
    family: 'difference',
    title: 'a topic is deleted at the source: its copy stays',
    finding: { none: 'MM2 has no setting that deletes' },
    act: async (trial) => {
      await isDeletedAtSource(trial);
      await sleep(5_000); // several refreshes
      return trial.observe({ 'topic at the source': await place(trial, trial.atSource), 'at the target': await place(trial, trial.atTarget) });
    },
    damage: { expect: { says: 'the copy is still there', holds: ({ copies, counts }) => copies === 200 && counts['at the target'] === 'there' && counts['topic at the source'] === 'gone' } },
    remedies: [{
      what: 'delete the copy yourself: MM2 does not make it again',
      act: async (trial) => {
        await isDeletedAtSource(trial);
        await sleep(3_000);
        await trial.agent.call('deleteTopic', trial.atTarget);
        await sleep(5_000);
        return trial.observe({ 'topic at the source': await place(trial, trial.atSource), 'at the target': await place(trial, trial.atTarget) });
      },
      expect: { says: 'the copy is gone', holds: ({ counts }) => counts['at the target'] === 'gone' },
    }],
    seen: 'topics at the target whose originals are gone',
  },
  {
    id: '22',
    family: 'difference',
    title: 'the copying consumer asks for a deleted topic (`allow.auto.create.topics`, on by default) and the source brokers create topics: it comes back, empty',
    finding: 'ghost-topics',
    needsFacts: true,
    source: 'auto',
    act: async (trial) => {
      await isDeletedAtSource(trial);
      await until('the topic is there again', 60, async () => await place(trial, trial.atSource) === 'there' ? true : undefined);
      return trial.observe({ 'topic at the source': await place(trial, trial.atSource) });
    },
    damage: {
      changes: { source: { 'consumer.allow.auto.create.topics': true, 'refresh.topics.interval.seconds': 600 } },
      expect: { says: 'the deleted topic is there again', holds: ({ counts }) => counts['topic at the source'] === 'there' },
    },
    remedies: [{
      what: '`consumer.allow.auto.create.topics=false` (the library\'s default)',
      changes: { source: { 'consumer.allow.auto.create.topics': false, 'refresh.topics.interval.seconds': 600 } },
      act: async (trial) => {
        await isDeletedAtSource(trial);
        await sleep(15_000);
        return trial.observe({ 'topic at the source': await place(trial, trial.atSource) });
      },
      expect: { says: 'the topic stays deleted', holds: ({ counts }) => counts['topic at the source'] === 'gone' },
    }],
    seen: 'a topic that nobody created; its id differs',
  },
];
