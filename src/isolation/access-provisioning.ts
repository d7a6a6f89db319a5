import { KafkaCluster } from '../clusters';
import { dnsLabelProblems, dnsNameProblems } from '../core/kubernetes-names';
import { Problem } from '../core/problem';
import { strimziClusterOf } from './private/strimzi-cluster';

/** The Kafka resource whose User Operator makes the users. */
export interface StrimziUsersOptions {
  /** Name of the Kafka resource. */
  readonly cluster: string;
  /** Namespace of the Kafka resource: KafkaUsers have to be there, and their Secrets appear there. */
  readonly namespace: string;
}

/** Where the files for an administrator are kept. */
export interface AccessFilesOptions {
  /**
   * Namespace of the ConfigMap.
   * @default - the chart's namespace, or the one that is current when the manifests are applied
   */
  readonly namespace?: string;
}

/** A `switch` over `kind` covers all. */
export type ProvisioningDetails =
  | { readonly kind: 'strimziUsers'; readonly cluster: string; readonly namespace: string }
  | { readonly kind: 'script' | 'eventStreamsIam'; readonly namespace?: string };

/**
 * How rights come to a cluster.
 *
 * @example
 * const provisioning = AccessProvisioning.strimziUsers({ cluster: 'kp-local', namespace: 'kp-kafka' });
 */
export class AccessProvisioning {
  /**
   * As KafkaUsers (`kafka.strimzi.io/v1`), which Strimzi's User Operator turns into users, ACLs and quotas. Needs `authorization: {type: simple}` on the Kafka resource.
   * Fails: users that log in by something else than SCRAM-SHA-512 or a client certificate.
   */
  public static strimziUsers(options: StrimziUsersOptions): AccessProvisioning {
    return new AccessProvisioning({ kind: 'strimziUsers', cluster: options.cluster, namespace: options.namespace });
  }

  /** As a script of `kafka-acls` commands for any Kafka with ACLs, in a ConfigMap: an administrator reads and runs it. */
  public static script(options: AccessFilesOptions = {}): AccessProvisioning {
    return new AccessProvisioning({ kind: 'script', namespace: options.namespace });
  }

  /** As a list of IAM policies for Event Streams on IBM Cloud, which has no ACLs, in a ConfigMap: an administrator enters them for the service IDs. */
  public static eventStreamsIam(options: AccessFilesOptions = {}): AccessProvisioning {
    return new AccessProvisioning({ kind: 'eventStreamsIam', namespace: options.namespace });
  }

  /**
   * What fits the cluster.
   * @internal
   */
  public static _for(cluster: KafkaCluster, files: AccessFilesOptions = {}): AccessProvisioning {
    const strimzi = strimziClusterOf(cluster);
    if (strimzi) {
      return AccessProvisioning.strimziUsers(strimzi);
    }
    return cluster.eventStreamsPlan ? AccessProvisioning.eventStreamsIam(files) : AccessProvisioning.script(files);
  }

  private constructor(
    /** @internal */
    public readonly _details: ProvisioningDetails,
  ) {}

  /** @internal */
  public _problems(prop: string): Problem[] {
    const { _details } = this;
    return [
      ...(_details.kind === 'strimziUsers' ? dnsNameProblems(`${prop}.cluster`, _details.cluster) : []),
      ...(_details.namespace === undefined ? [] : dnsLabelProblems(`${prop}.namespace`, _details.namespace)),
    ];
  }
}
