import { dnsNameProblems, secretDataKeyProblems } from './kubernetes-names';
import { Problem } from './problem';

/**
 * Points to one key of a Kubernetes Secret. There is no type for a secret value, on purpose.
 *
 * The Secret must exist in the namespace of MirrorMaker 2; who makes it (ExternalSecret, a User Operator, a person) is not this library's business.
 * Fails: `secretName` or `key` that Kubernetes would refuse.
 *
 * @example
 * const password = SecretKey.of('mm2-kp-local-source', 'password');
 */
export class SecretKey {
  /**
   * Refers to a key of a Secret.
   *
   * @param secretName name of the Secret: lower-case letters, digits, `-` and `.`, at most 253 characters
   * @param key key inside the Secret: letters, digits, `-`, `_` and `.`, at most 253 characters
   */
  public static of(secretName: string, key: string): SecretKey {
    return new SecretKey(secretName, key);
  }

  private constructor(
    /** Name of the Secret. */
    public readonly secretName: string,
    /** Key inside the Secret. */
    public readonly key: string,
  ) {}

  /** @internal */
  public _problems(prop: string): Problem[] {
    return [
      ...dnsNameProblems(`${prop}.secretName`, this.secretName),
      ...secretDataKeyProblems(`${prop}.key`, this.key),
    ];
  }
}
