import { FactsByAlias } from '../core/cluster-facts';
import { EffectiveConfig } from '../effective';
import { AclRule } from './acl-rule';

/** What MM2's user may have to do on one cluster. */
export interface ClusterAccess {
  readonly side: 'source' | 'target';
  readonly alias: string;
  readonly bootstrapServers: string;
  /** Name of the user, or Secret of the certificate, as the resource says. */
  readonly principalHint?: string;
  readonly rules: readonly AclRule[];
}

/** The rights that a replication needs: one entry for each source alias, one for the target. */
export function requiredAccess(_config: EffectiveConfig, _facts: FactsByAlias = {}): ClusterAccess[] {
  return [];
}
