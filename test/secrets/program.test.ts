import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, JsonPatch } from 'cdk8s';
import {
  EventStreamsPlan, EventStreamsServiceKey, EventStreamsTarget, ExternalSecrets, ExternalSecretsProps, GroupSelection, GroupType, KafkaAccess,
  KafkaAuthentication, KafkaCluster, LobIsolatedFlowProps, MirrorMaker2Replication, MirrorMaker2ReplicationProps, NamingPolicy, RemoteKey, SecretKey,
  SecretStore, StrimziRuntime, StrimziRuntimeProps, TlsTrust, TopicSelection, UserSecretMirror, UserSecretMirrorProps,
} from '../../src';
import { line } from '../isolation/lines';
import { cloud, hub, onPrem } from '../support/clusters';
import { Canary, leaks, PASSWORD, SHAPED } from './canaries';
import { Channel, outputs } from './outputs';

const folder = mkdtempSync(join(tmpdir(), 'kafka-replication-secrets-'));
afterAll(() => rmSync(folder, { recursive: true }));

const topics = TopicSelection.named('orders');
const key = SecretKey.of('mm2', 'password');
const consumer = KafkaAuthentication.scramSha512('app', SecretKey.of('app', 'password'));

function replication(props: (secret: string) => Partial<MirrorMaker2ReplicationProps>): Channel {
  return (chart, secret) => new MirrorMaker2Replication(chart, 'Orders', { source: onPrem, target: cloud, topics, groups: GroupSelection.named('app'), ...props(secret) });
}
function runtime(props: (secret: string) => StrimziRuntimeProps): Channel {
  return replication((secret) => ({ runtime: new StrimziRuntime(props(secret)) }));
}
function authentication(make: (secret: string) => KafkaAuthentication): Channel {
  return replication((secret) => ({ source: onPrem.withAuthentication(make(secret)) }));
}
function serviceKey(make: (secret: string) => EventStreamsServiceKey): Channel {
  return (chart, secret) => new MirrorMaker2Replication(chart, 'Orders', {
    source: onPrem, topics, target: new EventStreamsTarget(chart, 'Cloud', { alias: 'kp-remote', plan: EventStreamsPlan.STANDARD, serviceKey: make(secret), apiKey: key }),
  });
}
function fromFile(text: string): EventStreamsServiceKey {
  writeFileSync(join(folder, 'service-key.json'), text);
  return EventStreamsServiceKey.fromFile(join(folder, 'service-key.json'));
}
function patch(path: string, value: (secret: string) => unknown): Channel {
  return (chart, secret) => ApiObject.of(new MirrorMaker2Replication(chart, 'Orders', { source: onPrem, target: cloud, topics })).addJsonPatch(JsonPatch.add(path, value(secret)));
}
function externalSecrets(props: (secret: string) => Partial<ExternalSecretsProps>): Channel {
  return (chart, secret) => new ExternalSecrets(chart, 'Secrets', {
    store: SecretStore.cluster('vault'), replications: [new MirrorMaker2Replication(chart, 'Orders', { source: onPrem, target: cloud, topics })], ...props(secret),
  });
}
function mirror(props: (secret: string) => Partial<UserSecretMirrorProps>): Channel {
  return (chart, secret) => new UserSecretMirror(chart, 'Mirror', {
    cluster: onPrem,
    kafkaNamespace: 'kp-kafka',
    replications: [new MirrorMaker2Replication(chart, 'Orders', { source: onPrem, target: cloud, topics, runtime: new StrimziRuntime({ namespace: 'mm2' }) })],
    ...props(secret),
  });
}
/** An application, in an App without a replication. */
function access(build: (to: KafkaAccess, secret: string) => void): Channel {
  return (chart, secret) => build(new KafkaAccess(chart, 'Access', { cluster: onPrem }), secret);
}
function lineOfBusiness(props: (secret: string) => Partial<LobIsolatedFlowProps>): Channel {
  return (chart, secret) => line(chart, 'retail', props(secret));
}
const jaas = (secret: string) => `org.apache.kafka.common.security.plain.PlainLoginModule required username="mm2" password="${secret}";`;

