import type { KafkaCluster, Side } from '../cluster.js';
import { Mirror, type Flow } from '../effective.js';
import { MutualTlsCluster } from '../mutual-tls.js';
import { userIn } from '../secrets.js';
import type { Site } from '../stage/site.js';

/** `${secrets:<folder>/<secret>:<key>}`, as the runtimes without an operator write it. */
const REFERENCE = /\$\{secrets:[^}]*\/([^/:}]+):([^}]+)\}/g;

/** What a secret store holds: Secret → key → value. */
export type SecretFiles = ReadonlyMap<string, ReadonlyMap<string, string>>;

type Config = Readonly<Record<string, unknown>>;

/** The secrets that a configuration names. The lab makes the values, and the users behind them. */
export async function secretFilesOf(flow: Flow, site: Site): Promise<SecretFiles> {
  const secrets = new Map<string, Map<string, string>>();
  for (const { config, side, alias } of partsOf(flow)) {
    for (const [key, value] of Object.entries(config)) {
      for (const { secret, item } of references(value)) {
        const known = secrets.get(secret) ?? new Map<string, string>();
        secrets.set(secret, known.set(item, await valueOf(key, String(value), secret, side, site.cluster(alias))));
      }
    }
  }
  return secrets;
}

/** Parts of a flow's configuration, by the cluster that they are about. */
function partsOf(flow: Flow): { readonly config: Config; readonly side: Side; readonly alias: string }[] {
  const { sourceAlias, targetAlias } = Mirror.of(flow)[0]!;
  // A connector that emits heartbeats has the source for its target.
  const copying = flow.connectors.filter((connector) => !connector.class.endsWith('MirrorHeartbeatConnector'));
  const below = (config: Config, prefix: string) => Object.fromEntries(Object.entries(config).filter(([key]) => key.startsWith(prefix)));
  return [
    { config: flow.worker, side: 'target', alias: targetAlias },
    ...copying.flatMap(({ config }) => [
      { config: below(config, 'source.cluster.'), side: 'source' as const, alias: sourceAlias },
      { config: below(config, 'target.cluster.'), side: 'target' as const, alias: targetAlias },
    ]),
  ];
}

function references(value: unknown): { readonly secret: string; readonly item: string }[] {
  return [...String(value ?? '').matchAll(REFERENCE)].map(([, secret, item]) => ({ secret: secret!, item: item! }));
}

async function valueOf(key: string, value: string, secret: string, side: Side, cluster: KafkaCluster): Promise<string> {
  if (key.endsWith('sasl.jaas.config')) {
    return cluster.credential(side, userIn(value)!, secret);
  }
  if (key.endsWith('ssl.truststore.certificates') && cluster.clusterCa !== undefined) {
    return cluster.clusterCa;
  }
  if (cluster instanceof MutualTlsCluster && key.endsWith('ssl.keystore.certificate.chain')) {
    return cluster.user(secret).certificate;
  }
  if (cluster instanceof MutualTlsCluster && key.endsWith('ssl.keystore.key')) {
    return cluster.user(secret).key;
  }
  throw new Error(`${key} needs a key of Secret ${secret}: the lab cannot fill it`);
}
