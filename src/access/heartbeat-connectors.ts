import { Connector, Replication } from '../rules/replication';

/**
 * The connectors that emit heartbeats. Operators make none; a dedicated MirrorMaker makes one for each pair of clusters, which emits into the target, also
 * where nothing is copied, and whatever `enabled` says; among the connectors of Kafka Connect there may be one that emits into a source.
 *
 * @see org.apache.kafka.connect.mirror.MirrorHeartbeatConnector.taskConfigs (connect-mirror 4.3.1)
 */
function heartbeatConnectors({ config, worker }: Replication): Connector[] {
  return config.connectors.map((connector) => new Connector(connector, worker)).filter((connector) => emitsHeartbeats(connector) && !connector.settings.isOff('emit.heartbeats.enabled'));
}

/** Those that emit into the cluster of the workers. */
export function heartbeatsAtTarget(replication: Replication): Connector[] {
  return heartbeatConnectors(replication).filter(({ targetAlias }) => targetAlias === targetAliasOf(replication));
}

/** Those that emit into another one, whose copies then have a pulse. */
export function heartbeatsAtSources(replication: Replication): Connector[] {
  return heartbeatConnectors(replication).filter(({ targetAlias }) => targetAlias !== targetAliasOf(replication));
}

/** Whether it is a connector of this kind. */
export function emitsHeartbeats({ effective: { connectorClass } }: Connector): boolean {
  return connectorClass.endsWith('MirrorHeartbeatConnector');
}

/** Alias of the target of a replication, also of one that copies nothing. */
export function targetAliasOf(replication: Replication): string {
  return [...replication.connectors, ...heartbeatConnectors(replication)][0]?.targetAlias ?? replication.config.flows[0]?.target ?? 'target';
}
