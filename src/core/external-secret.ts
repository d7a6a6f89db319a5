/** Where an ExternalSecret reads from. */
export interface StoreReference {
  readonly kind: 'SecretStore' | 'ClusterSecretStore';
  readonly name: string;
}

/** One key of the Secret, and where the store has its value. */
export interface RemoteValue {
  readonly secretKey: string;
  readonly entry: string;
  /** Property of the entry; none where the entry itself is the value. */
  readonly property?: string;
}

/** What an ExternalSecret makes a Secret of. */
export interface ExternalSecretSource {
  readonly store: StoreReference;
  /** Seconds after which the store is read again. */
  readonly refreshSeconds?: number;
  readonly values: readonly RemoteValue[];
  /** Entries of which every property becomes a key. */
  readonly wholeEntries: readonly string[];
}

/**
 * `spec` of an ExternalSecret (`external-secrets.io/v1`) for the Secret of this name.
 *
 * @see config/crds/bases/external-secrets.io_externalsecrets.yaml (external-secrets cc5bfbc)
 */
export function externalSecretSpec(secretName: string, { store, refreshSeconds, values, wholeEntries }: ExternalSecretSource): object {
  return {
    ...refreshSeconds === undefined ? {} : { refreshInterval: goDuration(refreshSeconds) },
    secretStoreRef: { kind: store.kind, name: store.name },
    target: { name: secretName },
    ...values.length === 0 ? {} : {
      data: values.map(({ secretKey, entry, property }) => ({ secretKey, remoteRef: { key: entry, ...property === undefined ? {} : { property } } })),
    },
    ...wholeEntries.length === 0 ? {} : { dataFrom: wholeEntries.map((key) => ({ extract: { key } })) },
  };
}

/** A duration as Go writes it, which has no days: `36h`, `90m`, `45s`. */
function goDuration(seconds: number): string {
  return seconds % 3600 === 0 ? `${seconds / 3600}h` : seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}
