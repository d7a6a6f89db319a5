import { ADMIN_CLIENT, CONNECT_CLIENT, CONSUMER, CONSUMER_FETCH, CONSUMER_PARTITION, PRODUCER, PRODUCER_TOPIC } from './client-metrics';
import { CONNECTOR_STATE, CONNECTOR_TASK, COORDINATOR, REBALANCE, SOURCE_TASK, TASK_ERROR, TASK_STATUS, WORKER, WORKER_CONNECTOR } from './connect-metrics';
import { MetricFamily, namesOf } from './metric';
import { MIRROR_CHECKPOINT, MIRROR_SOURCE } from './mirror-metrics';
import { PLATFORM } from './platform-metrics';

/** All metrics that MM2's beans give: exporter rules, recording rules, alerts, panels and pages are made from them. */
export const FAMILIES: readonly MetricFamily[] = [
  MIRROR_SOURCE, MIRROR_CHECKPOINT,
  CONSUMER_PARTITION, CONSUMER_FETCH, CONSUMER, PRODUCER, PRODUCER_TOPIC, ADMIN_CLIENT, CONNECT_CLIENT,
  TASK_STATUS, CONNECTOR_STATE, CONNECTOR_TASK, SOURCE_TASK, TASK_ERROR, WORKER_CONNECTOR, WORKER, REBALANCE, COORDINATOR,
];

/** Every metric name that an expression may use. */
export function scrapedNames(): string[] {
  return [...FAMILIES.flatMap(namesOf), ...PLATFORM.map(({ name }) => name)];
}
