import { Severity } from '../core';
import { groupBy } from '../core/group-by';
import { show } from '../core/problem';
import { clustersByServer } from './clusters';
import { Naming } from './naming';
import { Connector, eachSource, onceForAll, onWorker, Replication, when } from './replication';
import { Rule, RuleSubject, Violation } from './rule';
import { SelectedTopics } from './selected';

/** Records that arrive more than once. */
export const DUPLICATION: readonly Rule[] = [
  {
    code: 'copied-twice',
    severity: Severity.ERROR,
    title: 'Two connectors copy the same topic from the same cluster to the same name: every record arrives twice.',
    remedy: 'let one of them copy the topic: narrow or exclude it in the other',
    source: 'org.apache.kafka.connect.mirror.MirrorSourceTask.convertRecord (connect-mirror 4.3.1): nothing tells copies apart',
    check: (subject, all) => Replication.of(subject.config).sources.flatMap((mine) => rivals(all).of(mine).flatMap((other): Violation[] => {
      const [a, b] = [SelectedTopics.of(mine), SelectedTopics.of(other.connector)];
      const overlap = a && b ? SelectedTopics.overlap(a, b) : { kind: 'disjoint' as const };
      const where = `${show(other.connector.effective.name)} of ${other.subject.config.resource}`;
      const path = mine.settings.at('topics');
      switch (overlap.kind) {
        case 'common': return [{ path, message: `topic ${show(overlap.example)} is copied by ${where} too` }];
        case 'unknown': return [{ path, message: `cannot tell whether ${where} copies the same topics: ${overlap.reason}`, severity: Severity.WARNING }];
        default: return [];
      }
    })),
  },
  {
    code: 'not-idempotent',
    severity: Severity.INFO,
    title: 'The copying producer is not idempotent (Connect switches it off): a retry after a lost answer writes a batch twice.',
    remedy: 'set producer.override.enable.idempotence: true in sourceConnector.config',
    source: 'org.apache.kafka.connect.runtime.Worker.baseProducerConfigs (connect-runtime 4.3.1)',
    check: eachSource(({ producer, settings, isIdempotent }) => when(!isIdempotent, producer.find('enable.idempotence')?.path ?? settings.home,
      () => 'retries may write records twice: enable.idempotence is off')),
  },
  {
    code: 'duplicates-after-crash',
    severity: Severity.INFO,
    title: 'Records are copied at-least-once: the crash of a worker repeats what was copied since positions were last stored (the message says how much at the most).',
    remedy: 'accept it where consumers can; else shorten offset.flush.interval.ms, or use exactly-once (DeliveryGuarantee.exactlyOnce)',
    source: 'org.apache.kafka.connect.runtime.SourceTaskOffsetCommitter, WorkerSourceTask.commitOffsets (connect-runtime 4.3.1)',
    check: onWorker((worker, { sources }) => {
      const [interval, timeout] = [worker.number('offset.flush.interval.ms', 60_000), worker.number('offset.flush.timeout.ms', 5_000)];
      const seconds = (interval + 2 * timeout) / 1000;
      return when(seconds > 0 && sources.some(({ isExactlyOnce }) => !isExactlyOnce), worker.at('offset.flush.interval.ms', 'offset.flush.timeout.ms'),
        () => `a crash repeats up to ${seconds} s of records: offset.flush.interval.ms (${interval}) and twice offset.flush.timeout.ms (${timeout})`);
    }),
  },
  {
    code: 'long-offset-flush',
    severity: Severity.INFO,
    title: 'Source positions are stored seldom (60 s where nobody set it): a crash copies that much again.',
    remedy: 'set offset.flush.interval.ms: 10000 for the worker, or use exactly-once',
    source: 'org.apache.kafka.connect.runtime.WorkerConfig (connect-runtime 4.3.1)',
    check: onWorker((worker, { sources }) => {
      const interval = worker.number('offset.flush.interval.ms', 60_000);
      return when(interval >= 60_000 && sources.some(({ isExactlyOnce }) => !isExactlyOnce), worker.at('offset.flush.interval.ms'),
        () => `a crash repeats up to ${interval / 1000} s of records`);
    }),
  },
];

interface Owned { readonly subject: RuleSubject; readonly connector: Connector }

/** Source connectors with the same source, the same target and the same names at the target. */
const rivals = onceForAll((all) => {
  const clusters = clustersByServer(all);
  const laneOf = (connector: Connector) => JSON.stringify([
    clusters.sourceOf(connector), clusters.targetOfConnector(connector), new Naming(connector.settings).prefix(connector.sourceAlias),
  ]);
  const owned = all.flatMap((subject) => Replication.of(subject.config).sources.map((connector): Owned => ({ subject, connector })));
  const lanes = groupBy(owned, ({ connector }) => laneOf(connector));
  const isSame = (other: Owned, mine: Connector) => other.connector === mine
    // Two connectors of one name in one resource do not run side by side: that is `duplicate-connector`.
    || (other.connector.worker === mine.worker && other.connector.effective.name === mine.effective.name);
  return { of: (mine: Connector) => lanes.get(laneOf(mine))!.filter((other) => !isSame(other, mine)) };
});
