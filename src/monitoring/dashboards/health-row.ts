import { FASTEST_BURN } from '../alerts/objective';
import { WORKER_CONNECTOR } from '../catalogue/connect-metrics';
import { missed } from '../catalogue/recorded';
import { FLOW, number, Objective, REPLICATION } from '../catalogue/scope';
import { NONE_ALLOWED, Row } from './dashboard';
import { LEGEND, platform, recorded, scraped } from './selection';

/** How it goes, at a glance. */
export function healthRow({ seconds, target }: Objective): Row {
  const budget = 1 - target;
  return {
    title: 'Health and objective',
    panels: [
      {
        title: 'Workers that answer', kind: 'stat', unit: 'count',
        description: 'Workers whose last scrape succeeded. No data: there is none.',
        queries: [{ expr: `sum by (${REPLICATION}) (${platform('up')})`, legend: LEGEND.replication }],
        limits: { worse: 'below', warning: 1, critical: 1 },
        alerts: ['ReplicationDown', 'ReplicationWorkerUnreachable', 'ReplicationMetricsMissing'],
      },
      {
        title: 'Tasks that have failed', kind: 'stat', unit: 'count',
        description: 'Tasks whose partitions are not copied until they are started again.',
        queries: [{ expr: `sum by (${REPLICATION}) (${scraped(WORKER_CONNECTOR, 'connector-failed-task-count')})`, legend: LEGEND.replication }],
        limits: NONE_ALLOWED,
        alerts: ['ReplicationTaskFailed', 'ReplicationConnectorFailed'],
      },
      {
        title: 'Alerts that fire', kind: 'stat', unit: 'count',
        description: 'Alerts of these replications, by severity; what Alertmanager has silenced counts too.',
        queries: ['critical', 'warning'].map((severity) => ({
          expr: `count(${platform('ALERTS', 'alertstate="firing"', `severity="${severity}"`)}) or vector(0)`, legend: severity,
        })),
        limits: NONE_ALLOWED,
      },
      {
        title: 'Lag of the slowest partition', kind: 'stat', unit: 's',
        description: 'Records that wait, divided by records copied in a second.',
        queries: [{ expr: `max by (${FLOW}) (${recorded('flow:replication_lag_seconds:max')})`, legend: LEGEND.flow }],
        limits: 'lag',
        alerts: ['ReplicationLagHigh'],
      },
      {
        title: 'Partitions within the objective', kind: 'stat', unit: 'ratio',
        description: `Part of the partitions that are at most ${seconds} s behind, now.`,
        queries: [{ expr: `min by (${FLOW}) (${recorded('flow:replication_objective_met:ratio')})`, legend: LEGEND.flow }],
        limits: { worse: 'below', warning: target, critical: target / 2 },
        alerts: ['ReplicationObjectiveBurningFast'],
      },
      {
        title: 'Budget of misses left', kind: 'stat', unit: 'ratio',
        description: `Of the misses that the objective (${number(target * 100)} %) allows within 3 days, the part that is left; below 0 it is missed.`,
        queries: [{ expr: `1 - max by (${FLOW}) (${recorded(missed('3d'))}) / ${number(budget)}`, legend: LEGEND.flow }],
        limits: { worse: 'below', warning: 0.5, critical: 0 },
        alerts: ['ReplicationObjectiveBurningSlow'],
      },
      {
        title: 'Partition-minutes that missed the objective', kind: 'timeseries', unit: 'ratio', width: 12,
        description: 'By the length of the window; the lines are the budget, and where it is used up within 2 days.',
        queries: (['1h', '6h', '1d', '3d'] as const).map((window) => ({ expr: `max by (${FLOW}) (${recorded(missed(window))})`, legend: `${window} ${LEGEND.flow}` })),
        limits: { worse: 'above', warning: budget, critical: FASTEST_BURN * budget },
        alerts: ['ReplicationObjectiveBurningFast', 'ReplicationObjectiveBurningSlow'],
      },
      {
        title: 'Records copied', kind: 'timeseries', unit: 'records/s', width: 12,
        description: 'Records that the target has acknowledged, mean of 5 minutes.',
        queries: [{ expr: `sum by (${FLOW}) (${recorded('flow:replication_records:rate5m')})`, legend: LEGEND.flow }],
        alerts: ['ReplicationRunningIdle', 'ReplicationThroughputCollapsed'],
      },
    ],
  };
}
