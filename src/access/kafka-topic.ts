import { kubernetesName, StrimziPlace, strimziMetadata } from './strimzi-place';
import { TopicToCreate } from './topics-to-create';

/** The KafkaTopic (`kafka.strimzi.io/v1`) of a topic whose partitions are known. @see kafkatopic v1 schema, Strimzi 1.2.0 */
export function kafkaTopic({ name, partitions, replicationFactor, config }: TopicToCreate, place: StrimziPlace): any {
  const objectName = kubernetesName(name);
  return {
    apiVersion: 'kafka.strimzi.io/v1',
    kind: 'KafkaTopic',
    metadata: strimziMetadata(objectName, place),
    spec: {
      ...objectName === name ? {} : { topicName: name },
      partitions,
      // Without it the broker decides.
      ...replicationFactor === -1 ? {} : { replicas: replicationFactor },
      ...Object.keys(config).length === 0 ? {} : { config: { ...config } },
    },
  };
}
