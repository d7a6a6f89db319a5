// S5: both directions between an Event Streams instance on OpenShift and Event Streams on IBM Cloud, each run by the operator that is there:
// MM2 to the cloud by Strimzi, MM2 to OpenShift by the operator of Event Streams, whose licence is metered by annotations of the pods.
import { App, Chart } from 'cdk8s';
import {
  EventStreamsOperatorRuntime, EventStreamsPlan, GroupSelection, KafkaAuthentication, KafkaCluster, MirrorMaker2Replication, SecretKey, StrimziRuntime,
  TlsTrust, TopicSelection,
} from 'cdk8s-kafka-replication';

const app = new App();

const onPrem = KafkaCluster.of('es-onprem', {
  bootstrapServers: ['es-onprem-kafka-bootstrap-event-streams.apps.ocp.example.com:443'],
  trust: TlsTrust.secret('es-onprem-cluster-ca-cert', 'ca.crt'),
  authentication: KafkaAuthentication.scramSha512('mm2-es-onprem', SecretKey.of('mm2-es-onprem', 'password')),
});

const cloud = KafkaCluster.eventStreams('kp-remote', {
  plan: EventStreamsPlan.ENTERPRISE,
  bootstrapServers: [
    'broker-0-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-1-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
    'broker-2-example0000.kafka.svc01.us-south.eventstreams.cloud.ibm.com:9093',
  ],
  apiKey: SecretKey.of('es-api-secret', 'password'),
});

const orders = { topics: TopicSelection.named('orders'), groups: GroupSelection.named('fresh-food-app') };

new MirrorMaker2Replication(new Chart(app, 'in-the-cloud'), 'ToCloud', {
  source: onPrem,
  target: cloud,
  ...orders,
  runtime: new StrimziRuntime({ namespace: 'mm2-to-cloud', createNamespace: true }),
});

new MirrorMaker2Replication(new Chart(app, 'on-premises'), 'ToOnPrem', {
  source: cloud,
  target: onPrem,
  ...orders,
  runtime: new EventStreamsOperatorRuntime({
    namespace: 'mm2-from-cloud',
    createNamespace: true,
    instance: 'es-onprem',
    // As in the licence of the instance; the identifiers differ from licence to licence.
    podAnnotations: {
      'eventstreams.production.type': 'CloudPakForIntegrationNonProduction',
      'productName': 'IBM Event Streams for Non Production',
      'productVersion': '13.0.0',
      'productMetric': 'VIRTUAL_PROCESSOR_CORE',
      'productChargedContainers': 'mm2-kp-remote-to-es-onprem-mirrormaker2',
    },
  }),
});

app.synth();
