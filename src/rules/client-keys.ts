/**
 * The only keys of `source.cluster.*` and `target.cluster.*` that reach a Kafka client of MM2; it drops every other key without a word.
 *
 * @see org.apache.kafka.connect.mirror.MirrorClientConfig.CLIENT_CONFIG_DEF (connect-mirror-client 4.3.1) with
 * org.apache.kafka.common.config.SslConfigs.addClientSslSupport and SaslConfigs.addClientSaslSupport (kafka-clients 4.3.1)
 */
export const CLUSTER_KEYS: ReadonlySet<string> = new Set([
  'bootstrap.servers', 'security.protocol', 'ssl.protocol', 'ssl.provider', 'ssl.cipher.suites', 'ssl.enabled.protocols', 'ssl.keystore.type',
  'ssl.keystore.location', 'ssl.keystore.password', 'ssl.key.password', 'ssl.keystore.key', 'ssl.keystore.certificate.chain',
  'ssl.truststore.certificates', 'ssl.truststore.type', 'ssl.truststore.location', 'ssl.truststore.password', 'ssl.keymanager.algorithm',
  'ssl.trustmanager.algorithm', 'ssl.endpoint.identification.algorithm', 'ssl.secure.random.implementation', 'ssl.engine.factory.class',
  'sasl.kerberos.service.name', 'sasl.kerberos.kinit.cmd', 'sasl.kerberos.ticket.renew.window.factor', 'sasl.kerberos.ticket.renew.jitter',
  'sasl.kerberos.min.time.before.relogin', 'sasl.login.refresh.window.factor', 'sasl.login.refresh.window.jitter',
  'sasl.login.refresh.min.period.seconds', 'sasl.login.refresh.buffer.seconds', 'sasl.mechanism', 'sasl.jaas.config',
  'sasl.client.callback.handler.class', 'sasl.login.callback.handler.class', 'sasl.login.class', 'sasl.login.connect.timeout.ms',
  'sasl.login.read.timeout.ms', 'sasl.login.retry.backoff.max.ms', 'sasl.login.retry.backoff.ms', 'sasl.oauthbearer.jwt.retriever.class',
  'sasl.oauthbearer.jwt.validator.class', 'sasl.oauthbearer.scope', 'sasl.oauthbearer.client.credentials.client.id',
  'sasl.oauthbearer.client.credentials.client.secret', 'sasl.oauthbearer.assertion.algorithm', 'sasl.oauthbearer.assertion.claim.aud',
  'sasl.oauthbearer.assertion.claim.exp.seconds', 'sasl.oauthbearer.assertion.claim.iss', 'sasl.oauthbearer.assertion.claim.jti.include',
  'sasl.oauthbearer.assertion.claim.nbf.seconds', 'sasl.oauthbearer.assertion.claim.sub', 'sasl.oauthbearer.assertion.file',
  'sasl.oauthbearer.assertion.private.key.file', 'sasl.oauthbearer.assertion.private.key.passphrase', 'sasl.oauthbearer.assertion.template.file',
  'sasl.oauthbearer.scope.claim.name', 'sasl.oauthbearer.sub.claim.name', 'sasl.oauthbearer.token.endpoint.url',
  'sasl.oauthbearer.jwks.endpoint.url', 'sasl.oauthbearer.jwks.endpoint.refresh.ms', 'sasl.oauthbearer.jwks.endpoint.retry.backoff.max.ms',
  'sasl.oauthbearer.jwks.endpoint.retry.backoff.ms', 'sasl.oauthbearer.clock.skew.seconds', 'sasl.oauthbearer.expected.audience',
  'sasl.oauthbearer.expected.issuer', 'sasl.oauthbearer.header.urlencode',
]);

/** Topic configurations of the broker that are not among the six of Event Streams. @see org.apache.kafka.common.config.TopicConfig (kafka-clients 4.3.1) */
export const OTHER_TOPIC_CONFIGS: readonly string[] = [
  'segment.jitter.ms', 'flush.messages', 'flush.ms', 'remote.storage.enable', 'local.retention.ms', 'local.retention.bytes',
  'remote.log.copy.disable', 'remote.log.delete.on.disable', 'max.message.bytes', 'index.interval.bytes', 'file.delete.delay.ms',
  'delete.retention.ms', 'min.compaction.lag.ms', 'max.compaction.lag.ms', 'min.cleanable.dirty.ratio', 'unclean.leader.election.enable',
  'min.insync.replicas', 'compression.type', 'compression.gzip.level', 'compression.lz4.level', 'compression.zstd.level', 'preallocate',
  'message.timestamp.type', 'message.timestamp.before.max.ms', 'message.timestamp.after.max.ms', 'message.downconversion.enable',
];

/** Settings that only a producer has. */
const PRODUCER = /^(acks|batch\.size|buffer\.memory|compression\.|delivery\.timeout\.ms|enable\.idempotence|linger\.ms|partitioner\.|retries$|transaction|max\.(block|in\.flight|request))/;

/** Settings that only a consumer has. */
const CONSUMER = /^(fetch\.|max\.(poll|partition)\.|isolation\.level|auto\.offset\.reset|allow\.auto\.create|check\.crcs)/;

/** Under which key of a source connector's `config` a client setting does what its author wanted. */
export function connectorKey(name: string): string {
  const [, prefix, rest] = /^(?:source\.|target\.)?(consumer(?:\.override)?|producer(?:\.override)?|admin)\.(.+)$/.exec(name) ?? [];
  if (prefix !== undefined) {
    return prefix === 'admin' ? name : `${prefix.startsWith('producer') ? 'producer.override' : 'consumer'}.${rest}`;
  }
  return PRODUCER.test(name) ? `producer.override.${name}` : CONSUMER.test(name) ? `consumer.${name}` : `consumer.${name} or producer.override.${name}`;
}
