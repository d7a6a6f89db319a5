// S21: the flows of S9 (active/active) and S10 (lines of business), watched: metrics, alerts with an objective of 30 seconds, Slack, dashboards, and logs in Splunk. Monitoring of user
// workloads on OpenShift sees pods in the namespace of the monitor only, so what watches a replication stands beside it; cluster-admin is applied by an administrator.
import { App, Chart, Duration, Size } from 'cdk8s';
import {
  ByteRate, ClusterLogForwarder, ClusterLogForwarderAccess, DashboardDelivery, EventStreamsPlan, GroupSelection, KafkaAuthentication, KafkaCluster,
  LobIsolatedFlow, MirrorMaker2Replication, ReplicationMonitoring, SecretKey, SplunkForwarding, StrimziRuntime, TopicFacts, TopicSelection,
  UserWorkloadMonitoring,
} from 'cdk8s-kafka-replication';

/** The lines: megabytes a second, and topics with their partitions. */
const LINES: { [lineOfBusiness: string]: { budget: number; topics: { [name: string]: TopicFacts } } } = {
  retail: { budget: 5, topics: { 'retail-orders': { partitions: 6 }, 'retail-payments': { partitions: 3 }, 'retail.returns': { partitions: 2 } } },
  logistics: { budget: 10, topics: { 'logistics-shipments': { partitions: 10 }, 'logistics-tracking': { partitions: 12 } } },
  finance: { budget: 2, topics: { 'finance-ledger': { partitions: 5 } } },
};

/** What is promised, and who is told: the webhook's address is in a Secret of each namespace. */
const WATCHED = {
  lagObjective: Duration.seconds(30),
  objectivePercent: 99,
  userWorkloadMonitoring: true,
  slack: { channel: '#kafka-replication', webhook: SecretKey.of('slack', 'webhook') },
};

const app = new App();
new UserWorkloadMonitoring(app, 'cluster-admin');

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

const onPremises = new Chart(app, 'on-premises');
const fromCloud = new MirrorMaker2Replication(onPremises, 'FromCloud', {
  source: cloud,
  target: onPrem.withAuthentication(KafkaAuthentication.scramSha512('mm2-kp-local-target', SecretKey.of('mm2-kp-local-target', 'password'))),
  topics: TopicSelection.named('accounts', 'orders'),
  groups,
  runtime: new StrimziRuntime({ namespace: 'mm2-from-cloud', createNamespace: true }),
});
new ReplicationMonitoring(onPremises, 'Monitoring', { ...WATCHED, replications: [fromCloud] });

const inTheCloud = new Chart(app, 'in-the-cloud');
const toCloud = new MirrorMaker2Replication(inTheCloud, 'ToCloud', {
  source: onPrem.withAuthentication(KafkaAuthentication.scramSha512('mm2-kp-local-source', SecretKey.of('mm2-kp-local-source', 'password'))),
  target: cloud,
  topics: TopicSelection.named('accounts', 'customers'),
  groups,
  runtime: new StrimziRuntime({ namespace: 'mm2-to-cloud', createNamespace: true }),
});
new ReplicationMonitoring(inTheCloud, 'Monitoring', { ...WATCHED, replications: [toCloud] });

const linesOfBusiness = new Chart(app, 'lines-of-business');
const lines = Object.entries(LINES).map(([line, { budget, topics }]) => new LobIsolatedFlow(linesOfBusiness, line, {
  lineOfBusiness: line,
  source: onPrem.withFacts({ topics }),
  target: cloud,
  topics: TopicSelection.matching(`${line}[-.].+`),
  groups: GroupSelection.matching(`${line}-.+`),
  credentials: {
    source: KafkaAuthentication.scramSha512(`mm2-${line}`, SecretKey.of(`mm2-${line}`, 'password')),
    target: KafkaAuthentication.apiKey(SecretKey.of(`mm2-${line}-target`, 'password')),
  },
  budget: ByteRate.of(Size.mebibytes(budget)),
  team: { group: `${line}-platform` },
  network: { operator: { namespace: 'strimzi', podLabels: { 'strimzi.io/kind': 'cluster-operator' } }, kubernetesApiCidrs: ['10.0.0.0/28'], targetCidrs: ['192.0.2.0/24'] },
  resourceQuota: { cpuMillis: 1500, memory: Size.gibibytes(4) },
}));
/** Which line each replication works for. */
const lineOf = Object.fromEntries(lines.map(({ replication, lineOfBusiness }) => [replication.model.name, lineOfBusiness]));

new ReplicationMonitoring(linesOfBusiness, 'Monitoring', {
  ...WATCHED,
  replications: lines.map(({ replication }) => replication),
  linesOfBusiness: lineOf,
  // They show every replication that Prometheus knows.
  dashboards: DashboardDelivery.sidecarConfigMap(),
});

// The collector and the token are in the namespace of OpenShift Logging, out of the lines' reach.
new ClusterLogForwarderAccess(app, 'cluster-admin-logs', { namespace: 'openshift-logging' });
const logs = new SplunkForwarding(new Chart(app, 'logs'), 'Logs', {
  replications: [fromCloud, toCloud, ...lines.map(({ replication }) => replication)],
  forwarder: new ClusterLogForwarder({ namespace: 'openshift-logging', payloadKey: '.structured', sourceType: 'kafka:mirrormaker2' }),
  splunk: { url: 'https://splunk.example.com:8088', token: SecretKey.of('splunk', 'hecToken') },
  index: 'kafka_replication',
  linesOfBusiness: lineOf,
  indexes: Object.fromEntries(Object.keys(LINES).map((line) => [line, `kafka_${line}`])),
});

app.synth();
// An app for Splunk itself: saved searches and a dashboard.
logs.writeSplunkContent('dist-splunk');
