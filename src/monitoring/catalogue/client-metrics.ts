import { MetricFamily } from './metric';

/**
 * Where the consumer of a source task stands in each partition. `topic` is the name at the source.
 *
 * Until Kafka 5.0 a topic with dots is reported twice, the second time with `_` for `.` (KIP-1109): the recorded metrics count it once.
 *
 * @see org.apache.kafka.clients.consumer.internals.FetchMetricsManager (kafka-clients 4.3.1)
 */
export const CONSUMER_PARTITION: MetricFamily = {
  beans: ['kafka.consumer:type=consumer-fetch-manager-metrics,client-id=*,topic=*,partition=*'],
  prefix: 'kafka_consumer_fetch_manager',
  reporterPrefix: 'kafka_consumer_consumer_fetch_manager_metrics',
  labels: ['clientid', 'source', 'target', 'topic', 'source_topic', 'partition'],
  per: 'partition',
  attributes: [
    { attribute: 'records-lag', unit: 'records', meaning: 'records of the source that are still to be read; freezes while nothing can be fetched' },
    { attribute: 'records-lead', unit: 'records', meaning: 'records between the oldest one of the source and the one to be read next: what retention may still delete without a loss' },
  ],
  source: 'FetchMetricsRegistry (kafka-clients 4.3.1)',
};

/** What the consumer of a source task does as a whole. @see FetchMetricsRegistry (kafka-clients 4.3.1) */
export const CONSUMER_FETCH: MetricFamily = {
  beans: ['kafka.consumer:type=consumer-fetch-manager-metrics,client-id=*'],
  prefix: 'kafka_consumer_fetch_manager',
  reporterPrefix: 'kafka_consumer_consumer_fetch_manager_metrics',
  labels: ['clientid', 'source', 'target'],
  per: 'client',
  attributes: [
    { attribute: 'fetch-total', unit: 'count', meaning: 'fetches answered: goes on while the source has nothing new, stands still when it cannot be reached' },
    { attribute: 'bytes-consumed-total', unit: 'bytes', meaning: 'bytes fetched' },
    { attribute: 'records-consumed-total', unit: 'records', meaning: 'records fetched' },
    { attribute: 'fetch-latency-avg', unit: 'ms', meaning: 'mean time of a fetch, waiting for data included' },
    { attribute: 'fetch-throttle-time-avg', unit: 'ms', meaning: 'mean time that the source\'s quota held a fetch back' },
  ],
  source: 'FetchMetricsRegistry (kafka-clients 4.3.1)',
};

/** Connections of each client. @see org.apache.kafka.common.network.Selector (kafka-clients 4.3.1) */
function connections(client: 'consumer' | 'producer' | 'admin-client' | 'connect', domain: string): MetricFamily {
  const prefix = `kafka_${client.replace('-', '_')}`;
  return {
    beans: [`${domain}:type=${client}-metrics,client-id=*`],
    prefix,
    reporterPrefix: `${domain.replace(/\./g, '_')}_${client.replace('-', '_')}_metrics`,
    labels: ['clientid', 'source', 'target'],
    per: 'client',
    attributes: [
      { attribute: 'connection-count', unit: 'count', meaning: 'open connections' },
      { attribute: 'failed-authentication-total', unit: 'count', meaning: 'connections that were refused for their credentials' },
    ],
    source: 'Selector (kafka-clients 4.3.1)',
  };
}

export const CONSUMER = connections('consumer', 'kafka.consumer');
export const ADMIN_CLIENT = connections('admin-client', 'kafka.admin.client');
export const CONNECT_CLIENT = connections('connect', 'kafka.connect');

const PRODUCER_CONNECTIONS = connections('producer', 'kafka.producer');

/** Producers of the tasks and of the worker. @see SenderMetricsRegistry, BufferPool, RecordAccumulator (kafka-clients 4.3.1) */
export const PRODUCER: MetricFamily = {
  ...PRODUCER_CONNECTIONS,
  attributes: [
    ...PRODUCER_CONNECTIONS.attributes,
    { attribute: 'record-send-total', unit: 'records', meaning: 'records sent' },
    { attribute: 'record-error-total', unit: 'records', meaning: 'records that could not be sent' },
    { attribute: 'record-retry-total', unit: 'records', meaning: 'records sent again' },
    { attribute: 'request-latency-avg', unit: 'ms', meaning: 'mean time of a request to the target' },
    { attribute: 'produce-throttle-time-avg', unit: 'ms', meaning: 'mean time that the target\'s quota held a request back' },
    { attribute: 'buffer-total-bytes', unit: 'bytes', meaning: 'size of the buffer of records waiting for the target' },
    { attribute: 'buffer-available-bytes', unit: 'bytes', meaning: 'part of the buffer that is free' },
    { attribute: 'buffer-exhausted-total', unit: 'records', meaning: 'sends given up because the buffer stayed full' },
    { attribute: 'bufferpool-wait-ratio', unit: 'ratio', meaning: 'part of the time that sends wait for room in the buffer' },
  ],
  source: 'SenderMetricsRegistry, BufferPool, RecordAccumulator, Selector (kafka-clients 4.3.1)',
};

/** What producers do to each topic. @see SenderMetricsRegistry (kafka-clients 4.3.1) */
export const PRODUCER_TOPIC: MetricFamily = {
  beans: ['kafka.producer:type=producer-topic-metrics,client-id=*,topic=*'],
  prefix: 'kafka_producer_topic',
  reporterPrefix: 'kafka_producer_producer_topic_metrics',
  labels: ['clientid', 'source', 'target', 'topic'],
  per: 'topic',
  attributes: [
    { attribute: 'record-send-total', unit: 'records', meaning: 'records sent to the topic' },
    { attribute: 'record-error-total', unit: 'records', meaning: 'records that could not be sent to the topic' },
    { attribute: 'byte-total', unit: 'bytes', meaning: 'bytes sent to the topic, compressed' },
  ],
  source: 'SenderMetricsRegistry (kafka-clients 4.3.1)',
};
