import { dnsNameProblems } from '../core/kubernetes-names';
import { Problem } from '../core/problem';

/**
 * Which certificate authorities prove that a broker is who it says it is.
 *
 * Becomes `tls.trustedCertificates` of the cluster; the host-name check is always on.
 *
 * @example
 * const trust = TlsTrust.secret('kp-local-cluster-ca-cert', 'ca.crt');
 */
export class TlsTrust {
  /** The public authorities that the Java runtime trusts (`tls: {}`): what Event Streams on IBM Cloud needs. */
  public static publicAuthorities(): TlsTrust {
    return new TlsTrust(undefined, undefined);
  }

  /**
   * The PEM certificates in a Secret of MirrorMaker 2's namespace; only these are trusted.
   *
   * @param secretName name of the Secret; Strimzi calls it `<cluster>-cluster-ca-cert`
   * @param certificate key of the certificate, or a glob such as `*.crt` for all that match
   */
  public static secret(secretName: string, certificate: string = 'ca.crt'): TlsTrust {
    return new TlsTrust(secretName, certificate);
  }

  private constructor(
    /** Name of the Secret; none for public authorities. */
    public readonly secretName: string | undefined,
    /** Key or glob inside the Secret; none for public authorities. */
    public readonly certificate: string | undefined,
  ) {}

  /** @internal */
  public _problems(prop: string): Problem[] {
    if (this.secretName === undefined) {
      return [];
    }
    return [
      ...dnsNameProblems(`${prop}.secretName`, this.secretName),
      ...(/^[-._a-zA-Z0-9*?]{1,253}$/.test(this.certificate ?? '') ? [] : [{
        prop: `${prop}.certificate`, problem: 'is not a key of a Secret', value: this.certificate, allowed: 'a key such as "ca.crt" or a glob such as "*.crt"',
      }]),
    ];
  }
}
