import { REBALANCE, WORKER_CONNECTOR } from '../catalogue/connect-metrics';
import { missed } from '../catalogue/recorded';
import { FLOW, Objective, REPLICATION } from '../catalogue/scope';
import { Dashboard, Limits, NONE_ALLOWED, Row } from './dashboard';
import { headroom } from './lag-rows';
import { LEGEND, platform, recorded, REPLICATION_VARIABLES, scraped } from './selection';

const LINE = 'line_of_business';
const LAG = recorded('flow:replication_lag_records:sum');
const LAG_SECONDS = recorded('flow:replication_lag_seconds:max');
const RECORDS = recorded('flow:replication_records:rate5m');
const BYTES = recorded('flow:replication_bytes:rate5m');
const MET = recorded('flow:replication_objective_met:ratio');
const MISSED = recorded(missed('1d'));
const PARTITION_LAG = recorded('partition:replication_lag_records');

/** All replications that Prometheus knows: who needs a closer look. */
export function overviewDashboard({ target }: Objective): Dashboard {
  return {
    name: 'overview',
    title: 'Kafka replication: overview',
    description: 'All flows and lines of business. A click on a replication shows it alone.',
    variables: REPLICATION_VARIABLES,
    rows: [
      TOTAL_ROW,
      flowRow({ worse: 'below', warning: target, critical: target / 2 }, { worse: 'above', warning: 1 - target, critical: 1 }),
      TOP_ROW,
      TIME_ROW,
    ],
  };
}

const TOTAL_ROW: Row = {
  title: 'All together',
  panels: [
    {
      title: 'Replications', kind: 'stat', unit: 'count',
      description: 'Replications with a worker that Prometheus looks for.',
      queries: [{ expr: `count(count by (namespace, replication) (${platform('up')}))`, legend: 'replications' }],
      alerts: ['ReplicationDown'],
    },
    {
      title: 'Workers that do not answer', kind: 'stat', unit: 'count',
      description: 'Workers whose last scrape failed.',
      queries: [{ expr: `sum(${platform('up')} == bool 0)`, legend: 'workers' }],
      limits: NONE_ALLOWED,
      alerts: ['ReplicationWorkerUnreachable'],
    },
    {
      title: 'Tasks that have failed', kind: 'stat', unit: 'count',
      description: 'Tasks whose partitions are not copied until they are started again.',
      queries: [{ expr: `sum(${scraped(WORKER_CONNECTOR, 'connector-failed-task-count')})`, legend: 'tasks' }],
      limits: NONE_ALLOWED,
      alerts: ['ReplicationTaskFailed'],
    },
    {
      title: 'Alerts that fire', kind: 'stat', unit: 'count',
      description: 'Alerts of replications, by severity; what Alertmanager has silenced counts too.',
      queries: ['critical', 'warning'].map((severity) => ({
        expr: `count(${platform('ALERTS', 'alertstate="firing"', `severity="${severity}"`)}) or vector(0)`, legend: severity,
      })),
      limits: NONE_ALLOWED,
    },
    {
      title: 'Records copied', kind: 'stat', unit: 'records/s',
      description: 'By all replications together.',
      queries: [{ expr: `sum(${RECORDS})`, legend: 'records' }],
    },
    {
      title: 'Bytes copied', kind: 'stat', unit: 'bytes/s',
      description: 'Bytes of values, uncompressed, by all replications together.',
      queries: [{ expr: `sum(${BYTES})`, legend: 'bytes' }],
    },
  ],
};

