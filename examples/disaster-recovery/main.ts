// R26: a passive disaster-recovery site. kp-hub stands by with all topics of kp-local under their own names and with the offsets of its groups,
// so that clients change their bootstrap servers and nothing else. One way only: the way back is opened when this one has been stopped.
import { App, Chart } from 'cdk8s';
import {
  GroupSelection, KafkaAuthentication, KafkaCluster, MirrorMaker2Replication, NamingPolicy, SecretKey, StrimziRuntime, TlsTrust, TopicSelection,
} from 'cdk8s-kafka-replication';

const app = new App();
const chart = new Chart(app, 'disaster-recovery');

// Another data centre, so through the listener that kp-local shows outside.
const primary = KafkaCluster.of('kp-local', {
  bootstrapServers: ['kafka.kp-local.example.com:9094'],
  trust: TlsTrust.secret('kp-local-cluster-ca-cert', 'ca.crt'),
  authentication: KafkaAuthentication.scramSha512('mm2-kp-local-source', SecretKey.of('mm2-kp-local-source', 'password')),
});

const standby = KafkaCluster.strimzi('kp-hub', { cluster: 'kp-hub', namespace: 'kp-hub' })
  .withAuthentication(KafkaAuthentication.scramSha512('mm2-kp-hub-target', SecretKey.of('mm2-kp-hub-target', 'password')));

new MirrorMaker2Replication(chart, 'Everything', {
  source: primary,
  target: standby,
  topics: TopicSelection.all(),
  groups: GroupSelection.all(),
  naming: NamingPolicy.identity(),
  tasksMax: 4,
  runtime: new StrimziRuntime({ namespace: 'mm2-standby', createNamespace: true }),
});

app.synth();
