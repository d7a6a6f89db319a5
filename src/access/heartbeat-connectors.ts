import { Connector, Replication } from '../rules/replication';

/**
 * The connectors that emit heartbeats into the target. Operators make none; a dedicated MirrorMaker makes one for each pair of clusters, also where nothing is
 * copied, and whatever `enabled` says.
 *
 * @see org.apache.kafka.connect.mirror.MirrorHeartbeatConnector.taskConfigs (connect-mirror 4.3.1)
 */
export function heartbeatConnectors({ config, worker }: Replication): Connector[] {
  return config.connectors.map((connector) => new Connector(connector, worker)).filter((connector) => emitsHeartbeats(connector) && !connector.settings.isOff('emit.heartbeats.enabled'));
}

/** Whether it is a connector of this kind. */
export function emitsHeartbeats({ effective: { connectorClass } }: Connector): boolean {
  return connectorClass.endsWith('MirrorHeartbeatConnector');
}

/** Alias of the target of a replication, also of one that copies nothing. */
export function targetAliasOf(replication: Replication): string {
  return [...replication.connectors, ...heartbeatConnectors(replication)][0]?.targetAlias ?? replication.config.flows[0]?.target ?? 'target';
}
