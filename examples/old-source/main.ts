// S20: an old cluster is left. Kafka 2.8, without TLS as it was set up then, to Event Streams on IBM Cloud, by workers without an operator.
// Workers of Kafka 4 reach brokers of 2.1 and newer; for older ones take workers of 3.9: WORKERS=3.9.1 synthesizes that.
import { App, Chart, Duration } from 'cdk8s';
import {
  EventStreamsPlan, EventStreamsTarget, GroupSelection, KafkaCluster, KubernetesRuntime, MirrorMaker2Replication, SecretKey, TopicSelection,
} from 'cdk8s-kafka-replication';

const version = process.env.WORKERS ?? '4.3.1';

const app = new App();
const chart = new Chart(app, 'old-source');

const old = KafkaCluster.of('kp-old', { bootstrapServers: ['kafka-old.example.com:9092'] }).withFacts({ kafkaVersion: '2.8.2' });

const cloud = new EventStreamsTarget(chart, 'Cloud', {
  alias: 'kp-remote',
  plan: EventStreamsPlan.STANDARD,
  bootstrapServers: [
    'broker-0-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-1-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-2-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
  ],
  apiKey: SecretKey.of('es-api-secret', 'password'), // role Manager
});

new MirrorMaker2Replication(chart, 'Orders', {
  source: old,
  target: cloud,
  topics: TopicSelection.matching('orders-.*'),
  groups: GroupSelection.named('fresh-food-app'),
  heartbeatInterval: Duration.seconds(5), // leave it out for brokers before 2.4, which know no default replication factor
  runtime: new KubernetesRuntime({
    namespace: 'mm2-old-source',
    createNamespace: true,
    image: 'images.example.com/mm2@sha256:b12b8ffc4afcf088243a7ca9c05cbb2030ec53f7ac4f381f0d4d9709e0a21a92', // mm2:4.3.1
    version,
  }),
  acknowledge: { 'no-tls': 'the old cluster has none, and lies in the same network until it is switched off' },
});

app.synth();
