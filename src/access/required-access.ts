import { ClusterFacts, FactsByAlias } from '../core/cluster-facts';
import { groupBy } from '../core/group-by';
import { EffectiveConfig } from '../effective';
import { isBelow } from '../rules/brokers';
import { Connector, Replication } from '../rules/replication';
import { AclOperation, AclRule } from './acl-rule';
import { emitsHeartbeats, heartbeatsAtSources, heartbeatsAtTarget, targetAliasOf } from './heartbeat-connectors';
import { LoginHint, loginHint } from './login-hint';
import { minimalRules } from './minimal-rules';
import { NamedResource } from './named-resources';
import { ANY_CONNECTOR, CHECKPOINT_CONNECTOR, Circumstances, HEARTBEAT_CONNECTOR, Right, Side, SOURCE_CONNECTOR, WORKERS } from './rights';

/** What MM2's user may have to do on one cluster. */
export interface ClusterAccess extends LoginHint {
  readonly side: Side;
  readonly alias: string;
  readonly bootstrapServers: string;
  readonly rules: readonly AclRule[];
}

/**
 * The rights that a replication needs, and no more: one entry for each source alias, one for the target.
 *
 * @param facts what is known of the clusters; where MM2's user may not alter topics at the target, somebody else creates them
 */
export function requiredAccess(config: EffectiveConfig, facts: FactsByAlias = {}): ClusterAccess[] {
  if (config.error !== undefined) return [];
  const replication = Replication.of(config);
  const connectors = running(replication);
  const bySource = groupBy(connectors.filter((connector) => !emitsHeartbeats(connector)), ({ sourceAlias }) => sourceAlias);
  const sources = [...bySource].map(([alias, some]): ClusterAccess => ({
    side: 'source',
    alias,
    bootstrapServers: some[0].settings.get('source.cluster.bootstrap.servers') ?? '',
    ...loginHint(some[0].settings, 'source.cluster.'),
    // What emits into this source writes there, as others do at the target.
    rules: minimalRules([
      ...some.flatMap((connector) => rulesOf(connector, 'source', facts)),
      ...heartbeatsAtSources(replication).filter(({ targetAlias }) => targetAlias === alias).flatMap((connector) => rulesOf(connector, 'target', facts)),
    ]),
  }));
  const target = targetAliasOf(replication);
  return [...sources, {
    side: 'target',
    alias: target,
    bootstrapServers: replication.worker.get('bootstrap.servers') ?? '',
    ...loginHint(replication.worker, ''),
    rules: minimalRules([
      ...connectors.flatMap((connector) => rulesOf(connector, 'target', facts)),
      ...rulesFrom(WORKERS, replication, 'target', circumstancesOf(undefined, facts[target])),
    ]),
  }];
}

/** The connectors that read a source or write to the target: of those with one name the last replaces the others. */
function running(replication: Replication): Connector[] {
  const byName = new Map(replication.connectors.map((connector) => [connector.effective.name, connector]));
  const copying = [...byName.values()].filter((connector) => !emitsHeartbeats(connector) && !connector.settings.isOff('enabled'));
  return [...copying, ...heartbeatsAtTarget(replication)];
}

function rulesOf(connector: Connector, side: Side, facts: FactsByAlias): AclRule[] {
  const own = connector.isSource ? SOURCE_CONNECTOR : connector.isCheckpoint ? CHECKPOINT_CONNECTOR : emitsHeartbeats(connector) ? HEARTBEAT_CONNECTOR : [];
  return rulesFrom([...own, ...ANY_CONNECTOR], connector, side, circumstancesOf(facts[connector.sourceAlias], facts[connector.targetAlias]));
}

function circumstancesOf(source: ClusterFacts | undefined, target: ClusterFacts | undefined): Circumstances {
  return {
    ownsTopics: target?.mayAlterTopics !== false,
    isOld: { source: isBelow(source?.kafkaVersion, 2, 8), target: isBelow(target?.kafkaVersion, 2, 8) },
  };
}

function rulesFrom<T>(rights: readonly Right<T>[], of: T, side: Side, circumstances: Circumstances): AclRule[] {
  return rights.filter((right) => right.side === side && (right.when?.(of, circumstances) ?? true)).flatMap(({ on, operations, why }) =>
    on.flatMap((named) => rulesOn(named, of, operations.filter((operation) => operation !== 'Create' || side === 'source' || circumstances.ownsTopics), why)));
}

function rulesOn<T>({ resource, names }: NamedResource<T>, of: T, operations: readonly AclOperation[], why: string): AclRule[] {
  return names(of).map(({ name, pattern, note }) => ({ resource, name, pattern, operations, why: note === undefined ? why : `${why}; ${note}` }));
}
