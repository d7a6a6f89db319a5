// R26: data residency. Only what is allowed leaves kp-local: the selection is the control, and the program proves that nothing personal can be in it,
// whatever topics are created later. What the credential of the source may read is the second wall.
import { App, Chart } from 'cdk8s';
import {
  EventStreamsPlan, GroupSelection, KafkaAuthentication, KafkaCluster, MirrorMaker2Replication, SecretKey, StrimziRuntime, TopicSelection,
} from 'cdk8s-kafka-replication';

const personal = TopicSelection.matching('accounts', 'customers.*', '.*-pii');
const allowed = TopicSelection.matching('products', 'orders-.*').excluding('.*-pii');

const leak = allowed.overlapWith(personal);
if (!leak.isDisjoint) {
  throw new Error(`personal data would leave: ${leak.example ?? leak.unknown}`);
}

const app = new App();
const chart = new Chart(app, 'data-residency');

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

new MirrorMaker2Replication(chart, 'Allowed', {
  source: onPrem,
  target: cloud,
  topics: allowed,
  groups: GroupSelection.named('fresh-food-app'),
  runtime: new StrimziRuntime({ namespace: 'mm2-to-cloud', createNamespace: true }),
});

app.synth();
