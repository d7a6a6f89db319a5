// S6 and S21: the log of MM2 on two virtual machines in Splunk. Each machine runs a collector of OpenTelemetry beside MM2, which reads the journal; its configuration
// and its unit are in the bundle. Line and index are those of the line of business.
import { App, Chart } from 'cdk8s';
import {
  EventStreamsPlan, EventStreamsTarget, KafkaAuthentication, KafkaCluster, MirrorMaker2Replication, SecretKey, SplunkForwarding, TlsTrust, TopicSelection,
  VirtualMachineLogCollector, VirtualMachineRuntime,
} from 'cdk8s-kafka-replication';

const LINE = 'plants';

const app = new App();
const chart = new Chart(app, 'log-machines');

const cloud = new EventStreamsTarget(chart, 'Cloud', {
  alias: 'kp-remote',
  plan: EventStreamsPlan.STANDARD,
  bootstrapServers: [
    'broker-0-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-1-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-2-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
  ],
  apiKey: SecretKey.of('es-api-secret', 'password'), // role Reader
});

const onPrem = KafkaCluster.of('kp-local', {
  bootstrapServers: ['kp-local-kafka-bootstrap-kp-kafka.apps.example.com:443'],
  trust: TlsTrust.secret('kp-local-cluster-ca-cert', 'ca.crt'),
  authentication: KafkaAuthentication.mutualTls({ secretName: 'mm2-kp-local-target' }),
});

const machines = new VirtualMachineRuntime();

const replication = new MirrorMaker2Replication(chart, 'Topics', {
  source: cloud,
  target: onPrem,
  topics: TopicSelection.matching('kp-topic-.*'),
  tasksMax: 3,
  replicationFactor: 3,
  runtime: machines,
});

// The token is a file of each machine, beside MM2's own secrets.
new SplunkForwarding(chart, 'Logs', {
  replications: [replication],
  forwarder: new VirtualMachineLogCollector({ collector: '/usr/bin/otelcol' }),
  splunk: { url: 'https://splunk.example.com:8088', token: SecretKey.of('splunk', 'hecToken') },
  linesOfBusiness: { [replication.model.name]: LINE },
  indexes: { [LINE]: `kafka_${LINE}` },
});

app.synth();
machines.writeBundle(`${app.outdir}-bundle`);
