import { Problem } from '../../core/problem';
import { ReplicationFlow, ReplicationModel, WorkerStorage } from '../../model';
import { heartbeatConnectorSettings, heartbeatWorkerSettings, Setting } from '../../model/mirror-settings';
import { clientProperties, SecretPlaceholder } from './client-properties';

/**
 * The connector that emits heartbeats into the source of a flow. It runs among the others, whose workers write to the target, so the producer that Connect
 * gives it is told how to reach the source: its user there needs rights on one topic. The aliases are those of the opposite direction, as in dedicated mode.
 *
 * @see org.apache.kafka.connect.mirror.MirrorHeartbeatConnector, MirrorMakerConfig.clusterPairs (connect-mirror 4.3.1); Worker.baseProducerConfigs,
 * offsetStoreForRegularSourceConnector (connect-runtime 4.3.1): source positions stay with the workers
 */
export function heartbeatSettings({ target }: ReplicationModel, flow: ReplicationFlow, placeholder: SecretPlaceholder): Setting[] {
  const { source, declaredAt } = flow;
  const reached = clientProperties(source, `${declaredAt}source`, placeholder);
  return [
    { key: 'source.cluster.alias', value: target.alias, origin: 'prop:target.alias' },
    { key: 'target.cluster.alias', value: source.alias, origin: `prop:${declaredAt}source.alias` },
    ...['target.cluster.', 'producer.override.'].flatMap((prefix) => reached.map((setting) => ({ ...setting, key: prefix + setting.key }))),
    ...heartbeatConnectorSettings(flow),
  ];
}

/** Memory of workers at the source: names that no other replication takes, and that MM2 does not mirror. */
export function heartbeatStorage({ name, storage }: ReplicationModel): WorkerStorage {
  return {
    groupId: `${storage.groupId}-heartbeats`,
    configTopic: `mm2-configs.${name}.heartbeats.internal`,
    offsetTopic: `mm2-offsets.${name}.heartbeats.internal`,
    statusTopic: `mm2-status.${name}.heartbeats.internal`,
  };
}

/** The workers at the source that emit heartbeats in dedicated mode: those of the opposite direction, which copies nothing. */
export function heartbeatWorkers(model: ReplicationModel, flow: ReplicationFlow): Setting[] {
  const asked = `prop:${flow.declaredAt}heartbeatInterval`;
  const { source: { alias } } = flow;
  const { target } = model;
  const { groupId, configTopic, offsetTopic, statusTopic } = heartbeatStorage(model);
  const names: [key: string, value: string][] = [
    ['group.id', groupId], ['config.storage.topic', configTopic], ['offset.storage.topic', offsetTopic], ['status.storage.topic', statusTopic],
  ];
  return [
    ...names.map(([key, value]) => ({ key: `${alias}.${key}`, value, origin: asked })),
    ...heartbeatWorkerSettings(flow).map((setting) => ({ ...setting, key: `${alias}.${setting.key}` })),
    { key: `${target.alias}->${alias}.emit.heartbeats.enabled`, value: true, origin: asked },
    ...heartbeatConnectorSettings(flow).map((setting) => ({ ...setting, key: `${target.alias}->${alias}.${setting.key}` })),
  ];
}

/**
 * What workers that write to the target cannot emit into the source. Their producers are told about the target, and Connect can replace what they are told,
 * but not take it away; and exactly-once keeps source positions where the records go.
 *
 * @see org.apache.kafka.connect.runtime.Worker.baseProducerConfigs, offsetStoreForExactlyOnceSourceTask (connect-runtime 4.3.1)
 */
export function heartbeatProblems(model: ReplicationModel): Problem[] {
  return model.flows.filter(({ heartbeatInterval }) => heartbeatInterval !== undefined).flatMap((flow): Problem[] => {
    const prop = `${flow.declaredAt}heartbeatInterval`;
    const left = leftOver(model, flow);
    return [
      ...(left.length === 0 ? [] : [{
        prop, problem: 'would reach the source with what is meant for the target', value: left.join(', '), allowed: 'a source whose trust and authentication have these settings, too',
        remedy: 'give the source the kind of trust and authentication that the target has, or leave heartbeats to something at the source',
      }]),
      ...(!model.delivery.isExactlyOnce ? [] : [{
        prop, problem: 'has no place beside exactly-once delivery', remedy: 'leave it out: the workers would keep transactions and positions at the source, too',
      }]),
    ];
  });
}

/** Settings of the target that a client of the source would read, since the source has none of that name. */
function leftOver({ target }: ReplicationModel, { source }: ReplicationFlow): string[] {
  const settingsOf = (cluster: typeof source) => new Map(clientProperties(cluster, '', () => '').map(({ key, value }) => [key, String(value)]));
  const own = settingsOf(source);
  const protocol = own.get('security.protocol')!;
  const isRead = (key: string) => (key.startsWith('ssl.') && protocol.endsWith('SSL')) || (key.startsWith('sasl.') && protocol.startsWith('SASL_'));
  return [...settingsOf(target).keys()].filter((key) => isRead(key) && !own.has(key));
}
