// S8: MirrorMaker 2 alone in a project of its own, away from both clusters and from everybody else.
import { App, Chart, Size } from 'cdk8s';
import {
  ByteRate, EventStreamsPlan, ExternalSecrets, GroupSelection, KafkaAuthentication, KafkaCluster, LobIsolatedFlow, SecretKey, SecretStore, StrimziRuntime,
  TopicSelection, UserSecretMirror,
} from 'cdk8s-kafka-replication';

const app = new App();
const chart = new Chart(app, 'own-project');

const cloud = KafkaCluster.eventStreams('kp-remote', {
  plan: EventStreamsPlan.STANDARD,
  bootstrapServers: [
    'broker-0-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-1-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-2-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
  ],
});

const onPrem = KafkaCluster.strimzi('kp-local', { cluster: 'kp-local', namespace: 'kp-kafka' });

const shop = new LobIsolatedFlow(chart, 'Shop', {
  lineOfBusiness: 'shop',
  source: cloud,
  target: onPrem,
  topics: TopicSelection.named('accounts', 'orders'),
  groups: GroupSelection.named('kp-users'),
  credentials: {
    source: KafkaAuthentication.apiKey(SecretKey.of('es-api-secret', 'password')),
    target: KafkaAuthentication.scramSha512('mm2-kp-local-target', SecretKey.of('mm2-kp-local-target', 'password')),
  },
  budget: ByteRate.of(Size.mebibytes(2)),
  // Anything else that is started in this project talks to nobody.
  runtime: new StrimziRuntime({ namespace: 'mm2-only', createNamespace: true }),
  network: { kubernetesApiCidrs: ['10.0.0.0/28'], sourceCidrs: ['192.0.2.0/24'] },
});

// MirrorMaker 2 reads Secrets of its own project only. Those of Kafka's operator are mirrored from kp-kafka, the API key comes from a vault.
new UserSecretMirror(chart, 'KafkaSecrets', { cluster: onPrem, kafkaNamespace: 'kp-kafka', replications: [shop.replication] });
new ExternalSecrets(chart, 'VaultSecrets', {
  store: SecretStore.cluster('vault'), replications: [shop.replication], exclude: ['kp-local-cluster-ca-cert', 'mm2-kp-local-target'],
});

app.synth();
