import { Severity } from '../core';
import { show } from '../core/problem';
import { knownCluster } from './known';
import { eachConnector, eachSource, eachCheckpoint, onWorker, Replication, when } from './replication';
import { Rule, RuleSubject, Violation } from './rule';
import { Settings } from './settings';

/** What survives the loss of a broker or a worker. */
export const WORKERS: readonly Rule[] = [
  {
    code: 'no-tasks',
    severity: Severity.ERROR,
    title: '`tasksMax` is below 1: Connect refuses the connector.',
    remedy: 'use 1 or more; useful up to the number of partitions',
    source: 'org.apache.kafka.connect.runtime.ConnectorConfig (connect-runtime 4.3.1)',
    check: eachConnector(({ effective: { tasksMax, path } }) => when(tasksMax !== undefined && !(Number.isInteger(Number(tasksMax)) && Number(tasksMax) >= 1),
      `${path}.tasksMax`, () => `tasksMax is ${String(tasksMax)}`)),
  },
  {
    code: 'single-worker',
    severity: Severity.WARNING,
    title: 'There is one worker only: while it is lost or replaced, nothing is copied.',
    remedy: 'run 2 or more (spec.replicas; workers of a MirrorMaker2Replication); where a pause does no harm, as in development, acknowledge it',
    source: 'org.apache.kafka.connect.runtime.distributed.IncrementalCooperativeAssignor (connect-runtime 4.3.1): the tasks of a lost worker go to the others',
    check: ({ config }) => when(config.workers?.count === 1 && Replication.of(config).connectors.length > 0, 'spec.replicas', () => 'one worker runs all tasks'),
  },
  {
    code: 'slow-failover',
    severity: Severity.INFO,
    title: 'After the loss of a worker its tasks stand still for 5 minutes (`scheduled.rebalance.max.delay.ms` by default).',
    remedy: 'set scheduled.rebalance.max.delay.ms: 30000 for the worker',
    source: 'org.apache.kafka.connect.runtime.distributed.DistributedConfig, IncrementalCooperativeAssignor (connect-runtime 4.3.1)',
    check: onWorker((worker) => {
      const delay = worker.number('scheduled.rebalance.max.delay.ms', 300_000);
      return when(delay >= 300_000, worker.at('scheduled.rebalance.max.delay.ms'), () => `tasks of a lost worker wait ${delay / 1000} s`);
    }),
  },
  {
    code: 'low-replication-factor',
    severity: Severity.WARNING,
    title: 'Topics are created with fewer than 3 replicas (MM2 takes 2 for mirrored topics): the loss of brokers loses data or MM2\'s memory.',
    remedy: 'set it to -1 (the target\'s default) or 3; topics that exist keep theirs',
    source: 'org.apache.kafka.connect.mirror.MirrorSourceConfig, MirrorCheckpointConfig (connect-mirror 4.3.1), DistributedConfig (connect-runtime 4.3.1)',
    check: (subject, all) => [
      ...replicationFactors((factor) => factor !== -1 && factor < 3, ({ eventStreamsPlan }) => eventStreamsPlan === undefined)(subject, all),
      ...eachSource(({ settings, worker, targetAlias }) => {
        const brokers = knownCluster(targetAlias, subject).broker('default.replication.factor', '1');
        return when(settings.number('replication.factor', 2) === -1 && Number(brokers) < 3, worker.at('bootstrap.servers'),
          () => `replication.factor is -1, and brokers of ${show(targetAlias)} take ${brokers} (default.replication.factor)`);
      })(subject, all),
    ],
  },
  {
    code: 'event-streams-replication-factor',
    severity: Severity.ERROR,
    title: 'Event Streams creates topics with 3 replicas only; any other number makes the call fail, and the topic is missing.',
    remedy: 'set it to 3 or -1',
    source: 'ibm-cloud-docs/EventStreams, faq.md (April 2026)',
    check: replicationFactors((factor) => factor !== -1 && factor !== 3, ({ eventStreamsPlan }) => eventStreamsPlan !== undefined),
  },
];

/** A condition on the replication factor of everything that the worker and its connectors create. */
function replicationFactors(isWrong: (factor: number) => boolean, applies: (subject: RuleSubject) => boolean): NonNullable<Rule['check']> {
  const wrong = (settings: Settings, key: string, kafkas: number): Violation[] => {
    const factor = settings.number(key, kafkas);
    return when(!Number.isNaN(factor) && isWrong(factor), settings.at(key), () => `${key} is ${factor}${settings.isSet(key) ? '' : ', because nobody set it'}`);
  };
  return (subject, all) => applies(subject) ? [
    ...eachSource(({ settings }) => [
      ...wrong(settings, 'replication.factor', 2),
      ...wrong(settings, 'offset-syncs.topic.replication.factor', 3),
    ])(subject, all),
    ...eachCheckpoint(({ settings }) => wrong(settings, 'checkpoints.topic.replication.factor', 3))(subject, all),
    ...onWorker((worker) => ['config', 'offset', 'status'].flatMap((topic) => wrong(worker, `${topic}.storage.replication.factor`, 3)))(subject, all),
  ] : [];
}
