import { setTimeout as sleep } from 'node:timers/promises';
import type { Changes } from '../experiment/manifest.js';
import type { Condition } from '../experiment/condition.js';
import { FAITHFUL, type Observation } from '../experiment/observation.js';
import type { Trial } from '../experiment/trial.js';
import { until } from '../wait.js';

const REQUEST_TIMEOUT = { 'producer.override.request.timeout.ms': 3_000 };
/** Small batches, sent at once: several requests are under way at any moment. */
const SMALL_BATCHES = { 'producer.override.batch.size': 512, 'producer.override.linger.ms': 0 };

/** Copies a steady load while something happens to the only node of the target. */
async function underLoad(trial: Trial, happens: () => Promise<void>): Promise<Observation> {
  await trial.createTopic(1);
  await trial.start();
  await trial.startProducer('live', { perSecond: 1_000, partitions: 1, size: 200 });
  await until('MM2 copies', 60, async () => await trial.copies() > 2_000 ? true : undefined);
  await happens();
  await sleep(2_000);
  await trial.stopProducer('live');
  await trial.arrived(['live'], 120);
  return trial.observe();
}

const withProducer = (config: NonNullable<Changes['source']>): Changes => ({ source: { ...REQUEST_TIMEOUT, ...SMALL_BATCHES, ...config } });
const IDEMPOTENT = withProducer({ 'producer.override.enable.idempotence': true, 'producer.override.max.in.flight.requests.per.connection': 5 });

/** Conditions that stem from requests to the target that are sent again. */
export const RETRIES: readonly Condition[] = [
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
      changes: withProducer({ 'producer.override.enable.idempotence': false, 'producer.override.max.in.flight.requests.per.connection': 5 }),
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
