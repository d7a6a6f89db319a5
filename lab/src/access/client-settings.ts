import type { ClientSettings } from '../agent.js';
import type { KafkaCluster, Side } from '../cluster.js';
import { ScramCluster } from '../local.js';

/** Who logs in: a user where the cluster has users, the Secret with its API key where it is Event Streams. */
export interface Login {
  readonly user: string;
  readonly secret: string;
  readonly side: Side;
}

/** How a client logs in to a cluster that has users or API keys. */
export async function clientSettings(cluster: KafkaCluster, { user, secret, side }: Login): Promise<ClientSettings> {
  const isScram = cluster instanceof ScramCluster;
  const password = await cluster.credential(side, user, secret);
  const login = `org.apache.kafka.common.security.${isScram ? 'scram.ScramLoginModule' : 'plain.PlainLoginModule'}`;
  return {
    config: {
      'bootstrap.servers': cluster.bootstrapServers,
      'security.protocol': 'SASL_SSL',
      'sasl.mechanism': isScram ? 'SCRAM-SHA-512' : 'PLAIN',
      'sasl.jaas.config': `${login} required username="${user}" password="${password}";`,
      ...(cluster.clusterCa === undefined ? {} : { 'ssl.truststore.type': 'PEM', 'ssl.truststore.certificates': cluster.clusterCa }),
    },
  };
}

/** The super user. */
export function administratorSettings(cluster: KafkaCluster): ClientSettings {
  return { config: { 'bootstrap.servers': cluster.administration } };
}
