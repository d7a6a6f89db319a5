// S18: fan-in to an analytics hub. One resource with two mirrors next to the hub; accounts of both arrive as kp-local.accounts and kp-remote.accounts,
// and are read by the pattern (?:[^.]+\.)?accounts. Nobody writes to the hub and nothing leaves it.
import { App, Chart } from 'cdk8s';
import {
  EventStreamsPlan, KafkaAuthentication, KafkaCluster, MirrorMaker2Replication, SecretKey, StrimziRuntime, TopicSelection,
} from 'cdk8s-kafka-replication';

const app = new App();
const chart = new Chart(app, 'fan-in');

const onPrem = KafkaCluster.strimzi('kp-local', { cluster: 'kp-local', namespace: 'kp-kafka' })
  .withAuthentication(KafkaAuthentication.scramSha512('mm2-kp-local-source', SecretKey.of('mm2-kp-local-source', 'password')));

const cloud = KafkaCluster.eventStreams('kp-remote', {
  plan: EventStreamsPlan.STANDARD,
  bootstrapServers: [
    'broker-0-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-1-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-2-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
  ],
  apiKey: SecretKey.of('es-api-secret', 'password'),
});

const hub = KafkaCluster.strimzi('kp-hub', { cluster: 'kp-hub', namespace: 'kp-hub' })
  .withAuthentication(KafkaAuthentication.scramSha512('mm2-kp-hub-target', SecretKey.of('mm2-kp-hub-target', 'password')));

const accounts = new MirrorMaker2Replication(chart, 'Accounts', {
  name: 'analytics',
  source: onPrem,
  target: hub,
  topics: TopicSelection.named('accounts'),
  runtime: new StrimziRuntime({ namespace: 'mm2-analytics', createNamespace: true }),
  acknowledge: { 'no-checkpoints': 'the hub has consumers of its own; none ever moves there' },
});
accounts.addSource(cloud, { topics: TopicSelection.named('accounts') });

app.synth();
