import { comment } from '../../access/shell-text';
import { KafkaAuthentication, KafkaCluster } from '../../clusters';
import { SECRET_REFERENCE } from '../../clusters/authentication';
import { aliasProblems } from '../../core/kafka-names';
import { dnsLabelProblems, dnsNameProblems } from '../../core/kubernetes-names';
import { Problem } from '../../core/problem';
import { NamingPolicy, TopicSelection } from '../../model';
import { ClientPropertiesOptions } from '../grants';

/** A client: where it connects to, as whom, and where its Secrets are mounted. */
export interface Client {
  readonly cluster: KafkaCluster;
  readonly user: KafkaAuthentication;
  readonly mountPath: string;
}

type Settings = { readonly [key: string]: string };

/**
 * Settings of a Kafka client (`client.properties`) that hold no secret: values are read where the Secrets are mounted, each as a folder of its name.
 *
 * @see org.apache.kafka.common.config.provider.DirectoryConfigProvider, AbstractConfig.resolveConfigVariables (kafka-clients 4.3.1): clients resolve
 * placeholders by themselves; ClientUtils and SslConfigs for the rest
 */
export function clientProperties({ cluster, user, mountPath }: Client): string {
  const secret = (secretName: string, key: string) => `\${secret:${mountPath}/${secretName}:${key}}`;
  const authentication = authenticationSettings(user, secret);
  const settings: Settings = {
    'bootstrap.servers': cluster.bootstrapServers.join(','),
    'security.protocol': `${'sasl.mechanism' in authentication ? 'SASL_' : ''}${cluster.trust ? 'SSL' : 'PLAINTEXT'}`,
    ...authentication,
    ...(cluster.trust ? {
      ...(cluster.trust.secretName === undefined ? {} : {
        'ssl.truststore.type': 'PEM', 'ssl.truststore.certificates': secret(cluster.trust.secretName, cluster.trust.certificate!),
      }),
      'ssl.enabled.protocols': 'TLSv1.3,TLSv1.2',
      'ssl.endpoint.identification.algorithm': 'https',
    } : {}),
    'config.providers': 'secret',
    'config.providers.secret.class': 'org.apache.kafka.common.config.provider.DirectoryConfigProvider',
    'config.providers.secret.param.allowed.paths': mountPath,
  };
  return [...remarks(user), ...Object.entries(settings).map(([key, value]) => `${key}=${escaped(value)}`)].map((line) => `${line}\n`).join('');
}

/**
 * A Java pattern for `KafkaConsumer.subscribe`: the topics, and their copies from other clusters beside them.
 *
 * @see org.apache.kafka.clients.consumer.internals.SubscriptionState.matchesSubscribedPattern (kafka-clients 4.3.1): the whole name has to match
 */
export function topicsPattern(topics: TopicSelection, copiesFrom: readonly string[], naming: NamingPolicy): string {
  const quoted = (text: string) => text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
  const copies = copiesFrom.length === 0 || naming.isIdentity ? '' : `(?:${oneOf(copiesFrom.map(quoted))}${quoted(naming.separator)})?`;
  const without = topics.exclude === undefined ? '' : `(?!(?:${topics.exclude.split(',').join('|')})$)`;
  return `${copies}${without}${oneOf(topics.include.split(','))}`;
}

/** What keeps settings from being written. */
export function clientProblems({ cluster, user, mountPath }: Client, { name, namespace, topics, copiesFrom }: ClientPropertiesOptions): Problem[] {
  return [
    ...user._problems('user'),
    ...topics?._problems('topics') ?? [],
    ...(copiesFrom ?? []).flatMap((alias, i) => aliasProblems(`copiesFrom[${i}]`, alias)),
    ...(name === undefined ? [] : dnsNameProblems('name', name)),
    ...(namespace === undefined ? [] : dnsLabelProblems('namespace', namespace)),
    ...(/^\/[\w./-]*\w$/.test(mountPath) ? [] : [{ prop: 'mountPath', problem: 'is not an absolute path', value: mountPath, allowed: 'letters, digits, "/", ".", "_" and "-"' }]),
    ...(/[*?]/.test(cluster.trust?.certificate ?? '') ? [{
      prop: 'cluster', problem: 'trusts certificates by a glob', value: cluster.trust!.certificate, allowed: 'one key, such as "ca.crt"', remedy: 'name the key: a client reads one file',
    }] : []),
  ];
}

function authenticationSettings({ _details }: KafkaAuthentication, secret: (secretName: string, key: string) => string): Settings {
  switch (_details.kind) {
    case 'none': return {};
    case 'tls': return {
      'ssl.keystore.type': 'PEM',
      'ssl.keystore.certificate.chain': secret(_details.secretName, _details.certificate),
      'ssl.keystore.key': secret(_details.secretName, _details.key),
    };
    case 'plain':
    case 'scram-sha-256':
    case 'scram-sha-512': {
      const login = _details.kind === 'plain' ? 'plain.PlainLoginModule' : 'scram.ScramLoginModule';
      return {
        'sasl.mechanism': _details.kind.toUpperCase(),
        'sasl.jaas.config': `org.apache.kafka.common.security.${login} required`
          + ` username="${_details.username}" password="${secret(_details.password.secretName, _details.password.key)}";`,
      };
    }
    case 'custom': return Object.fromEntries(Object.entries(_details.config).map(([key, value]) => [key, value.replace(SECRET_REFERENCE, (reference, name: string) =>
      _details.secrets[name] ? secret(_details.secrets[name].secretName, _details.secrets[name].key) : reference)]));
  }
}

function oneOf(alternatives: readonly string[]): string {
  return alternatives.length === 1 && !alternatives[0].includes('|') ? alternatives[0] : `(?:${alternatives.join('|')})`;
}

/** What the JVM has to be told: Kafka 4 fetches tokens only from listed addresses. @see ConfigurationUtils.throwIfURLIsNotAllowed (kafka-clients 4.3.1) */
function remarks({ _details }: KafkaAuthentication): string[] {
  const urls = _details.kind === 'custom' ? _details.allowedUrls : [];
  return urls.length === 0 ? [] : [comment(`The JVM needs -Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=${urls.join(',')}`)];
}

/** As java.util.Properties reads it back. */
function escaped(value: string): string {
  return value.replace(/\\/g, '\\\\').replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
