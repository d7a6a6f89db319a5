import { AclResource, AclRule } from './acl-rule';
import { comment, kafkaScript, quoted } from './shell-text';

/** Rights of one user. */
export interface UserRules {
  /** The user as Kafka names it, such as `User:mm2`. */
  readonly principal: string;
  readonly rules: readonly AclRule[];
}

const OPTIONS: { readonly [resource in AclResource]: string } = {
  topic: '--topic', group: '--group', cluster: '--cluster', transactionalId: '--transactional-id',
};

/**
 * A script for any Kafka with ACLs: one line for each rule, and above it what stops without.
 *
 * @see org.apache.kafka.tools.AclCommand (kafka-tools 4.3.1)
 */
export function aclScript(users: readonly UserRules[], cluster: { readonly about: readonly string[]; readonly bootstrapServers: string }): string {
  return kafkaScript({ ...cluster, program: 'kafka-acls.sh' }, [
    'allow() { kafka --add --allow-principal "$PRINCIPAL" "$@"; }',
    ...users.flatMap(({ principal, rules }) => ['', `PRINCIPAL=${quoted(principal)}`, ...rules.flatMap(lines)]),
  ]);
}

function lines({ resource, name, pattern, operations, why }: AclRule): string[] {
  return [comment(`Without it: ${why}.`), [
    'allow', ...operations.map((operation) => `--operation ${operation}`),
    // The cluster has one name only, which the program knows.
    resource === 'cluster' ? OPTIONS.cluster : `${OPTIONS[resource]}=${quoted(name)}`,
    ...pattern === 'prefix' ? ['--resource-pattern-type prefixed'] : [],
  ].join(' ')];
}
