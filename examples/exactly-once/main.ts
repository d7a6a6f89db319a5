// S17: exactly-once between two Strimzi clusters. Readers with isolation.level=read_committed get each committed record once, also after crashes.
// A new worker group may begin with it; one that runs already goes through ExactlyOnceStage.PREPARING first.
import { App, Chart } from 'cdk8s';
import {
  DeliveryGuarantee, GroupSelection, KafkaAuthentication, KafkaCluster, MirrorMaker2Replication, SecretKey, StrimziRuntime, TopicSelection,
} from 'cdk8s-kafka-replication';

const app = new App();
const chart = new Chart(app, 'exactly-once');

const onPrem = KafkaCluster.strimzi('kp-local', { cluster: 'kp-local', namespace: 'kp-kafka' })
  .withAuthentication(KafkaAuthentication.scramSha512('mm2-kp-local-source', SecretKey.of('mm2-kp-local-source', 'password')));

const hub = KafkaCluster.strimzi('kp-hub', { cluster: 'kp-hub', namespace: 'kp-hub' })
  .withAuthentication(KafkaAuthentication.scramSha512('mm2-kp-hub-target', SecretKey.of('mm2-kp-hub-target', 'password')));

new MirrorMaker2Replication(chart, 'Accounts', {
  source: onPrem,
  target: hub,
  topics: TopicSelection.named('accounts'),
  groups: GroupSelection.named('kp-users'),
  delivery: DeliveryGuarantee.exactlyOnce(),
  runtime: new StrimziRuntime({ namespace: 'mm2-exactly-once', createNamespace: true }),
});

app.synth();
