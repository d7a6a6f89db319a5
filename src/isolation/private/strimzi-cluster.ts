import { strimziPlace } from '../../access/strimzi-place';
import { KafkaCluster } from '../../clusters';

/** A Kafka resource of Strimzi in this Kubernetes, and the port of the listener that is used. */
export interface StrimziCluster {
  readonly cluster: string;
  readonly namespace: string;
  readonly port: number;
}

/** The Kafka resource behind the bootstrap Service that a cluster is reached by; none where it is reached in another way. */
export function strimziClusterOf({ alias, bootstrapServers: [server = ''] }: KafkaCluster): StrimziCluster | undefined {
  const { cluster, namespace } = strimziPlace(server, alias);
  return namespace === undefined ? undefined : { cluster, namespace, port: Number(server.split(':').pop()) };
}
