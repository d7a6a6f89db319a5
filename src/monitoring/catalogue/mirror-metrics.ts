import { Attribute, MetricFamily } from './metric';

/** A gauge of the last value, which stays when nothing comes any more, and its windowed companions, which become NaN then. */
function windowed(attribute: string, meaning: string): Attribute[] {
  return [
    { attribute, unit: 'ms', meaning: `${meaning}, last value: stays when nothing comes any more` },
    { attribute: `${attribute}-min`, unit: 'ms', meaning: `${meaning}, least of the last minute; NaN without records` },
    { attribute: `${attribute}-max`, unit: 'ms', meaning: `${meaning}, greatest of the last minute; NaN without records` },
    { attribute: `${attribute}-avg`, unit: 'ms', meaning: `${meaning}, mean of the last minute; NaN without records` },
  ];
}

/**
 * What MM2 says of each partition that it copies. `topic` is the name at the target.
 *
 * @see org.apache.kafka.connect.mirror.MirrorSourceLegacyMetrics and MirrorSourceMetrics (connect-mirror 4.3.1, KIP-1280)
 */
export const MIRROR_SOURCE: MetricFamily = {
  beans: [
    'kafka.connect.mirror:type=MirrorSourceConnector,source=*,target=*,topic=*,partition=*',
    'kafka.connect:type=plugins,connector=*,task=*,source=*,target=*,topic=*,partition=*',
  ],
  prefix: 'kafka_connect_mirror_mirrorsourceconnector',
  reporterPrefix: 'kafka_connect_mirror_mirrorsourceconnector',
  labels: ['source', 'target', 'topic', 'source_topic', 'partition'],
  per: 'partition',
  attributes: [
    { attribute: 'record-count', unit: 'records', meaning: 'records that the target has acknowledged' },
    { attribute: 'record-rate', unit: 'records/s', meaning: 'the same for each second of the last minute' },
    { attribute: 'byte-count', unit: 'bytes', meaning: 'bytes of values read: keys, headers and framing do not count' },
    { attribute: 'byte-rate', unit: 'bytes/s', meaning: 'the same for each second of the last minute' },
    ...windowed('record-age-ms', 'time from a record\'s timestamp to its being read'),
    ...windowed('replication-latency-ms', 'time from a record\'s timestamp to the target\'s acknowledgement'),
  ],
  source: 'MirrorSourceMetrics, MirrorSourceLegacyMetrics (connect-mirror 4.3.1)',
};

/**
 * What MM2 says of the offsets that it translates. All groups and partitions of a task share one sensor, so their values are not independent.
 *
 * @see org.apache.kafka.connect.mirror.MirrorCheckpointLegacyMetrics and MirrorCheckpointMetrics (connect-mirror 4.3.1)
 */
export const MIRROR_CHECKPOINT: MetricFamily = {
  beans: [
    'kafka.connect.mirror:type=MirrorCheckpointConnector,source=*,target=*,group=*,topic=*,partition=*',
    'kafka.connect:type=plugins,connector=*,task=*,source=*,target=*,group=*,topic=*,partition=*',
  ],
  prefix: 'kafka_connect_mirror_mirrorcheckpointconnector',
  reporterPrefix: 'kafka_connect_mirror_mirrorcheckpointconnector',
  labels: ['source', 'target', 'group', 'topic', 'partition'],
  per: 'partition and group',
  attributes: windowed('checkpoint-latency-ms', 'time from making a checkpoint to the target\'s acknowledgement'),
  source: 'MirrorCheckpointMetrics, MirrorCheckpointLegacyMetrics (connect-mirror 4.3.1)',
};
