import { TlsTrust } from '../clusters';
import { SecretKey } from '../core';

/** Splunk's HTTP Event Collector: what takes the events. */
export interface SplunkHecOptions {
  /**
   * Address of the HTTP Event Collector, without a path: `https://splunk.example.com:8088`. Forwarders add `/services/collector`.
   * Fails: `http`, unless `acknowledgePlainHttp` says why; user information, a path or a query.
   */
  readonly url: string;
  /**
   * Where the token is. The Secret must exist in the namespace of the forwarder, or as a file on the machines. Fails: a token itself.
   */
  readonly token: SecretKey;
  /**
   * Authorities that prove the receiver, in a Secret beside that of the token. Fails: a glob instead of a key.
   * @default TlsTrust.publicAuthorities()
   */
  readonly trust?: TlsTrust;
  /**
   * Why token and log may cross the network in the clear. Fails: given with an address that begins with `https`.
   * @default - they may not
   */
  readonly acknowledgePlainHttp?: string;
}
