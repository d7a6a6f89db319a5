import { entryOf, Problem } from '../../core/problem';
import { propertyLine } from '../../core/properties-text';
import { ReplicationFlow, ReplicationModel } from '../../model';
import { checkpointConnectorSettings, Setting, sourceConnectorSettings, workerSettings } from '../../model/mirror-settings';
import { resourceNameOf } from '../../model/resource-name';
import { clientProperties, clustersOf, SecretPlaceholder } from './client-properties';
import { merged, selectionSettings } from './connect-config';
import { countOf } from './worker-size';

/** Where a node of a dedicated MirrorMaker finds things. */
export interface NodeOptions {
  /** Folder of the secrets: one folder for each, with a file for each key. */
  readonly secrets: string;
  /** Port of the REST by which the nodes reach each other. */
  readonly restPort: number;
}

/** Folder of a replication on a node. */
export function homeOf(model: ReplicationModel): string {
  return `/etc/kafka-replication/${resourceNameOf(model.name)}`;
}

/** Variable with the address by which the other nodes reach this one. */
export const NODE_ADDRESS = 'MM2_NODE_ADDRESS';

/**
 * The keys of an `mm2.properties` for a replication with one source: each pair of clusters has workers of its own in dedicated mode, and what names
 * their group and storage topics stands with the target.
 *
 * Without `emit.heartbeats.enabled=false` the opposite direction would get workers, too, which do nothing but take memory.
 *
 * @see org.apache.kafka.connect.mirror.MirrorMakerConfig.workerConfig, connectorBaseConfig, clusterPairs (connect-mirror 4.3.1)
 */
export function mirrorMakerSettings(model: ReplicationModel, node: NodeOptions): Setting[] {
  const { target, storage, flows: [flow] } = model;
  const own = (key: string, value: string | number | boolean): Setting => ({ key, value, origin: 'library-default' });
  const named = (key: string, value: string): Setting => ({ key, value, origin: model.given.includes('name') ? 'prop:name' : 'library-default' });
  const placeholder: SecretPlaceholder = (secretName, key) => `\${secrets:${node.secrets}/${secretName}:${key}}`;
  const worker = merged(workerSettings(model));
  const users = worker.find(({ key }) => key === 'config.providers');
  return [
    own('clusters', `${flow.source.alias},${target.alias}`),
    own('emit.heartbeats.enabled', false),
    own('dedicated.mode.enable.internal.rest', true),
    own('listeners', `http://\${env:${NODE_ADDRESS}}:${node.restPort}`),
    { ...own('config.providers', [...users ? [users.value] : [], 'env', 'secrets'].join(',')), ...(users ? { origin: users.origin } : {}) },
    own('config.providers.env.class', 'org.apache.kafka.common.config.provider.EnvVarConfigProvider'),
    own('config.providers.env.param.allowlist.pattern', `^${NODE_ADDRESS}$`),
    own('config.providers.secrets.class', 'org.apache.kafka.common.config.provider.DirectoryConfigProvider'),
    own('config.providers.secrets.param.allowed.paths', node.secrets),
    // Providers are read without alias only.
    ...worker.filter(({ key }) => key.startsWith('config.providers.')),
    ...clustersOf({ ...model, flows: [flow] }).flatMap(({ cluster, prop }) => below(cluster.alias, clientProperties(cluster, prop, placeholder))),
    ...below(target.alias, [
      named('group.id', storage.groupId),
      named('config.storage.topic', storage.configTopic),
      named('offset.storage.topic', storage.offsetTopic),
      named('status.storage.topic', storage.statusTopic),
      ...worker.filter(({ key }) => !key.startsWith('config.providers')),
    ]),
    ...below(`${flow.source.alias}->${target.alias}`, [own('enabled', true), own('tasks.max', countOf(flow.tasksMax)), ...flowSettings(model, flow)]),
  ];
}

/** The file. */
export function mirrorMakerText(model: ReplicationModel, node: NodeOptions): string {
  return mirrorMakerSettings(model, node).map(({ key, value }) => `${propertyLine(key, String(value))}\n`).join('');
}

/** All connectors of a flow read the same keys. One that has no groups says so by having no checkpoints: MM2 then refuses that connector, once per start. */
function flowSettings(model: ReplicationModel, flow: ReplicationFlow): Setting[] {
  return merged([
    ...(flow.groups ? checkpointConnectorSettings(model, flow) : [{ key: 'emit.checkpoints.enabled', value: false, origin: `prop:${flow.declaredAt}groups` }]),
    ...sourceConnectorSettings(model, flow),
    ...selectionSettings(flow),
  ]);
}

function below(prefix: string, settings: readonly Setting[]): Setting[] {
  return settings.map((setting) => ({ ...setting, key: `${prefix}.${setting.key}` }));
}

/** What dedicated mode cannot do, or would do to others. */
export function mirrorMakerProblems(model: ReplicationModel): Problem[] {
  const { flows: [flow] } = model;
  const [source, checkpoint] = [flow.sourceConnectorConfig, flow.checkpointConnectorConfig];
  return [
    ...(model.flows.length === 1 ? [] : [{
      prop: 'addSource', problem: 'has no place in dedicated mode', value: `${model.flows.length} sources`, allowed: 'one source',
      remedy: 'make a MirrorMaker2Replication for each source: MM2 would give the workers of all pairs with one target the same group and storage topics',
    }]),
    ...Object.keys(checkpoint).filter((key) => key in source && source[key] !== checkpoint[key]).map((key): Problem => ({
      prop: entryOf(`${flow.declaredAt}checkpointConnectorConfig`, key), problem: 'differs from sourceConnectorConfig',
      allowed: 'one value', remedy: 'in dedicated mode all connectors of a flow read the same keys',
    })),
  ];
}
