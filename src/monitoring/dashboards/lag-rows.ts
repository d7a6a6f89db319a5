import { FLOW, PARTITION } from '../catalogue/scope';
import { NONE_ALLOWED, Row } from './dashboard';
import { CHOSEN_TOPIC, LEGEND, recorded } from './selection';

const TOPIC = `${FLOW}, source_topic`;
const LAG = recorded('partition:replication_lag_records', CHOSEN_TOPIC);
const LEAD = recorded('partition:replication_lead_records', CHOSEN_TOPIC);

/** Part of the log that is copied: the recorded ratio is there only while something waits, this one always. */
export function headroom(lead: string, lag: string): string {
  return `${lead} / (${lead} + ${lag} > 0)`;
}

/** How far behind it is. */
export const LAG_ROW: Row = {
  title: 'Lag',
  panels: [
    {
      title: 'Lag in records, by topic', kind: 'timeseries', unit: 'records', width: 12,
      description: 'Records of the source that are still to be copied. Freezes while nothing can be fetched.',
      queries: [{ expr: `sum by (${TOPIC}) (${LAG})`, legend: LEGEND.topic }],
      alerts: ['ReplicationLagGrowing'],
    },
    {
      title: 'Lag in seconds, by topic', kind: 'timeseries', unit: 's', width: 12,
      description: 'Slowest partition of each topic. A partition that stands still counts 1,000 s for each waiting record.',
      queries: [{ expr: `max by (${TOPIC}) (${recorded('partition:replication_lag_seconds', CHOSEN_TOPIC)})`, legend: LEGEND.topic }],
      limits: 'lag',
      alerts: ['ReplicationLagHigh'],
    },
    {
      title: 'Growth of lag in 15 minutes', kind: 'timeseries', unit: 'records',
      description: 'Above 0 the source gets more than is copied.',
      queries: [{ expr: `delta(${recorded('flow:replication_lag_records:sum')}[15m])`, legend: LEGEND.flow }],
      limits: 'lagGrowth',
      alerts: ['ReplicationLagGrowing'],
    },
    {
      title: 'Partitions that stand still with records waiting', kind: 'timeseries', unit: 'count',
      description: 'Partitions of which nothing was copied for 2 minutes although something is there.',
      queries: [{
        expr: `sum by (${FLOW}) ((${LAG} > bool 0) * on (${PARTITION}) (${recorded('partition:replication_records:rate2m', CHOSEN_TOPIC)} == bool 0))`, legend: LEGEND.flow,
      }],
      limits: NONE_ALLOWED,
      alerts: ['ReplicationPartitionStuck'],
    },
    {
      title: 'Partitions that are furthest behind', kind: 'table', unit: 'records',
      description: 'The 20 partitions with the most records waiting.',
      queries: [{ expr: `topk(20, sum by (source, target, source_topic, partition) (${LAG}))`, legend: 'records waiting' }],
      alerts: ['ReplicationPartitionStuck', 'ReplicationLagHigh'],
    },
  ],
};

/** How near a loss is. */
export const RETENTION_ROW: Row = {
  title: 'Retention headroom',
  panels: [
    {
      title: 'Part of the log that is copied, by topic', kind: 'timeseries', unit: 'ratio', width: 12,
      description: 'Least of the topic\'s partitions. At 0 the next record that retention deletes at the source is lost.',
      queries: [{ expr: `min by (${TOPIC}) (${headroom(LEAD, LAG)})`, legend: LEGEND.topic }],
      limits: 'retentionHeadroom',
      alerts: ['ReplicationRetentionHeadroomLow'],
    },
    {
      title: 'Records until a loss, by topic', kind: 'timeseries', unit: 'records', width: 12,
      description: 'Records between the oldest one at the source and the next one to be copied: what retention may still delete.',
      queries: [{ expr: `min by (${TOPIC}) (${LEAD})`, legend: LEGEND.topic }],
      alerts: ['ReplicationRetentionHeadroomLow'],
    },
  ],
};
