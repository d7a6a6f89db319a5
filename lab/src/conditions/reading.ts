import type { Condition } from '../experiment/condition.js';
import { FAITHFUL } from '../experiment/observation.js';
import { until } from '../wait.js';

/** Conditions that stem from where and how MM2 reads the source. */
export const READING: readonly Condition[] = [
  {
    id: '3',
    family: 'loss',
    title: '`auto.offset.reset=latest`: a topic is created and written to before MM2 discovers it',
    ci: true,
    finding: 'offset-reset-latest',
    act: async (trial) => {
      await trial.start();
      await trial.createTopic(3);
      await trial.produce('early', { count: 600, partitions: 3 });
      await trial.startProducer('live', { perSecond: 100, partitions: 3 });
      await until('MM2 copies', 240, async () => await trial.copies() > 0 ? true : undefined);
      await trial.stopProducer('live');
      await trial.produce('late', { count: 30, partitions: 3 });
      await trial.arrived(['late']);
      return trial.observe();
    },
    damage: {
      changes: { source: { 'consumer.auto.offset.reset': 'latest', 'refresh.topics.interval.seconds': 5 } },
      expect: { says: 'all that was written before the discovery is lost, tasks RUNNING', holds: ({ lost, tasks }) => lost >= 600 && tasks === 'RUNNING' },
    },
    remedies: [{
      what: '`consumer.auto.offset.reset=earliest` (MM2\'s own default, and the library\'s)',
      changes: { source: { 'consumer.auto.offset.reset': 'earliest', 'refresh.topics.interval.seconds': 5 } },
      expect: FAITHFUL,
    }],
    seen: 'the copy is shorter than the source; no log line, no metric',
  },
];

