import type { Acl } from '../agent.js';
import type { Condition } from '../experiment/condition.js';
import { FAITHFUL, type Observation } from '../experiment/observation.js';
import type { Trial } from '../experiment/trial.js';

/** A target topic that is there before MM2. */
async function prepared(trial: Trial, source: number, target: number, mayAlter = true): Promise<void> {
  await trial.createTopic(source);
  await trial.agent.call('createTopic', { ...trial.atTarget, partitions: target, configs: {} });
  if (!mayAlter) {
    const deny: Acl = { principal: 'User:ANONYMOUS', resource: 'TOPIC', name: trial.remoteTopic, pattern: 'LITERAL', operations: ['ALTER'], permission: 'DENY' };
    await trial.agent.call('createAcls', { cluster: trial.target.name, acls: [deny] });
  }
  await trial.start();
}

/** First to all ten partitions, then to the five that the target may have. */
async function copied(trial: Trial): Promise<Observation> {
  await trial.produce('wide', { count: 500, partitions: 10 });
  await trial.produce('narrow', { count: 500, partitions: 5 });
  await trial.arrived(['wide', 'narrow']);
  return trial.observe();
}

const KEYS = 200;

/** Writes keyed records to the source, and then, as after a move of the producers, to the copy. */
async function movedProducers(trial: Trial, target: number): Promise<Observation> {
  await prepared(trial, 5, target);
  await trial.produce('before', { count: 2_000, keys: KEYS });
  await trial.arrived(['before']);
  const observation = await trial.observe();
  const { cluster, topic } = trial.atTarget;
  const filled = Object.values((await trial.agent.call('endOffsets', trial.atTarget))!).filter((end) => end > 0).length;
  await trial.agent.call('startProducer', { cluster, plan: { name: `${trial.name}/moved`, topic, count: 2_000, keys: KEYS } });
  await trial.agent.call('finishProducer', { name: `${trial.name}/moved` });
  const { keys, scattered } = await trial.agent.call('auditKeys', trial.atTarget);
  return { ...observation, counts: { 'partitions with copies': filled, 'keys': keys, 'keys in two partitions': scattered } };
}

/** Conditions that stem from different numbers of partitions: a record keeps its partition's number. */
export const PARTITIONS: readonly Condition[] = [
  {
    id: '18:narrow',
    family: 'loss',
    title: 'the source has 10 partitions, the target topic 5, and MM2 may not widen it (no ALTER)',
    finding: 'partitions-fewer-at-target',
    needsFacts: true,
    // A task that is stuck for ever would stay on shared workers.
    ownWorkers: true,
    act: async (trial) => {
      await prepared(trial, 10, 5, false);
      await trial.tasksAre('RUNNING');
      await trial.produce('wide', { count: 500, partitions: 10 });
      await trial.produce('narrow', { count: 500, partitions: 5 });
      await trial.quiet(20);
      return trial.observe();
    },
    damage: {
      expect: {
        says: 'the task freezes: also what is written to the first five partitions later does not arrive; tasks RUNNING',
        holds: ({ lost, tasks }) => lost >= 750 && tasks === 'RUNNING',
      },
    },
    remedies: [
      {
        what: 'the right to alter the topic: MM2 widens it',
        act: async (trial) => {
          await prepared(trial, 10, 5);
          return copied(trial);
        },
        expect: FAITHFUL,
      },
      {
        what: 'a target topic of 10 partitions from the start; no right to alter is needed then',
        act: async (trial) => {
          await prepared(trial, 10, 10, false);
          return copied(trial);
        },
        expect: FAITHFUL,
      },
    ],
    seen: '`source-record-active-count` stands still above 0, `source-record-write-rate` 0; one warning in the log',
  },
  {
    id: '18:wide',
    family: 'order',
    title: 'the source has 5 partitions, the target topic 10: keyed producers that move to the target choose other partitions',
    ci: true,
    finding: 'partitions-more-at-target',
    needsFacts: true,
    act: async (trial) => movedProducers(trial, 10),
    damage: {
      expect: {
        says: 'copies lie in 5 of 10 partitions; keys have records in two partitions after the move',
        holds: ({ lost, counts }) => lost === 0 && counts['partitions with copies'] === 5 && Number(counts['keys in two partitions']) > 0,
      },
    },
    remedies: [{
      what: 'as many partitions at the target as at the source',
      act: async (trial) => movedProducers(trial, 5),
      expect: {
        says: 'each key stays in its partition',
        holds: ({ lost, counts }) => lost === 0 && counts['partitions with copies'] === 5 && counts['keys in two partitions'] === 0,
      },
    }],
    seen: 'numbers of partitions differ; empty partitions at the target',
  },
];
