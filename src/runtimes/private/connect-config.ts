import { ReplicationFlow, ReplicationModel } from '../../model';
import { checkpointConnectorSettings, Setting, sourceConnectorSettings, workerSettings } from '../../model/mirror-settings';
import { clientProperties, clustersOf, SecretPlaceholder } from './client-properties';
import { heartbeatSettings } from './heartbeats';
import { countOf } from './worker-size';

/** A connector as it is declared to Kafka Connect, without the keys that name it. */
export interface DeclaredConnector {
  /** `<source alias>-><target alias>.<class>`, as operators call it. */
  readonly name: string;
  readonly connectorClass: string;
  readonly tasksMax: number;
  readonly settings: readonly Setting[];
}

/** Every client of a worker is told how to reach the target; the plain keys are for the worker's own. */
const CLIENTS = ['', 'producer.', 'consumer.', 'admin.'];

/**
 * Properties of a distributed Connect worker, as far as the model decides them: the place of its own REST and of secrets is the runtime's.
 *
 * @see org.apache.kafka.connect.runtime.distributed.DistributedConfig (connect-runtime 4.3.1)
 */
export function connectWorkerSettings(model: ReplicationModel, placeholder: SecretPlaceholder): Setting[] {
  const { storage } = model;
  const named = (key: string, value: string): Setting => ({ key, value, origin: model.given.includes('name') ? 'prop:name' : 'library-default' });
  return merged([
    named('group.id', storage.groupId),
    named('config.storage.topic', storage.configTopic),
    named('offset.storage.topic', storage.offsetTopic),
    named('status.storage.topic', storage.statusTopic),
    ...clientProperties(model.target, 'target', placeholder).flatMap((setting) => setting.key === 'bootstrap.servers'
      ? [setting]
      : CLIENTS.map((prefix) => ({ ...setting, key: prefix + setting.key }))),
    ...workerSettings(model),
  ]);
}

/** The connectors of a model, flow by flow: source, checkpoint, heartbeats. */
export function declaredConnectors(model: ReplicationModel, placeholder: SecretPlaceholder): DeclaredConnector[] {
  return model.flows.flatMap((flow) => {
    const declare = (type: string, tasksMax: number, settings: readonly Setting[]): DeclaredConnector => ({
      name: `${flow.source.alias}->${model.target.alias}.${type}`,
      connectorClass: `org.apache.kafka.connect.mirror.${type}`,
      tasksMax,
      settings: merged([...clusterSettings(model, flow, placeholder), ...settings, ...selectionSettings(flow)]),
    });
    return [
      declare('MirrorSourceConnector', countOf(flow.tasksMax), sourceConnectorSettings(model, flow)),
      ...(flow.groups ? [declare('MirrorCheckpointConnector', 1, checkpointConnectorSettings(model, flow))] : []),
      ...(flow.heartbeatInterval ? [{
        name: `${model.target.alias}->${flow.source.alias}.MirrorHeartbeatConnector`,
        connectorClass: 'org.apache.kafka.connect.mirror.MirrorHeartbeatConnector',
        tasksMax: 1,
        settings: heartbeatSettings(model, flow, placeholder),
      }] : []),
    ];
  });
}

/** Topics and groups of a flow. Both connectors get both: offsets are translated for the topics that are mirrored. */
export function selectionSettings({ topics, groups, declaredAt }: ReplicationFlow): Setting[] {
  const rows: [key: string, value: string | undefined, prop: string][] = [
    ['topics', topics.include, 'topics'], ['topics.exclude', topics.exclude, 'topics'], ['groups', groups?.include, 'groups'], ['groups.exclude', groups?.exclude, 'groups'],
  ];
  return rows.flatMap(([key, value, prop]) => value === undefined ? [] : [{ key, value, origin: `prop:${declaredAt}${prop}` }]);
}

function clusterSettings(model: ReplicationModel, flow: ReplicationFlow, placeholder: SecretPlaceholder): Setting[] {
  const ends = clustersOf({ ...model, flows: [flow] });
  return ends.flatMap(({ cluster, prop }, i) => [{ key: 'alias', value: cluster.alias, origin: `prop:${prop}.alias` }, ...clientProperties(cluster, prop, placeholder)]
    .map((setting) => ({ ...setting, key: `${i === 0 ? 'target' : 'source'}.cluster.${setting.key}` })));
}

/** Of settings with one key, the last one counts. */
export function merged(settings: readonly Setting[]): Setting[] {
  return [...new Map(settings.map((setting) => [setting.key, setting])).values()];
}
