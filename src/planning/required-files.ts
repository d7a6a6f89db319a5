import { groupBy } from '../core/group-by';
import { EffectiveConfig } from '../effective';

/** A file with a secret that has to be on each machine of a dedicated MirrorMaker. */
export interface RequiredFile {
  readonly path: string;
  /** The settings that read it, such as `sasl.jaas.config of source kp-local`. */
  readonly purposes: readonly string[];
  /** The pairs of clusters whose settings those are. */
  readonly usedBy: readonly string[];
}

/**
 * Where the config providers that read files find a value.
 *
 * @see org.apache.kafka.common.config.provider.DirectoryConfigProvider, FileConfigProvider (kafka-clients 4.3.1)
 */
const PROVIDERS: { readonly [simpleName: string]: (path: string, key: string) => string } = {
  DirectoryConfigProvider: (path, key) => `${path}/${key}`,
  FileConfigProvider: (path) => path,
};

/** `${provider:path:key}`. @see org.apache.kafka.common.config.ConfigTransformer (kafka-clients 4.3.1) */
const PLACEHOLDER = /\$\{([^:}]+):([^:}]+):([^}]+)\}/g;

/** How a cluster is reached stands in the configuration of a connector below one of these; clients repeat it. */
const CLUSTER = /^(source|target)\.cluster\.(.+)$/;

interface Use { readonly path: string; readonly purpose: string; readonly usedBy: string }

/** The files that configurations read secrets from. */
export function requiredFiles(configs: readonly EffectiveConfig[]): RequiredFile[] {
  return [...groupBy(configs.flatMap(usesOf), ({ path }) => path)].map(([path, uses]) => ({
    path, purposes: unique(uses.map(({ purpose }) => purpose)), usedBy: unique(uses.map(({ usedBy }) => usedBy)),
  }));
}

/** Of the clusters, and else of whatever names a file that those do not. */
function usesOf({ resource, worker, connectors }: EffectiveConfig): Use[] {
  const settings = [worker, ...connectors.map(({ config }) => config)].flatMap((config) => Object.entries(config).flatMap(([key, value]) =>
    [...String(value).matchAll(PLACEHOLDER)].flatMap(([, provider, path, name]): (Use & { readonly isOfCluster: boolean })[] => {
      const reader = simpleNameOf(worker[`config.providers.${provider}.class`]);
      const file = Object.hasOwn(PROVIDERS, reader) ? PROVIDERS[reader](path, name) : undefined;
      const [, side, ofCluster] = CLUSTER.exec(key) ?? [];
      const purpose = side === undefined ? key : `${ofCluster} of ${side} ${config[`${side}.cluster.alias`]}`;
      return file === undefined ? [] : [{ path: file, purpose, usedBy: resource, isOfCluster: side !== undefined }];
    })));
  const known = new Set(settings.filter(({ isOfCluster }) => isOfCluster).map(({ path }) => path));
  return settings.filter(({ isOfCluster, path }) => isOfCluster || !known.has(path));
}

function simpleNameOf(className: string | undefined): string {
  return String(className).trim().replace(/^.*\./, '');
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
