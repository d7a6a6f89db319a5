import { createHash } from 'crypto';
import { dnsNameProblems } from '../core/kubernetes-names';

/** The Kafka cluster of Strimzi that an object belongs to. */
export interface StrimziPlace {
  /** Name of the Kafka resource. */
  readonly cluster: string;
  /** Namespace that its operator watches for users and topics. */
  readonly namespace?: string;
}

/**
 * Where Strimzi keeps a cluster, read off its bootstrap service; otherwise the alias has to do for its name.
 *
 * @see io.strimzi.api.kafka.model.kafka.KafkaResources.bootstrapServiceName (Strimzi 1.2.0): `<cluster>-kafka-bootstrap`
 */
export function strimziPlace(bootstrapServers: string, alias: string): StrimziPlace {
  const [, cluster, namespace] = /^([a-z0-9.-]+)-kafka-bootstrap(?:\.([a-z0-9-]+)(?:\.svc(?:\.cluster\.local)?)?)?(?=:|$)/.exec(bootstrapServers) ?? [];
  return cluster === undefined ? { cluster: kubernetesName(alias) } : { cluster, namespace };
}

export function strimziMetadata(name: string, { cluster, namespace }: StrimziPlace): any {
  return { name, ...namespace === undefined ? {} : { namespace }, labels: { 'strimzi.io/cluster': cluster } };
}

/** A name that Kubernetes takes: the same where it does, else one that nothing else gets. */
export function kubernetesName(name: string): string {
  if (dnsNameProblems('', name).length === 0) return name;
  const plain = name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 200);
  return [plain, createHash('sha256').update(name).digest('hex').slice(0, 8)].filter(Boolean).join('-').replace(/--+/g, '-');
}
