// S10: three lines of business share two clusters and nothing else. Each has workers, a namespace, users, rights, a budget and walls of its own; that they
// are apart is proven when this program is synthesized.
import { App, Chart, Size } from 'cdk8s';
import {
  ByteRate, EventStreamsPlan, GroupSelection, KafkaAuthentication, KafkaCluster, LobIsolatedFlow, SecretKey, TopicFacts, TopicSelection,
} from 'cdk8s-kafka-replication';

/** The lines: megabytes a second, and topics with their partitions. */
const LINES: { [lineOfBusiness: string]: { budget: number; topics: { [name: string]: TopicFacts } } } = {
  retail: { budget: 5, topics: { 'retail-orders': { partitions: 6 }, 'retail-payments': { partitions: 3 }, 'retail.returns': { partitions: 2 } } },
  logistics: { budget: 10, topics: { 'logistics-shipments': { partitions: 10 }, 'logistics-tracking': { partitions: 12 } } },
  finance: { budget: 2, topics: { 'finance-ledger': { partitions: 5 } } },
};

const app = new App();
const chart = new Chart(app, 'lines-of-business');

const onPrem = KafkaCluster.strimzi('kp-local', { cluster: 'kp-local', namespace: 'kp-kafka' });

const cloud = KafkaCluster.eventStreams('kp-remote', {
  plan: EventStreamsPlan.STANDARD,
  bootstrapServers: [
    'broker-0-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-1-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-2-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
  ],
});

for (const [line, { budget, topics }] of Object.entries(LINES)) {
  new LobIsolatedFlow(chart, line, {
    lineOfBusiness: line,
    source: onPrem.withFacts({ topics }),
    target: cloud,
    topics: TopicSelection.matching(`${line}[-.].+`),
    groups: GroupSelection.matching(`${line}-.+`),
    credentials: {
      // A KafkaUser's Secret has the name of the user; the API key is that of the line's service ID, role by role as the ConfigMap lists them.
      source: KafkaAuthentication.scramSha512(`mm2-${line}`, SecretKey.of(`mm2-${line}`, 'password')),
      target: KafkaAuthentication.apiKey(SecretKey.of(`mm2-${line}-target`, 'password')),
    },
    budget: ByteRate.of(Size.mebibytes(budget)),
    team: { group: `${line}-platform` },
    network: { operator: { namespace: 'strimzi', podLabels: { 'strimzi.io/kind': 'cluster-operator' } }, kubernetesApiCidrs: ['10.0.0.0/28'], targetCidrs: ['192.0.2.0/24'] },
    resourceQuota: { cpuMillis: 1500, memory: Size.gibibytes(4) },
  });
}

app.synth();
