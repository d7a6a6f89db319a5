import { setTimeout as sleep } from 'node:timers/promises';
import type { Condition } from '../experiment/condition.js';
import { FAITHFUL } from '../experiment/observation.js';
import { until } from '../wait.js';

const PER_SECOND = 300;
/** `offset.flush.timeout.ms`, twice: see DeliveryGuarantee.duplicatesAfterCrash. */
const FLUSHES_SECONDS = 10;

/** Conditions that stem from workers that crash, hang or come back. */
export const WORKERS: readonly Condition[] = [
  {
    id: '10',
    family: 'duplication',
    title: 'a worker crashes (kill -9) between writing records and storing its positions',
    ci: true,
    finding: 'duplicates-after-crash',
    act: async (trial) => {
      await trial.createTopic(3);
      await trial.start();
      await trial.startProducer('live', { perSecond: PER_SECOND, partitions: 3 });
      await until('MM2 copies', 240, async () => await trial.copies() > 0 ? true : undefined);
      await sleep(8_000);
      await trial.workers.killWorker(0);
      trial.workers.startWorker(0);
      await trial.workers.joined(trial.target.name);
      await trial.stopProducer('live');
      await trial.arrived(['live']);
      return trial.observe();
    },
    damage: {
      changes: { worker: { 'offset.flush.interval.ms': 60_000 } },
      expect: { says: 'records of 8 seconds are copied twice, none is lost', holds: ({ lost, duplicated }) => lost === 0 && duplicated >= 5 * PER_SECOND },
    },
    remedies: [
      {
        what: '`offset.flush.interval.ms=1000`: the repetition is bounded',
        keepsFinding: true,
        changes: { worker: { 'offset.flush.interval.ms': 1_000 } },
        expect: {
          says: `at most ${PER_SECOND * (1 + FLUSHES_SECONDS)} records are copied twice, none is lost`,
          holds: ({ lost, duplicated }) => lost === 0 && duplicated <= PER_SECOND * (1 + FLUSHES_SECONDS),
        },
      },
      {
        what: 'exactly-once (`DeliveryGuarantee.exactlyOnce()`), readers with `isolation.level=read_committed`',
        changes: {
          worker: { 'exactly.once.source.support': 'enabled' },
          source: { 'exactly.once.support': 'required', 'consumer.isolation.level': 'read_committed' },
        },
        expect: FAITHFUL,
      },
    ],
    seen: 'worker restarts; more records at the target than at the source',
  },
  {
    id: '11',
    family: 'duplication',
    title: 'a worker that the group gave up (frozen, cut off) comes back and goes on copying beside the one that took over',
    finding: 'duplicates-after-crash',
    act: async (trial) => {
      await trial.createTopic(1);
      await trial.start();
      await trial.startProducer('live', { perSecond: 300, partitions: 1 });
      await until('MM2 copies', 240, async () => await trial.copies() > 500 ? true : undefined);
      const zombie = await trial.workerOfTask();
      trial.workers.freezeWorker(zombie);
      const before = await trial.copies();
      await until('the other worker takes over', 240, async () => await trial.copies() > before + 2_000 ? true : undefined);
      trial.workers.thawWorker(zombie);
      await trial.workers.joined(trial.target.name);
      await trial.stopProducer('live');
      await trial.arrived(['live']);
      await trial.quiet();
      return trial.observe();
    },
    damage: {
      changes: { replicas: 2 },
      expect: { says: 'records are copied twice, none is lost', holds: ({ lost, duplicated }) => lost === 0 && duplicated > 0 },
    },
    remedies: [{
      what: 'exactly-once (`DeliveryGuarantee.exactlyOnce()`): the target refuses the one that was given up',
      changes: {
        replicas: 2,
        worker: { 'exactly.once.source.support': 'enabled' },
        source: { 'exactly.once.support': 'required', 'consumer.isolation.level': 'read_committed' },
      },
      expect: { says: 'nothing lost, duplicated or reordered', holds: ({ lost, duplicated, reordered }) => lost === 0 && duplicated === 0 && reordered === 0 },
    }],
    seen: 'two client ids write to one partition; the worker\'s log tells of a session that expired',
  },
];
