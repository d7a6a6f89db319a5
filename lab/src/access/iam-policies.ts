import type { Acl } from '../agent.js';

export type IamRole = 'Reader' | 'Writer' | 'Manager';

/** An access policy of IBM Cloud IAM, as the library writes it. */
export interface IamPolicy {
  readonly role: IamRole;
  readonly resourceType: 'cluster' | 'topic' | 'group' | 'txnid';
  /** None is every resource of the type. */
  readonly resource?: string;
  readonly operator?: 'stringEquals' | 'stringMatch';
}

const RESOURCES = { topic: 'TOPIC', group: 'GROUP', txnid: 'TRANSACTIONAL_ID' } as const;

/** What a role allows: what Event Streams on IBM Cloud documents, as Kafka's rights. No role has an ACL API, which would be ALTER on the cluster. */
const RIGHTS: Record<keyof typeof RESOURCES, Record<IamRole, readonly string[]>> = {
  topic: {
    Reader: ['READ', 'DESCRIBE', 'DESCRIBE_CONFIGS'],
    Writer: ['READ', 'WRITE', 'DESCRIBE', 'DESCRIBE_CONFIGS'],
    Manager: ['CREATE', 'ALTER', 'DELETE', 'ALTER_CONFIGS', 'READ', 'WRITE', 'DESCRIBE', 'DESCRIBE_CONFIGS'],
  },
  group: { Reader: ['READ', 'DESCRIBE'], Writer: ['READ', 'DESCRIBE'], Manager: ['READ', 'DESCRIBE', 'DELETE'] },
  txnid: { Reader: [], Writer: ['WRITE', 'DESCRIBE'], Manager: ['WRITE', 'DESCRIBE'] },
};

/** The ACLs by which a look-alike of Event Streams does what policies say. The one on the cluster lets an identity connect: without it the others give nothing. */
export function aclsOf(principal: string, policies: readonly IamPolicy[]): Acl[] {
  return policies.some(({ resourceType }) => resourceType === 'cluster') ? policies.flatMap((policy) => aclOf(principal, policy)) : [];
}

function aclOf(principal: string, { role, resourceType, resource = '*', operator }: IamPolicy): Acl[] {
  if (resourceType === 'cluster') {
    return [];
  }
  const operations = RIGHTS[resourceType][role];
  return operations.length === 0 ? [] : [{ principal, resource: RESOURCES[resourceType], operations, ...named(resource, operator) }];
}

/** A wildcard at the end is what ACLs know as a prefix; other wildcards they do not know. */
function named(resource: string, operator: IamPolicy['operator']): Pick<Acl, 'name' | 'pattern'> {
  const isPrefix = operator === 'stringMatch';
  const name = isPrefix ? resource.replace(/\*$/, '') : resource;
  if (isPrefix && (name === resource || /[*?]/.test(name))) {
    throw new Error(`the look-alike cannot match '${resource}': a wildcard has to stand at the end, and only there`);
  }
  return { name, pattern: isPrefix ? 'PREFIXED' : 'LITERAL' };
}
