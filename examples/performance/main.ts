// S16: what the benchmark measures (docs/performance.md). One replication per tuning and guarantee, all else by default.
import { App, Chart, Duration, Size } from 'cdk8s';
import {
  ByteRate, DeliveryGuarantee, KafkaAuthentication, KafkaCluster, MirrorMaker2Replication, ReplicationTuning, SecretKey, StrimziRuntime, TlsTrust,
  TopicSelection,
} from 'cdk8s-kafka-replication';

const app = new App();
const chart = new Chart(app, 'performance');

const near = KafkaCluster.of('bench-target', { bootstrapServers: ['target:9092'] });

const secured = KafkaCluster.of('bench-secured', {
  bootstrapServers: ['secured-0.bench:9093', 'secured-1.bench:9093', 'secured-2.bench:9093'],
  trust: TlsTrust.secret('bench-secured-ca'),
  authentication: KafkaAuthentication.scramSha512('mm2', SecretKey.of('mm2-bench-secured', 'password')),
});

const forLink = (milliseconds: number) => ReplicationTuning.forLink({
  roundTrip: Duration.millis(milliseconds), throughput: ByteRate.of(Size.mebibytes(100)), recordSize: Size.kibibytes(1), partitions: 6,
});

const tunings: Record<string, ReplicationTuning> = {
  'balanced': ReplicationTuning.balanced(),
  'throughput': ReplicationTuning.throughput(),
  'latency-0': ReplicationTuning.latency(),
  'latency-20': ReplicationTuning.latency({ roundTrip: Duration.millis(20) }),
  'latency-50': ReplicationTuning.latency({ roundTrip: Duration.millis(50) }),
  'latency-100': ReplicationTuning.latency({ roundTrip: Duration.millis(100) }),
  'link-0': forLink(0),
  'link-20': forLink(20),
  'link-50': forLink(50),
  'link-100': forLink(100),
};

function replicate(name: string, tuning: ReplicationTuning, delivery: DeliveryGuarantee, target = near): void {
  new MirrorMaker2Replication(chart, name, {
    name, target, tuning, delivery,
    // An alias of its own: each replication has its own topics at the target.
    source: KafkaCluster.of(name, { bootstrapServers: ['source:9092'] }),
    topics: TopicSelection.named('orders'),
    runtime: new StrimziRuntime({ namespace: 'mm2-performance', createNamespace: true }),
    acknowledge: {
      'no-tls': 'a benchmark on one machine',
      'no-checkpoints': 'the benchmark has no consumer groups',
    },
  });
}

for (const [name, tuning] of Object.entries(tunings)) {
  replicate(name, tuning, DeliveryGuarantee.atLeastOnce());
}
for (const name of ['balanced', 'throughput', 'latency-0', 'latency-20', 'latency-50', 'latency-100']) {
  replicate(`exactly-once-${name}`, tunings[name]!, DeliveryGuarantee.exactlyOnce());
}
replicate('secured', tunings.balanced!, DeliveryGuarantee.atLeastOnce(), secured);

app.synth();
