import { Problem } from '../core/problem';
import { looksLikeSecret } from '../core/secret-text';

/**
 * Where a store has a value: the entry, and the property inside it. A name, never the value.
 *
 * Fails: empty, spaces and characters outside ASCII, what looks like a credential.
 *
 * @example
 * const apiKey = RemoteKey.of('kafka/event-streams', 'apikey');
 */
export class RemoteKey {
  /**
   * An entry of a store, or a property of it.
   * @param entry name of the entry as the store has it, such as a path in Vault (`remoteRef.key`)
   * @param property property of the entry (`remoteRef.property`); none where the entry itself is the value
   */
  public static of(entry: string, property?: string): RemoteKey {
    return new RemoteKey(entry, property);
  }

  private constructor(
    /** Name of the entry. */
    public readonly entry: string,
    /** Property of the entry. */
    public readonly property: string | undefined,
  ) {}

  /** @internal */
  public _problems(prop: string): Problem[] {
    return [...remoteNameProblems(`${prop}.entry`, this.entry), ...this.property === undefined ? [] : remoteNameProblems(`${prop}.property`, this.property)];
  }
}

/** Problems of a name inside a store. The value is not shown: it may be the secret itself. */
export function remoteNameProblems(prop: string, name: unknown): Problem[] {
  return typeof name === 'string' && /^[\x21-\x7e]{1,1024}$/.test(name) && !looksLikeSecret(name) ? [] : [{
    prop, problem: 'is not a name inside a store', allowed: '1 to 1024 ASCII characters without spaces', remedy: 'name the entry, never its value',
  }];
}
