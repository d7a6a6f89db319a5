import { AclOperation, AclResource, AclRule } from './acl-rule';

/** A role of Event Streams on IBM Cloud; each includes those before it. */
export type IamRole = 'Reader' | 'Writer' | 'Manager';

/** One access policy of IBM Cloud IAM, for one service ID on one instance of Event Streams. */
export interface IamPolicy {
  readonly role: IamRole;
  readonly resourceType: 'cluster' | 'topic' | 'group' | 'txnid';
  /** The resource; none is every resource of the type. */
  readonly resource?: string;
  /** How the resource is compared. */
  readonly operator?: 'stringEquals' | 'stringMatch';
  /** What stops without it. */
  readonly why: string;
}

const RANK: readonly IamRole[] = ['Reader', 'Writer', 'Manager'];

/**
 * The least role that allows an operation. What is not listed nobody can have: Event Streams has no ACLs, and its brokers ask for no right to be idempotent.
 *
 * @see ibm-cloud-docs/EventStreams, "Managing authorization", tables 2, 3, 4 and 6 (producer, consumer, administration and transaction actions)
 */
const ROLES: { readonly [resource in AclResource]: { readonly [operation in AclOperation]?: IamRole } } = {
  topic: { Read: 'Reader', Describe: 'Reader', DescribeConfigs: 'Reader', Write: 'Writer', Create: 'Manager', Alter: 'Manager', AlterConfigs: 'Manager', Delete: 'Manager' },
  group: { Read: 'Reader', Describe: 'Reader', Delete: 'Manager' },
  transactionalId: { Describe: 'Writer', Write: 'Writer' },
  cluster: {},
};

const TYPES = { topic: 'topic', group: 'group', transactionalId: 'txnid', cluster: 'cluster' } as const;

/**
 * The policies that stand in for the rules where the cluster is Event Streams on IBM Cloud.
 *
 * @see ibm-cloud-docs/account, "Assigning access by using wildcard policies": stringEquals, stringMatch
 */
export function iamPolicies(rules: readonly AclRule[]): IamPolicy[] {
  return [
    { role: 'Reader', resourceType: 'cluster', why: 'nothing else is allowed' },
    ...rules.flatMap(({ resource, name, pattern, operations, why }): IamPolicy[] => {
      const ranks = operations.map((operation) => RANK.indexOf(ROLES[resource][operation]!)).filter((rank) => rank >= 0);
      if (ranks.length === 0) return [];
      const named = pattern === 'prefix' ? { resource: `${name}*`, operator: 'stringMatch' as const } : { resource: name, operator: 'stringEquals' as const };
      return [{ role: RANK[Math.max(...ranks)], resourceType: TYPES[resource], ...name === '*' && pattern === 'literal' ? {} : named, why }];
    }),
  ];
}

/** Whether all servers belong to Event Streams on IBM Cloud. */
export function isEventStreamsOnCloud(bootstrapServers: string): boolean {
  return bootstrapServers !== '' && bootstrapServers.split(',').every((server) => /\.eventstreams\.cloud\.ibm\.com(:\d+)?$/.test(server.trim()));
}
