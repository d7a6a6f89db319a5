// S4: from Event Streams on IBM Cloud to Strimzi on OpenShift. MM2 runs next to the target; the API key needs the role Reader only.
import { App, Chart } from 'cdk8s';
import {
  EventStreamsPlan, GroupSelection, KafkaAuthentication, KafkaCluster, MirrorMaker2Replication, SecretKey, StrimziRuntime, TopicSelection,
} from 'cdk8s-kafka-replication';

const app = new App();
const chart = new Chart(app, 'event-streams-to-openshift');

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

new MirrorMaker2Replication(chart, 'Products', {
  source: cloud,
  target: onPrem,
  topics: TopicSelection.named('products', 'accounts', 'orders'),
  groups: GroupSelection.matching('kp-users.*', 'fresh-food-app'),
  runtime: new StrimziRuntime({ namespace: 'mm2-from-cloud', createNamespace: true }),
});

app.synth();