function flowRow(within: Limits, misses: Limits): Row {
  return {
    title: 'Flows and lines of business',
    panels: [
      {
        title: 'Flows', kind: 'table', unit: 'count', width: 24,
        description: 'One line for each pair of source and target of a replication.',
        queries: [
          { expr: `max by (${FLOW}) (${LAG_SECONDS})`, legend: 'lag', unit: 's', limits: 'lag' },
          { expr: `sum by (${FLOW}) (${LAG})`, legend: 'records waiting', unit: 'records' },
          { expr: `sum by (${FLOW}) (${RECORDS})`, legend: 'records copied', unit: 'records/s' },
          { expr: `sum by (${FLOW}) (${BYTES})`, legend: 'bytes copied', unit: 'bytes/s' },
          { expr: `min by (${FLOW}) (${MET})`, legend: 'partitions within the objective', unit: 'ratio', limits: within },
          { expr: `max by (${FLOW}) (${MISSED})`, legend: 'missed within a day', unit: 'ratio', limits: misses },
        ],
        alerts: ['ReplicationLagHigh', 'ReplicationObjectiveBurningFast'],
      },
      {
        title: 'Lines of business', kind: 'table', unit: 'count', width: 24,
        description: 'Flows of each line together; those without a line are one.',
        queries: [
          { expr: `count by (${LINE}) (${LAG})`, legend: 'flows' },
          { expr: `max by (${LINE}) (${LAG_SECONDS})`, legend: 'lag', unit: 's', limits: 'lag' },
          { expr: `sum by (${LINE}) (${LAG})`, legend: 'records waiting', unit: 'records' },
          { expr: `sum by (${LINE}) (${RECORDS})`, legend: 'records copied', unit: 'records/s' },
          { expr: `sum by (${LINE}) (${BYTES})`, legend: 'bytes copied', unit: 'bytes/s' },
          { expr: `min by (${LINE}) (${MET})`, legend: 'partitions within the objective', unit: 'ratio', limits: within },
        ],
        alerts: ['ReplicationLagHigh', 'ReplicationObjectiveBurningFast'],
      },
    ],
  };
}

const TOP_ROW: Row = {
  title: 'Top lists',
  panels: [
    {
      title: 'Slowest flows', kind: 'table', unit: 's',
      description: 'The 10 flows with the longest lag.',
      queries: [{ expr: `topk(10, max by (replication, source, target) (${LAG_SECONDS}))`, legend: 'lag' }],
      limits: 'lag',
      alerts: ['ReplicationLagHigh'],
    },
    {
      title: 'Topics that are furthest behind', kind: 'table', unit: 'records',
      description: 'The 10 topics with the most records waiting.',
      queries: [{ expr: `topk(10, sum by (replication, source, source_topic) (${PARTITION_LAG}))`, legend: 'records waiting' }],
      alerts: ['ReplicationLagGrowing'],
    },
    {
      title: 'Topics that are nearest to a loss', kind: 'table', unit: 'ratio',
      description: 'The 10 topics of which the least part is copied already: retention at the source comes next.',
      queries: [{
        expr: `bottomk(10, min by (replication, source, source_topic) (${headroom(recorded('partition:replication_lead_records'), PARTITION_LAG)}))`, legend: 'part copied',
      }],
      limits: 'retentionHeadroom',
      alerts: ['ReplicationRetentionHeadroomLow'],
    },
    {
      title: 'Busiest topics', kind: 'table', unit: 'records/s',
      description: 'The 10 topics of which most is copied.',
      queries: [{ expr: `topk(10, sum by (replication, source, source_topic) (${recorded('partition:replication_records:rate2m')}))`, legend: 'records copied' }],
    },
    {
      title: 'Flows with the most misses', kind: 'table', unit: 'ratio',
      description: 'The 10 flows with the largest part of partition-minutes of the last day that missed the objective.',
      queries: [{ expr: `topk(10, max by (replication, source, target) (${MISSED}))`, legend: 'missed within a day' }],
      alerts: ['ReplicationObjectiveBurningSlow'],
    },
    {
      title: 'Replications that rebalance most', kind: 'table', unit: 'count',
      description: 'The 10 replications with the most rebalances within an hour.',
      queries: [{ expr: `topk(10, max by (${REPLICATION}) (increase(${scraped(REBALANCE, 'completed-rebalances-total')}[1h])))`, legend: 'rebalances' }],
      limits: 'rebalances',
      alerts: ['ReplicationRebalanceLoop'],
    },
  ],
};

const TIME_ROW: Row = {
  title: 'Over time',
  panels: [
    {
      title: 'Lag', kind: 'timeseries', unit: 's',
      description: 'Slowest partition of each flow.',
      queries: [{ expr: `max by (${FLOW}) (${LAG_SECONDS})`, legend: LEGEND.flow }],
      limits: 'lag',
      alerts: ['ReplicationLagHigh'],
    },
    {
      title: 'Records copied, by flow', kind: 'timeseries', unit: 'records/s',
      description: 'Records that the targets have acknowledged.',
      queries: [{ expr: `sum by (${FLOW}) (${RECORDS})`, legend: LEGEND.flow }],
      alerts: ['ReplicationThroughputCollapsed'],
    },
    {
      title: 'Bytes copied, by flow', kind: 'timeseries', unit: 'bytes/s',
      description: 'Bytes of values, uncompressed.',
      queries: [{ expr: `sum by (${FLOW}) (${BYTES})`, legend: LEGEND.flow }],
    },
  ],
};
