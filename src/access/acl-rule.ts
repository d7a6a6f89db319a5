/** What a right is about, in Strimzi's spelling. */
export type AclResource = 'topic' | 'group' | 'cluster' | 'transactionalId';

/** Whether the name is one name, or what names start with. */
export type AclPattern = 'literal' | 'prefix';

/** What may be done, in Strimzi's spelling. @see kafkauser v1 schema, Strimzi 1.2.0 */
export type AclOperation =
  | 'Read' | 'Write' | 'Describe' | 'DescribeConfigs' | 'Create' | 'Alter' | 'AlterConfigs' | 'Delete' | 'IdempotentWrite' | 'ClusterAction' | 'All';

/** Operations that a user may do on one name, or on all names that start so. */
export interface AclRule {
  readonly resource: AclResource;
  /** Name or prefix; `*` is every name, of a cluster always `kafka-cluster`. */
  readonly name: string;
  readonly pattern: AclPattern;
  readonly operations: readonly AclOperation[];
  /** What stops without it. */
  readonly why: string;
}

/** The same rights with one rule for each resource, name and pattern, in the order in which they first came up. */
export function mergeRules(rules: readonly AclRule[]): AclRule[] {
  const merged = new Map<string, AclRule>();
  for (const rule of rules) {
    const key = JSON.stringify([rule.resource, rule.name, rule.pattern]);
    const known = merged.get(key);
    merged.set(key, known === undefined ? rule : {
      ...known,
      operations: [...new Set([...known.operations, ...rule.operations])],
      why: [...new Set([...known.why.split('; '), ...rule.why.split('; ')])].join('; '),
    });
  }
  return [...merged.values()];
}
