import { Severity } from '../core';
import { durationText } from '../core/durations';
import { LONGEST_OUTAGE } from '../core/longest-outage';
import { show } from '../core/problem';
import { eachCopy } from './each-copy';
import { Rule, RuleSubject } from './rule';

/** What the clusters delete before it is copied, or before it is read. The rules speak of topics that are known. */
export const RETENTION: readonly Rule[] = [
  {
    code: 'retention-below-outage',
    severity: Severity.WARNING,
    title: 'A topic keeps its records for less time than the longest outage: MM2 goes on at the oldest record that is left, and says nothing of the gap.',
    remedy: 'raise retention.ms of the topic at the source to twice the longest outage, or say that a shorter one is the longest (longestOutage)',
    source: 'org.apache.kafka.connect.mirror.MirrorConnectorConfig.sourceConsumerConfig (connect-mirror 4.3.1): auto.offset.reset=earliest; LogConfig (kafka-storage 4.3.1)',
    check: eachCopy((copy, { subject }) => {
      const retention = Number(copy.atSource('retention.ms') ?? NaN);
      const deletes = policies(copy.atSource('cleanup.policy') ?? 'delete').includes('delete');
      return deletes && retention >= 0 && retention < outageOf(subject) * 1000
        ? `${show(copy.topic)} keeps records for ${lifetime(retention)}, the longest outage is ${durationText(outageOf(subject))}` : undefined;
    }),
  },
  {
    code: 'tombstones-expire',
    severity: Severity.WARNING,
    title: 'A compacted topic forgets deletions in less time than the longest outage: keys that were deleted meanwhile stay at the target for ever.',
    remedy: 'raise delete.retention.ms of the topic at the source above the longest outage; after a longer one, mirror the topic anew',
    source: 'org.apache.kafka.common.config.TopicConfig.DELETE_RETENTION_MS_DOC (kafka-clients 4.3.1)',
    check: eachCopy((copy, { subject }) => {
      const kept = Number(copy.atSource('delete.retention.ms') ?? NaN);
      return policies(copy.atSource('cleanup.policy') ?? '').includes('compact') && kept < outageOf(subject) * 1000
        ? `${show(copy.topic)} keeps deletions for ${lifetime(kept)}, the longest outage is ${durationText(outageOf(subject))}` : undefined;
    }),
  },
  {
    code: 'target-retention-shorter',
    severity: Severity.WARNING,
    title: 'Copies are kept for less time than their originals, counted from the original timestamp: what is older expires on arrival.',
    remedy: 'set retention.ms of the topic at the source, which MM2 carries over (sync.topic.configs.enabled), or set it at the target',
    source: 'org.apache.kafka.connect.mirror.MirrorSourceConnector.syncTopicConfigs, MirrorSourceTask.convertRecord (connect-mirror 4.3.1)',
    check: eachCopy((copy) => {
      const [source, target] = [copy.atSource('retention.ms'), copy.atTarget('retention.ms')].map((value) => endless(Number(value ?? NaN)));
      return target < source && policies(copy.atTarget('cleanup.policy') ?? 'delete').includes('delete')
        ? `${show(copy.topic)} is kept for ${lifetime(source)}, its copy for ${lifetime(target)}` : undefined;
    }),
  },
];

function outageOf({ longestOutageSeconds }: RuleSubject): number {
  return longestOutageSeconds ?? LONGEST_OUTAGE.default;
}

function policies(cleanup: string): string[] {
  return cleanup.split(',').map((policy) => policy.trim().toLowerCase());
}

/** Kafka writes -1 for no limit. */
function endless(milliseconds: number): number {
  return milliseconds < 0 ? Infinity : milliseconds;
}

function lifetime(milliseconds: number): string {
  return milliseconds === Infinity ? 'ever' : milliseconds % 1000 === 0 ? durationText(milliseconds / 1000) : `${milliseconds} ms`;
}
