import { KafkaCluster } from '../../clusters';

/** A Kafka resource of Strimzi in this Kubernetes, and the port of the listener that is used. */
export interface StrimziCluster {
  readonly cluster: string;
  readonly namespace: string;
  readonly port: number;
}

/**
 * The Kafka resource behind the bootstrap Service `<cluster>-kafka-bootstrap.<namespace>.svc`; none where the cluster is reached in another way.
 *
 * @see io.strimzi.api.kafka.model.kafka.KafkaResources.bootstrapServiceName (Strimzi 1.2.0)
 */
export function strimziClusterOf({ bootstrapServers }: KafkaCluster): StrimziCluster | undefined {
  const [, cluster, namespace, port] = /^([a-z0-9.-]+)-kafka-bootstrap\.([a-z0-9-]+)\.svc(?:\.cluster\.local)?:(\d+)$/.exec(bootstrapServers[0] ?? '') ?? [];
  return cluster === undefined ? undefined : { cluster, namespace, port: Number(port) };
}
