import { Settings } from '../rules/settings';

/** Who logs in to a cluster, as far as a configuration says it. */
export interface LoginHint {
  /** Name of the user, or Secret of the certificate. */
  readonly principalHint?: string;
  /** How the user logs in, where Strimzi's User Operator can make the credential. */
  readonly authentication?: 'scram-sha-512' | 'tls';
  /** The user as ACLs name it; of a certificate as the User Operator makes it. */
  readonly principal?: string;
}

/** The Secret of a certificate, through the provider of Strimzi or in the folders of this library's other runtimes; elsewhere a folder may have any name. */
const CERTIFICATE = /^\$\{(?:strimzisecrets:[^/}]+|secrets:\/(?:opt|etc)\/kafka-replication\/(?:[^/:}]+\/)?secrets)\/([^/:}]+):/;

/**
 * The user of a client, read off its settings; nothing where they hold placeholders or another login.
 *
 * @param prefix of the keys, such as `source.cluster.`
 * @see io.strimzi.operator.user.model.KafkaUserModel (Strimzi 1.2.0): the subject of a certificate is `CN=<user>`, its Secret has the name of the user
 */
export function loginHint(settings: Settings, prefix: string): LoginHint {
  const [, user] = /\busername="((?:[^"\\$]|\\.)*)"/.exec(settings.get(`${prefix}sasl.jaas.config`) ?? '') ?? [];
  if (user) {
    const name = user.replace(/\\(.)/g, '$1');
    return { principalHint: name, principal: `User:${name}`, authentication: settings.get(`${prefix}sasl.mechanism`) === 'SCRAM-SHA-512' ? 'scram-sha-512' : undefined };
  }
  const [, secret] = CERTIFICATE.exec(settings.get(`${prefix}ssl.keystore.certificate.chain`) ?? '') ?? [];
  return secret === undefined ? {} : { principalHint: secret, principal: `User:CN=${secret}`, authentication: 'tls' };
}
