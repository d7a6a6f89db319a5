import type { Acl } from '../agent.js';
import { cliJson } from '../cli.js';
import type { KafkaCluster, Side } from '../cluster.js';
import { Mirror, type Flow } from '../effective.js';
import { ScramCluster } from '../local.js';
import { MutualTlsCluster } from '../mutual-tls.js';
import { aclOf, type StrimziResource } from './strimzi-acls.js';

/** One operation that `kafka-replication acls` says a user needs on a name, or on what begins so. */
export interface RequiredRight {
  readonly side: Side;
  readonly alias: string;
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
    readonly alias: string;
    readonly principal: string;
    readonly rules: readonly (Pick<RequiredRight, 'resource' | 'name' | 'pattern'> & { readonly operations: readonly string[]; readonly why: string })[];
  }[];
}

/** The rights that a file needs, operation by operation. */
export async function requiredRights(file: string): Promise<RequiredRight[]> {
  const { users } = await cliJson<Acls>('acls', file);
  return users.flatMap(({ side, alias, principal, rules }) => rules.flatMap(({ resource, name, pattern, operations, why }) =>
    operations.map((operation) => ({ side, alias, principal, resource, name, pattern, operation, reasons: why.split('; ') }))));
}

/** A right as the broker has it. */
export function aclFor({ principal, resource, name, pattern, operation }: RequiredRight): Acl {
  return aclOf(principal, { resource: resource === 'cluster' ? { type: resource } : { type: resource, name, patternType: pattern }, operations: [operation] });
}

/** Gives the users of a replication what `acls` prints for it, and no more, where a cluster keeps users. */
export async function allowRequired(flow: Flow, clusters: (alias: string) => KafkaCluster): Promise<void> {
  const rights = await requiredRights(flow.file);
  for (const alias of new Set(Mirror.of(flow).flatMap(({ sourceAlias, targetAlias }) => [sourceAlias, targetAlias]))) {
    const cluster = clusters(alias);
    if (cluster instanceof ScramCluster || cluster instanceof MutualTlsCluster) {
      await cluster.allow(rights.filter((right) => right.alias === alias).map(aclFor));
    }
  }
}
