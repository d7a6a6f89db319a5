import { setTimeout as sleep } from 'node:timers/promises';
import type { Condition } from '../experiment/condition.js';
import { FAITHFUL, type Observation } from '../experiment/observation.js';
import type { Trial } from '../experiment/trial.js';
import { until } from '../wait.js';

const MEBIBYTE = 1_048_576;
const KIBIBYTE = 1_024;
/** Of a producer that writes a record of 1 KiB each time. */
const PER_SECOND = 200;

/** Somebody at the target asks for the copy before MM2 makes it; MM2 has no right to widen it. */
async function askedForBefore(trial: Trial): Promise<void> {
  const { agent, atTarget } = trial;
  await agent.call('createAcls', {
    cluster: atTarget.cluster,
    acls: [{ principal: 'User:ANONYMOUS', resource: 'TOPIC', name: atTarget.topic, pattern: 'LITERAL', operations: ['ALTER'], permission: 'DENY' }],
  });
  await agent.call('ask', atTarget);
  await trial.createTopic(3);
}

/** A producer quota at the target, while records keep coming. */
async function limited(trial: Trial, bytesPerSecond: number): Promise<Observation> {
  const { agent, target, connector } = trial;
  await agent.call('limitProducer', { cluster: target.name, clientId: `connector-producer-${connector}-0`, bytesPerSecond });
  await trial.createTopic(1);
  await trial.start();
  await trial.tasksAre('RUNNING');
  await trial.startProducer('live', { perSecond: PER_SECOND, partitions: 1, size: KIBIBYTE });
  await until('MM2 copies', 60, async () => await trial.copies() > 0 ? true : undefined);
  const lag = async () => Object.values((await agent.call('endOffsets', trial.atSource))!)[0]! - await trial.copies();
  await sleep(10_000);
  const first = await lag();
  await sleep(15_000);
  const second = await lag();
  await trial.stopProducer('live');
  return trial.observe({ 'lag after 10 s': first, 'after 25 s': second });
}

