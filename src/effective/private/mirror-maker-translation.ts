import { EffectiveConfigProps, EffectiveConnector, IgnoredKey } from '../effective-config-props';
import { connectorDefaults, ConnectorType, workerDefaults } from './defaults';
import { Herder, MirrorMakerFile } from './mirror-maker-file';
import { herderConnectorSettings, herderWorkerSettings } from './mirror-maker-settings';
import { unreadKeys } from './mirror-maker-unread';
import { Refusal } from './refusal';
import { Settings } from './settings';

/** The connectors that MirrorMaker makes for each pair of clusters (`MirrorMaker.CONNECTOR_CLASSES`, connect-mirror 4.3.1). */
const TYPES: readonly ConnectorType[] = ['MirrorSourceConnector', 'MirrorHeartbeatConnector', 'MirrorCheckpointConnector'];

/**
 * What a dedicated MirrorMaker makes of an `mm2.properties`: one configuration for each pair of clusters, since each has workers, a group
 * and storage topics of its own. Of a file that it does not start with, there is one with the reason.
 *
 * @param name what the file is called
 */
export function translateMirrorMaker(text: string, name: string): EffectiveConfigProps[] {
  const file = new MirrorMakerFile(text);
  const nothing = { worker: {}, workerDefaults: {}, workerProvenance: {}, connectors: [], flows: [], ignored: [] };
  try {
    const { internalRest, herders } = file;
    const configs = herders.map((herder) => ({ resource: `${name} ${herder.flow}`, internalRest, ...translateHerder(file, herder) }));
    // What nobody reads belongs to no pair: the first one says it.
    return configs.map((config, i) => i === 0 ? { ...config, ignored: [...unreadKeys(file, configs), ...config.ignored] } : config);
  } catch (error) {
    if (error instanceof Refusal) {
      return [{ resource: name, ...nothing, internalRest: false, workerPath: 'clusters', error: error.message }];
    }
    throw error;
  }
}

function translateHerder(file: MirrorMakerFile, herder: Herder): Omit<EffectiveConfigProps, 'resource'> {
  const { source, target, flow, isEnabled } = herder;
  const worker = herderWorkerSettings(file, herder);
  if (worker.get('bootstrap.servers') === undefined) {
    throw new Refusal(`${target}.bootstrap.servers: Missing required configuration "bootstrap.servers" which has no default value.`);
  }
  return {
    worker: worker.values(),
    workerDefaults: workerDefaults(worker.values()),
    workerProvenance: worker.provenance(),
    workerPath: target,
    connectors: TYPES.map((type) => connector(file, herder, type, worker)).filter(({ config }) => !isSwitchedOff(config)),
    flows: isEnabled ? [{ source, target, path: flow }] : [],
    ignored: overruled(worker),
  };
}

function connector(file: MirrorMakerFile, herder: Herder, type: ConnectorType, worker: Settings<string>): EffectiveConnector {
  const settings = herderConnectorSettings(file, herder, type);
  const config = settings.values();
  return {
    name: type,
    connectorClass: config['connector.class'],
    tasksMax: /^\s*\d+\s*$/.test(config['tasks.max']) ? Number(config['tasks.max']) : undefined,
    version: config['connector.plugin.version'],
    config,
    defaults: connectorDefaults(type, config, undefined, worker.values()),
    provenance: settings.provenance(),
    path: `${herder.flow}.${type}`,
  };
}

/**
 * Whether it is a checkpoint connector that Kafka Connect refuses, because it is told to emit nothing: how a flow of a dedicated MirrorMaker has none
 * (`MirrorCheckpointConfig.validate` and `MirrorHerder.configureConnector`, connect-mirror 4.3.1).
 */
function isSwitchedOff(config: { readonly [key: string]: string }): boolean {
  return /\.MirrorCheckpointConnector$/.test(config['connector.class']) && config['emit.checkpoints.enabled'] === 'false' && config.enabled !== 'false';
}

/** Keys of a cluster that a key without prefix overrules, against the rule that the narrower one wins. */
function overruled({ replaced }: Settings<string>): IgnoredKey[] {
  const path = (from: string) => from.replace(/^resource:/, '');
  return replaced.map(({ key, from, by }) => ({ path: path(from), key, reason: `MirrorMaker gives its workers ${path(by)} instead` }));
}
