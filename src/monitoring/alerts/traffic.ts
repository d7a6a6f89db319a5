import { CONSUMER_FETCH } from '../catalogue/client-metrics';
import { COORDINATOR, SOURCE_TASK } from '../catalogue/connect-metrics';
import { nameOf } from '../catalogue/metric';
import { MIRROR_SOURCE } from '../catalogue/mirror-metrics';
import { FLOW, number, PARTITION, REPLICATION, Scope, series } from '../catalogue/scope';
import { Alert, COMMANDS } from './alert';

const RATE = 'flow:replication_records:rate5m';
const ACTIVE = nameOf(SOURCE_TASK, 'source-record-active-count');

/** Records that the tasks have read and the target has not acknowledged. */
const unacknowledged = (scope: Scope) => `sum by (${FLOW}) (${series(ACTIVE, scope, 'source!=""')})`;

/**
 * Workers that were in their group, and are in none: its coordinator is at the target. A worker that does not reach it gives up all its connectors and tasks, and
 * what they say goes with them. @see WorkerCoordinator.poll (connect-runtime 4.3.1)
 */
function outOfGroup(scope: Scope): string {
  const connectors = series(nameOf(COORDINATOR, 'assigned-connectors'), scope);
  return `label_replace((sum by (${REPLICATION}) (${connectors}) == 0) and (sum by (${REPLICATION}) (max_over_time(${connectors}[1h])) > 0),`
    + ` "target", "${scope.flows[0].target}", "", "")`;
}

