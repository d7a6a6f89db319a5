import { Severity } from '../core';
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
    code: 'exactly-once-reads-uncommitted',
    severity: Severity.WARNING,
    title: 'Exactly-once is on, but the source is read without `isolation.level=read_committed`: aborted records are copied as real ones.',
    remedy: 'set consumer.isolation.level: read_committed in sourceConnector.config',
    source: 'org.apache.kafka.connect.mirror.MirrorSourceConnector.exactlyOnceSupport, validateExactlyOnceConfigs (connect-mirror 4.3.1)',
    check: eachSource(({ consumer, settings, isExactlyOnce }) => {
      const required = settings.get('exactly.once.support') === 'required';
      const wrong = (isExactlyOnce || required) && consumer.get('isolation.level') !== 'read_committed';
      return when(wrong, consumer.find('isolation.level')?.path ?? settings.home,
        () => `the source is read with isolation.level ${show(consumer.get('isolation.level'))}${required ? '; exactly.once.support=required refuses that' : ''}`,
        required ? { severity: Severity.ERROR } : {});
    }),
  },
  {
    code: 'exactly-once-impossible',
    severity: Severity.ERROR,
    title: 'A connector requires exactly-once of a worker that does not offer it: the connector is refused.',
    remedy: 'set exactly.once.source.support: enabled for the worker (preparing first where it runs already)',
    source: 'org.apache.kafka.connect.runtime.distributed.DistributedHerder.validateSourceConnectorConfig (connect-runtime 4.3.1)',
    check: eachSource(({ settings, isExactlyOnce }) => when(settings.get('exactly.once.support') === 'required' && !isExactlyOnce,
      settings.at('exactly.once.support'), () => 'exactly.once.support=required, but the worker does not have exactly.once.source.support=enabled')),
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
  const lane = (connector: Connector) => JSON.stringify([
    clusters.sourceOf(connector), clusters.targetOfConnector(connector), new Naming(connector.settings).prefix(connector.sourceAlias),
  ]);
  const lanes = new Map<string, Owned[]>();
  for (const subject of all) {
    for (const connector of Replication.of(subject.config).sources) {
      lanes.set(lane(connector), [...(lanes.get(lane(connector)) ?? []), { subject, connector }]);
    }
  }
  const isSame = (other: Owned, mine: Connector) => other.connector === mine
    // Two connectors of one name in one resource do not run side by side: that is `duplicate-connector`.
    || (other.connector.worker === mine.worker && other.connector.effective.name === mine.effective.name);
  return { of: (mine: Connector) => (lanes.get(lane(mine)) ?? []).filter((other) => !isSame(other, mine)) };
});
