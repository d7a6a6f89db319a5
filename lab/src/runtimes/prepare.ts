import type { Acl } from '../agent.js';
import { Mirror, type Flow } from '../effective.js';
import { ScramCluster } from '../local.js';
import { MutualTlsCluster } from '../mutual-tls.js';
import { rightsOf } from '../rights.js';
import type { Site } from '../stage/site.js';
import { secretFilesOf, userOn, type SecretFiles } from './secret-files.js';

/** Starts the clusters of a flow, makes its users and gives them what they need; gives back their secrets. */
export async function prepare(site: Site, flow: Flow): Promise<SecretFiles> {
  await site.startClusters(flow);
  const secrets = await secretFilesOf(flow, site);
  const mirror = Mirror.of(flow)[0]!;
  for (const [side, alias] of [['source', mirror.sourceAlias], ['target', mirror.targetAlias]] as const) {
    const cluster = site.cluster(alias);
    if (cluster instanceof ScramCluster || cluster instanceof MutualTlsCluster) {
      const principal = cluster.principal(side, userOn(side, mirror));
      await cluster.allow([...rightsOf(side, principal, flow, mirror), ...(side === 'target' ? heartbeatRights(principal, flow) : [])]);
    }
  }
  return secrets;
}

/** Dedicated mode has the heartbeat connector always; it makes its topic also where it emits nothing (MirrorHeartbeatConnector.start, connect-mirror 4.3.1). */
function heartbeatRights(principal: string, { connectors }: Flow): Acl[] {
  return connectors.some(({ class: type }) => type.endsWith('.MirrorHeartbeatConnector'))
    ? [{ principal, resource: 'TOPIC', name: 'heartbeats', pattern: 'LITERAL', operations: ['CREATE', 'DESCRIBE', 'WRITE'] }] : [];
}
