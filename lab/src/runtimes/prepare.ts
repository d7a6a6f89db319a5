import { allowRequired } from '../access/required-rights.js';
import type { Flow } from '../effective.js';
import type { Site } from '../stage/site.js';
import { secretFilesOf, type SecretFiles } from './secret-files.js';

/** Starts the clusters of a flow, makes its users with the rights that `kafka-replication acls` prints, and no others; gives back their secrets. */
export async function prepare(site: Site, flow: Flow): Promise<SecretFiles> {
  await site.startClusters(flow);
  const secrets = await secretFilesOf(flow, site);
  await allowRequired(flow, (alias) => site.cluster(alias));
  return secrets;
}
