import { dnsNameProblems } from '../core/kubernetes-names';
import { Problem } from '../core/problem';
import { AclRule } from './acl-rule';
import { StrimziPlace, strimziMetadata } from './strimzi-place';

/** What a user may take from the brokers at most. @see kafkauser v1 schema, Strimzi 1.2.0 */
export interface UserQuotas {
  /** Bytes per second that it may write to each broker. */
  readonly producerByteRate?: number;
  /** Bytes per second that it may read from each broker. */
  readonly consumerByteRate?: number;
  /** Share of a broker's request threads, in percent of one of them. */
  readonly requestPercentage?: number;
  /** Topics and partitions per second that it may create or delete. */
  readonly controllerMutationRate?: number;
}

/** A user of a Kafka cluster that Strimzi runs. */
export interface KafkaUserSpec {
  /** Name of the user, which is the name of the object and of the Secret that the operator makes. */
  readonly user: string;
  readonly place: StrimziPlace;
  readonly rules: readonly AclRule[];
  /** How the user logs in; the operator makes the credential. */
  readonly authentication?: 'scram-sha-512' | 'tls';
  readonly quotas?: UserQuotas;
}

/** The KafkaUser (`kafka.strimzi.io/v1`) with these rights. @see kafkauser v1 schema, Strimzi 1.2.0 */
export function kafkaUser({ user, place, rules, authentication, quotas }: KafkaUserSpec): any {
  return {
    apiVersion: 'kafka.strimzi.io/v1',
    kind: 'KafkaUser',
    metadata: strimziMetadata(user, place),
    spec: {
      ...authentication === undefined ? {} : { authentication: { type: authentication } },
      authorization: { type: 'simple', acls: rules.map(acl) },
      ...quotas === undefined ? {} : { quotas: { ...quotas } },
    },
  };
}

/** Problems of the name of a KafkaUser: that of a certificate is its common name. @see io.strimzi.operator.user.model.KafkaUserModel.validateTlsUsername (Strimzi 1.2.0) */
export function userNameProblems(prop: string, user: string, authentication: KafkaUserSpec['authentication']): Problem[] {
  return authentication === 'tls' && user.length > 64
    ? [{ prop, problem: `is too long for a certificate (${user.length} characters)`, value: user, allowed: 'at most 64 characters' }] : dnsNameProblems(prop, user);
}

function acl({ resource, name, pattern, operations }: AclRule): any {
  return { resource: resource === 'cluster' ? { type: 'cluster' } : { type: resource, name, patternType: pattern }, operations: [...operations] };
}
