import { Connector, onceForAll, Replication } from './replication';

/** The servers of a bootstrap list, in one spelling: sorted, lower case, without the suffixes that Kubernetes leaves out. */
export function servers(bootstrap: string | undefined): string[] {
  return [...new Set((bootstrap ?? '').split(',').map((server) => server.trim().toLowerCase().replace(/\.svc(\.cluster\.local)?(?=:|$)/, '')))]
    .filter(Boolean).sort();
}

/** Host names of a bootstrap list; addresses and localhost say nothing without a port, so they keep it. */
export function hosts(bootstrap: string | undefined): string[] {
  return servers(bootstrap).map((server) => /^(localhost|[\d.]+|\[.*\])(:|$)/.test(server) ? server : server.replace(/:\d+$/, ''));
}

export function haveCommon(a: readonly string[], b: readonly string[]): boolean {
  return a.some((element) => b.includes(element));
}

/** Which ends of which flows are the same cluster: those that share a server and, for loops, those that share an alias. */
export class Clusters {
  private readonly parents = new Map<string, string>();

  constructor(replications: readonly Replication[], private readonly byAlias: boolean) {
    for (const replication of replications) {
      this.join(this.names(replication.worker.get('bootstrap.servers')));
      for (const connector of replication.connectors) {
        this.join(this.sourceNames(connector));
        this.join(this.targetNames(connector));
      }
    }
  }

  /** The cluster that the worker writes to; never that of another one if no server is known. */
  public targetOf(replication: Replication): string {
    return this.root(this.names(replication.worker.get('bootstrap.servers'))[0] ?? `of ${replication.config.resource}`);
  }

  /** The cluster that a connector reads from. */
  public sourceOf(connector: Connector): string {
    return this.root(this.sourceNames(connector)[0] ?? `source of ${connector.effective.name}`);
  }

  /** The cluster that a connector writes to. */
  public targetOfConnector(connector: Connector): string {
    return this.root(this.targetNames(connector)[0] ?? `target of ${connector.effective.name}`);
  }

  private sourceNames(connector: Connector): string[] {
    return this.names(connector.settings.get('source.cluster.bootstrap.servers'), connector.sourceAlias);
  }

  private targetNames(connector: Connector): string[] {
    return this.names(connector.worker.get('bootstrap.servers') ?? connector.settings.get('target.cluster.bootstrap.servers'), connector.targetAlias);
  }

  private names(bootstrap: string | undefined, alias?: string): string[] {
    return [...servers(bootstrap), ...(this.byAlias && alias !== undefined ? [`alias ${alias}`] : [])];
  }

  private join(names: readonly string[]): void {
    names.slice(1).forEach((name) => this.parents.set(this.root(name), this.root(names[0])));
  }

  private root(name: string): string {
    let root = name;
    while (this.parents.has(root) && this.parents.get(root) !== root) {
      root = this.parents.get(root)!;
    }
    return root;
  }
}

/** Clusters told apart by their servers only: for clashes, where a common alias proves nothing. */
export const clustersByServer = onceForAll((all) => new Clusters(all.map(({ config }) => Replication.of(config)), false));

/** Clusters told apart by servers and aliases: for loops, where one cluster is often reached through two listeners. */
export const clustersByName = onceForAll((all) => new Clusters(all.map(({ config }) => Replication.of(config)), true));
