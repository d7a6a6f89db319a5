import type { Condition } from '../experiment/condition.js';
import { FAITHFUL, type Observation } from '../experiment/observation.js';
import type { Trial } from '../experiment/trial.js';
import { until } from '../wait.js';

/** Retention of the source must not reach the copy, or the copy would expire like the original. */
const WITHOUT_RETENTION = { 'config.properties.exclude': 'retention\\..*' };
/** Less than an outage may last; the lab does not wait for an hour. */
const AN_HOUR = { 'retention.ms': String(3_600_000) };

/** MM2 is away while records come and expire. */
async function outage(trial: Trial, topicConfig: Readonly<Record<string, string>>, afterStart = async () => {}): Promise<void> {
  await trial.createTopic(2, topicConfig);
  await trial.start();
  await trial.produce('before', { count: 400, partitions: 2 });
  await trial.arrived(['before']);
  await trial.positionsStored();
  await afterStart();
  await trial.workers.rest.stop(trial.connector);
  await trial.produce('during', { count: 300, partitions: 2 });
}

/** The topic's hour is over. */
async function expired(trial: Trial): Promise<void> {
  await trial.agent.call('alterTopic', { ...trial.atSource, configs: { 'retention.ms': '1000' } });
  await until('retention deletes all there is', 240, async () => {
    const [starts, ends] = await Promise.all([trial.agent.call('startOffsets', trial.atSource), trial.agent.call('endOffsets', trial.atSource)]);
    return JSON.stringify(starts) === JSON.stringify(ends) ? true : undefined;
  });
  await trial.agent.call('alterTopic', { ...trial.atSource, configs: AN_HOUR });
}

async function resumed(trial: Trial): Promise<Observation> {
  await trial.workers.rest.resume(trial.connector);
  await trial.tasksAre('RUNNING');
  await trial.produce('late', { count: 30, partitions: 2 });
  await trial.arrived(['late']);
  return trial.observe();
}

/** A topic is deleted and made again while MM2 is away; what was in the old one is nobody's any more. */
async function recreated(trial: Trial, old: number, fresh: number): Promise<void> {
  await trial.createTopic(1);
  await trial.start();
  await trial.produce('old', { count: old, partitions: 1 });
  await trial.arrived(['old']);
  await trial.positionsStored();
  await trial.workers.rest.stop(trial.connector);
  await trial.agent.call('deleteTopic', trial.atSource);
  await trial.createTopic(1);
  trial.disown('old');
  await trial.produce('new', { count: fresh, partitions: 1 });
}

async function goesOn(trial: Trial): Promise<Observation> {
  await trial.workers.rest.resume(trial.connector);
  await trial.tasksAre('RUNNING');
  await trial.produce('late', { count: 30, partitions: 1 });
  await trial.arrived(['late']);
  return trial.observe();
}

/** While the connector is stopped: its position in the topic is forgotten, and the copy starts anew. */
async function startOver(trial: Trial): Promise<void> {
  const { name, rest } = { name: trial.connector, rest: trial.workers.rest };
  const positions = (await rest.offsets(name)).filter(({ partition }) => partition.topic === trial.topic);
  await rest.setOffsets(name, positions.map(({ partition }) => ({ partition, offset: null })));
  await trial.agent.call('deleteTopic', trial.atTarget);
}

const TOPIC_ID = { none: 'no configuration holds the id of a topic; compare it (`describeTopics`) after each change at the source' };
const START_OVER = 'stop the connector, set the topic\'s positions to null (`PATCH /connectors/…/offsets`), delete the copy or choose a new target topic, resume';

