import { setTimeout as sleep } from 'node:timers/promises';
import type { Condition } from '../experiment/condition.js';
import { FAITHFUL } from '../experiment/observation.js';
import { until } from '../wait.js';

const IDENTITY = 'org.apache.kafka.connect.mirror.IdentityReplicationPolicy';

/** Conditions that stem from what flows, topics and clusters are called. */
export const NAMES: readonly Condition[] = [
  {
    id: '20',
    family: 'duplication',
    title: 'both directions with IdentityReplicationPolicy: every record goes round for ever',
    finding: 'identity-loop',
    companion: 'back',
    act: async (trial) => {
      await trial.createTopic(1);
      await trial.start();
      await trial.produce('orders', { count: 100, partitions: 1 });
      await until('records multiply', 120, async () => await trial.copies() >= 1_000 ? true : undefined);
      await trial.workers.rest.stop(trial.connector);
      await sleep(2_000);
      return trial.observe();
    },
    damage: {
      changes: { source: { 'replication.policy.class': IDENTITY } },
      expect: { says: 'each of the 100 records is there more than ten times', holds: ({ lost, duplicated }) => lost === 0 && duplicated >= 900 },
    },
    remedies: [{
      what: 'prefixed names (`DefaultReplicationPolicy`): MM2 knows a copy by its name',
      act: async (trial) => {
        await trial.createTopic(1);
        await trial.start();
        await trial.produce('orders', { count: 100, partitions: 1 });
        await trial.arrived(['orders']);
        await sleep(8_000); // several refreshes of both directions
        return trial.observe({ 'records at the source': Object.values((await trial.agent.call('endOffsets', trial.atSource))!)[0]! });
      },
      expect: {
        says: `${FAITHFUL.says}; none comes back`,
        holds: (observed) => FAITHFUL.holds(observed) && observed.counts['records at the source'] === 100,
      },
    }],
    seen: 'end offsets grow without producers',
  },
  {
    id: '21',
    family: 'loss',
    title: 'a topic whose name begins with the alias of the target and the separator: MM2 takes it for a copy from there and leaves it out',
    ci: true,
    finding: 'taken-for-a-copy',
    needsFacts: true,
    topicPrefix: 'b.',
    act: async (trial) => {
      await trial.createTopic(1);
      await trial.start();
      await trial.produce('orders', { count: 300, partitions: 1 });
      await sleep(15_000); // several refreshes
      return trial.observe();
    },
    damage: { expect: { says: 'nothing is copied', holds: ({ lost, copies }) => lost === 300 && copies === 0 } },
    remedies: [{
      what: 'an alias or a separator (`replication.policy.separator`) that no topic\'s name begins with',
      changes: { source: { 'replication.policy.separator': '_' } },
      act: async (trial) => {
        await trial.createTopic(1);
        await trial.start();
        await trial.produce('orders', { count: 300, partitions: 1 });
        await trial.arrived(['orders']);
        return trial.observe();
      },
      expect: FAITHFUL,
    }],
    seen: '`kafka-replication match` says which topics are left out and why',
  },
  {
    id: '24',
    family: 'duplication',
    title: 'two deployments copy the same topics to the same names',
    finding: 'copied-twice',
    act: async (trial) => {
      await trial.createTopic(2);
      await trial.start();
      await trial.produce('orders', { count: 400, partitions: 2 });
      await trial.arrived(['orders']);
      await trial.quiet();
      return trial.observe();
    },
    damage: {
      companion: 'twin',
      act: async (trial) => {
        await trial.createTopic(2);
        await trial.start();
        await trial.produce('orders', { count: 400, partitions: 2 });
        await until('everything is there twice', 120, async () => await trial.copies() >= 800 ? true : undefined);
        await trial.quiet();
        return trial.observe();
      },
      expect: { says: 'every record is there twice', holds: ({ lost, duplicated }) => lost === 0 && duplicated === 400 },
    },
    remedies: [{
      what: 'one deployment with more workers (`replicas`), which share the tasks',
      changes: { replicas: 2 },
      expect: FAITHFUL,
    }],
    seen: 'the copy grows faster than its original',
  },
];
