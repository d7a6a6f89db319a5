import type { Acl } from '../agent.js';

/** An ACL in Strimzi's spelling, as KafkaUsers have it. */
export interface StrimziAcl {
  readonly resource: { readonly type: StrimziResource; readonly name?: string; readonly patternType?: 'literal' | 'prefix' };
  readonly operations: readonly string[];
}

export type StrimziResource = 'topic' | 'group' | 'cluster' | 'transactionalId';

const RESOURCES = { topic: 'TOPIC', group: 'GROUP', cluster: 'CLUSTER', transactionalId: 'TRANSACTIONAL_ID' } as const;

/** What the User Operator makes of it. @see KafkaUser v1, spec.authorization (Strimzi 1.2.0) */
export function aclOf(principal: string, { resource, operations }: StrimziAcl): Acl {
  return {
    principal,
    resource: RESOURCES[resource.type],
    name: resource.name ?? 'kafka-cluster',
    pattern: resource.patternType === 'prefix' ? 'PREFIXED' : 'LITERAL',
    operations: operations.map((operation) => operation.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()),
  };
}

/** Operations that a right brings along. @see org.apache.kafka.common.acl.AclOperation (kafka-clients 4.3.1) */
const IMPLIED_BY: Readonly<Record<string, readonly string[]>> = { DESCRIBE: ['READ', 'WRITE', 'DELETE', 'ALTER'], DESCRIBE_CONFIGS: ['ALTER_CONFIGS'] };

/** Whether the rights allow an operation on a name. */
export function allows(acls: readonly Acl[], resource: string, name: string, operation: string): boolean {
  const sufficient = [operation, 'ALL', ...IMPLIED_BY[operation] ?? []];
  return acls.some((acl) => acl.resource === resource && sufficient.some((each) => acl.operations.includes(each))
    && (acl.pattern === 'PREFIXED' ? name.startsWith(acl.name) : acl.name === name || acl.name === '*'));
}
