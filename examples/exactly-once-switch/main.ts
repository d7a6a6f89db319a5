// S12: a replication that runs already is switched to exactly-once. Each entry is one rollout of all workers, the last one applies; STEP=1 synthesizes the
// first. A worker in the last step and one in the first cannot work in one group, so the step between must not be left out.
import { App, Chart } from 'cdk8s';
import {
  DeliveryGuarantee, EventStreamsPlan, ExactlyOnceStage, GroupSelection, KafkaAuthentication, KafkaCluster, MirrorMaker2Replication, SecretKey, StrimziRuntime,
  TopicSelection,
} from 'cdk8s-kafka-replication';

const steps = [
  DeliveryGuarantee.atLeastOnce(),
  DeliveryGuarantee.exactlyOnce({ stage: ExactlyOnceStage.PREPARING }),
  DeliveryGuarantee.exactlyOnce(),
];
const step = Number(process.env.STEP ?? steps.length);

const app = new App();
const chart = new Chart(app, 'exactly-once-switch');

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

new MirrorMaker2Replication(chart, 'Topic', {
  source: cloud,
  target: onPrem,
  topics: TopicSelection.named('kp-topic-1'),
  groups: GroupSelection.named('kp-users'),
  delivery: steps[step - 1],
  runtime: new StrimziRuntime({ namespace: 'mm2-from-cloud', createNamespace: true }),
});

app.synth();
