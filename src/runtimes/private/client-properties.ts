import { KafkaCluster } from '../../clusters';
import { AuthenticationDetails, SECRET_REFERENCE } from '../../clusters/authentication';
import { ReplicationModel } from '../../model';
import { Setting } from '../../model/mirror-settings';

/** What Kafka resolves to one key of a Secret, wherever the runtime puts it: `${provider:path:key}`. */
export type SecretPlaceholder = (secretName: string, key: string) => string;

/** Login module and mechanism of the types with user and password. */
const PASSWORD_LOGINS = {
  'plain': { mechanism: 'PLAIN', module: 'org.apache.kafka.common.security.plain.PlainLoginModule' },
  'scram-sha-256': { mechanism: 'SCRAM-SHA-256', module: 'org.apache.kafka.common.security.scram.ScramLoginModule' },
  'scram-sha-512': { mechanism: 'SCRAM-SHA-512', module: 'org.apache.kafka.common.security.scram.ScramLoginModule' },
};

/**
 * What a Kafka client needs to reach a cluster: addresses, trust, credentials, protocol. Certificates are PEM.
 *
 * @param prop the prop that declares the cluster
 * @see org.apache.kafka.common.config.SslConfigs, SaslConfigs (kafka-clients 4.3.1)
 */
export function clientProperties(cluster: KafkaCluster, prop: string, placeholder: SecretPlaceholder): Setting[] {
  const { trust, authentication: { _details: details } } = cluster;
  const from = (part: string) => (key: string, value: string): Setting => ({ key, value, origin: `prop:${prop}.${part}` });
  const [trusted, authenticated] = [from('trust'), from('authentication')];
  const isSasl = details.kind === 'custom' ? details.sasl : details.kind in PASSWORD_LOGINS;
  const protocol = `${isSasl ? 'SASL_' : ''}${trust ? 'SSL' : 'PLAINTEXT'}`;
  return [
    from('bootstrapServers')('bootstrap.servers', cluster.bootstrapServers.join(',')),
    isSasl ? authenticated('security.protocol', protocol) : trusted('security.protocol', protocol),
    ...(trust?.secretName === undefined ? [] : [
      trusted('ssl.truststore.certificates', placeholder(trust.secretName, trust.certificate!)),
      trusted('ssl.truststore.type', 'PEM'),
    ]),
    ...authenticationProperties(details, placeholder).map(([key, value]) => authenticated(key, value)),
  ];
}

function authenticationProperties(details: AuthenticationDetails, placeholder: SecretPlaceholder): [key: string, value: string][] {
  switch (details.kind) {
    case 'none': return [];
    case 'tls': return [
      ['ssl.keystore.certificate.chain', placeholder(details.secretName, details.certificate)],
      ['ssl.keystore.key', placeholder(details.secretName, details.key)],
      ['ssl.keystore.type', 'PEM'],
    ];
    case 'plain':
    case 'scram-sha-256':
    case 'scram-sha-512': {
      const { mechanism, module } = PASSWORD_LOGINS[details.kind];
      const password = placeholder(details.password.secretName, details.password.key);
      return [['sasl.mechanism', mechanism], ['sasl.jaas.config', `${module} required username="${details.username}" password="${password}";`]];
    }
    case 'custom': {
      const resolve = (value: string) => value.replace(SECRET_REFERENCE, (reference, name: string) =>
        details.secrets[name] ? placeholder(details.secrets[name].secretName, details.secrets[name].key) : reference);
      return Object.entries(details.config).map(([key, value]) => [key, resolve(value)]);
    }
  }
}

/** The clusters of a replication, with the props that declare them. */
export function clustersOf({ target, flows }: ReplicationModel): { cluster: KafkaCluster; prop: string }[] {
  return [{ cluster: target, prop: 'target' }, ...flows.map(({ source, declaredAt }) => ({ cluster: source, prop: `${declaredAt}source` }))];
}

/** The Secrets that the clients need, and the keys of each: all that pods or machines have to be given. */
export function secretsOf(model: ReplicationModel): Map<string, Set<string>> {
  const secrets = new Map<string, Set<string>>();
  const record: SecretPlaceholder = (secretName, key) => {
    secrets.set(secretName, (secrets.get(secretName) ?? new Set<string>()).add(key));
    return '';
  };
  clustersOf(model).forEach(({ cluster, prop }) => clientProperties(cluster, prop, record));
  return secrets;
}

/** Kafka 4 fetches tokens only from listed addresses. @see ConfigurationUtils.throwIfURLIsNotAllowed (kafka-clients 4.3.1) */
export function allowedUrls(model: ReplicationModel): { name: string; value: string }[] {
  const urls = clustersOf(model).flatMap(({ cluster: { authentication: { _details } } }) => _details.kind === 'custom' ? _details.allowedUrls : []);
  return urls.length === 0 ? [] : [{ name: 'org.apache.kafka.sasl.oauthbearer.allowed.urls', value: [...new Set(urls)].join(',') }];
}
