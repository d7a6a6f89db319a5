import { CONSUMER_PARTITION } from './client-metrics';
import { COORDINATOR } from './connect-metrics';
import { nameOf, SeriesPer } from './metric';
import { MIRROR_SOURCE } from './mirror-metrics';
import { FLOW, number, PARTITION, REPLICATION, Scope, series } from './scope';

/** A metric that Prometheus computes from others. */
export interface Recorded {
  readonly record: string;
  readonly unit: string;
  readonly per: SeriesPer | 'flow' | 'replication';
  readonly meaning: string;
  readonly expr: (scope: Scope) => string;
}

/** Windows of the objective: pairs of a long and a short one make an alert that neither cries wolf nor goes on crying. */
export const OBJECTIVE_WINDOWS = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'] as const;

const RECORD_COUNT = nameOf(MIRROR_SOURCE, 'record-count');

/**
 * A metric of the source's consumer, by source topic and topic at the target. Only topics that MM2 copies have a count: that drops the second
 * name which Kafka 4.1 to 4.x gives topics with dots. The greatest counts when a task moves and two workers report it.
 */
function byPartition(name: string, scope: Scope): string {
  return `max by (${FLOW}, source_topic, partition) (${series(name, scope, 'source_topic!=""')})`
    + ' * on (namespace, replication, source, target, source_topic, partition) group_left (topic)'
    + ` (max by (${PARTITION}) (${series(RECORD_COUNT, scope)}) >= bool 0)`;
}

/** In this order: later ones are computed from earlier ones. */
export const RECORDED: readonly Recorded[] = [
  {
    record: 'partition:replication_lag_records', unit: 'records', per: 'partition',
    meaning: 'records of the source that are still to be copied, dotted topics once',
    expr: (scope) => byPartition(nameOf(CONSUMER_PARTITION, 'records-lag'), scope),
  },
  {
    record: 'partition:replication_lead_records', unit: 'records', per: 'partition',
    meaning: 'records that retention may still delete at the source before one is lost',
    expr: (scope) => byPartition(nameOf(CONSUMER_PARTITION, 'records-lead'), scope),
  },
  {
    record: 'partition:replication_records:rate2m', unit: 'records/s', per: 'partition',
    meaning: 'records copied',
    expr: (scope) => `sum by (${PARTITION}) (rate(${series(RECORD_COUNT, scope)}[2m]))`,
  },
  {
    record: 'partition:replication_lag_seconds', unit: 's', per: 'partition',
    meaning: 'lag by Little\'s law: records that wait, divided by records copied in a second; a partition that stands still counts as 1,000 s for each waiting record',
    expr: (scope) => `${series('partition:replication_lag_records', scope)} / clamp_min(${series('partition:replication_records:rate2m', scope)}, 0.001)`,
  },
  {
    record: 'partition:replication_retention_headroom:ratio', unit: 'ratio', per: 'partition',
    meaning: 'part of the log that is copied already, where something waits: at 0 the next record that retention deletes is lost',
    expr: (scope) => `${series('partition:replication_lead_records', scope)} / (${series('partition:replication_lead_records', scope)} + (${series('partition:replication_lag_records', scope)} > 0))`,
  },
  {
    record: 'flow:replication_lag_records:sum', unit: 'records', per: 'flow',
    meaning: 'records that are still to be copied',
    expr: (scope) => `sum by (${FLOW}) (${series('partition:replication_lag_records', scope)})`,
  },
  {
    record: 'flow:replication_lag_seconds:max', unit: 's', per: 'flow',
    meaning: 'lag of the partition that is furthest behind',
    expr: (scope) => `max by (${FLOW}) (${series('partition:replication_lag_seconds', scope)})`,
  },
  {
    record: 'flow:replication_records:rate5m', unit: 'records/s', per: 'flow',
    meaning: 'records copied',
    expr: (scope) => `sum by (${FLOW}) (rate(${series(RECORD_COUNT, scope)}[5m]))`,
  },
  {
    record: 'flow:replication_bytes:rate5m', unit: 'bytes/s', per: 'flow',
    meaning: 'bytes of values copied',
    expr: (scope) => `sum by (${FLOW}) (rate(${series(nameOf(MIRROR_SOURCE, 'byte-count'), scope)}[5m]))`,
  },
  {
    record: 'replication:tasks_assigned:sum', unit: 'count', per: 'replication',
    meaning: 'tasks that the workers have been given',
    expr: (scope) => `sum by (${REPLICATION}) (${series(nameOf(COORDINATOR, 'assigned-tasks'), scope)})`,
  },
  {
    record: 'flow:replication_objective_met:ratio', unit: 'ratio', per: 'flow',
    meaning: 'part of the partitions that are within the objective',
    expr: (scope) => `avg by (${FLOW}) (${series('partition:replication_lag_seconds', scope)} <= bool ${number(scope.objective.seconds)})`,
  },
  ...OBJECTIVE_WINDOWS.map((window): Recorded => ({
    record: missed(window), unit: 'ratio', per: 'flow',
    meaning: `part of the partition-minutes of the last ${window} that missed the objective`,
    expr: (scope) => `1 - avg_over_time(${series('flow:replication_objective_met:ratio', scope)}[${window}])`,
  })),
];

/** Name of the recorded miss of the objective in a window. */
export function missed(window: typeof OBJECTIVE_WINDOWS[number]): string {
  return `flow:replication_objective_missed:ratio${window}`;
}
