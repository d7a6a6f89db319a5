// S2: from Strimzi on OpenShift to Event Streams on IBM Cloud. MM2 runs next to the target, in the data centre of the service.
import { App, Chart } from 'cdk8s';
import {
  EventStreamsPlan, EventStreamsTarget, GroupSelection, KafkaAuthentication, KafkaCluster, MirrorMaker2Replication, SecretKey, StrimziRuntime, TopicSelection,
} from 'cdk8s-kafka-replication';

const app = new App();
const chart = new Chart(app, 'openshift-to-event-streams');

const onPrem = KafkaCluster.strimzi('kp-local', { cluster: 'kp-local', namespace: 'kp-kafka' })
  .withAuthentication(KafkaAuthentication.scramSha512('mm2-kp-local-source', SecretKey.of('mm2-kp-local-source', 'password')));

const cloud = new EventStreamsTarget(chart, 'Cloud', {
  alias: 'kp-remote',
  plan: EventStreamsPlan.STANDARD,
  bootstrapServers: [
    'broker-0-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-1-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-2-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
  ],
  apiKey: SecretKey.of('es-api-secret', 'password'), // role Manager: MM2 creates the topics
});

new MirrorMaker2Replication(chart, 'Orders', {
  source: onPrem,
  target: cloud,
  topics: TopicSelection.named('products', 'orders'),
  groups: GroupSelection.named('fresh-food-app'),
  tasksMax: 4,
  runtime: new StrimziRuntime({ namespace: 'mm2-to-cloud', createNamespace: true }),
});

app.synth();
