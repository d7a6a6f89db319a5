// S1: from the Kafka of a laptop to Event Streams on IBM Cloud.
import { App, Chart } from 'cdk8s';
import {
  EventStreamsPlan, EventStreamsTarget, GroupSelection, KafkaCluster, MirrorMaker2Replication, SecretKey, StrimziRuntime, TopicSelection,
} from 'cdk8s-kafka-replication';

const app = new App();
const chart = new Chart(app, 'local-to-event-streams');

const laptop = KafkaCluster.of('local-dev', { bootstrapServers: ['kafka1:9092', 'kafka2:9093', 'kafka3:9094'] });

const cloud = new EventStreamsTarget(chart, 'Cloud', {
  alias: 'kp-remote',
  plan: EventStreamsPlan.STANDARD,
  bootstrapServers: [
    'broker-0-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-1-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-2-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
  ],
  apiKey: SecretKey.of('es-api-secret', 'password'),
});

new MirrorMaker2Replication(chart, 'Orders', {
  source: laptop,
  target: cloud,
  topics: TopicSelection.named('products', 'orders'),
  groups: GroupSelection.named('fresh-food-app'),
  runtime: new StrimziRuntime({ namespace: 'mm2-local-dev', createNamespace: true }),
  acknowledge: { 'no-tls': 'local-dev is a laptop: test data only, nothing leaves its network unencrypted' },
});

app.synth();
