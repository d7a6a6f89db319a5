import { setTimeout as sleep } from 'node:timers/promises';
import type { Condition } from '../experiment/condition.js';
import type { Changes } from '../experiment/manifest.js';
import { FAITHFUL, type Observation } from '../experiment/observation.js';
import type { Trial } from '../experiment/trial.js';
import { until } from '../wait.js';

/** A worker that does not find its coordinator for a heartbeat's time stops its tasks, which would repeat records for another reason. */
const PATIENT = { 'heartbeat.interval.ms': 60_000, 'session.timeout.ms': 180_000 };
const REQUEST_TIMEOUT = { 'producer.override.request.timeout.ms': 3_000 };
/** Small batches, sent at once: several requests are under way at any moment. */
const SMALL_BATCHES = { 'producer.override.batch.size': 1_024, 'producer.override.linger.ms': 0 };

/** Copies a steady load while something happens to the only node of the target. */
async function underLoad(trial: Trial, happens: () => Promise<void>): Promise<Observation> {
  await trial.createTopic(1);
  await trial.start();
  await trial.startProducer('live', { perSecond: 300, partitions: 1, size: 200 });
  await until('MM2 copies', 240, async () => await trial.copies() > 500 ? true : undefined);
  await happens();
  await sleep(2_000);
  await trial.stopProducer('live');
  await trial.arrived(['live']);
  return trial.observe();
}

const withProducer = (config: NonNullable<Changes['source']>): Changes => ({ worker: PATIENT, source: { ...REQUEST_TIMEOUT, ...config } });
const IDEMPOTENT = withProducer({ ...SMALL_BATCHES, 'producer.override.enable.idempotence': true, 'producer.override.max.in.flight.requests.per.connection': 5 });

/** A follower crashes, records come, the leader crashes; then the follower comes back. */
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
  await trial.arrived(['alone']);
  await trial.positionsStored();
  await target.killNode(leader);
  target.startNode(follower);
  await until('the topic has another leader', 240, async () => {
    await agent.call('electLeaders', { ...trial.atTarget, unclean: minInSync === 1 }).catch(() => undefined);
    const now = (await agent.call('describe', trial.atTarget).catch(() => undefined))?.leaders[0];
    return now !== undefined && now !== -1 && now !== leader ? true : undefined;
  });
  await trial.produce('late', { count: 30, partitions: 1 });
  await trial.arrived(['late']);
  return trial.observe();
}

/** Conditions that stem from brokers of the target that hang or crash. */
export const BROKERS: readonly Condition[] = [
  {
    id: '6',
    family: 'loss',
    title: 'a target topic with `min.insync.replicas=1` (Kafka\'s default; MM2 does not carry it over): its leader crashes while it is the only replica in sync, and another takes over',
    target: 'three',
    finding: 'low-min-insync-replicas',
    needsFacts: true,
    act: async (trial) => leaderCrashes(trial, 2, 1),
    damage: {
      changes: { worker: PATIENT, source: { 'replication.factor': 2 } },
      expect: { says: 'what only the crashed leader had is lost though `acks=all`, tasks RUNNING', holds: ({ lost, tasks }) => lost === 300 && tasks === 'RUNNING' },
    },
    remedies: [{
      what: '`min.insync.replicas=2` and 3 replicas at the target',
      changes: { worker: PATIENT, source: { 'replication.factor': 3 } },
      act: async (trial) => leaderCrashes(trial, 3, 2),
      expect: FAITHFUL,
    }],
    seen: '`UnderReplicatedPartitions` before the crash, `UncleanLeaderElectionsPerSec` after it',
  },
  {
    id: '12',
    family: 'duplication',
    title: 'a request is sent again, because the answer to it was lost (the target hangs longer than `request.timeout.ms`), without idempotence',
    target: 'single',
    finding: 'not-idempotent',
    act: async (trial) => underLoad(trial, async () => {
      trial.target.freezeNode(1);
      await sleep(5_000);
      trial.target.thawNode(1);
    }),
    damage: {
      changes: withProducer({ 'producer.override.enable.idempotence': null, 'producer.override.max.in.flight.requests.per.connection': null }),
      expect: { says: 'records are copied twice, none is lost', holds: ({ lost, duplicated, tasks }) => lost === 0 && duplicated > 0 && tasks === 'RUNNING' },
    },
    remedies: [{
      what: '`producer.override.enable.idempotence=true` (what the library sets)',
      changes: IDEMPOTENT,
      expect: FAITHFUL,
    }],
    seen: '`record-retry-total` of the copying producer rises; more records at the target than at the source',
  },
  {
    id: '13',
    family: 'order',
    title: 'several requests are in flight when the target\'s leader ends, without idempotence',
    target: 'single',
    finding: 'in-flight-without-idempotence',
    act: async (trial) => underLoad(trial, async () => {
      // What is sent from now on waits in a socket, and is lost with the process.
      trial.target.freezeNode(1);
      await sleep(1_500);
      await trial.target.killNode(1);
      trial.target.startNode(1);
    }),
    damage: {
      changes: withProducer({ ...SMALL_BATCHES, 'producer.override.enable.idempotence': false, 'producer.override.max.in.flight.requests.per.connection': 5 }),
      expect: { says: 'records stand behind later ones of their partition, none is lost', holds: ({ lost, reordered, tasks }) => lost === 0 && reordered > 0 && tasks === 'RUNNING' },
    },
    remedies: [
      {
        what: '`producer.override.enable.idempotence=true`, up to 5 in flight (what the library sets)',
        changes: IDEMPOTENT,
        expect: FAITHFUL,
      },
      {
        what: '`producer.override.max.in.flight.requests.per.connection=1` (Connect\'s default; may repeat)',
        changes: withProducer({ 'producer.override.enable.idempotence': false, 'producer.override.max.in.flight.requests.per.connection': 1 }),
        expect: { says: 'nothing reordered or lost', holds: ({ lost, reordered, tasks }) => lost === 0 && reordered === 0 && tasks === 'RUNNING' },
      },
    ],
    seen: 'an audit only; `record-retry-total` says when to make one',
  },
];
