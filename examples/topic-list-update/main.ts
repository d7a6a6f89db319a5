// S11: a topic list that grows. Each entry is the list after one change, the last one applies; STEP=1 synthesizes the first.
// MM2 restarts the connector and its tasks, and goes on where it was: nothing is copied again.
import { App, Chart } from 'cdk8s';
import {
  EventStreamsPlan, GroupSelection, KafkaAuthentication, KafkaCluster, MirrorMaker2Replication, SecretKey, StrimziRuntime, TopicSelection,
} from 'cdk8s-kafka-replication';

const lists = [
  TopicSelection.named('products'),
  TopicSelection.named('products', 'orders'),
  TopicSelection.matching('orders-.*').excluding('orders-test-.*'),
];
const step = Number(process.env.STEP ?? lists.length);

const app = new App();
const chart = new Chart(app, 'topic-list-update');

const cloud = KafkaCluster.eventStreams('kp-remote', {
  plan: EventStreamsPlan.STANDARD,
  bootstrapServers: [
    'broker-0-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-1-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-2-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
  ],
  apiKey: SecretKey.of('es-api-secret', 'password'),
});

const onPrem = KafkaCluster.strimzi('kp-local', { cluster: 'kp-local', namespace: 'kp-kafka' })
  .withAuthentication(KafkaAuthentication.scramSha512('mm2-kp-local-target', SecretKey.of('mm2-kp-local-target', 'password')));

new MirrorMaker2Replication(chart, 'Orders', {
  source: cloud,
  target: onPrem,
  topics: lists[step - 1],
  groups: GroupSelection.named('fresh-food-app'),
  runtime: new StrimziRuntime({ namespace: 'mm2-from-cloud', createNamespace: true }),
});

app.synth();
