// S13: both clusters copy to each other; applications and MirrorMaker 2 have the rights that they need, on the names of their own cluster and of the copies.
import { App, Chart } from 'cdk8s';
import {
  AccessProvisioning, EventStreamsPlan, GroupSelection, KafkaAccess, KafkaAuthentication, KafkaCluster, MirrorMaker2Replication, SecretKey, StrimziRuntime,
  TopicSelection,
} from 'cdk8s-kafka-replication';

const app = new App();
const chart = new Chart(app, 'least-privilege');

const scram = (user: string) => KafkaAuthentication.scramSha512(user, SecretKey.of(user, 'password'));
const apiKey = (user: string) => KafkaAuthentication.apiKey(SecretKey.of(`${user}-key`, 'password'));

const onPrem = KafkaCluster.strimzi('kp-local', { cluster: 'kp-local', namespace: 'kp-kafka' });

const cloud = KafkaCluster.eventStreams('kp-remote', {
  plan: EventStreamsPlan.STANDARD,
  bootstrapServers: [
    'broker-0-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-1-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-2-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
  ],
});

const toCloud = new MirrorMaker2Replication(chart, 'ToCloud', {
  source: onPrem.withAuthentication(scram('mm2-kp-local-source')),
  target: cloud.withAuthentication(apiKey('mm2-target')),
  topics: TopicSelection.named('kp-topic-1', 'kp-topic-2'),
  groups: GroupSelection.named('kp-users-1', 'kp-users-2'),
  runtime: new StrimziRuntime({ namespace: 'mm2-to-cloud', createNamespace: true }),
});

const fromCloud = new MirrorMaker2Replication(chart, 'FromCloud', {
  source: cloud.withAuthentication(apiKey('mm2-source')),
  target: onPrem.withAuthentication(scram('mm2-kp-local-target')),
  topics: TopicSelection.named('kp-topic-1', 'kp-topic-2'),
  groups: GroupSelection.named('kp-users-1', 'kp-users-2'),
  runtime: new StrimziRuntime({ namespace: 'mm2-from-cloud', createNamespace: true }),
});

// On kp-local: KafkaUsers. Consumers read the topic and its copy from the cloud; the producer writes the topics, never the copies.
const local = new KafkaAccess(chart, 'OnPrem', { cluster: onPrem });
for (const i of [1, 2]) {
  const topics = TopicSelection.named(`kp-topic-${i}`);
  local.grantConsume(scram(`kp-consumer-${i}`), { topics, groups: GroupSelection.named(`kp-users-${i}`), copiesFrom: ['kp-remote'] });
  local.addClientProperties(scram(`kp-consumer-${i}`), { topics, copiesFrom: ['kp-remote'], namespace: 'shop' });
}
local.grantProduce(scram('kp-producer'), { topics: TopicSelection.named('kp-topic-1', 'kp-topic-2') });
local.grantReplicate(toCloud);
local.grantReplicate(fromCloud);

// On kp-remote: the IAM policies of the service IDs behind the API keys, to be entered by an administrator.
const remote = new KafkaAccess(chart, 'Cloud', { cluster: cloud, provisioning: AccessProvisioning.eventStreamsIam({ namespace: 'mm2-to-cloud' }) });
for (const i of [1, 2]) {
  const topics = TopicSelection.named(`kp-topic-${i}`);
  remote.grantConsume(apiKey(`kp-consumer-${i}`), { topics, groups: GroupSelection.named(`kp-users-${i}`), copiesFrom: ['kp-local'] });
  remote.addClientProperties(apiKey(`kp-consumer-${i}`), { topics, copiesFrom: ['kp-local'], namespace: 'shop' });
}
remote.grantReplicate(toCloud);
remote.grantReplicate(fromCloud);

app.synth();