/** Conditions in which the source is not any more what MM2 remembers of it. */
export const HISTORY: readonly Condition[] = [
  {
    id: '1',
    family: 'loss',
    title: 'the source\'s retention overtakes MM2 (an outage, or a lag, longer than `retention.ms`)',
    finding: 'retention-below-outage',
    needsFacts: true,
    act: async (trial) => {
      await outage(trial, AN_HOUR);
      await expired(trial);
      return resumed(trial);
    },
    damage: {
      changes: { source: WITHOUT_RETENTION },
      expect: { says: 'the records of the outage are lost, tasks RUNNING', holds: ({ lost, tasks }) => lost === 300 && tasks === 'RUNNING' },
    },
    remedies: [
      {
        what: 'a retention longer than the longest outage (`longestOutage`, 24 h by default)',
        changes: { source: WITHOUT_RETENTION },
        act: async (trial) => {
          await outage(trial, { 'retention.ms': String(48 * 3_600_000) });
          return resumed(trial);
        },
        expect: FAITHFUL,
      },
      {
        what: '`consumer.auto.offset.reset=none`, set once all partitions have positions: MM2 stands still at the gap (a warning per poll) until somebody decides',
        keepsFinding: true,
        changes: { source: WITHOUT_RETENTION },
        act: async (trial) => {
          const { sourceConnector } = trial.mirror;
          await outage(trial, AN_HOUR, async () => {
            await trial.workers.rest.configure({ ...sourceConnector, config: { ...sourceConnector.config, 'consumer.auto.offset.reset': 'none' } });
            await trial.tasksAre('RUNNING');
          });
          await expired(trial);
          await trial.workers.rest.resume(trial.connector);
          await trial.tasksAre('RUNNING');
          await until('MM2 warns of the gap', 240, () => trial.workers.logLines(new RegExp(`OffsetOutOfRange.*${trial.topic}`)).length > 0 ? true : undefined);
          await trial.produce('late', { count: 30, partitions: 2 });
          await trial.quiet();
          return trial.observe({ skipped: (await trial.copies()) - 400 });
        },
        expect: {
          says: 'nothing behind the gap is copied, tasks RUNNING',
          holds: ({ copies, lost, tasks }) => copies === 400 && lost === 330 && tasks === 'RUNNING',
        },
      },
    ],
    seen: '`records-lead-min` of the source consumer falls to 0; Connect\'s `/offsets` before the first offset of the source',
  },
  {
    id: '1:none',
    family: 'loss',
    title: '`auto.offset.reset=none`: a partition without a stored position, such as a new one, is never copied',
    ci: true,
    finding: 'offset-reset-none',
    act: async (trial) => {
      await trial.createTopic(2);
      await trial.start();
      await trial.produce('all', { count: 300, partitions: 2 });
      await until('MM2 copies, or warns', 240, async () =>
        await trial.copies() >= 300 || trial.workers.logLines(new RegExp(`NoOffsetForPartition.*${trial.topic}`)).length > 0 ? true : undefined);
      await trial.quiet();
      return trial.observe();
    },
    damage: {
      changes: { source: { 'consumer.auto.offset.reset': 'none' } },
      expect: { says: 'no record is copied, tasks RUNNING', holds: ({ copies, tasks }) => copies === 0 && tasks === 'RUNNING' },
    },
    remedies: [{
      what: '`consumer.auto.offset.reset=earliest`',
      changes: { source: { 'consumer.auto.offset.reset': 'earliest' } },
      expect: FAITHFUL,
    }],
    seen: '`source-record-poll-rate` 0 while the source grows; a warning per poll, no error metric',
  },
  {
    id: '4:skip',
    family: 'loss',
    title: 'a topic is deleted and made again, and has grown beyond the stored position when MM2 comes back',
    ci: true,
    finding: TOPIC_ID,
    act: async (trial) => {
      await recreated(trial, 200, 500);
      return goesOn(trial);
    },
    damage: {
      expect: {
        says: 'the head of the new topic, up to the old position, is lost; copies of the old topic stay; tasks RUNNING',
        holds: ({ lost, foreign, tasks }) => lost === 200 && foreign === 200 && tasks === 'RUNNING',
      },
    },
    remedies: [{
      what: START_OVER,
      keepsFinding: true,
      act: async (trial) => {
        await recreated(trial, 200, 500);
        await startOver(trial);
        return goesOn(trial);
      },
      expect: FAITHFUL,
    }],
    seen: 'another topic id at the source; offsets there lower than before',
  },
  {
    id: '4:rewind',
    family: 'duplication',
    title: 'a topic is deleted and made again, and is shorter than the stored position when MM2 comes back',
    finding: TOPIC_ID,
    act: async (trial) => {
      await recreated(trial, 500, 200);
      return goesOn(trial);
    },
    damage: {
      expect: {
        says: 'the new topic is appended from its beginning to the copies of the old one, tasks RUNNING',
        holds: ({ lost, foreign, tasks }) => lost === 0 && foreign === 500 && tasks === 'RUNNING',
      },
    },
    remedies: [{
      what: START_OVER,
      keepsFinding: true,
      act: async (trial) => {
        await recreated(trial, 500, 200);
        await startOver(trial);
        return goesOn(trial);
      },
      expect: FAITHFUL,
    }],
    seen: 'another topic id at the source; a reset of the source consumer\'s position in the log',
  },
];
