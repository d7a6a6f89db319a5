import { Severity } from '../core';
import { show } from '../core/problem';
import { when } from './replication';
import { Rule } from './rule';

/** What only a dedicated MirrorMaker (`mm2.properties`) does. */
export const DEDICATED: readonly Rule[] = [
  {
    code: 'internal-rest-off',
    severity: Severity.WARNING,
    title: 'The nodes of a dedicated MirrorMaker do not reach each other: with two or more, tasks never hear of new topics and partitions, and exactly-once tasks do not start.',
    remedy: 'set dedicated.mode.enable.internal.rest = true, and listeners to an address that the other nodes reach; with a single node, acknowledge it',
    source: 'org.apache.kafka.connect.runtime.distributed.DistributedHerder.publishConnectorTaskConfigs, fenceZombieSourceTasks (connect-runtime 4.3.1)',
    check: ({ config: { internalRest, flows } }) => when(internalRest === false && flows.length > 0, 'dedicated.mode.enable.internal.rest',
      () => 'dedicated.mode.enable.internal.rest is off: only the node that leads the group can hand out tasks'),
  },
  {
    code: 'idle-workers',
    severity: Severity.INFO,
    title: 'A dedicated MirrorMaker runs workers with a group and three storage topics for a pair of clusters that is not enabled, to emit heartbeats only.',
    remedy: 'set emit.heartbeats.enabled = false for the pair where nobody looks at heartbeats',
    source: 'org.apache.kafka.connect.mirror.MirrorMakerConfig.clusterPairs (connect-mirror 4.3.1)',
    check: ({ config: { internalRest, flows, connectors, worker } }) => connectors.slice(0, 1).flatMap(({ config, path, provenance }) => when(
      internalRest !== undefined && flows.length === 0 && !isAskedFor(provenance['emit.heartbeats.enabled']), `${path.replace(/\.[^.]*$/, '')}.emit.heartbeats.enabled`,
      () => `nothing is copied from ${show(config['source.cluster.alias'])} to ${show(config['target.cluster.alias'])}, yet group ${show(worker['group.id'])} runs there`)),
  },
];

/** Whether heartbeats are switched on for the pair itself, rather than for all or by Kafka's default. */
function isAskedFor(from: string | undefined): boolean {
  return from !== undefined && from !== 'resource:emit.heartbeats.enabled';
}
