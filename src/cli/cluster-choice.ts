import { show } from '../core/problem';
import { withoutSecrets } from '../core/secret-text';
import { UnusableInput } from './unusable-input';

/** What `acls` and `topics` can print. */
export const FORMATS = ['table', 'script', 'yaml', 'json'] as const;

/** One of them. */
export type Format = typeof FORMATS[number];

/** The clusters that somebody asks about. */
export interface ClusterChoice {
  readonly side?: 'source' | 'target';
  readonly alias?: string;
}

interface Cluster { readonly side: 'source' | 'target'; readonly alias: string; readonly bootstrapServers: string }

/** The clusters of the choice. Fails: there is none. */
export function chosen<T extends Cluster>(clusters: readonly T[], { side, alias }: ClusterChoice): T[] {
  const found = clusters.filter((cluster) => (side ?? cluster.side) === cluster.side && (alias ?? cluster.alias) === cluster.alias);
  if (clusters.length > 0 && found.length === 0) {
    throw new UnusableInput(`no cluster is the ${side ?? 'source or target'}${alias === undefined ? '' : ` with the alias ${show(alias)}`}; there are ${namesOf(clusters)}`);
  }
  return found;
}

/** Fails: there are several clusters, and what is to be made is for one. @param what such as `a script` */
export function demandOneCluster(clusters: readonly Cluster[], what: string): void {
  if (new Set(clusters.map(nameOf)).size > 1) {
    throw new UnusableInput(`${what} is for one cluster, and there are ${namesOf(clusters)}; give --side or --alias`);
  }
}

function namesOf(clusters: readonly Cluster[]): string {
  return [...new Set(clusters.map(nameOf))].join(', ');
}

function nameOf({ side, alias, bootstrapServers }: Cluster): string {
  return `${side} ${show(alias)} (${withoutSecrets(bootstrapServers.split(',')[0])})`;
}