/** Conditions that stem from what the target's topics and brokers are, apart from how MM2 writes. */
export const TARGET_TOPICS: readonly Condition[] = [
  {
    id: '17',
    family: 'difference',
    title: 'compression is lost: Connect\'s producer does not compress, whatever the source has',
    finding: 'compression-lost',
    needsFacts: true,
    act: async (trial) => {
      // Else MM2 carries the setting over, and the target compresses what came to it in full.
      await trial.createTopic(1, { 'compression.type': 'gzip' });
      await trial.start();
      await trial.produce('orders', { count: 1_000, partitions: 1, size: 4 * KIBIBYTE, compressible: true });
      await trial.arrived(['orders']);
      const [source, target] = await Promise.all([trial.atSource, trial.atTarget].map((topic) => trial.agent.call('logBytes', topic)));
      return trial.observe({ 'bytes at the source': source!, 'at the target': target! });
    },
    damage: {
      changes: { source: { 'config.properties.exclude': 'compression\\.type' } },
      expect: {
        says: 'the copy takes more than five times the bytes',
        holds: ({ lost, counts }) => lost === 0 && Number(counts['at the target']) > 5 * Number(counts['bytes at the source']),
      },
    },
    remedies: [{
      what: '`producer.override.compression.type` (tuning)',
      changes: { source: { 'config.properties.exclude': 'compression\\.type', 'producer.override.compression.type': 'gzip' } },
      expect: {
        says: 'the copy takes at most twice the bytes',
        holds: (observed) => FAITHFUL.holds(observed) && Number(observed.counts['at the target']) <= 2 * Number(observed.counts['bytes at the source']),
      },
    }],
    seen: 'bytes out of the source against bytes into the target',
  },
  {
    id: '23',
    family: 'loss',
    title: 'the target creates topics for whoever asks, before MM2 does: with the brokers\' number of partitions; where MM2 may not widen it, the task freezes, state RUNNING',
    finding: 'target-auto-creates',
    needsFacts: true,
    act: async (trial) => {
      await askedForBefore(trial);
      await trial.start();
      await trial.produce('orders', { count: 300, partitions: 3 });
      await trial.tasksAre('RUNNING');
      await sleep(15_000);
      return trial.observe({ 'partitions at the target': (await trial.agent.call('describe', trial.atTarget))!.partitions });
    },
    damage: {
      target: 'auto',
      expect: {
        says: 'one partition instead of three, records do not arrive, tasks RUNNING',
        holds: ({ lost, tasks, counts }) => lost >= 200 && tasks === 'RUNNING' && counts['partitions at the target'] === 1,
      },
    },
    remedies: [{
      what: '`auto.create.topics.enable=false` at the target: MM2 creates the topic as it is at the source',
      act: async (trial) => {
        await askedForBefore(trial);
        await trial.start();
        await trial.produce('orders', { count: 300, partitions: 3 });
        await trial.arrived(['orders']);
        return trial.observe({ 'partitions at the target': (await trial.agent.call('describe', trial.atTarget))!.partitions });
      },
      expect: { says: FAITHFUL.says, holds: (observed) => FAITHFUL.holds(observed) && observed.counts['partitions at the target'] === 3 },
    }],
    seen: 'WARN of TopicAuthorizationException for createPartitions; `source-record-active-count` does not fall',
  },
  {
    id: 'size-chain',
    family: 'loss',
    title: 'the target takes smaller records (`max.message.bytes`) than source and producer: the first larger one stops its task',
    finding: 'record-too-large',
    needsFacts: true,
    act: async (trial) => {
      await trial.createTopic(1, { 'max.message.bytes': String(4 * MEBIBYTE) });
      await trial.agent.call('createTopic', { ...trial.atTarget, partitions: 1, configs: { 'max.message.bytes': String(MEBIBYTE) } });
      await trial.start();
      await trial.produce('before', { count: 100, partitions: 1 });
      await trial.arrived(['before']);
      await trial.produce('large', { count: 1, partitions: 1, size: 2 * MEBIBYTE });
      await trial.produce('after', { count: 100, partitions: 1 });
      await trial.tasksAre('FAILED', 90);
      return trial.observe();
    },
    damage: {
      changes: { source: { 'sync.topic.configs.enabled': false } },
      expect: { says: 'the large record does not arrive, task FAILED', holds: ({ lost, tasks }) => lost > 0 && tasks === 'FAILED' },
    },
    remedies: [{
      what: '`max.message.bytes` at the target as at the source (`sync.topic.configs.enabled=true` carries it over)',
      act: async (trial) => {
        await trial.createTopic(1, { 'max.message.bytes': String(4 * MEBIBYTE) });
        await trial.start();
        await trial.produce('before', { count: 100, partitions: 1 });
        await trial.produce('large', { count: 1, partitions: 1, size: 2 * MEBIBYTE });
        await trial.produce('after', { count: 100, partitions: 1 });
        await trial.arrived(['before', 'large', 'after']);
        return trial.observe();
      },
      expect: FAITHFUL,
    }],
    seen: '`connector-failed-task-count`; trace with RecordTooLargeException',
  },
  {
    id: '25',
    family: 'difference',
    title: 'a quota of the target below the rate of the source: the lag grows without end',
    finding: { none: 'quotas are the brokers\' own, and no setting of MM2 changes them' },
    act: (trial) => limited(trial, PER_SECOND * KIBIBYTE / 4),
    damage: {
      changes: { tasksMax: 1 },
      expect: {
        says: 'the lag grows, tasks RUNNING',
        holds: ({ tasks, counts }) => tasks === 'RUNNING' && Number(counts['after 25 s']) > Number(counts['lag after 10 s']) + 5 * PER_SECOND,
      },
    },
    remedies: [{
      what: 'a quota of several times the rate of the source',
      changes: { tasksMax: 1 },
      act: async (trial) => {
        const { counts } = await limited(trial, 5 * PER_SECOND * KIBIBYTE);
        await trial.arrived(['live']);
        return trial.observe(counts);
      },
      expect: { says: `${FAITHFUL.says}; the lag stays below 5 seconds`, holds: (observed) => FAITHFUL.holds(observed) && Number(observed.counts['after 25 s']) < 5 * PER_SECOND },
    }],
    seen: '`produce-throttle-time-avg` > 0; the lag of the copying consumer grows',
  },
];