/** Places where anything that is written is a secret. */
const SENSITIVE: [string, Channel][] = [
  ['the API key in a service key', serviceKey((secret) => EventStreamsServiceKey.fromJson(JSON.stringify({ kafka_brokers_sasl: ['b:9093'], apikey: secret, password: secret })))],
  ['a service key without endpoints', serviceKey((secret) => EventStreamsServiceKey.fromJson(JSON.stringify({ apikey: secret })))],
  ['a service key that is not JSON', serviceKey((secret) => EventStreamsServiceKey.fromJson(`{"apikey": "${secret}"`))],
  ['a service key in a file', serviceKey((secret) => fromFile(JSON.stringify([{ credentials: { bootstrap_endpoints: 'b:9093', apikey: secret } }])))],
  ['a broken service key in a file', serviceKey((secret) => fromFile(`apikey=${secret}`))],
  ['JAAS in raw settings of the source connector', replication((secret) => ({ sourceConnectorConfig: { 'consumer.sasl.jaas.config': jaas(secret) } }))],
  ['a password in raw settings of the source connector', replication((secret) => ({ sourceConnectorConfig: { 'producer.override.ssl.key.password': secret } }))],
  ['JAAS in raw settings of the checkpoint connector', replication((secret) => ({ checkpointConnectorConfig: { 'sasl.jaas.config': jaas(secret) } }))],
  ['a password in raw settings of the checkpoint connector', replication((secret) => ({ checkpointConnectorConfig: { 'ssl.truststore.password': secret } }))],
  ['JAAS in raw settings of the workers', replication((secret) => ({ workerConfig: { 'sasl.jaas.config': jaas(secret) } }))],
  ['a password in raw settings of the workers', replication((secret) => ({ workerConfig: { 'ssl.keystore.password': secret } }))],
  ['a password in raw settings of a later source', (chart, secret) => new MirrorMaker2Replication(chart, 'Orders', { source: onPrem, target: cloud, topics })
    .addSource(hub, { topics, sourceConnectorConfig: { 'source.cluster.ssl.key.password': secret } })],
  ['JAAS in custom authentication', authentication((secret) => KafkaAuthentication.custom({ config: { 'sasl.jaas.config': jaas(secret) } }))],
  ['a password in custom authentication', authentication((secret) => KafkaAuthentication.custom({ sasl: false, config: { 'ssl.keystore.password': secret } }))],
  ['a key of custom authentication that the operator drops', authentication((secret) => KafkaAuthentication.custom({ config: { 'ssl.key.password': secret } }))],
  ['the user information of a token endpoint', authentication((secret) => KafkaAuthentication.oauthBearer({
    tokenEndpoint: `https://mm2:${encodeURIComponent(secret)}@idp.example.com/token`, clientId: 'mm2', clientSecret: key,
  }))],
  ['a broker setting among the facts', replication((secret) => ({ source: onPrem.withFacts({ brokerConfig: { 'ssl.keystore.password': secret } }) }))],
  ['JAAS of a listener among the facts', replication((secret) => ({ target: cloud.withFacts({ brokerConfig: { 'listener.name.a.sasl.jaas.config': jaas(secret) } }) }))],
  ['a JSON patch with a password', patch('/spec/target/config/ssl.key.password', (secret) => secret)],
  ['a JSON patch with JAAS', patch('/spec/mirrors/0/sourceConnector/config/consumer.sasl.jaas.config', jaas)],
  ['a JSON patch with an environment variable', patch('/spec/template/connectContainer/env', (secret) => [{ name: 'API_KEY', value: secret }])],
  ['a JSON patch with a Java system property', patch('/spec/jvmOptions/javaSystemProperties', (secret) => [{ name: 'javax.net.ssl.keyStorePassword', value: secret }])],
  ['a JSON patch with a password where a Secret is named', patch('/spec/target/authentication/password', (secret) => secret)],
  ['another object of the App', (chart, secret) => new ApiObject(new MirrorMaker2Replication(chart, 'Orders', { source: onPrem, target: cloud, topics }), 'Secret', {
    apiVersion: 'v1', kind: 'Secret', metadata: { name: 'mm2' }, stringData: { password: secret },
  })],
];

