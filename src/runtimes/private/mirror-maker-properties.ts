import { entryOf, Problem } from '../../core/problem';
import { propertyLine } from '../../core/properties-text';
import { ReplicationFlow, ReplicationModel } from '../../model';
import { checkpointConnectorSettings, Setting, sourceConnectorSettings, workerSettings } from '../../model/mirror-settings';
import { resourceNameOf } from '../../model/resource-name';
import { clientProperties, clustersOf, SecretPlaceholder } from './client-properties';
import { merged, selectionSettings } from './connect-config';
import { heartbeatWorkers } from './heartbeats';
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
 * Without `emit.heartbeats.enabled=false` the opposite direction would get workers, too, which do nothing but take memory; it gets them where heartbeats are
 * wanted.
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
    ...(flow.heartbeatInterval ? heartbeatWorkers(model, flow) : []),
  ];
}

/** Clusters into which a node writes: the target, and the source where heartbeats are emitted. */
export function writtenClusters({ target, flows: [flow] }: ReplicationModel): string[] {
  return [target.alias, ...(flow.heartbeatInterval ? [flow.source.alias] : [])];
}

/** The file. */
export function mirrorMakerText(model: ReplicationModel, node: NodeOptions): string {
  return mirrorMakerSettings(model, node).map(({ key, value }) => `${propertyLine(key, String(value))}\n`).join('');
}

/**
 * All connectors of a flow read the same keys. A flow without groups has no checkpoints: Connect then refuses that connector, once per start. And none may be
 * told that exactly-once is required: only the source connector knows what that is, and the others would be refused.
 *
 * @see org.apache.kafka.connect.mirror.MirrorCheckpointConfig.validate, MirrorSourceConnector.exactlyOnceSupport (connect-mirror 4.3.1)
 */
function flowSettings(model: ReplicationModel, flow: ReplicationFlow): Setting[] {
  return merged([
    ...(flow.groups ? checkpointConnectorSettings(model, flow) : [{ key: 'emit.checkpoints.enabled', value: false, origin: `prop:${flow.declaredAt}groups` }]),
    ...sourceConnectorSettings(model, flow).filter(({ key }) => key !== 'exactly.once.support'),
    ...selectionSettings(flow),
  ]);
}

function below(prefix: string, settings: readonly Setting[]): Setting[] {
  return settings.map((setting) => ({ ...setting, key: `${prefix}.${setting.key}` }));
}

/** What dedicated mode cannot do, or would do to others. */
export function mirrorMakerProblems(model: ReplicationModel): Problem[] {
  return [
    ...(model.flows.length === 1 ? [] : [{
      prop: 'addSource', problem: 'has no place in dedicated mode', value: `${model.flows.length} sources`, allowed: 'one source',
      remedy: 'make a MirrorMaker2Replication for each source: MM2 would give the workers of all pairs with one target the same group and storage topics',
    }]),
    ...contradictions(model, model.flows[0]),
  ];
}

function contradictions(model: ReplicationModel, flow: ReplicationFlow): Problem[] {
  const source = new Map(sourceConnectorSettings(model, flow).map(({ key, value }) => [key, String(value)]));
  const checkpoint = flow.groups ? checkpointConnectorSettings(model, flow) : [];
  return checkpoint.filter(({ key, value }) => source.has(key) && source.get(key) !== String(value)).map(({ key }): Problem => ({
    prop: entryOf(`${flow.declaredAt}${key in flow.checkpointConnectorConfig ? 'checkpointConnectorConfig' : 'sourceConnectorConfig'}`, key),
    problem: 'differs from the other connector\'s', allowed: 'one value for both', remedy: 'in dedicated mode all connectors of a flow read the same keys',
  }));
}
