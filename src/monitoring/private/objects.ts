import { Yaml } from 'cdk8s';
import { ConfigMapKey } from '../../model';
import { resourceNameOf } from '../../model/resource-name';
import { MirrorMaker2Replication } from '../../replication';
import { AdditionalAlert } from '../additional-alert';
import { additionalRules, AlertOptions, alertRules } from '../alerts/alerts';
import { RECORDED } from '../catalogue/recorded';
import { Scope } from '../catalogue/scope';
import { jmxExporterConfig } from './jmx-exporter-rules';

/** ConfigMap and key of a replication's exporter rules. */
export function exporterKey({ model }: MirrorMaker2Replication): ConfigMapKey {
  return { configMapName: `${resourceNameOf(model.name)}-metrics`, key: 'metrics-config.yml' };
}

export function exporterData(replication: MirrorMaker2Replication): object {
  return { [exporterKey(replication).key]: Yaml.stringify(jmxExporterConfig(replication.model)) };
}

/** How pods are scraped. */
export interface ScrapeOptions {
  readonly intervalSeconds: number;
  readonly lineOfBusiness?: string;
  /** Whether the monitor is in another namespace than the pods. */
  readonly isElsewhere: boolean;
}

/** `spec` of a PodMonitor. @see podmonitor v1 schema, prometheus-operator 0.93.0 */
export function podMonitorSpec({ model, binding }: MirrorMaker2Replication, options: ScrapeOptions): object {
  const constant = (targetLabel: string, replacement: string) => ({ targetLabel, replacement, action: 'replace' });
  return {
    selector: { matchLabels: { ...binding.podSelector } },
    ...(options.isElsewhere && binding.namespace !== undefined ? { namespaceSelector: { matchNames: [binding.namespace] } } : {}),
    podMetricsEndpoints: [{
      port: binding.metricsPort,
      path: '/metrics',
      interval: `${options.intervalSeconds}s`,
      scrapeTimeout: `${Math.min(20, options.intervalSeconds)}s`,
      relabelings: [
        constant('replication', model.name),
        ...(options.lineOfBusiness === undefined ? [] : [constant('line_of_business', options.lineOfBusiness)]),
        // Strimzi's dashboards choose by these.
        { regex: '__meta_kubernetes_pod_label_(strimzi_io_(?:cluster|kind))', replacement: '$1', action: 'labelmap' },
        { sourceLabels: ['__meta_kubernetes_pod_name'], targetLabel: 'kubernetes_pod_name', action: 'replace' },
      ],
    }],
  };
}

/** `spec` of a PrometheusRule. @see prometheusrule v1 schema, prometheus-operator 0.93.0 */
export function prometheusRuleSpec(scope: Scope, options: AlertOptions, additional: readonly AdditionalAlert[]): object {
  return {
    groups: [
      { name: `${scope.replication}.recorded`, interval: '30s', rules: RECORDED.map(({ record, expr }) => ({ record, expr: expr(scope) })) },
      { name: `${scope.replication}.alerts`, interval: '30s', rules: [...alertRules(scope, options), ...additionalRules(additional, options.labels)] },
    ],
  };
}