/** Places where a secret has no business, and is known by its shape only. */
const INNOCENT: [string, Channel][] = [
  ['an innocent raw setting of the source connector', replication((secret) => ({ sourceConnectorConfig: { 'offset.lag.max': secret } }))],
  ['an innocent raw setting of the checkpoint connector', replication((secret) => ({ checkpointConnectorConfig: { 'emit.checkpoints.interval.seconds': secret } }))],
  ['an innocent raw setting of the workers', replication((secret) => ({ workerConfig: { 'rest.advertised.host.name': secret } }))],
  ['the key of a raw setting', replication((secret) => ({ workerConfig: { [secret]: 'x' } }))],
  ['an innocent key of custom authentication', authentication((secret) => KafkaAuthentication.custom({ config: { 'sasl.mechanism': secret } }))],
  ['a key of custom authentication itself', authentication((secret) => KafkaAuthentication.custom({ config: { [secret]: 'x' } }))],
  ['the name of a secret of custom authentication', authentication((secret) => KafkaAuthentication.custom({ config: {}, secrets: { [secret]: key } }))],
  ['a reference to a secret', authentication((secret) => KafkaAuthentication.custom({ config: { 'sasl.password': `\${secret:${secret}}` } }))],
  ['a user name', authentication((secret) => KafkaAuthentication.scramSha512(secret, key))],
  ['a user name of SASL PLAIN', authentication((secret) => KafkaAuthentication.plain(secret, key))],
  ['a client id', authentication((secret) => KafkaAuthentication.oauthBearer({ tokenEndpoint: 'https://a/t', clientId: secret, clientSecret: key }))],
  ['a scope', authentication((secret) => KafkaAuthentication.oauthBearer({ tokenEndpoint: 'https://a/t', clientId: 'a', clientSecret: key, scope: secret }))],
  ['a token endpoint', authentication((secret) => KafkaAuthentication.oauthBearer({ tokenEndpoint: `https://a/t?key=${secret}`, clientId: 'a', clientSecret: key }))],
  ['the name of a Secret', authentication((secret) => KafkaAuthentication.plain('mm2', SecretKey.of(secret, 'password')))],
  ['the key inside a Secret', authentication((secret) => KafkaAuthentication.plain('mm2', SecretKey.of('mm2', secret)))],
  ['the Secret of a client certificate', authentication((secret) => KafkaAuthentication.mutualTls({ secretName: secret }))],
  ['the key of a client certificate', authentication((secret) => KafkaAuthentication.mutualTls({ secretName: 'mm2', certificate: secret, key: secret }))],
  ['the Secret of an authority', replication((secret) => ({ target: KafkaCluster.of('hub', { bootstrapServers: ['h:1'], trust: TlsTrust.secret(secret) }) }))],
  ['the certificate of an authority', replication((secret) => ({ target: KafkaCluster.of('hub', { bootstrapServers: ['h:1'], trust: TlsTrust.secret('ca', secret) }) }))],
  ['the alias of a source', replication((secret) => ({ source: KafkaCluster.of(secret, { bootstrapServers: ['h:1'], trust: TlsTrust.publicAuthorities() }) }))],
  ['the alias of a target', replication((secret) => ({ target: KafkaCluster.of(secret, { bootstrapServers: ['h:1'], trust: TlsTrust.publicAuthorities() }) }))],
  ['a bootstrap server', replication((secret) => ({ target: KafkaCluster.of('hub', { bootstrapServers: [`${secret}:9093`], trust: TlsTrust.publicAuthorities() }) }))],
  ['the user information of a bootstrap server', replication((secret) => ({ target: KafkaCluster.of('hub', { bootstrapServers: [`mm2:${secret}@h:9093`] }) }))],
  ['the name of a Kafka resource', replication((secret) => ({ source: KafkaCluster.strimzi('a', { cluster: secret, namespace: 'kafka' }) }))],
  ['the namespace of a Kafka resource', replication((secret) => ({ source: KafkaCluster.strimzi('a', { cluster: 'a', namespace: secret }) }))],
  ['the name of a plan', replication((secret) => ({ target: KafkaCluster.eventStreams('a', { plan: EventStreamsPlan.of(secret), bootstrapServers: ['h:1'], apiKey: key }) }))],
  ['an endpoint of a service key', serviceKey((secret) => EventStreamsServiceKey.fromJson(JSON.stringify({ kafka_brokers_sasl: [secret] })))],
  ['the path of a service key', serviceKey((secret) => EventStreamsServiceKey.fromFile(secret))],
  ['the name of a replication', replication((secret) => ({ name: secret }))],
  ['the name of a topic', replication((secret) => ({ topics: TopicSelection.named(secret) }))],
  ['a topic pattern', replication((secret) => ({ topics: TopicSelection.matching(`${secret}[`) }))],
  ['a topic exclusion', replication((secret) => ({ topics: topics.excluding(secret) }))],
  ['the name of a group', replication((secret) => ({ groups: GroupSelection.named(secret) }))],
  ['the separator of remote topics', replication((secret) => ({ naming: NamingPolicy.prefixed({ separator: secret }) }))],
  ['the reason of an acknowledgement', replication((secret) => ({ acknowledge: { 'no-tls': `because of ${secret}` } }))],
  ['the code of an acknowledgement', replication((secret) => ({ acknowledge: { [secret]: 'x' } }))],
  ['the version of a broker', replication((secret) => ({ source: onPrem.withFacts({ kafkaVersion: secret }) }))],
  ['an innocent broker setting', replication((secret) => ({ source: onPrem.withFacts({ brokerConfig: { 'min.insync.replicas': secret } }) }))],
  ['the key of a broker setting', replication((secret) => ({ source: onPrem.withFacts({ brokerConfig: { [secret]: '1' } }) }))],
  ['a topic among the facts', replication((secret) => ({ source: onPrem.withFacts({ topics: { [secret]: { partitions: 1 } } }) }))],
  ['a setting of a topic among the facts', replication((secret) => ({ source: onPrem.withFacts({ topics: { orders: { config: { 'retention.ms': secret } } } }) }))],
  ['a group among the facts', replication((secret) => ({ source: onPrem.withFacts({ groups: { [secret]: GroupType.SHARE } }) }))],
  ['the type of a group', replication((secret) => ({ source: onPrem.withFacts({ groups: { app: secret as GroupType } }) }))],
  ['the namespace of the runtime', runtime((secret) => ({ namespace: secret, createNamespace: true }))],
  ['the version of the runtime', runtime((secret) => ({ version: secret }))],
  ['the image of the runtime', runtime((secret) => ({ image: `https://robot:${secret}@images.example.com/mm2` }))],
  ['the name of a store', externalSecrets((secret) => ({ store: SecretStore.namespaced(secret) }))],
  ['the prefix of entries', externalSecrets((secret) => ({ entryPrefix: secret }))],
  ['an entry of a store', externalSecrets((secret) => ({ remoteKeys: { 'es-api-secret': RemoteKey.of(secret) } }))],
  ['a property of an entry', externalSecrets((secret) => ({ remoteKeys: { 'es-api-secret/password': RemoteKey.of('a', secret) } }))],
  ['the Secret of a remote key', externalSecrets((secret) => ({ remoteKeys: { [secret]: RemoteKey.of('a') } }))],
  ['an excluded Secret', externalSecrets((secret) => ({ exclude: [secret] }))],
  ['the name of a mirror', mirror((secret) => ({ name: secret }))],
  ['the namespace of a mirror', mirror((secret) => ({ kafkaNamespace: secret }))],
  ['a topic that an application reads', access((to, secret) => to.grantConsume(consumer, { topics: TopicSelection.named(secret), groups: GroupSelection.named('app') }))],
  ['a group of an application', access((to, secret) => to.grantConsume(consumer, { topics, groups: GroupSelection.named(secret) }))],
  ['a transactional id', access((to, secret) => to.grantProduce(consumer, { topics, transactionalIds: [secret] }))],
  ['the folder of Secrets', access((to, secret) => to.addClientProperties(consumer, { mountPath: `/mnt/${secret}` }))],
  ['the group of a team', lineOfBusiness((secret) => ({ team: { group: secret } }))],
  ['the principal of a line', lineOfBusiness((secret) => ({ credentials: { source: consumer, target: KafkaAuthentication.apiKey(key), sourcePrincipal: secret } }))],
  ['a label of pods', lineOfBusiness((secret) => ({ network: { operator: { podLabels: { app: secret } } } }))],
  ['a label', runtime((secret) => ({ labels: { team: secret } }))],
  ['the key of a label', runtime((secret) => ({ labels: { [secret]: 'x' } }))],
  ['a pod annotation', runtime((secret) => ({ podAnnotations: { note: secret } }))],
  ['the key of a pod annotation', runtime((secret) => ({ podAnnotations: { [secret]: 'x' } }))],
  ['the ConfigMap of a log layout', (chart, secret) => new MirrorMaker2Replication(chart, 'Orders', { source: onPrem, target: cloud, topics })
    .binding.useLogLayout({ configMapName: secret, key: secret })],
  ['a JSON patch with an annotation', patch('/metadata/annotations/note', (secret) => secret)],
  ['a JSON patch with an innocent setting', patch('/spec/mirrors/0/sourceConnector/config/offset.lag.max', (secret) => secret)],
  ['a JSON patch with a key', patch('/spec/target/config', (secret) => ({ [secret]: 'x' }))],
  ['a JSON patch with a bootstrap server', patch('/spec/target/bootstrapServers', (secret) => secret)],
  ['a JSON patch with an environment variable of an innocent name', patch('/spec/template/connectContainer/env', (secret) => [{ name: 'GREETING', value: secret }])],
  ['a JSON patch deep in the pods', patch('/spec/template/pod/imagePullSecrets', (secret) => [{ name: secret }])],
  ['another object of the App, by its shape', (chart, secret) => new ApiObject(new MirrorMaker2Replication(chart, 'Orders', { source: onPrem, target: cloud, topics }), 'Map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { text: `key: ${secret}` } })],
];

type Case = [name: string, place: string, channel: Channel, canary: Canary];
const everywhere = [...SENSITIVE, ...INNOCENT].flatMap(([place, channel]) => SHAPED.map((canary): Case => [canary.name, place, channel, canary]));
const sensitive = SENSITIVE.map(([place, channel]): Case => [PASSWORD.name, place, channel, PASSWORD]);

describe('a synth never shows', () => {
  test.each([...sensitive, ...everywhere])('%s in %s', (_, __, channel, canary) => {
    expect(leaks(canary, outputs(channel, canary.secret))).toEqual([]);
  });

  test.each(SHAPED)('$name in the environment of the process', (canary) => {
    process.env.KAFKA_API_KEY = canary.secret;
    try {
      expect(leaks(canary, outputs(replication(() => ({})), ''))).toEqual([]);
    } finally {
      delete process.env.KAFKA_API_KEY;
    }
  });
});

test('the search for leaks finds one', () => {
  for (const canary of [...SHAPED, PASSWORD]) {
    expect(leaks(canary, `x${canary.secret}x`)).not.toEqual([]);
  }
  expect(leaks(PASSWORD, outputs(patch('/spec/mirrors/0/sourceConnector/config/offset.lag.max', () => PASSWORD.secret), ''))).toEqual(['Corr3ct-horse']);
});
