// Two development clusters without security, to try things out. The lab runs its experiments on what this emits.
import { App, Chart } from 'cdk8s';
import { GroupSelection, KafkaCluster, MirrorMaker2Replication, StrimziRuntime, TopicSelection } from 'cdk8s-kafka-replication';

const app = new App();
const chart = new Chart(app, 'development-pair');

new MirrorMaker2Replication(chart, 'Orders', {
  source: KafkaCluster.of('dev-a', { bootstrapServers: ['kafka-a:9092'] }),
  target: KafkaCluster.of('dev-b', { bootstrapServers: ['kafka-b:9092'] }),
  topics: TopicSelection.named('orders'),
  groups: GroupSelection.named('fresh-food-app'),
  runtime: new StrimziRuntime({ namespace: 'mm2-dev', createNamespace: true }),
  acknowledge: { 'no-tls': 'both clusters hold test data only' },
});

app.synth();
