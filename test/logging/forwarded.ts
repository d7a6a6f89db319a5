import {
  ClusterLogForwarder, ILogForwarder, KafkaCluster, KubernetesRuntime, MirrorMaker2Replication, MirrorMaker2ReplicationProps, OpenTelemetryCollector,
  OpenTelemetryDaemonSet, SecretKey, SplunkForwarding, SplunkForwardingProps, StrimziRuntime, TlsTrust, TopicSelection,
} from '../../src';
import { Chart } from '../support/synth';

export const IMAGE = `images.example.com/otelcol@sha256:${'0'.repeat(64)}`;
export const splunk = { url: 'https://splunk.example.com:8088', token: SecretKey.of('splunk', 'hecToken') };

const source = KafkaCluster.of('kp-local', { bootstrapServers: ['local:9092'] });
const target = KafkaCluster.of('kp-hub', { bootstrapServers: ['hub.example.com:9093'], trust: TlsTrust.publicAuthorities() });

/** Every forwarder for pods. */
export const POD_FORWARDERS: { readonly [name: string]: () => ILogForwarder } = {
  'OpenShift Logging': () => new ClusterLogForwarder(),
  'OpenTelemetry operator': () => new OpenTelemetryCollector({ image: IMAGE }),
  'OpenTelemetry DaemonSet': () => new OpenTelemetryDaemonSet({ image: IMAGE }),
};

export function replicationOf(scope: Chart, name = 'orders', props: Partial<MirrorMaker2ReplicationProps> = {}): MirrorMaker2Replication {
  return new MirrorMaker2Replication(scope, name, {
    source, target, name, topics: TopicSelection.named(name), runtime: new StrimziRuntime({ namespace: 'mm2' }), ...props,
  });
}

export function onKubernetes(): KubernetesRuntime {
  return new KubernetesRuntime({ image: `images.example.com/mm2@sha256:${'1'.repeat(64)}`, namespace: 'mm2' });
}

/** A forwarding of one replication, or of those given. */
export function forwarded(scope: Chart, props: Partial<SplunkForwardingProps> = {}): SplunkForwarding {
  return new SplunkForwarding(scope, 'Logs', { forwarder: new ClusterLogForwarder(), splunk, ...props, replications: props.replications ?? [replicationOf(scope)] });
}
