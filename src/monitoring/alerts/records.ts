import { ADMIN_CLIENT, CONNECT_CLIENT, CONSUMER, PRODUCER, PRODUCER_TOPIC } from '../catalogue/client-metrics';
import { CONNECTOR_TASK, TASK_ERROR } from '../catalogue/connect-metrics';
import { nameOf } from '../catalogue/metric';
import { MIRROR_CHECKPOINT, MIRROR_SOURCE } from '../catalogue/mirror-metrics';
import { FLOW, number, REPLICATION, series } from '../catalogue/scope';
import { Alert, COMMANDS } from './alert';

const TASK = `${REPLICATION}, connector, task, source, target`;

/** At most so many topics are watched by name: each is a term of the expression. */
const NAMED_TOPICS = 200;

/** Whether records, offsets and what belongs to them arrive whole. */
export const RECORD_ALERTS: readonly Alert[] = [
  {
    name: 'ReplicationTopicNotReplicated', severity: 'warning', for: '15m',
    expr: (scope) => each(scope.flows.flatMap(({ source, target, topics }) => topics.map((topic) => ({ source, target, topic }))).slice(0, NAMED_TOPICS),
      ({ source, target, topic }) => `absent(${series(nameOf(MIRROR_SOURCE, 'record-count'), scope, `source="${source}"`, `target="${target}"`, `source_topic="${topic}"`)})`),
    summary: 'Topic {{ $labels.source_topic }} of {{ $labels.source }} is listed but not replicated',
    runbook: {
      meaning: 'The topic is selected by name, and no task copies it.',
      commands: ['kafka-topics.sh --bootstrap-server <source> --command-config client.properties --describe --topic <topic>', COMMANDS.log, COMMANDS.connectors],
      causes: ['the topic does not exist, or is misspelt', 'MM2 may not describe it: then it is invisible', 'it may not be created at the target', 'it looks like a copy from the target, or an exclusion takes it out'],
      fix: 'Create the topic, or give DESCRIBE and READ; it is found at the next refresh. kafka-replication match says what the selection does.',
    },
  },
  {
    name: 'ReplicationRecordsSkipped', severity: 'critical', for: '0m',
    expr: (scope) => `sum by (${TASK}) (increase(${series(nameOf(TASK_ERROR, 'total-records-skipped'), scope)}[15m])) > 0`,
    summary: '{{ $value | humanize }} records of {{ $labels.connector }} were left out: they are lost at the target',
    inhibits: ['ReplicationRecordErrors'],
    runbook: {
      meaning: 'errors.tolerance=all let the task go on without records that it could not process or write. MM2 has no dead letter queue: they are not at the target.',
      commands: [COMMANDS.log, COMMANDS.connectors, COMMANDS.tasks],
      causes: ['records larger than the target takes', 'a transformation that fails'],
      fix: 'Set errors.tolerance=none, mend the cause, and copy the topic again from before the first skipped record.',
    },
  },
  {
    name: 'ReplicationRecordErrors', severity: 'warning', for: '5m',
    expr: (scope) => `sum by (${TASK}) (increase(${series(nameOf(TASK_ERROR, 'total-record-errors'), scope)}[15m])) > 0`
      + ` or sum by (${FLOW}, clientid) (increase(${series(nameOf(PRODUCER, 'record-error-total'), scope)}[15m])) > 0`,
    summary: 'Records of {{ $labels.replication }} run into errors',
    runbook: {
      meaning: 'Records could not be processed or sent at the first try. They are tried again; if that ends, the task fails.',
      commands: [COMMANDS.log, COMMANDS.connectors, COMMANDS.metrics],
      causes: ['a full or slow target', 'records near the size limit', 'leaders that move'],
      fix: 'Read the warnings of the producer in the log.',
    },
  },
  {
    name: 'ReplicationBufferExhausted', severity: 'warning', for: '5m',
    expr: (scope) => `sum by (${FLOW}, clientid) (increase(${series(nameOf(PRODUCER, 'buffer-exhausted-total'), scope)}[10m])) > 0`
      + ` or max by (${FLOW}, clientid) (${series(nameOf(PRODUCER, 'bufferpool-wait-ratio'), scope)}) > 0.95`,
    summary: 'The buffer of {{ $labels.clientid }} is full: the target takes less than is read',
    inhibits: ['ReplicationThroughputCollapsed', 'ReplicationOffsetCommitsFailing'],
    runbook: {
      meaning: 'Records wait in front of the producer most of the time, or were refused by it. Usual for a while during a catch-up.',
      commands: [COMMANDS.metrics, COMMANDS.log, COMMANDS.usage],
      causes: ['a slow or throttled target', 'requests too small for the way (see docs/tuning.md)', 'buffer.memory too small'],
      fix: 'Tune for the link (ReplicationTuning.forLink); a throttled target: ask for a larger quota.',
    },
  },
  {
    name: 'ReplicationAuthenticationFailing', severity: 'critical', for: '1m',
    expr: (scope) => [CONSUMER, PRODUCER, ADMIN_CLIENT, CONNECT_CLIENT].map((family) =>
      `sum by (${FLOW}, clientid) (increase(${series(nameOf(family, 'failed-authentication-total'), scope)}[5m])) > 0`).join(' or '),
    summary: 'Credentials of {{ $labels.replication }} are refused ({{ $labels.clientid }})',
    inhibits: ['ReplicationConnectorFailed', 'ReplicationTaskFailed', 'ReplicationSourceUnreachable', 'ReplicationTargetUnreachable', 'ReplicationRunningIdle', 'ReplicationTasksUnassigned',
      'ReplicationThroughputCollapsed', 'ReplicationPartitionStuck'],
    runbook: {
      meaning: 'A cluster refuses the user, password, key or certificate of MM2.',
      commands: [COMMANDS.log, 'kubectl -n $NS get kafkamirrormaker2 $MM2 -o yaml | grep -A4 authentication', 'kubectl -n $NS get secrets --sort-by=.metadata.creationTimestamp'],
      causes: ['a password or API key was changed at one place only', 'a certificate has expired', 'the user was deleted'],
      fix: 'Put the new credential into the Secret. Strimzi rolls the pods when it changes; otherwise restart them.',
    },
  },
  {
    name: 'ReplicationOffsetCommitsFailing', severity: 'warning', for: '10m',
    expr: (scope) => `max by (${TASK}) (${series(nameOf(CONNECTOR_TASK, 'offset-commit-failure-percentage'), scope)}) > 0`,
    summary: 'Task {{ $labels.task }} of {{ $labels.connector }} cannot store where it stands',
    runbook: {
      meaning: 'Records are copied but their positions are not stored: after a crash they are copied again.',
      commands: [COMMANDS.log, COMMANDS.tasks, COMMANDS.connectors],
      causes: ['acknowledgements take longer than offset.flush.timeout.ms', 'the offsets topic is not compacted, or cannot be written'],
      fix: 'Look at the latency of the target; check WRITE on mm2-offsets.<name>.internal and its cleanup.policy.',
    },
  },
  {
    name: 'ReplicationCheckpointsMissing', severity: 'warning', for: '15m',
    expr: (scope) => each(scope.flows.filter(({ hasGroups }) => hasGroups),
      ({ source, target }) => `absent(${series(nameOf(MIRROR_CHECKPOINT, 'checkpoint-latency-ms'), scope, `source="${source}"`, `target="${target}"`)})`),
    summary: 'No offsets of groups are translated from {{ $labels.source }} to {{ $labels.target }}',
    inhibits: ['ReplicationCheckpointsLate'],
    runbook: {
      meaning: 'Groups are selected and no checkpoint is written: consumers that move to the target would start at the wrong place.',
      commands: [COMMANDS.connectors, COMMANDS.log, 'kafka-consumer-groups.sh --bootstrap-server <source> --command-config client.properties --list'],
      causes: ['no selected group has committed offsets', 'DESCRIBE or READ on groups is missing', 'the offset-syncs topic cannot be read'],
      fix: 'Give the rights on groups and on the offset-syncs topic; for groups without commits there is nothing to translate.',
    },
  },
  {
    name: 'ReplicationCheckpointsLate', threshold: 'checkpointLatency', for: '5m',
    // All groups of a task share one value: per flow it is right, per group it would not be.
    expr: (scope, threshold) => `max by (${FLOW}) (${series(nameOf(MIRROR_CHECKPOINT, 'checkpoint-latency-ms-max'), scope)} >= 0) / 1000 > ${number(threshold)}`,
    summary: 'Translated offsets reach {{ $labels.target }} {{ $value | humanizeDuration }} late',
    runbook: {
      meaning: 'Checkpoints are made but written late: a consumer that moves now repeats more records.',
      commands: [COMMANDS.log, COMMANDS.metrics, COMMANDS.usage],
      causes: ['a slow target', 'very many groups and partitions for one task'],
      fix: 'Lengthen emit.checkpoints.interval.seconds or select fewer groups; a slow target as ReplicationTargetUnreachable.',
    },
  },
  {
    name: 'ReplicationOffsetSyncsStale', severity: 'warning', for: '15m',
    // A partition is synced at least every offset.lag.max records (100), so a thousand without any is out of order.
    expr: (scope) => `(max by (${FLOW}) (increase(${series(nameOf(MIRROR_SOURCE, 'record-count'), scope)}[30m])) > 1000)`
      + ` unless on (namespace, replication, source, target) (sum by (${FLOW}) (increase(${series(nameOf(PRODUCER_TOPIC, 'record-send-total'), scope, 'topic=~"mm2-offset-syncs[.].+"')}[30m])) > 0)`,
    summary: 'Records flow from {{ $labels.source }}, but where they land at {{ $labels.target }} is not noted',
    inhibits: ['ReplicationCheckpointsLate', 'ReplicationCheckpointsMissing'],
    runbook: {
      meaning: 'No offset sync has been written for half an hour of traffic: offsets of groups are translated to an old place.',
      commands: [COMMANDS.log, COMMANDS.connectors, 'kafka-topics.sh --bootstrap-server <target> --describe --topic mm2-offset-syncs.<source>.internal'],
      causes: ['WRITE on the offset-syncs topic is missing', 'emit.offset-syncs.enabled=false', 'the topic stands at the other side than thought (offset-syncs.topic.location)'],
      fix: 'Give the right, or set the location; the next records are synced.',
    },
  },
];

/** The terms of all items, joined; none without items. */
function each<T>(items: readonly T[], term: (item: T) => string): string | undefined {
  return items.length === 0 ? undefined : items.map(term).join(' or ');
}
