// S9: active/active. Each cluster keeps the topics of its own clients and has the other's beside them, as kp-remote.accounts and kp-local.accounts:
// consumers read both by the pattern (?:[^.]+\.)?accounts. One MM2 per direction, each next to its target, so one chart per Kubernetes cluster.
import { App, Chart, Duration } from 'cdk8s';
import {
  EventStreamsPlan, GroupSelection, KafkaAuthentication, KafkaCluster, MirrorMaker2Replication, SecretKey, StrimziRuntime, TopicSelection,
} from 'cdk8s-kafka-replication';

const app = new App();

const cloud = KafkaCluster.eventStreams('kp-remote', {
  plan: EventStreamsPlan.STANDARD,
  bootstrapServers: [
    'broker-0-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-1-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-2-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
  ],
  apiKey: SecretKey.of('es-api-secret', 'password'),
});

const onPrem = KafkaCluster.strimzi('kp-local', { cluster: 'kp-local', namespace: 'kp-kafka' });
const groups = GroupSelection.named('kp-users');

new MirrorMaker2Replication(new Chart(app, 'on-premises'), 'FromCloud', {
  source: cloud,
  target: onPrem.withAuthentication(KafkaAuthentication.scramSha512('mm2-kp-local-target', SecretKey.of('mm2-kp-local-target', 'password'))),
  topics: TopicSelection.named('accounts', 'orders'),
  groups,
  runtime: new StrimziRuntime({ namespace: 'mm2-from-cloud', createNamespace: true }),
});

new MirrorMaker2Replication(new Chart(app, 'in-the-cloud'), 'ToCloud', {
  source: onPrem.withAuthentication(KafkaAuthentication.scramSha512('mm2-kp-local-source', SecretKey.of('mm2-kp-local-source', 'password'))),
  target: cloud,
  topics: TopicSelection.named('accounts', 'customers'),
  groups,
  heartbeatInterval: Duration.seconds(5), // its user also writes them at the source; seen in the cloud, the way out is open
  runtime: new StrimziRuntime({ namespace: 'mm2-to-cloud', createNamespace: true }),
});

app.synth();
