import {
  CONNECT_PRODUCER, DISTRIBUTED_WORKER, MIRROR_CHECKPOINT_CONNECTOR, MIRROR_CONSUMER, MIRROR_HEARTBEAT_CONNECTOR, MIRROR_SOURCE_CONNECTOR,
} from './kafka-defaults';

type Values = Readonly<Record<string, string>>;

const PRODUCER = prefixed('producer.override.', CONNECT_PRODUCER);

/** A connector of MirrorMaker 2, by the simple name of its class. */
export type ConnectorType = 'MirrorSourceConnector' | 'MirrorCheckpointConnector' | 'MirrorHeartbeatConnector';

const CONNECTORS: Readonly<Record<ConnectorType, Values>> = {
  MirrorSourceConnector: { ...MIRROR_SOURCE_CONNECTOR, ...PRODUCER, ...prefixed('consumer.', MIRROR_CONSUMER) },
  MirrorCheckpointConnector: { ...MIRROR_CHECKPOINT_CONNECTOR, ...PRODUCER },
  MirrorHeartbeatConnector: { ...MIRROR_HEARTBEAT_CONNECTOR, ...PRODUCER },
};

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
  type: ConnectorType, config: Readonly<Record<string, unknown>>, tasksMax: number | undefined, worker: Values,
): Record<string, string> {
  const defaults = { ...CONNECTORS[type], ...inherited(worker) };
  return without(defaults, tasksMax === undefined ? config : { ...config, 'tasks.max': tasksMax });
}

const CONVERTERS = ['key.converter', 'value.converter', 'header.converter'];

function inherited(worker: Values): Record<string, string> {
  const inherits: Record<string, string> = {};
  // Exactly-once makes the producer idempotent unless somebody said no (`Worker.exactlyOnceSourceTaskProducerConfigs`, Kafka 4.3.1).
  if (worker['exactly.once.source.support']?.toLowerCase() === 'enabled') {
    inherits['producer.override.enable.idempotence'] = 'true';
  }
  for (const [key, value] of Object.entries(worker)) {
    const override = key.replace(/^producer\./, 'producer.override.');
    if (CONVERTERS.includes(key) || (override !== key && Object.hasOwn(PRODUCER, override))) {
      inherits[override] = value;
    }
  }
  return inherits;
}

function prefixed(prefix: string, values: Values): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [prefix + key, value]));
}

function without(defaults: Values, set: Readonly<Record<string, unknown>>): Record<string, string> {
  const unset: Record<string, string> = {};
  for (const key of Object.keys(defaults)) {
    if (!Object.hasOwn(set, key)) unset[key] = defaults[key];
  }
  return unset;
}
