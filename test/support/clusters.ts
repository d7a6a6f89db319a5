import { EventStreamsPlan, KafkaAuthentication, KafkaCluster, SecretKey, TlsTrust } from '../../src';

export const onPrem = KafkaCluster.strimzi('kp-local', { cluster: 'kp-local', namespace: 'kp-kafka' })
  .withAuthentication(KafkaAuthentication.scramSha512('mm2', SecretKey.of('mm2-kp-local-source', 'password')));

export const hub = KafkaCluster.of('kp-hub', {
  bootstrapServers: ['hub-0.example.com:9093', 'hub-1.example.com:9093'],
  trust: TlsTrust.secret('kp-hub-ca', '*.crt'),
  authentication: KafkaAuthentication.mutualTls({ secretName: 'mm2-kp-hub' }),
});

export const cloud = KafkaCluster.eventStreams('kp-remote', {
  plan: EventStreamsPlan.STANDARD,
  bootstrapServers: ['broker-0.example.cloud:9093'],
  apiKey: SecretKey.of('es-api-secret', 'password'),
});
