import { CONSUMER_FETCH, PRODUCER_TOPIC } from '../catalogue/client-metrics';
import { SOURCE_TASK } from '../catalogue/connect-metrics';
import { MIRROR_CHECKPOINT, MIRROR_SOURCE } from '../catalogue/mirror-metrics';
import { FLOW } from '../catalogue/scope';
import { Row } from './dashboard';
import { CHOSEN_TOPIC, LEGEND, recorded, scraped } from './selection';

const TOPIC = `${FLOW}, source_topic`;
const RATE = recorded('flow:replication_records:rate5m');

/** How much flows. */
export const THROUGHPUT_ROW: Row = {
  title: 'Throughput',
  panels: [
    {
      title: 'Records copied, by topic', kind: 'timeseries', unit: 'records/s',
      description: 'Records that the target has acknowledged.',
      queries: [{ expr: `sum by (${TOPIC}) (${recorded('partition:replication_records:rate2m', CHOSEN_TOPIC)})`, legend: LEGEND.topic }],
      alerts: ['ReplicationRunningIdle', 'ReplicationPartitionStuck'],
    },
    {
      title: 'Bytes copied, by topic', kind: 'timeseries', unit: 'bytes/s',
      description: 'Bytes of values, uncompressed; keys, headers and framing do not count.',
      queries: [{ expr: `sum by (${TOPIC}) (rate(${scraped(MIRROR_SOURCE, 'byte-count', CHOSEN_TOPIC)}[$__rate_interval]))`, legend: LEGEND.topic }],
    },
    {
      title: 'Topics that are copied', kind: 'timeseries', unit: 'count',
      description: 'Topics of the source with a task that copies them.',
      queries: [{ expr: `count by (${FLOW}) (count by (${TOPIC}) (${scraped(MIRROR_SOURCE, 'record-count')}))`, legend: LEGEND.flow }],
      alerts: ['ReplicationTopicNotReplicated'],
    },
    {
      title: 'Throughput beside the last day\'s mean', kind: 'timeseries', unit: 'ratio',
      description: 'Low is bad only while records wait.',
      queries: [{ expr: `${RATE} / (avg_over_time(${RATE}[1d]) > 0)`, legend: LEGEND.flow }],
      limits: 'throughput',
      alerts: ['ReplicationThroughputCollapsed'],
    },
    {
      title: 'Fetches that the source answers', kind: 'timeseries', unit: 'count/s',
      description: 'Goes on while the source has nothing new; 0 when it cannot be reached, or when the target takes nothing.',
      queries: [{
        expr: `sum by (${FLOW}) (rate(${scraped(CONSUMER_FETCH, 'fetch-total', 'source!=""', 'clientid=~".*replication-consumer"')}[$__rate_interval]))`, legend: LEGEND.flow,
      }],
      alerts: ['ReplicationSourceUnreachable'],
    },
    {
      title: 'Records that the target has not acknowledged', kind: 'timeseries', unit: 'records',
      description: 'Read and on their way. Rises and stays while the target takes nothing.',
      queries: [{ expr: `sum by (${FLOW}) (${scraped(SOURCE_TASK, 'source-record-active-count', 'source!=""')})`, legend: LEGEND.flow }],
      alerts: ['ReplicationTargetUnreachable'],
    },
  ],
};

/** How long records take. MM2 has no histogram: quantiles are those of partitions, never of records. */
export const LATENCY_ROW: Row = {
  title: 'Latency (over partitions, not records)',
  panels: [
    {
      title: 'From a record\'s timestamp to the acknowledgement', kind: 'timeseries', unit: 'ms', width: 12,
      description: 'Mean over partitions, the mean that 99 % of partitions keep below, and the longest of all. No data while nothing is copied.',
      queries: [
        { expr: `avg by (${FLOW}) (${scraped(MIRROR_SOURCE, 'replication-latency-ms-avg', CHOSEN_TOPIC)} >= 0)`, legend: `mean ${LEGEND.flow}` },
        { expr: `quantile by (${FLOW}) (0.99, ${scraped(MIRROR_SOURCE, 'replication-latency-ms-avg', CHOSEN_TOPIC)} >= 0)`, legend: `99 % of partitions ${LEGEND.flow}` },
        { expr: `max by (${FLOW}) (${scraped(MIRROR_SOURCE, 'replication-latency-ms-max', CHOSEN_TOPIC)} >= 0)`, legend: `longest ${LEGEND.flow}` },
      ],
    },
    {
      title: 'Age of records when they are read, by topic', kind: 'timeseries', unit: 's', width: 12,
      description: 'Oldest of the last minute by its timestamp. Replays and wrong clocks look like lag here. No data while nothing is copied.',
      queries: [{ expr: `max by (${TOPIC}) (${scraped(MIRROR_SOURCE, 'record-age-ms-max', CHOSEN_TOPIC)} >= 0) / 1000`, legend: LEGEND.topic }],
      limits: 'recordAge',
      alerts: ['ReplicationRecordsOld'],
    },
  ],
};

/** Whether consumers could move. */
export const CHECKPOINT_ROW: Row = {
  title: 'Checkpoints and offset syncs',
  panels: [
    {
      title: 'Time until a checkpoint is written', kind: 'timeseries', unit: 's',
      description: 'Longest of the last minute. All groups of a task share one value.',
      queries: [{ expr: `max by (${FLOW}) (${scraped(MIRROR_CHECKPOINT, 'checkpoint-latency-ms-max')} >= 0) / 1000`, legend: LEGEND.flow }],
      limits: 'checkpointLatency',
      alerts: ['ReplicationCheckpointsLate'],
    },
    {
      title: 'Partitions whose offsets follow, by group', kind: 'timeseries', unit: 'count',
      description: 'Partitions for which the offset of the group is translated. No data: no group is selected, or none has committed.',
      queries: [{ expr: `count by (${FLOW}, group) (${scraped(MIRROR_CHECKPOINT, 'checkpoint-latency-ms')})`, legend: '{{source}} → {{target}}: {{group}}' }],
      alerts: ['ReplicationCheckpointsMissing'],
    },
    {
      title: 'Offset syncs written', kind: 'timeseries', unit: 'records/s',
      description: 'Notes of where records landed, from which offsets of groups are translated.',
      queries: [{
        expr: `sum by (${FLOW}) (rate(${scraped(PRODUCER_TOPIC, 'record-send-total', 'topic=~"mm2-offset-syncs[.].+"')}[$__rate_interval]))`, legend: LEGEND.flow,
      }],
      alerts: ['ReplicationOffsetSyncsStale'],
    },
  ],
};
