import { explain, show } from '../core/problem';
import { withoutSecrets } from '../core/secret-text';
import { EffectiveConfig } from '../effective';
import { ConnectFailure } from '../probe/connect-failure';
import { ConnectRest } from '../probe/connect-rest';
import { ConnectorStatus } from '../probe/connector-status';
import { connectorStatuses } from '../probe/declared-and-running';
import { runningConnectors } from '../probe/running-connector';
import { readEndOffsets } from './end-offsets';
import { configsOf, Manifest, mirrorMakers, readManifests } from './manifests';
import { printable } from './printable';
import { restAccess } from './rest-access';
import { UnusableInput } from './unusable-input';

/** Options of `status`. */
export interface StatusOptions {
  /** Address of the REST API of a worker, on this machine. */
  readonly connect?: string;
  /** Name of the resource, where the files have several. */
  readonly resource?: string;
  /** File with what `kafka-get-offsets.sh` prints for the source. */
  readonly endOffsets?: string;
}

/** What `status` prints. */
export interface Status {
  readonly resource: string;
  /** Why the resource is refused: then nothing is compared. */
  readonly refused: string | null;
  /** The worker that was asked. */
  readonly worker: { readonly address: string; readonly version: string; readonly kafkaClusterId: string } | null;
  readonly connectors: readonly ConnectorStatus[];
}

/** How a replication runs, compared with what the files declare. Fails: no address, or nobody there who tells; several resources. */
export async function status(files: readonly string[], { connect, resource, endOffsets }: StatusOptions): Promise<Status> {
  if (endOffsets === '-' && files.includes('-')) {
    throw new UnusableInput('-: standard input can be read once: as a resource or as --end-offsets');
  }
  const manifests = readManifests(files);
  const subjects = mirrorMakers(manifests).flatMap((found) => configsOf(found, manifests).map((each): Subject => ({ entry: found, config: each })));
  const { entry, config } = theOne(subjects, resource);
  if (config.internalRest !== undefined) {
    throw new UnusableInput(withoutSecrets(`${config.resource}: a dedicated MirrorMaker shows its state by no REST API; ask each machine: mm2.sh health, where the bundle of this library is installed, else its log`));
  }
  if (connect === undefined) {
    throw new UnusableInput(withoutSecrets(`${config.resource}: ${restAccess(entry)}`));
  }
  if (endOffsets !== undefined && config.flows.length > 1) {
    throw new UnusableInput(withoutSecrets(`--end-offsets are those of one source, and ${config.resource} has ${config.flows.length}, whose topics may have the same names`));
  }
  const address = addressIn(connect);
  const ends = endOffsets === undefined ? undefined : readEndOffsets(endOffsets);
  if (config.error !== undefined) {
    return printable({ resource: config.resource, refused: config.error, worker: null, connectors: [] });
  }
  try {
    const rest = new ConnectRest(address);
    const { version, kafka_cluster_id: kafkaClusterId } = await rest.server();
    const connectors = connectorStatuses(config.connectors, await runningConnectors(rest), ends);
    return printable({ resource: config.resource, refused: null, worker: { address: address.origin, version, kafkaClusterId }, connectors });
  } catch (error) {
    throw error instanceof ConnectFailure ? new UnusableInput(error.message) : error;
  }
}

/** Whether something is not as declared, or has failed. */
export function isAmiss({ refused, connectors }: Status): boolean {
  return refused !== null || connectors.some(({ problems }) => problems.length > 0);
}

interface Subject { readonly entry: Manifest; readonly config: EffectiveConfig }

/** One group of workers answers, so one resource is asked about. */
function theOne(subjects: readonly Subject[], name: string | undefined): Subject {
  const found = subjects.filter(({ config: { resource } }) => name === undefined || resource === name || resource.split(/[ /]/).pop() === name);
  if (found.length !== 1) {
    const all = subjects.map(({ config: { resource } }) => show(resource)).join(', ');
    throw new UnusableInput(name === undefined || found.length > 1
      ? `each resource has workers of its own, and there are ${all}; choose one with --resource`
      : `--resource: there is no ${show(name)}, but ${all}`);
  }
  return found[0];
}

/** Fails: not an address on this machine. Nothing of it is repeated: it may hold a password. */
function addressIn(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isHere = url !== undefined && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  const isPlain = url !== undefined && /^https?:$/.test(url.protocol) && url.username + url.password + url.search + url.hash === '' && url.pathname === '/';
  if (!isHere || !isPlain) {
    throw new UnusableInput(explain({
      prop: '--connect', problem: 'is not the address of a port of this machine', allowed: 'http://127.0.0.1:PORT or https://localhost:PORT, without user and path',
      remedy: 'forward the port of a worker; without --connect this command says how',
    }));
  }
  return url;
}
