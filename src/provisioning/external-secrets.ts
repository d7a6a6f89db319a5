import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { entryOf, Problem, reportProblems } from '../core/problem';
import { MirrorMaker2Replication } from '../replication';
import { applyAfterReplications, lateProblems, NeededSecret, neededSecrets, replicationProblems } from './private/needed-secrets';
import { refreshProblems, writeExternalSecrets } from './private/write-external-secrets';
import { RemoteKey, remoteNameProblems } from './remote-key';
import { SecretStore } from './secret-store';

/** Which Secrets are fetched, and from where. */
export interface ExternalSecretsProps {
  /** The store that has the values. */
  readonly store: SecretStore;
  /** The replications whose Secrets are fetched, each into the namespace where it runs. */
  readonly replications: MirrorMaker2Replication[];
  /**
   * What the names of entries in the store begin with, such as `kafka/production/`.
   * @default '' - an entry has the name of its Secret, and a property for each key
   */
  readonly entryPrefix?: string;
  /**
   * Entries with other names: by Secret (`es-api-secret`; a key without property keeps its name) or by Secret and key (`es-api-secret/password`).
   * Fails: a Secret or key that no replication reads.
   * @default - named by the rule of `entryPrefix`
   */
  readonly remoteKeys?: { [secret: string]: RemoteKey };
  /**
   * Secrets that something else makes, such as a `UserSecretMirror`. Fails: a name that no replication reads.
   * @default - none: all Secrets are fetched
   */
  readonly exclude?: string[];
  /**
   * How often the store is read again (`refreshInterval`); a new value reaches MirrorMaker 2 no sooner. Range: 10 seconds..7 days.
   * @default - External Secrets' own, 1 hour
   */
  readonly refreshInterval?: Duration;
}

/**
 * The Secrets of replications, fetched by the External Secrets Operator: one ExternalSecret (`external-secrets.io/v1`) for each Secret that
 * their clusters name, with exactly the keys that are read. Where a pattern selects certificates, the whole entry is fetched.
 *
 * The objects are made when the construct is: create it after the last `addSource`. Fails: a Secret that was added later.
 *
 * @see config/crds/bases/external-secrets.io_externalsecrets.yaml (external-secrets cc5bfbc)
 * @example
 * new ExternalSecrets(chart, 'Secrets', {
 *   store: SecretStore.cluster('vault'),
 *   replications: [replication],
 *   entryPrefix: 'kafka/production/',
 *   remoteKeys: { 'es-api-secret/password': RemoteKey.of('event-streams/production', 'apikey') },
 * });
 */
export class ExternalSecrets extends Construct {
  private readonly written: readonly NeededSecret[];

  constructor(scope: Construct, id: string, private readonly props: ExternalSecretsProps) {
    super(scope, id);
    this.written = this.needed();
    applyAfterReplications(this, props.replications);
    if (props.store instanceof SecretStore) {
      const remote = {
        value: (secretName: string, key: string) => this.remoteValue(secretName, key),
        entry: (secretName: string) => this.remoteEntry(secretName),
      };
      writeExternalSecrets(this, this.written, props.store._reference, remote, props.refreshInterval);
    }
    reportProblems(this, () => this.problems());
  }

  private needed(): NeededSecret[] {
    return neededSecrets(this.props.replications).filter(({ name }) => !this.props.exclude?.includes(name));
  }

  private remoteValue(secretName: string, key: string): { entry: string; property?: string } {
    const exact = this.props.remoteKeys?.[`${secretName}/${key}`];
    return exact ? { entry: exact.entry, property: exact.property }
      : { entry: this.remoteEntry(secretName), property: this.props.remoteKeys?.[secretName]?.property ?? key };
  }

  private remoteEntry(secretName: string): string {
    return this.props.remoteKeys?.[secretName]?.entry ?? `${this.props.entryPrefix ?? ''}${secretName}`;
  }

  private problems(): Problem[] {
    const { store, replications, entryPrefix, remoteKeys, exclude, refreshInterval } = this.props;
    const read = neededSecrets(replications).map(({ name }) => name);
    return [
      ...store instanceof SecretStore ? store._problems('store')
        : [{ prop: 'store', problem: 'is not a SecretStore', allowed: 'SecretStore.cluster(…) or SecretStore.namespaced(…)' }],
      ...replicationProblems('replications', replications),
      ...entryPrefix === undefined || entryPrefix === '' ? [] : remoteNameProblems('entryPrefix', entryPrefix),
      ...Object.entries(remoteKeys ?? {}).flatMap(([name, key]) => this.remoteKeyProblems(name, key)),
      ...(exclude ?? []).flatMap((name, i) => unreadProblems(`exclude[${i}]`, name, read)),
      ...refreshProblems('refreshInterval', refreshInterval),
      ...lateProblems('replications', this.written, this.needed()),
    ];
  }

  private remoteKeyProblems(name: string, key: unknown): Problem[] {
    const prop = entryOf('remoteKeys', name);
    return [
      ...key instanceof RemoteKey ? key._problems(prop) : [{ prop, problem: 'is not a RemoteKey', allowed: 'RemoteKey.of(…)' }],
      ...unreadProblems(prop, name, this.written.flatMap((secret) => [secret.name, ...secret.keys.map((one) => `${secret.name}/${one}`)])),
    ];
  }
}

function unreadProblems(prop: string, name: string, read: readonly string[]): Problem[] {
  return read.includes(name) ? [] : [{ prop, problem: 'names what no replication reads', value: name, allowed: [...new Set(read)].join(', ') }];
}
