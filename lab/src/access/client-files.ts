import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ClientSettings } from '../agent.js';
import type { KafkaCluster } from '../cluster.js';
import { userIn } from '../secrets.js';
import type { EmittedClient } from './emitted-access.js';

/** Where the library says that Secrets are mounted. */
const MOUNT_PATH = '/mnt/secrets';
const PLACEHOLDER = /\$\{secret:\/mnt\/secrets\/([^/:}]+):([^}]+)\}/g;

/**
 * The emitted settings of an application, with its Secrets as folders of files. The lab mounts nothing, so the path to them
 * is the one thing that differs from what the application gets.
 */
export async function clientFiles({ properties }: EmittedClient, cluster: KafkaCluster, folder: string): Promise<ClientSettings> {
  for (const [, secret, key] of properties.matchAll(PLACEHOLDER) as Iterable<[string, string, string]>) {
    const file = join(folder, secret, key);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, key.endsWith('.crt') ? cluster.clusterCa! : await cluster.credential('source', userIn(properties)!, secret), { mode: 0o600 });
  }
  return { properties: properties.replaceAll(MOUNT_PATH, folder), config: {} };
}
