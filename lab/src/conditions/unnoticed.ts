import { setTimeout as sleep } from 'node:timers/promises';
import type { Acl } from '../agent.js';
import type { Condition } from '../experiment/condition.js';
import { FAITHFUL, type Observation } from '../experiment/observation.js';
import type { Trial } from '../experiment/trial.js';
import { until } from '../wait.js';

/** Until the workers have said something of this trial's topic. */
async function logged(trial: Trial, expression: string): Promise<void> {
  await until(`the log says ${expression}`, 60, () => trial.workers.logLines(new RegExp(`${expression}.*${trial.topic}`)).length > 0 ? true : undefined);
}

async function readRightIsTaken(trial: Trial): Promise<readonly Acl[]> {
  const acls: readonly Acl[] = [{ principal: 'User:ANONYMOUS', resource: 'TOPIC', name: trial.topic, pattern: 'LITERAL', operations: ['READ'], permission: 'DENY' }];
  await trial.createTopic(1);
  await trial.start();
  await trial.produce('before', { count: 200, partitions: 1 });
  await trial.arrived(['before']);
  await trial.agent.call('createAcls', { cluster: trial.source.name, acls });
  await logged(trial, 'Not authorized to access topics');
  await trial.produce('after', { count: 200, partitions: 1 });
  await sleep(5_000);
  return acls;
}

async function groupsMove(trial: Trial, share: boolean): Promise<Observation> {
  const [group, other] = [`${trial.name}-group`, `${trial.name}-other`];
  await trial.createTopic(1);
  await trial.start();
  await trial.produce('orders', { count: 300, partitions: 1 });
  await trial.arrived(['orders']);
  const commit = (id: string) => trial.agent.call('commit', { ...trial.atSource, group: id, offsets: { 0: 200 } });
  await (share ? trial.agent.call('share', { ...trial.atSource, group }) : commit(group));
  await commit(other);
  const atTarget = async (id: string) => (await trial.agent.call('committed', { ...trial.atTarget, group: id }))[0];
  await until('another group has moved', 90, () => atTarget(other));
  await sleep(5_000); // several more rounds of checkpoints
  return trial.observe({ 'offset of the group at the target': await atTarget(group) ?? 'none', 'of a consumer group': (await atTarget(other))! });
}

/** Conditions in which MM2 stands still, or leaves something out, and all states are RUNNING. */
export const UNNOTICED: readonly Condition[] = [
  {
    id: 'read-right',
    family: 'loss',
    title: 'the right to READ a topic is taken away at the source: its task polls in vain, state RUNNING',
    finding: { none: 'rights change while MM2 runs' },
    act: async (trial) => {
      await readRightIsTaken(trial);
      return trial.observe();
    },
    damage: { expect: { says: 'nothing written since arrives, tasks RUNNING', holds: ({ lost, tasks }) => lost === 200 && tasks === 'RUNNING' } },
    remedies: [{
      what: 'the right is given back (before retention overtakes MM2): it goes on where it was, without a restart',
      act: async (trial) => {
        await trial.agent.call('deleteAcls', { cluster: trial.source.name, acls: await readRightIsTaken(trial) });
        await trial.arrived(['before', 'after']);
        return trial.observe();
      },
      expect: FAITHFUL,
    }],
    seen: '`source-record-poll-rate` is 0 while the source grows; WARN of TopicAuthorizationException again and again',
  },
  {
    id: 'share-groups',
    family: 'loss',
    title: 'a share group reads at the source: MM2 follows classic and consumer groups only, it finds no place at the target',
    finding: 'groups-not-followed',
    needsFacts: true,
    act: (trial) => groupsMove(trial, true),
    damage: {
      changes: { groups: 'c-share-groups-.*' },
      expect: { says: 'the share group has no offset at the target', holds: ({ counts }) => counts['offset of the group at the target'] === 'none' },
    },
    remedies: [{
      what: 'a consumer group reads instead',
      changes: { groups: 'c-share-groups-remedy-.*' },
      act: (trial) => groupsMove(trial, false),
      expect: { says: 'the group has an offset at the target', holds: ({ counts }) => typeof counts['offset of the group at the target'] === 'number' },
    }],
    seen: 'the group is missing in the checkpoints; no log line',
  },
];
