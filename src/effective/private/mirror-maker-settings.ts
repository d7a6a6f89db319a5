import { CLUSTER_KEYS } from '../../core/cluster-keys';
import { Herder, MirrorMakerFile } from './mirror-maker-file';
import { CONNECTOR_KEYS, WORKER_PREFIXES } from './mirror-maker-keys';
import { OPERATOR, Settings } from './settings';

const BYTES = 'org.apache.kafka.connect.converters.ByteArrayConverter';
const CLIENTS = ['producer.', 'consumer.', 'admin.'];

/**
 * The properties of the workers of one pair of clusters. Placeholders of config providers stay as they are.
 *
 * @see org.apache.kafka.connect.mirror.MirrorMakerConfig.workerConfig (connect-mirror 4.3.1)
 */
export function herderWorkerSettings(file: MirrorMakerFile, { source, target, flow }: Herder): Settings<string> {
  const worker = clusterSettings(file, target);
  worker.putAll(file.pick((key) => WORKER_PREFIXES.some((prefix) => key.startsWith(prefix)) ? key : undefined));
  putAbsent(worker, {
    'client.id': flow,
    'group.id': `${source}-mm2`,
    'offset.storage.topic': `mm2-offsets.${source}.internal`,
    'status.storage.topic': `mm2-status.${source}.internal`,
    'config.storage.topic': `mm2-configs.${source}.internal`,
    'key.converter': BYTES,
    'value.converter': BYTES,
    'header.converter': BYTES,
  });
  return worker;
}

/**
 * The configuration of a connector of one pair of clusters, all keys of it: later parts win.
 *
 * @param type simple name of the class, which is also the name of the connector
 * @see org.apache.kafka.connect.mirror.MirrorMakerConfig.connectorBaseConfig (connect-mirror 4.3.1)
 */
export function herderConnectorSettings(file: MirrorMakerFile, { source, target, flow }: Herder, type: string): Settings<string> {
  const settings = file.pick((key) => CONNECTOR_KEYS.has(key) || /^(config\.providers|replication\.policy)/.test(key) ? key : undefined);
  for (const [side, alias] of [['source', source], ['target', target]]) {
    clusterSettings(file, alias).forEach((key, { value, from }) =>
      settings.put(`${side}.${/^(consumer|producer|admin)/.test(key) ? '' : 'cluster.'}${key}`, value, from));
  }
  putAbsent(settings, {
    'name': type,
    'connector.class': `org.apache.kafka.connect.mirror.${type}`,
    'source.cluster.alias': source,
    'target.cluster.alias': target,
  });
  settings.putAll(file.below(`${flow}.`));
  putAbsent(settings, { enabled: 'false' });
  return settings;
}

/**
 * What stands below the alias of a cluster. How it is reached is repeated for each client; what is not said there is taken from the keys
 * without prefix.
 *
 * @see org.apache.kafka.connect.mirror.MirrorMakerConfig.clusterProps (connect-mirror 4.3.1)
 */
function clusterSettings(file: MirrorMakerFile, alias: string): Settings<string> {
  const settings = file.below(`${alias}.`);
  const everybodys = file.pick((key) => CLUSTER_KEYS.has(key) ? key : undefined);
  for (const { from, targets } of [{ from: settings, targets: CLIENTS }, { from: everybodys, targets: [...CLIENTS, ''] }]) {
    for (const key of CLUSTER_KEYS) {
      const setting = from.get(key);
      for (const prefix of setting ? targets : []) {
        if (settings.get(prefix + key) === undefined) settings.put(prefix + key, setting!.value, setting!.from);
      }
    }
  }
  return settings;
}

function putAbsent(settings: Settings<string>, values: { readonly [key: string]: string }): void {
  Object.entries(values).filter(([key]) => settings.get(key) === undefined).forEach(([key, value]) => settings.put(key, value, OPERATOR));
}
