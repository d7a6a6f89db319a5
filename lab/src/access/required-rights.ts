import type { Acl } from '../agent.js';
import { cliJson } from '../cli.js';
import type { Side } from '../cluster.js';
import { aclOf, type StrimziResource } from './strimzi-acls.js';

/** One operation that `kafka-replication acls` says a user needs on a name, or on what begins so. */
export interface RequiredRight {
  readonly side: Side;
  readonly principal: string;
  readonly resource: StrimziResource;
  readonly name: string;
  readonly pattern: 'literal' | 'prefix';
  /** In Strimzi's spelling. */
  readonly operation: string;
  /** What stops without the rule; it may give several operations for several reasons. */
  readonly reasons: readonly string[];
}

interface Acls {
  readonly users: readonly {
    readonly side: Side;
    readonly principal: string;
    readonly rules: readonly (Pick<RequiredRight, 'resource' | 'name' | 'pattern'> & { readonly operations: readonly string[]; readonly why: string })[];
  }[];
}

/** The rights that a file needs, operation by operation. */
export async function requiredRights(file: string): Promise<RequiredRight[]> {
  const { users } = await cliJson<Acls>('acls', file);
  return users.flatMap(({ side, principal, rules }) => rules.flatMap(({ resource, name, pattern, operations, why }) =>
    operations.map((operation) => ({ side, principal, resource, name, pattern, operation, reasons: why.split('; ') }))));
}

/** A right as the broker has it. */
export function aclFor({ principal, resource, name, pattern, operation }: RequiredRight): Acl {
  return aclOf(principal, { resource: resource === 'cluster' ? { type: resource } : { type: resource, name, patternType: pattern }, operations: [operation] });
}
