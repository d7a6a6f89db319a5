import type { Resource } from '../effective.js';
import type { Manifest } from './emitted-monitoring.js';
import { METRICS_PORT } from './exporter.js';

/** Where a pod can be scraped, with what discovery says of it. */
interface Pod {
  readonly address: string;
  readonly meta: Readonly<Record<string, string>>;
}

/** The pods that the operator would make of the workers. @see ReconcilerUtils, MetricsModel (Strimzi 1.2.0) */
export function podsOf({ metadata }: Resource, addresses: ReadonlyMap<number, string>): Pod[] {
  const pods = `${metadata.name}-mirrormaker2`;
  return [...addresses].map(([replica, address]) => ({
    address,
    meta: {
      namespace: metadata.namespace ?? 'default',
      pod_name: `${pods}-${replica}`,
      pod_container_name: pods,
      pod_container_port_name: 'tcp-prometheus',
      pod_label_strimzi_io_cluster: metadata.name,
      pod_label_strimzi_io_kind: 'KafkaMirrorMaker2',
      pod_label_strimzi_io_name: pods,
    },
  }));
}

/**
 * The scrape that a PodMonitor means: the pods of its selector and port, with the labels that the operator gives, then its own relabelings.
 * @see ConfigGenerator.generatePodMonitorConfig (prometheus-operator 0.93.0, pkg/prometheus/promcfg.go)
 */
export function scrapeConfig({ metadata, spec }: Manifest, pods: readonly Pod[]): object {
  const [endpoint] = spec.podMetricsEndpoints;
  const meta = (name: string) => `__meta_kubernetes_${name}`;
  const keep = (label: string, value: string) => ({ action: 'keep', source_labels: [meta(label)], regex: value });
  const from = (label: string, target: string) => ({ source_labels: [meta(label)], target_label: target });
  return {
    job_name: `podMonitor/${metadata.namespace}/${metadata.name}/0`,
    metrics_path: endpoint.path,
    scrape_interval: endpoint.interval,
    scrape_timeout: endpoint.scrapeTimeout,
    static_configs: pods.map((pod) => ({
      targets: [`${pod.address}:${METRICS_PORT}`],
      labels: Object.fromEntries(Object.entries(pod.meta).map(([name, value]) => [meta(name), value])),
    })),
    relabel_configs: [
      ...Object.entries<string>(spec.selector.matchLabels).map(([label, value]) => keep(`pod_label_${label.replace(/[^a-zA-Z0-9_]/g, '_')}`, value)),
      keep('pod_container_port_name', endpoint.port),
      from('namespace', 'namespace'),
      from('pod_container_name', 'container'),
      from('pod_name', 'pod'),
      { target_label: 'job', replacement: `${metadata.namespace}/${metadata.name}` },
      { target_label: 'endpoint', replacement: endpoint.port },
      ...endpoint.relabelings.map(snakeCase),
    ],
  };
}

/** Fields as Prometheus and Alertmanager have them in their files. */
export function snakeCase(object: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]));
}
