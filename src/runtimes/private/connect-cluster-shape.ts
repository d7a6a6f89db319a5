import { ResourceShape } from './operator-binding';

/**
 * The shape of v1beta2: clusters in a list, the one with Kafka Connect's state and the two ends of each mirror named by alias, and group and
 * storage topics among the settings of that cluster.
 *
 * @see kafkamirrormaker2 v1beta2 schema, Strimzi 0.45.0
 */
export const CONNECT_CLUSTER_SHAPE: ResourceShape = {
  specOf({ target, mirrors, ...rest }) {
    const { groupId, configStorageTopic, offsetStorageTopic, statusStorageTopic, config, ...cluster } = target;
    const storage = {
      'group.id': groupId, 'config.storage.topic': configStorageTopic, 'offset.storage.topic': offsetStorageTopic, 'status.storage.topic': statusStorageTopic,
    };
    return {
      ...rest,
      connectCluster: cluster.alias,
      clusters: [{ ...cluster, config: { ...storage, ...config } }, ...mirrors.map(({ source }: any) => source)],
      mirrors: mirrors.map(({ source, ...mirror }: any) => ({ sourceCluster: source.alias, targetCluster: cluster.alias, ...mirror })),
    };
  },

  placeOf(keys) {
    const [spec, part, index, side, ...rest] = keys;
    if (part === 'target') {
      return [spec, 'clusters', 0, ...keys.slice(2)];
    }
    return part === 'mirrors' && side === 'source' ? [spec, 'clusters', Number(index) + 1, ...rest] : keys;
  },
};