/** Whether records flow, and how far behind they are. */
export const TRAFFIC_ALERTS: readonly Alert[] = [
  {
    name: 'ReplicationSourceUnreachable', severity: 'critical', for: '3m',
    // A consumer with nothing to read still asks, and is answered. One whose records the target does not take stops asking, so that is left out.
    expr: (scope) => `(sum by (${FLOW}) (rate(${series(nameOf(CONSUMER_FETCH, 'fetch-total'), scope, 'source!=""', 'clientid=~".*replication-consumer"')}[2m])) == 0)`
      + ` unless on (namespace, replication, source, target) (${unacknowledged(scope)} > 0)`,
    summary: '{{ $labels.replication }} cannot read from {{ $labels.source }}',
    inhibits: ['ReplicationRunningIdle', 'ReplicationPartitionStuck', 'ReplicationThroughputCollapsed', 'ReplicationLagGrowing', 'ReplicationLagHigh'],
    runbook: {
      meaning: 'No fetch has been answered for minutes. The task stays RUNNING: MM2 only logs "Failure during poll". Lag freezes at its last value.',
      commands: [COMMANDS.log, COMMANDS.metrics, 'kubectl -n $NS exec $MM2-mirrormaker2-0 -- timeout 5 bash -c \'</dev/tcp/<source host>/<port>\' && echo open'],
      causes: ['the source or the way to it is down', 'its brokers advertise addresses that cannot be reached from here', 'its certificate or name has changed'],
      fix: 'Make the source reachable again; MM2 goes on by itself. Compare the outage with the retention of the topics.',
    },
  },
  {
    name: 'ReplicationTargetUnreachable', severity: 'critical', for: '3m',
    expr: (scope) => `(${unacknowledged(scope)} > 0) and on (namespace, replication, source, target) (${series(RATE, scope)} == 0) or ${outOfGroup(scope)}`,
    summary: '{{ $labels.replication }} cannot write to {{ $labels.target }}: records are not acknowledged, or the workers have lost their group there',
    inhibits: ['ReplicationSourceUnreachable', 'ReplicationRunningIdle', 'ReplicationPartitionStuck', 'ReplicationThroughputCollapsed', 'ReplicationLagGrowing', 'ReplicationLagHigh',
      'ReplicationBufferExhausted', 'ReplicationOffsetCommitsFailing', 'ReplicationTasksUnassigned', 'ReplicationCheckpointsMissing', 'ReplicationTopicNotReplicated', 'ReplicationMetricsMissing'],
    runbook: {
      meaning: 'Records were read and wait for the target: the tasks stay RUNNING and try again. When the target is gone altogether, workers also lose their group and stop all tasks until it is back.',
      commands: [COMMANDS.log, COMMANDS.metrics, 'kubectl -n $NS exec $MM2-mirrormaker2-0 -- timeout 5 bash -c \'</dev/tcp/<target host>/<port>\' && echo open'],
      causes: ['the target or the way to it is down', 'too few replicas in sync for acks=all', 'a quota holds every request back', 'a topic without a leader'],
      fix: 'Make the target take records again; nothing is lost as long as the source keeps them.',
    },
  },
  {
    name: 'ReplicationRunningIdle', severity: 'warning', for: '10m',
    // Without a look at the source's end offsets the flow's own habit has to tell: busy within the last day, and not as quiet at this hour yesterday or a week ago.
    expr: (scope) => `(${series(RATE, scope)} == 0) and on (namespace, replication, source, target) (avg_over_time(${series(RATE, scope)}[1d]) > 0.1)`
      + ` unless on (namespace, replication, source, target) (max_over_time(${series(RATE, scope)}[30m] offset 1d) == 0)`
      + ` unless on (namespace, replication, source, target) (max_over_time(${series(RATE, scope)}[30m] offset 1w) == 0)`,
    summary: '{{ $labels.replication }} runs but copies nothing from {{ $labels.source }}, which was busy within the last day',
    inhibits: ['ReplicationThroughputCollapsed'],
    runbook: {
      meaning: 'Tasks are RUNNING, fetches are answered, and no record comes. Either nobody writes at the source, or MM2 may not read any more. Lag cannot tell: it freezes when nothing is read.',
      commands: [COMMANDS.log, COMMANDS.connectors, 'kafka-get-offsets.sh --bootstrap-server <source> --command-config client.properties --topic <topic>  # twice: does it move?'],
      causes: ['READ on the topics was revoked ("Not authorized to access topics" in the log)', 'the topics were deleted, or renamed', 'producers of the source have stopped'],
      fix: 'If the source\'s offsets move, give READ back (Strimzi: KafkaUser; Event Streams: the service ID\'s policy). The task goes on by itself.',
    },
  },
  {
    name: 'ReplicationPartitionStuck', severity: 'critical', for: '10m',
    expr: (scope) => `count by (${FLOW}, source_topic) ((${series('partition:replication_lag_records', scope)} > 0) and on (${PARTITION}) (${series('partition:replication_records:rate2m', scope)} == 0))`,
    summary: '{{ $value }} partitions of {{ $labels.source_topic }} have stood still for 10 minutes with records waiting',
    inhibits: ['ReplicationLagHigh', 'ReplicationLagGrowing'],
    runbook: {
      meaning: 'Records wait in the partition, and none is copied, while others may flow.',
      commands: [COMMANDS.metrics, COMMANDS.log, COMMANDS.tasks],
      causes: ['the partition has no leader at one of the sides', 'an open transaction at the source (read_committed)', 'a record that the target refuses and the producer tries again', 'the source cannot be read: the lag is frozen'],
      fix: 'Look at the partition at both sides (kafka-topics.sh --describe). An open transaction: kafka-transactions.sh find-hanging.',
    },
  },
  {
    name: 'ReplicationLagHigh', threshold: 'lag', for: '3m',
    expr: (scope, threshold) => `max by (${FLOW}, source_topic) (${series('partition:replication_lag_seconds', scope)}) > ${number(threshold)}`,
    summary: '{{ $labels.source_topic }} is {{ $value | humanizeDuration }} behind on its way to {{ $labels.target }}',
    inhibits: ['ReplicationLagGrowing', 'ReplicationRecordsOld'],
    runbook: {
      meaning: 'At today\'s speed the slowest partition of the topic needs that long to catch up. An estimate by records waiting and records copied; no probe is needed.',
      commands: [COMMANDS.metrics, COMMANDS.usage, COMMANDS.log],
      causes: ['more is written than MM2 copies: too few tasks, a slow link, a quota', 'one hot partition: more tasks do not help', 'a backlog after an outage: it shrinks by itself'],
      fix: 'See docs/tuning.md: tuning for the link first, then tasksMax, then workers.',
    },
  },
  {
    name: 'ReplicationLagGrowing', threshold: 'lagGrowth', for: '10m',
    expr: (scope, threshold) => {
      const lag = series('flow:replication_lag_records:sum', scope);
      return `delta(${lag}[15m]) > ${number(threshold)} and deriv(${lag}[5m]) > 0`;
    },
    summary: 'Lag from {{ $labels.source }} to {{ $labels.target }} grew by {{ $value | humanize }} records in 15 minutes',
    runbook: {
      meaning: 'The source gets more records than are copied.',
      commands: [COMMANDS.metrics, COMMANDS.usage, COMMANDS.log],
      causes: ['a peak at the source', 'the target or the link has become slower', 'a worker is gone'],
      fix: 'Compare throughput with yesterday\'s. Unchanged: raise capacity. Fallen: look for the throttle.',
    },
  },
  {
    name: 'ReplicationRecordsOld', threshold: 'recordAge', for: '5m',
    expr: (scope, threshold) => `max by (${FLOW}, source_topic) (${series(nameOf(MIRROR_SOURCE, 'record-age-ms-max'), scope)} >= 0) / 1000 > ${number(threshold)}`,
    summary: 'Records of {{ $labels.source_topic }} are {{ $value | humanizeDuration }} old when they are read',
    runbook: {
      meaning: 'By their timestamps, records are read long after they were made. Wrong clocks and old timestamps of producers look the same.',
      commands: [COMMANDS.metrics, COMMANDS.log, 'kafka-console-consumer.sh --bootstrap-server <source> --topic <topic> --max-messages 1 --property print.timestamp=true'],
      causes: ['a backlog that is being copied', 'producers that set old timestamps (a replay, a migration)', 'clocks that differ'],
      fix: 'A backlog: as ReplicationLagHigh. Old timestamps: raise the threshold recordAge.',
    },
  },
  {
    name: 'ReplicationThroughputCollapsed', threshold: 'throughput', for: '10m',
    expr: (scope, threshold) => `(${series(RATE, scope)} < ${number(threshold)} * avg_over_time(${series(RATE, scope)}[1d]))`
      + ` and on (namespace, replication, source, target) (deriv(${series('flow:replication_lag_records:sum', scope)}[10m]) > 0)`,
    summary: 'Throughput from {{ $labels.source }} to {{ $labels.target }} has fallen to {{ $value | humanize }} records/s while records pile up',
    inhibits: ['ReplicationLagGrowing'],
    runbook: {
      meaning: 'Much less is copied than on a usual day, and not because there is nothing to copy.',
      commands: [COMMANDS.usage, COMMANDS.metrics, COMMANDS.log],
      causes: ['a throttled or lossy link', 'a quota at either side', 'fewer tasks than usual', 'a JVM that collects garbage'],
      fix: 'fetch_throttle_time_avg and produce_throttle_time_avg name a quota; request_latency_avg a slow target or link.',
    },
  },
  {
    name: 'ReplicationRetentionHeadroomLow', threshold: 'retentionHeadroom', for: '5m',
    // A first copy starts at the oldest record too, but gains on it.
    expr: (scope, threshold) => `min by (${FLOW}, source_topic) (${series('partition:replication_retention_headroom:ratio', scope)} < ${number(threshold)}`
      + ` and on (${PARTITION}) deriv(${series('partition:replication_lead_records', scope)}[15m]) <= 0)`,
    summary: 'Retention of {{ $labels.source_topic }} is about to delete records that are not copied yet',
    runbook: {
      meaning: 'The oldest record that is not copied is near the end that retention deletes. When it is reached, records are lost without any error.',
      commands: [COMMANDS.metrics, 'kafka-configs.sh --bootstrap-server <source> --describe --topic <topic>', COMMANDS.log],
      causes: ['an outage as long as the retention', 'a copy that is slower than the producers', 'retention that was shortened'],
      fix: 'Lengthen retention.ms and retention.bytes at the source at once; then mend what holds the copy up.',
    },
  },
];
