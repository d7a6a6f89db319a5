// S10 and S21 without OpenShift Logging: two lines of business whose logs a collector of OpenTelemetry reads on each node, and no others. What a line logs goes to
// an index of its own in Splunk.
import { App, Chart, Size } from 'cdk8s';
import {
  ByteRate, EventStreamsPlan, GroupSelection, KafkaAuthentication, KafkaCluster, LobIsolatedFlow, MonitoringApiGroup, OpenTelemetryDaemonSet, SecretKey,
  SplunkForwarding, TopicSelection,
} from 'cdk8s-kafka-replication';

const LINES = ['retail', 'logistics'];

const app = new App();
const chart = new Chart(app, 'log-collectors');

const onPrem = KafkaCluster.strimzi('kp-local', { cluster: 'kp-local', namespace: 'kp-kafka' });

const cloud = KafkaCluster.eventStreams('kp-remote', {
  plan: EventStreamsPlan.STANDARD,
  bootstrapServers: [
    'broker-0-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-1-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-2-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
  ],
});

const lines = LINES.map((line) => new LobIsolatedFlow(chart, line, {
  lineOfBusiness: line,
  source: onPrem,
  target: cloud,
  topics: TopicSelection.matching(`${line}[-.].+`),
  groups: GroupSelection.matching(`${line}-.+`),
  credentials: {
    source: KafkaAuthentication.scramSha512(`mm2-${line}`, SecretKey.of(`mm2-${line}`, 'password')),
    target: KafkaAuthentication.apiKey(SecretKey.of(`mm2-${line}-target`, 'password')),
  },
  budget: ByteRate.of(Size.mebibytes(5)),
  team: { group: `${line}-platform` },
  network: { operator: { namespace: 'strimzi', podLabels: { 'strimzi.io/kind': 'cluster-operator' } }, kubernetesApiCidrs: ['10.0.0.0/28'], targetCidrs: ['192.0.2.0/24'] },
  resourceQuota: { cpuMillis: 1500, memory: Size.gibibytes(4) },
}));

// The collector and the token are in a namespace of their own, out of the lines' reach.
new SplunkForwarding(chart, 'Logs', {
  replications: lines.map(({ replication }) => replication),
  forwarder: new OpenTelemetryDaemonSet({
    namespace: 'logging',
    podMonitor: MonitoringApiGroup.PROMETHEUS_OPERATOR,
    image: 'images.example.com/otelcol@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
  }),
  splunk: { url: 'https://splunk.example.com:8088', token: SecretKey.of('splunk', 'hecToken') },
  linesOfBusiness: Object.fromEntries(lines.map(({ replication, lineOfBusiness }) => [replication.model.name, lineOfBusiness])),
  indexes: Object.fromEntries(LINES.map((line) => [line, `kafka_${line}`])),
});

app.synth();
