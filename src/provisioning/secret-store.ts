import { StoreReference } from '../core/external-secret';
import { dnsNameProblems } from '../core/kubernetes-names';
import { Problem } from '../core/problem';

/**
 * Points to a store of the External Secrets Operator that exists: a vault of any maker, and how to log in to it.
 *
 * @see https://external-secrets.io/latest/api/secretstore/
 * @example
 * const store = SecretStore.cluster('vault');
 */
export class SecretStore {
  /**
   * A ClusterSecretStore, which serves every namespace.
   * @param name name of the ClusterSecretStore
   */
  public static cluster(name: string): SecretStore {
    return new SecretStore('ClusterSecretStore', name);
  }

  /**
   * A SecretStore in the namespace of MirrorMaker 2, which serves that one.
   * @param name name of the SecretStore
   */
  public static namespaced(name: string): SecretStore {
    return new SecretStore('SecretStore', name);
  }

  private constructor(
    /** Kind of the store. */
    public readonly kind: string,
    /** Name of the store. */
    public readonly name: string,
  ) {}

  /** @internal */
  public get _reference(): StoreReference {
    return { kind: this.kind as StoreReference['kind'], name: this.name };
  }

  /** @internal */
  public _problems(prop: string): Problem[] {
    return dnsNameProblems(`${prop}.name`, this.name);
  }
}
