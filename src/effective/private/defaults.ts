import { CONNECT_PRODUCER, DISTRIBUTED_WORKER, MIRROR_CHECKPOINT_CONNECTOR, MIRROR_CONSUMER, MIRROR_SOURCE_CONNECTOR } from './kafka-defaults';

type Values = Readonly<Record<string, string>>;

const INHERITED = ['key.converter', 'value.converter', 'header.converter'];

/** Kafka's defaults of the worker keys that nobody set. */
export function workerDefaults(worker: Values): Record<string, string> {
  return without(DISTRIBUTED_WORKER, worker);
}

/**
 * What Kafka takes for the keys that a connector does not set: its own defaults, those of the producer that Kafka Connect gives it
 * (`producer.override.*`) and, for the source connector, those of its consumer (`consumer.*`). The worker's converters and its
 * `producer.*` are inherited.
 */
export function connectorDefaults(
  type: 'MirrorSourceConnector' | 'MirrorCheckpointConnector', config: Readonly<Record<string, unknown>>, tasksMax: number | undefined, worker: Values,
): Record<string, string> {
  const source = type === 'MirrorSourceConnector';
  const defaults = {
    ...source ? MIRROR_SOURCE_CONNECTOR : MIRROR_CHECKPOINT_CONNECTOR,
    ...Object.fromEntries(INHERITED.filter((key) => Object.hasOwn(worker, key)).map((key) => [key, worker[key]])),
    ...prefixed('producer.override.', producerDefaults(worker)),
    ...source ? prefixed('consumer.', MIRROR_CONSUMER) : {},
  };
  return without(defaults, tasksMax === undefined ? config : { ...config, 'tasks.max': tasksMax });
}

/** Exactly-once makes the producer idempotent unless somebody said no (`Worker.exactlyOnceSourceTaskProducerConfigs`, Kafka 4.3.1). */
function producerDefaults(worker: Values): Record<string, string> {
  const exactlyOnce = worker['exactly.once.source.support']?.toLowerCase() === 'enabled';
  const defaults = Object.entries({ ...CONNECT_PRODUCER, ...exactlyOnce ? { 'enable.idempotence': 'true' } : {} });
  return Object.fromEntries(defaults.map(([key, value]) => [key, worker[`producer.${key}`] ?? value]));
}

function prefixed(prefix: string, values: Values): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [prefix + key, value]));
}

function without(defaults: Values, set: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(defaults).filter(([key]) => !Object.hasOwn(set, key)));
}
