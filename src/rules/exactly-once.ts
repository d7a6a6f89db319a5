import { Severity } from '../core';
import { show } from '../core/problem';
import { isInKubernetes } from './placement';
import { eachConnector, eachSource, onWorker, when } from './replication';
import { Rule } from './rule';

const SUPPORT = 'exactly.once.source.support';

/** Polls below this make a commit per poll the bottleneck. Measured over 50 ms to the target: 0.39 of the at-least-once throughput with 5,000, 0.9 with 20,000. */
const RECORDS_PER_TRANSACTION = 10_000;

/** Whether exactly-once is what it promises, and what it takes. */
export const EXACTLY_ONCE: readonly Rule[] = [
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
    code: 'exactly-once-contradicted',
    severity: Severity.ERROR,
    title: 'Exactly-once is on, and another setting says the contrary: records may be skipped, or the producer may repeat them.',
    remedy: 'remove the other setting, or exactly.once.source.support',
    source: 'org.apache.kafka.connect.runtime.AbstractWorkerSourceTask.sendRecords, Worker.exactlyOnceSourceTaskProducerConfigs (connect-runtime 4.3.1)',
    check: eachSource(({ settings, producer, isExactlyOnce }) => {
      const idempotence = producer.find('enable.idempotence');
      return isExactlyOnce ? [
        ...when(settings.get('errors.tolerance')?.toLowerCase() === 'all', settings.at('errors.tolerance'),
          () => `errors.tolerance=all skips records, ${SUPPORT}=enabled promises every one`),
        ...when(idempotence?.value.toLowerCase() === 'false', idempotence?.path ?? '',
          () => `${idempotence!.key}=false, but ${SUPPORT}=enabled needs an idempotent producer: Connect overrules it`),
      ] : [];
    }),
  },
  {
    code: 'exactly-once-preparing',
    severity: Severity.WARNING,
    title: 'The switch to exactly-once is half done (`exactly.once.source.support=preparing`): records are still copied at-least-once.',
    remedy: 'once all workers run with it, set exactly.once.source.support: enabled (ExactlyOnceStage.ENABLED)',
    source: 'org.apache.kafka.connect.runtime.distributed.DistributedConfig.EXACTLY_ONCE_SOURCE_SUPPORT_DOC (connect-runtime 4.3.1)',
    check: onWorker((worker) => when(worker.get(SUPPORT)?.toLowerCase() === 'preparing', worker.at(SUPPORT), () => `${SUPPORT}=preparing: the second step is outstanding`)),
  },
  {
    code: 'exactly-once-rights',
    severity: Severity.INFO,
    title: 'Exactly-once needs rights on transactional ids, which at-least-once does not: the message lists them.',
    remedy: 'allow WRITE and DESCRIBE on these transactional ids to the target\'s user',
    source: 'org.apache.kafka.connect.runtime.distributed.DistributedConfig.transactionalProducerId, Worker.taskTransactionalId (connect-runtime 4.3.1)',
    check: onWorker((worker, { connectors }) => {
      const group = worker.get('group.id') ?? '';
      return when(['preparing', 'enabled'].includes(worker.get(SUPPORT)?.toLowerCase() ?? ''), worker.at(SUPPORT),
        () => `the target's user needs WRITE and DESCRIBE on transactional id ${show(`connect-cluster-${group}`)} and on those that begin with `
          + [...new Set(connectors.map(({ effective }) => show(`${group}-${effective.name}-`)))].join(' or '));
    }),
  },
  {
    code: 'transaction-boundary-unsupported',
    severity: Severity.ERROR,
    title: '`transaction.boundary=connector`: MM2 defines no transactions of its own, and Connect refuses the connector.',
    remedy: 'remove transaction.boundary (poll), or set it to interval',
    source: 'org.apache.kafka.connect.runtime.distributed.DistributedHerder.validateSourceConnectorTransactionBoundary (connect-runtime 4.3.1); MirrorSourceConnector (connect-mirror 4.3.1) has no canDefineTransactionBoundaries',
    check: eachConnector(({ settings }) => when(settings.get('transaction.boundary')?.toLowerCase() === 'connector', settings.at('transaction.boundary'),
      () => 'transaction.boundary=connector is refused')),
  },
  {
    code: 'transaction-outlives-timeout',
    severity: Severity.ERROR,
    title: 'Transactions are committed at an interval that is as long as brokers let a transaction live: they abort it, and the task fails.',
    remedy: 'set transaction.boundary.interval.ms (offset.flush.interval.ms where it is not set) well below producer.override.transaction.timeout.ms',
    source: 'org.apache.kafka.connect.runtime.ExactlyOnceWorkerSourceTask.buildTransactionManager, wrapTransactionTimeoutError (connect-runtime 4.3.1)',
    check: eachConnector(({ settings, worker, producer, isExactlyOnce }) => {
      const [key, scope] = settings.isSet('transaction.boundary.interval.ms') ? ['transaction.boundary.interval.ms', settings] as const : ['offset.flush.interval.ms', worker] as const;
      const [interval, timeout] = [scope.number(key, 60_000), producer.number('transaction.timeout.ms', 60_000)];
      return when(isExactlyOnce && settings.get('transaction.boundary')?.toLowerCase() === 'interval' && interval >= timeout,
        scope.at(key), () => `${key} is ${interval}, transaction.timeout.ms ${timeout}`);
    }),
  },
  {
    code: 'transaction-per-poll',
    severity: Severity.WARNING,
    title: 'Each poll is a transaction of its own, polls are small, and the target is not in the workers\' Kubernetes cluster: every poll waits for a commit over that way.',
    remedy: 'set consumer.max.poll.records: 20000 in sourceConnector.config, or transaction.boundary: interval',
    source: 'org.apache.kafka.connect.runtime.ExactlyOnceWorkerSourceTask (connect-runtime 4.3.1); measured with Kafka 4.3.1 over 50 ms',
    check: eachSource(({ settings, worker, consumer, isExactlyOnce }) => {
      const records = consumer.number('max.poll.records', 500);
      const perPoll = (settings.get('transaction.boundary') ?? 'poll').toLowerCase() === 'poll';
      return when(isExactlyOnce && perPoll && records < RECORDS_PER_TRANSACTION && !isInKubernetes(worker.get('bootstrap.servers')),
        consumer.find('max.poll.records')?.path ?? settings.home, () => `a transaction has at most ${records} records (max.poll.records)`);
    }),
  },
];
