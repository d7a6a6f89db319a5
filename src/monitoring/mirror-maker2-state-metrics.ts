import { ApiObject, Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { dnsLabelProblems, dnsNameProblems } from '../core/kubernetes-names';
import { reportProblems } from '../core/problem';

/** Where the configuration of kube-state-metrics is. */
export interface MirrorMaker2StateMetricsProps {
  /**
   * Namespace of kube-state-metrics.
   * @default - the chart's namespace, or the one that is current when the manifests are applied
   */
  readonly namespace?: string;
  /**
   * Name of the ConfigMap; its key is `config.yaml`.
   * @default 'mirror-maker2-state-metrics'
   */
  readonly name?: string;
}

/**
 * Configuration by which kube-state-metrics tells the state of each KafkaMirrorMaker2: the alert `ReplicationResourceNotReady` reads it.
 *
 * Mount the ConfigMap, start kube-state-metrics with `--custom-resource-state-config-file=<path>/config.yaml` (and `--custom-resource-state-only`
 * for an instance beside the cluster's own), and let it list `kafkamirrormaker2s` of `kafka.strimzi.io`. The metric is that of Strimzi's example.
 *
 * @see kubernetes/kube-state-metrics, docs/metrics/extend/customresourcestate-metrics.md; strimzi examples/metrics/kube-state-metrics (1.2.0)
 * @example
 * new MirrorMaker2StateMetrics(chart, 'StateMetrics', { namespace: 'monitoring' });
 */
export class MirrorMaker2StateMetrics extends Construct {
  constructor(scope: Construct, id: string, props: MirrorMaker2StateMetricsProps = {}) {
    super(scope, id);
    new ApiObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: props.name ?? 'mirror-maker2-state-metrics', namespace: props.namespace },
      data: { 'config.yaml': Yaml.stringify(CONFIG) },
    });
    reportProblems(this, () => [
      ...(props.namespace === undefined ? [] : dnsLabelProblems('namespace', props.namespace)),
      ...(props.name === undefined ? [] : dnsNameProblems('name', props.name)),
    ]);
  }
}

const CONFIG = {
  kind: 'CustomResourceStateMetrics',
  spec: {
    resources: [{
      groupVersionKind: { group: 'kafka.strimzi.io', version: 'v1', kind: 'KafkaMirrorMaker2' },
      metricNamePrefix: 'strimzi_kafka_mm2',
      metrics: [{
        name: 'resource_info',
        help: 'State of a KafkaMirrorMaker2',
        each: { type: 'Info', info: { labelsFromPath: { name: ['metadata', 'name'] } } },
        labelsFromPath: {
          exported_namespace: ['metadata', 'namespace'],
          ready: ['status', 'conditions', '[type=Ready]', 'status'],
          deprecated: ['status', 'conditions', '[reason=DeprecatedFields]', 'type'],
          generation: ['status', 'observedGeneration'],
          replicas: ['status', 'replicas'],
        },
      }],
    }],
  },
};
