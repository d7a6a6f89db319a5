import { aclFor, allowRequired, requiredRights } from '../access/required-rights.js';
import { Mirror, type Flow } from '../effective.js';
import { EventStreamsCluster } from '../event-streams.js';
import type { Site } from '../stage/site.js';
import { secretFilesOf, type SecretFiles } from './secret-files.js';

/** Starts the clusters of a flow, makes its users with the rights that `kafka-replication acls` prints, and no others; gives back their secrets. */
export async function prepare(site: Site, flow: Flow): Promise<SecretFiles> {
  await site.startClusters(flow);
  const secrets = await secretFilesOf(flow, site);
  await allowRequired(flow, (alias) => site.cluster(alias));
  await allowAtSource(flow, site);
  return secrets;
}

/** A source that is Event Streams knows its user by the role Reader. Where heartbeats are emitted, the user also writes there: what `acls` prints, and no more. */
async function allowAtSource(flow: Flow, site: Site): Promise<void> {
  const { sourceAlias } = Mirror.of(flow)[0]!;
  const cluster = site.cluster(sourceAlias);
  if (cluster instanceof EventStreamsCluster) {
    const rights = (await requiredRights(flow.file)).filter(({ alias }) => alias === sourceAlias);
    await cluster.allow(rights.map((right) => aclFor({ ...right, principal: cluster.principal('source') })));
  }
}
