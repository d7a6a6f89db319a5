import { missed, OBJECTIVE_WINDOWS } from '../catalogue/recorded';
import { number, Scope, series } from '../catalogue/scope';
import { Alert, COMMANDS } from './alert';

type Window = typeof OBJECTIVE_WINDOWS[number];

/** How many times faster than allowed the budget of misses is used up, in a long window and, so that the alert ends with its cause, in a short one. */
function burns(scope: Scope, factor: number, long: Window, short: Window): string {
  const limit = number(factor * (1 - scope.objective.target));
  return `(${series(missed(long), scope)} > ${limit} and on (namespace, replication, source, target) ${series(missed(short), scope)} > ${limit})`;
}

/** The fastest burn that an alert asks for: an objective below 1 - 1/14.4 could never miss it. */
export const FASTEST_BURN = 14.4;

/**
 * The objective, by how fast its budget is used up.
 * @see https://sre.google/workbook/alerting-on-slos/ (multiwindow, multi-burn-rate alerts)
 */
export const OBJECTIVE_ALERTS: readonly Alert[] = [
  {
    name: 'ReplicationObjectiveBurningFast', severity: 'critical', for: '2m',
    expr: (scope) => `${burns(scope, FASTEST_BURN, '1h', '5m')} or ${burns(scope, 6, '6h', '30m')}`,
    summary: 'The lag objective from {{ $labels.source }} to {{ $labels.target }} will be missed within days: {{ $value | humanizePercentage }} of partition-minutes are late',
    inhibits: ['ReplicationObjectiveBurningSlow', 'ReplicationLagHigh', 'ReplicationLagGrowing', 'ReplicationRecordsOld'],
    runbook: {
      meaning: 'So many partition-minutes are over the lag of the objective that the budget of 30 days is used up in 2 days (14.4 times too fast), or in 5 (6 times).',
      commands: [COMMANDS.metrics, COMMANDS.usage, COMMANDS.log],
      causes: ['an outage, or a large backlog', 'capacity that no longer fits the traffic'],
      fix: 'As ReplicationLagHigh. A planned catch-up: silence it.',
    },
  },
  {
    name: 'ReplicationObjectiveBurningSlow', severity: 'warning', for: '15m',
    expr: (scope) => `${burns(scope, 3, '1d', '2h')} or ${burns(scope, 1, '3d', '6h')}`,
    summary: 'The lag objective from {{ $labels.source }} to {{ $labels.target }} is being missed: {{ $value | humanizePercentage }} of partition-minutes are late',
    runbook: {
      meaning: 'Over days, more partition-minutes are late than the objective allows.',
      commands: [COMMANDS.metrics, COMMANDS.usage, COMMANDS.log],
      causes: ['peaks that repeat', 'one hot partition', 'an objective that the link cannot keep'],
      fix: 'Plan capacity (docs/tuning.md), or agree on another objective.',
    },
  },
];
