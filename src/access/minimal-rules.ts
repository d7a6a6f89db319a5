import { AclOperation, AclRule, mergeRules } from './acl-rule';

/** Operations that others bring along. @see org.apache.kafka.common.acl.AclOperation (kafka-clients 4.3.1) */
const IMPLIED_BY: { readonly [operation in AclOperation]?: readonly AclOperation[] } = {
  Describe: ['Read', 'Write', 'Delete', 'Alter'],
  DescribeConfigs: ['AlterConfigs'],
};

/** The same rights in the fewest rules: no operation that another one of the rule, or a rule on more names, brings along. */
export function minimalRules(rules: readonly AclRule[]): AclRule[] {
  const all = mergeRules(rules);
  return mergeRules(all.map((rule) => {
    const wider = all.filter((other) => covers(other, rule)).sort((a, b) => width(a) - width(b));
    const given = wider.flatMap(({ operations }) => operations);
    const operations = rule.operations.filter((operation) => !given.includes(operation) && !isImplied(operation, [...given, ...rule.operations]));
    // What a dropped rule was for stops without the widest of those that stand in for it.
    return operations.length > 0 ? { ...rule, operations } : { ...wider[0], operations, why: rule.why };
  }));
}

function isImplied(operation: AclOperation, given: readonly AclOperation[]): boolean {
  return (operation !== 'All' && given.includes('All')) || IMPLIED_BY[operation]?.some((other) => given.includes(other)) === true;
}

/** Whether the one is about every name that the other is about, and more. */
function covers(wide: AclRule, narrow: AclRule): boolean {
  if (wide.resource !== narrow.resource || isEveryName(narrow)) return false;
  const isSame = wide.name === narrow.name && wide.pattern === narrow.pattern;
  return isEveryName(wide) || (!isSame && wide.pattern === 'prefix' && narrow.name.startsWith(wide.name));
}

function width(rule: AclRule): number {
  return isEveryName(rule) ? 0 : rule.name.length;
}

function isEveryName({ name, pattern }: AclRule): boolean {
  return name === '*' && pattern === 'literal';
}
