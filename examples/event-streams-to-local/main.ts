// S3: from Event Streams on IBM Cloud to the Kafka of a laptop. The API key needs the role Reader only: offset syncs are kept at the target.
import { App, Chart } from 'cdk8s';
import {
  EventStreamsPlan, GroupSelection, KafkaCluster, MirrorMaker2Replication, SecretKey, StrimziRuntime, TopicSelection,
} from 'cdk8s-kafka-replication';

const app = new App();
const chart = new Chart(app, 'event-streams-to-local');

const cloud = KafkaCluster.eventStreams('kp-remote', {
  plan: EventStreamsPlan.STANDARD,
  bootstrapServers: [
    'broker-0-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-1-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-2-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
  ],
  apiKey: SecretKey.of('es-api-secret', 'password'),
});

const laptop = KafkaCluster.of('local-dev', { bootstrapServers: ['kafka1:9092', 'kafka2:9093', 'kafka3:9094'] });

new MirrorMaker2Replication(chart, 'Orders', {
  source: cloud,
  target: laptop,
  topics: TopicSelection.named('orders'),
  groups: GroupSelection.named('fresh-food-app'),
  runtime: new StrimziRuntime({ namespace: 'mm2-local-dev', createNamespace: true }),
  acknowledge: { 'no-tls': 'local-dev is a laptop: test data only, nothing leaves its network unencrypted' },
});

app.synth();
