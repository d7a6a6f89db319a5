import { Severity } from '../core';
import { show } from '../core/problem';
import { eachCopy } from './each-copy';
import { Rule } from './rule';

/** Numbers of partitions that differ, of topics that are known at both ends. */
export const PARTITIONS: readonly Rule[] = [
  {
    code: 'partitions-fewer-at-target',
    severity: Severity.INFO,
    title: 'A copy has fewer partitions than its original: MM2 widens it (error: it must not, and the task that meets the first record of a missing partition stands still in state RUNNING).',
    remedy: 'let MM2\'s user ALTER the topic at the target, or widen it yourself before MM2 starts; consumers there notice as with any new partition',
    source: 'org.apache.kafka.connect.mirror.MirrorSourceConnector.computeAndCreateTopicPartitions, MirrorSourceTask.convertRecord (connect-mirror 4.3.1); KafkaProducer.waitOnMetadata (kafka-clients 4.3.1) waits for max.block.ms, which Connect makes endless',
    check: eachCopy(({ topic, source, target, remoteTopic }, { flow }) => {
      const [there, here] = [source.partitions ?? NaN, target.partitions ?? NaN];
      const counts = `${show(topic)} has ${there} partitions, ${show(remoteTopic)} ${here}`;
      if (!(here < there)) return undefined;
      return flow.target.forbidsAlter
        ? { message: `${counts}, and MM2 may not widen it: the first record for partition ${here} freezes its task`, severity: Severity.ERROR }
        : `${counts}: MM2 widens it, which takes the right to ALTER it`;
    }),
  },
  {
    code: 'partitions-more-at-target',
    severity: Severity.WARNING,
    title: 'A copy has more partitions than its original: the surplus stays empty, and producers that move to the target spread keys otherwise, which breaks their order.',
    remedy: 'delete the copy and let MM2 create it anew, or widen the original; a topic never gets fewer partitions',
    source: 'org.apache.kafka.connect.mirror.MirrorSourceTask.convertRecord (connect-mirror 4.3.1); BuiltInPartitioner.partitionForKey (kafka-clients 4.3.1)',
    check: eachCopy(({ topic, source, target, remoteTopic }) => (target.partitions ?? NaN) > (source.partitions ?? NaN)
      ? `${show(topic)} has ${source.partitions} partitions, ${show(remoteTopic)} ${target.partitions}` : undefined),
  },
];
