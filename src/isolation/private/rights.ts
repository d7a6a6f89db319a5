import { AclRule } from '../../access/acl-rule';
import { show } from '../../core/problem';

/** Whether there is a name that both rules are about. */
function meet(a: AclRule, b: AclRule): boolean {
  return a.resource === b.resource
    && (a.name === b.name || (a.pattern === 'prefix' && b.name.startsWith(a.name)) || (b.pattern === 'prefix' && a.name.startsWith(b.name)));
}

/** Whether the rule is about every name. @see org.apache.kafka.common.resource.ResourcePattern.WILDCARD_RESOURCE (kafka-clients 4.3.1) */
export function isWildcard({ name, pattern }: AclRule): boolean {
  return pattern === 'prefix' ? name === '' : name === '*';
}

/** What the rule is about, for people. */
export function nameOf({ resource, name, pattern }: AclRule): string {
  return `${resource} ${pattern === 'prefix' ? 'names that begin with ' : ''}${show(name)}`;
}

/** Whether the rule is about names that may belong to somebody: to look at the cluster is no secret, and wildcards are refused by themselves. */
function isOnNames(rule: AclRule): boolean {
  return rule.resource !== 'cluster' && !isWildcard(rule);
}

/** Pairs of rules that are about a name in common, and that name: the longer of the two, which also is one that begins so. */
export function meetings(mine: readonly AclRule[], theirs: readonly AclRule[]): { readonly rule: AclRule; readonly their: AclRule; readonly name: string }[] {
  return mine.filter(isOnNames).flatMap((rule) => theirs.filter(isOnNames).filter((their) => meet(rule, their))
    .map((their) => ({ rule, their, name: rule.name.length > their.name.length ? rule.name : their.name })));
}
