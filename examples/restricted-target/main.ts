// S19: a target where MirrorMaker 2 may create and change nothing: its API key has the role Writer. `kafka-replication topics` lists what has to be there
// beforehand. Who owns the topics also carries over new partitions and settings, so MirrorMaker 2 does not try.
import { App, Chart } from 'cdk8s';
import {
  EventStreamsPlan, GroupSelection, KafkaAuthentication, KafkaCluster, MirrorMaker2Replication, SecretKey, StrimziRuntime, TopicSelection,
} from 'cdk8s-kafka-replication';

const app = new App();
const chart = new Chart(app, 'restricted-target');

const onPrem = KafkaCluster.strimzi('kp-local', { cluster: 'kp-local', namespace: 'kp-kafka' })
  .withAuthentication(KafkaAuthentication.scramSha512('mm2-kp-local-source', SecretKey.of('mm2-kp-local-source', 'password')))
  .withFacts({ topics: { products: { partitions: 1 } } });

const cloud = KafkaCluster.eventStreams('kp-remote', {
  plan: EventStreamsPlan.STANDARD,
  bootstrapServers: [
    'broker-0-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-1-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-2-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
  ],
  apiKey: SecretKey.of('es-api-secret', 'password'),
}).withFacts({ mayAlterTopics: false });

new MirrorMaker2Replication(chart, 'Products', {
  source: onPrem,
  target: cloud,
  topics: TopicSelection.named('products'),
  groups: GroupSelection.named('fresh-food-app'),
  sourceConnectorConfig: { 'sync.topic.configs.enabled': 'false' },
  runtime: new StrimziRuntime({ namespace: 'mm2-restricted', createNamespace: true }),
});

app.synth();
