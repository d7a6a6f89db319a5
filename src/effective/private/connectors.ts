import { joinPath } from '../../core/config-path';
import { EffectiveConnector } from '../effective-config-props';
import { Home, clientSettings } from './client-settings';
import { connectorDefaults } from './defaults';
import { STRIMZI_REPORTER } from './metrics';
import { nullPointer } from './refusal';
import { Cluster, Connector, Mirror, MirrorMaker2Spec } from './resource-shape';
import { Settings, resource } from './settings';
import { Config, checkValues } from './user-configuration';
import { INTERCEPTORS } from './worker';

/** The two connectors a mirror may have. */
const KINDS = [
  { field: 'sourceConnector', type: 'MirrorSourceConnector' },
  { field: 'checkpointConnector', type: 'MirrorCheckpointConnector' },
] as const;

/** Patterns of a mirror, which both connectors get. */
const PATTERNS = [
  { field: 'topicsPattern', key: 'topics' },
  { field: 'topicsExcludePattern', key: 'topics.exclude' },
  { field: 'groupsPattern', key: 'groups' },
  { field: 'groupsExcludePattern', key: 'groups.exclude' },
] as const;

/** A connector, still with what its settings replaced. */
export interface GeneratedConnector {
  readonly settings: Settings<unknown>;
  readonly path: string;
  readonly effective: EffectiveConnector;
}

/**
 * All connectors, mirror by mirror: source, then checkpoint
 * (`KafkaMirrorMaker2Connectors.generateConnectorDefinitions`, Strimzi 1.2.0, whose own order within a mirror is by chance).
 *
 * @param worker the worker's properties, from which connectors inherit
 */
export function generateConnectors(spec: MirrorMaker2Spec, home: Home, worker: Settings<string>): GeneratedConnector[] {
  const inherited = worker.values();
  const connectors = spec.mirrors.flatMap((mirror, index) => KINDS.flatMap(({ field, type }) => {
    const connector = mirror[field];
    if (!connector) {
      return [];
    }
    const path = `spec.mirrors[${index}].${field}`;
    const settings = connectorSettings(spec, mirror, connector, home, `spec.mirrors[${index}]`, path);
    const config = settings.values();
    const effective: EffectiveConnector = {
      name: `${mirror.source.alias}->${spec.target.alias}.${type}`,
      connectorClass: `org.apache.kafka.connect.mirror.${type}`,
      tasksMax: connector.tasksMax,
      state: connector.state,
      version: connector.version,
      config,
      defaults: connectorDefaults(type, config, connector.tasksMax, inherited),
      provenance: settings.provenance(),
      path,
    };
    return [{ settings, path, effective }];
  }));
  // Only the calls to Kafka Connect look at the values, after all connectors have been made.
  connectors.forEach(({ effective }) => checkValues(effective.config));
  return connectors;
}

/** The settings of a connector; later parts win (`prepareMirrorMaker2ConnectorConfig`). */
function connectorSettings(
  spec: MirrorMaker2Spec, mirror: Mirror, connector: Connector, home: Home, mirrorPath: string, path: string,
): Settings<unknown> {
  const settings = new Settings<unknown>();
  settings.putAll(clusterSettings(spec.target, 'spec.target', home), 'target.cluster.');
  settings.putAll(clusterSettings(mirror.source, `${mirrorPath}.source`, home), 'source.cluster.');
  putConfig(settings, connector.config ?? {}, `${path}.config`);
  for (const { field, key } of PATTERNS) {
    if (mirror[field] !== undefined) {
      settings.put(key, mirror[field], resource(`${mirrorPath}.${field}`));
    }
  }
  if (spec.tracing) {
    Object.entries(INTERCEPTORS).forEach(([key, value]) => settings.put(key, value, resource('spec.tracing')));
  }
  if (spec.rack) {
    // The connector makes the consumer itself and does not see the worker's `consumer.client.rack`, so it refers to it.
    settings.put('consumer.client.rack', '${strimzifile:/tmp/strimzi-connect.properties:consumer.client.rack}', resource('spec.rack'));
  }
  if (spec.metricsConfig?.type === 'strimziMetricsReporter') {
    addStrimziReporter(settings);
  }
  return settings;
}

/** Appends the Strimzi Metrics Reporter, or, when it is in the list already, makes it the only one: a slip of the operator. */
function addStrimziReporter(settings: Settings<unknown>): void {
  const from = resource('spec.metricsConfig');
  const present = settings.get('metric.reporters');
  if (present && present.value !== null && !String(present.value).includes(STRIMZI_REPORTER)) {
    settings.put('metric.reporters', `${present.value},${STRIMZI_REPORTER}`, present.from);
  } else {
    settings.put('metric.reporters', STRIMZI_REPORTER, from);
  }
  settings.put('prometheus.metrics.reporter.listener.enable', 'false', from);
}

/** How one side of a mirror is reached, and all of its free `config`, unfiltered (`addClusterToMirrorMaker2ConnectorConfig`). */
function clusterSettings(cluster: Cluster, path: string, home: Home): Settings<unknown> {
  const settings = new Settings<unknown>();
  settings.put('alias', cluster.alias, resource(`${path}.alias`));
  settings.put('bootstrap.servers', cluster.bootstrapServers, resource(`${path}.bootstrapServers`));
  settings.putAll(clientSettings(cluster, path, home, `${cluster.alias}-ca.crt`));
  const empty = Object.keys(cluster.config ?? {}).find((key) => cluster.config![key] === null || cluster.config![key] === undefined);
  if (empty !== undefined) {
    throw nullPointer(`null (${joinPath(`${path}.config`, empty)} is null)`);
  }
  putConfig(settings, cluster.config ?? {}, `${path}.config`);
  return settings;
}

function putConfig(settings: Settings<unknown>, config: Config, path: string): void {
  Object.entries(config).forEach(([key, value]) => settings.put(key, value, resource(joinPath(path, key))));
}
