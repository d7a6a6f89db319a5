import { joinPath } from '../../core/config-path';
import { EffectiveConfigProps, EffectiveConnector } from '../effective-config-props';
import { Home, validateAuthentication } from './client-settings';
import { ConnectorType, connectorDefaults, workerDefaults } from './defaults';
import { Refusal } from './refusal';
import { storedSpec } from './resource-shape';
import { resource } from './settings';
import { userSettings, workerSettings } from './worker';
import { workersOf } from './workers';

/** Fields of a KafkaConnect that a KafkaMirrorMaker2 has in `target`. */
const CLUSTER_FIELDS = ['bootstrapServers', 'groupId', 'configStorageTopic', 'offsetStorageTopic', 'statusStorageTopic', 'tls', 'authentication', 'config'];

/** What a KafkaConnect adds to the fields of a KafkaMirrorMaker2: what is in its image. */
const OF_IMAGES = ['build', 'plugins'];

/**
 * What runs by a KafkaConnect and its KafkaConnectors. The operator makes its workers as those of a KafkaMirrorMaker2, by the same code, but for the converters.
 *
 * @see io.strimzi.operator.cluster.model.KafkaConnectCluster, KafkaConnectConfiguration (Strimzi 1.2.0)
 */
export function translateKafkaConnect(connect: any, connectors: readonly any[]): EffectiveConfigProps {
  const { namespace, name = '' } = connect?.metadata ?? {};
  const title = `KafkaConnect ${namespace === undefined ? '' : `${namespace}/`}${name}`;
  try {
    return { resource: title, workerPath: 'spec', ...translateSpec(connect?.spec ?? {}, connectors, { namespace: namespace ?? 'default', name }) };
  } catch (error) {
    if (error instanceof Refusal) {
      return {
        resource: title, workerPath: 'spec', error: inPlace(error.message),
        worker: {}, workerDefaults: {}, workerProvenance: {}, connectors: [], flows: [], ignored: [],
      };
    }
    throw error;
  }
}

function translateSpec(written: { readonly [field: string]: unknown }, connectors: readonly any[], home: Home): Omit<EffectiveConfigProps, 'resource'> {
  const fields = (isWanted: (field: string) => boolean) => Object.fromEntries(Object.entries(written).filter(([field]) => isWanted(field)));
  const alias = connectors.map(({ spec }) => spec?.config?.['target.cluster.alias']).find((value) => typeof value === 'string') ?? 'target';
  const { spec } = storedSpec({
    ...fields((field) => ![...CLUSTER_FIELDS, ...OF_IMAGES].includes(field)),
    target: { alias, ...fields((field) => CLUSTER_FIELDS.includes(field)) },
    mirrors: [],
  });
  validateAuthentication(spec.target.authentication);
  const settings = workerSettings(spec, home, userSettings(spec, JSON_CONVERTERS));
  const worker = settings.values();
  return {
    worker,
    workerDefaults: workerDefaults(worker),
    workerProvenance: Object.fromEntries(Object.entries(settings.provenance()).map(([key, from]) => [key, inPlace(from)])),
    connectors: connectors.map((connector) => connectorOf(connector, worker)),
    flows: connectors.filter(({ spec: { class: type } }) => String(type).endsWith('.MirrorSourceConnector')).map((connector) => ({
      source: String(connector.spec.config?.['source.cluster.alias']), target: String(connector.spec.config?.['target.cluster.alias']), path: pathOf(connector),
    })),
    workers: workersOf(spec),
    ignored: [],
  };
}

const JSON_CONVERTER = 'org.apache.kafka.connect.json.JsonConverter';

/** What the operator takes where nobody names converters. */
const JSON_CONVERTERS = { 'key.converter': JSON_CONVERTER, 'value.converter': JSON_CONVERTER };

function connectorOf(connector: any, worker: { readonly [key: string]: string }): EffectiveConnector {
  const { metadata: { name }, spec: { class: connectorClass, tasksMax, state, version, config = {} } } = connector;
  return {
    name: String(name),
    connectorClass: String(connectorClass),
    tasksMax,
    state,
    version,
    config,
    defaults: connectorDefaults(String(connectorClass).replace(/^.*\./, '') as ConnectorType, config, tasksMax, worker),
    provenance: Object.fromEntries(Object.keys(config).map((key) => [key, resource(joinPath(`${pathOf(connector)}.config`, key))])),
    path: pathOf(connector),
  };
}

/** Another object than that of the workers. */
function pathOf({ metadata }: any): string {
  return `KafkaConnector ${metadata.name}: spec`;
}

function inPlace(text: string): string {
  return text.replaceAll('spec.target.', 'spec.');
}
