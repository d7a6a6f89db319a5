// S7: from Event Streams on IBM Cloud to Strimzi on OpenShift, by an image of one's own and without an operator for MM2. It runs next to the target.
// Each entry of the list is what is copied after one change; STEP=2 synthesizes the second.
import { App, Chart } from 'cdk8s';
import {
  EventStreamsPlan, EventStreamsTarget, GroupSelection, KafkaAuthentication, KafkaCluster, KubernetesRuntime, MirrorMaker2Replication, SecretKey,
  TopicSelection,
} from 'cdk8s-kafka-replication';

const lists = [
  TopicSelection.named('products'),
  TopicSelection.named('products', 'accounts'),
];
const step = Number(process.env.STEP ?? 1);

const app = new App();
const chart = new Chart(app, 'deployment-custom-image');

const cloud = new EventStreamsTarget(chart, 'Cloud', {
  alias: 'kp-remote',
  plan: EventStreamsPlan.STANDARD,
  bootstrapServers: [
    'broker-0-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-1-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-2-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
  ],
  apiKey: SecretKey.of('es-api-secret', 'password'), // role Reader
});

const onPrem = KafkaCluster.strimzi('kp-local', { cluster: 'kp-local', namespace: 'kp-kafka' })
  .withAuthentication(KafkaAuthentication.scramSha512('mm2-kp-local-target', SecretKey.of('mm2-kp-local-target', 'password')));

new MirrorMaker2Replication(chart, 'Products', {
  source: cloud,
  target: onPrem,
  topics: lists[step - 1],
  groups: GroupSelection.named('fresh-food-app'),
  runtime: new KubernetesRuntime({
    namespace: 'mm2-image',
    createNamespace: true,
    image: 'images.example.com/mm2@sha256:b12b8ffc4afcf088243a7ca9c05cbb2030ec53f7ac4f381f0d4d9709e0a21a92', // mm2:4.3.1
    version: '4.3.1',
    metricsAgent: '/opt/jmx-exporter/jmx_prometheus_javaagent.jar',
  }),
});

app.synth();
