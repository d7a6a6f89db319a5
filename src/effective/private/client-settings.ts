import { invalidResource, nullPointer } from './refusal';
import { ClientAuthentication, Cluster } from './resource-shape';
import { OPERATOR, Settings, resource } from './settings';
import { asText, customAuthenticationRule } from './user-configuration';

/** Names and places that references to secrets consist of. */
export interface Home {
  readonly namespace: string;
  readonly name: string;
}

/** SASL mechanism and login module of the types with user and password. */
const PASSWORD_TYPES: Readonly<Record<string, { mechanism: string; module: string }>> = {
  'plain': { mechanism: 'PLAIN', module: 'org.apache.kafka.common.security.plain.PlainLoginModule' },
  'scram-sha-256': { mechanism: 'SCRAM-SHA-256', module: 'org.apache.kafka.common.security.scram.ScramLoginModule' },
  'scram-sha-512': { mechanism: 'SCRAM-SHA-512', module: 'org.apache.kafka.common.security.scram.ScramLoginModule' },
};

const API = 'io.strimzi.api.kafka.model.common';

/**
 * Refuses an authentication that lacks its credentials (`AuthenticationUtils.validateClientAuthentication`, Strimzi 1.2.0).
 * The operator asks this of the target only.
 */
export function validateAuthentication(authentication: ClientAuthentication | undefined): void {
  if (authentication?.type === 'tls' && !authentication.certificateAndKey) {
    throw invalidResource('TLS Client authentication selected, but no certificate and key configured.');
  }
  if (authentication && PASSWORD_TYPES[authentication.type] && (authentication.username === undefined || !authentication.passwordSecret)) {
    throw invalidResource(`${authentication.type.toUpperCase()} authentication selected, but username or password configuration is missing.`);
  }
}

/**
 * What a Kafka client needs to reach a cluster: trust, credentials, protocol
 * (`KafkaMirrorMaker2Connectors.addClusterToMirrorMaker2ConnectorConfig` and `KafkaConnectConfigurationBuilder`, Strimzi 1.2.0).
 *
 * @param certificates key of the Secret, made by the operator, that holds the trusted certificates of this cluster
 */
export function clientSettings(cluster: Cluster, path: string, home: Home, certificates: string): Settings<string> {
  const settings = new Settings<string>();
  const { tls, authentication } = cluster;
  if (tls?.trustedCertificates?.length) {
    const from = resource(`${path}.tls.trustedCertificates`);
    settings.put('ssl.truststore.certificates', secret(home, `${home.name}-connect-tls-trusted-certs`, certificates), from);
    settings.put('ssl.truststore.type', 'PEM', from);
  }
  const sasl = authentication ? addAuthentication(settings, authentication, `${path}.authentication`, home) : false;
  const protocol = tls ? 'SSL' : 'PLAINTEXT';
  return sasl
    ? settings.put('security.protocol', `SASL_${protocol}`, resource(`${path}.authentication`))
    : settings.put('security.protocol', protocol, tls ? resource(`${path}.tls`) : OPERATOR);
}

/** Adds the credentials, and tells whether they are for SASL. */
function addAuthentication(settings: Settings<string>, authentication: ClientAuthentication, path: string, home: Home): boolean {
  const { type, certificateAndKey } = authentication;
  if (type === 'tls') {
    if (!certificateAndKey) {
      throw nullPointer(`Cannot invoke "${API}.CertAndKeySecretSource.getSecretName()" because the return value of `
        + `"${API}.authentication.KafkaClientAuthenticationTls.getCertificateAndKey()" is null`);
    }
    const { secretName, certificate, key } = certificateAndKey;
    settings.put('ssl.keystore.certificate.chain', secret(home, secretName, certificate), resource(path));
    settings.put('ssl.keystore.key', secret(home, secretName, key), resource(path));
    settings.put('ssl.keystore.type', 'PEM', resource(path));
    return false;
  }
  if (type === 'custom') {
    settings.putAll(asText(authentication.config ?? {}, `${path}.config`, customAuthenticationRule));
    return authentication.sasl === true;
  }
  settings.put('sasl.mechanism', PASSWORD_TYPES[type].mechanism, resource(path));
  settings.put('sasl.jaas.config', jaas(authentication, path, home), resource(path));
  return true;
}

/** The login module with user name and a reference to the password. Nothing is escaped: a quote in the user name breaks it. */
function jaas({ type, username, passwordSecret }: ClientAuthentication, path: string, home: Home): string {
  if (!passwordSecret) {
    throw nullPointer(`Cannot invoke "${API}.PasswordSecretSource.getSecretName()" because "passwordSecret" is null`);
  }
  if (username === undefined) {
    throw nullPointer(`null (${path}.username is missing)`);
  }
  const password = secret(home, passwordSecret.secretName, passwordSecret.password);
  return `${PASSWORD_TYPES[type].module} required username="${username}" password="${password}";`;
}

/** The placeholder that a worker resolves by asking Kubernetes for the Secret. */
function secret(home: Home, secretName: string, key: string): string {
  return `\${strimzisecrets:${home.namespace}/${secretName}:${key}}`;
}
