// S6: from Event Streams on IBM Cloud to Strimzi on OpenShift, on two virtual machines next to the target. Nothing of it is a manifest: `writeBundle` writes
// what the machines get. Each entry of the list is what is copied after one change; STEP=2 synthesizes the second.
import { App, Chart, Duration } from 'cdk8s';
import {
  EventStreamsPlan, EventStreamsTarget, GroupSelection, KafkaAuthentication, KafkaCluster, MirrorMaker2Replication, SecretKey, TlsTrust, TopicSelection,
  VirtualMachineRuntime,
} from 'cdk8s-kafka-replication';

const lists = [
  TopicSelection.matching('kp-topic-.*'),
  TopicSelection.matching('kp-(topic|order)-.*'),
];
const step = Number(process.env.STEP ?? 1);

const app = new App();
const chart = new Chart(app, 'vm-pair');

const cloud = new EventStreamsTarget(chart, 'Cloud', {
  alias: 'kp-remote',
  plan: EventStreamsPlan.STANDARD,
  bootstrapServers: [
    'broker-0-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-1-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-2-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
  ],
  apiKey: SecretKey.of('es-api-secret', 'password'), // role Reader; and what `kafka-replication acls` lists for heartbeats
});

// From outside of OpenShift: by route, with a client certificate.
const onPrem = KafkaCluster.of('kp-local', {
  bootstrapServers: ['kp-local-kafka-bootstrap-kp-kafka.apps.example.com:443'],
  trust: TlsTrust.secret('kp-local-cluster-ca-cert', 'ca.crt'),
  authentication: KafkaAuthentication.mutualTls({ secretName: 'mm2-kp-local-target' }),
});

const machines = new VirtualMachineRuntime(); // mm2-vm-1 and mm2-vm-2: as many as there are workers

new MirrorMaker2Replication(chart, 'Topics', {
  source: cloud,
  target: onPrem,
  topics: lists[step - 1],
  groups: GroupSelection.named('kp-users'),
  tasksMax: 3,
  replicationFactor: 3,
  heartbeatInterval: Duration.seconds(5), // seen at the target: the way is open, also while nobody writes
  runtime: machines,
});

app.synth();
machines.writeBundle(`${app.outdir}-bundle`);
