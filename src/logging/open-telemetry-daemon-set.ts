import { createHash } from 'crypto';
import { ApiObject, Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { MonitoringApiGroup } from '../core';
import { ANNOTATIONS } from '../core/annotations';
import { reportProblems } from '../core/problem';
import { ForwardedLogs, ILogForwarder } from './log-forwarder';
import { OpenTelemetryDaemonSetProps } from './open-telemetry-props';
import { collectorIdentity } from './private/collector-base';
import { FEATURE_GATES } from './private/collector-names';
import { COLLECTOR_PORTS, COLLECTOR_RESOURCES, COLLECTOR_SECURITY, collectorVariables, collectorVolumes, EVERY_NODE, podCollectorConfig } from './private/collector-pod';
import { collectorPodMonitorSpec } from './private/collector-pod-monitor';

const CONFIG_FILE = 'collector.yaml';
const CONFIG_FOLDER = '/etc/otelcol/config';

/**
 * Forwards logs without an operator: a DaemonSet of OpenTelemetry collectors that read exactly the logs of the given replications.
 *
 * Positions and queue are on the node's disk, retries never end; its port `metrics` is for Prometheus, which finds it by `podMonitor`. A changed
 * configuration replaces the pods one by one. Fails: a replication on machines, or without a known namespace or labels of its own.
 *
 * @see receiver/filelogreceiver, exporter/splunkhecexporter of open-telemetry/opentelemetry-collector-contrib
 * @example
 * const forwarder = new OpenTelemetryDaemonSet({
 *   image: 'images.example.com/otelcol@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
 *   namespace: 'logging',
 * });
 */
export class OpenTelemetryDaemonSet implements ILogForwarder {
  constructor(private readonly props: OpenTelemetryDaemonSetProps) {}

  public bind(scope: Construct, logs: ForwardedLogs): void {
    const { namespace, serviceAccount } = collectorIdentity(scope, logs, this.props);
    const config = Yaml.stringify(podCollectorConfig(logs));
    const metadata = { name: logs.name, namespace, labels: logs.labels };
    new ApiObject(scope, 'Config', { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { [CONFIG_FILE]: config } });
    const pods = { 'app.kubernetes.io/name': 'mm2-log-collector', 'app.kubernetes.io/instance': logs.name };
    new ApiObject(scope, 'Collector', { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata, spec: this.spec(logs, serviceAccount, config, pods) });
    const { podMonitor } = this.props;
    if (podMonitor === undefined) {
      return;
    }
    const groups: string[] = Object.values(MonitoringApiGroup);
    reportProblems(scope, () => groups.includes(podMonitor) ? [] : [{
      prop: 'forwarder.podMonitor', problem: 'is not an API group that has PodMonitors', value: podMonitor, allowed: groups.join(', '),
    }]);
    new ApiObject(scope, 'PodMonitor', { apiVersion: `${podMonitor}/v1`, kind: 'PodMonitor', metadata, spec: collectorPodMonitorSpec(pods, 'metrics') });
  }

  private spec(logs: ForwardedLogs, serviceAccountName: string, config: string, pods: { readonly [label: string]: string }): object {
    const { volumes, volumeMounts } = collectorVolumes(logs);
    const probe = { httpGet: { path: '/', port: 'health' } };
    return {
      selector: { matchLabels: pods },
      template: {
        metadata: { labels: pods, annotations: { [ANNOTATIONS.checksum]: createHash('sha256').update(config).digest('hex') } },
        spec: {
          serviceAccountName,
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          // Time to write down what it has read.
          terminationGracePeriodSeconds: 60,
          tolerations: EVERY_NODE,
          containers: [{
            name: 'collector',
            image: this.props.image,
            args: [`--config=${CONFIG_FOLDER}/${CONFIG_FILE}`, `--feature-gates=${FEATURE_GATES}`],
            env: collectorVariables(logs),
            ports: Object.entries(COLLECTOR_PORTS).map(([name, containerPort]) => ({ name, containerPort })),
            readinessProbe: { ...probe, periodSeconds: 10 },
            livenessProbe: { ...probe, periodSeconds: 20, failureThreshold: 6 },
            resources: COLLECTOR_RESOURCES,
            securityContext: COLLECTOR_SECURITY,
            volumeMounts: [{ name: 'config', mountPath: CONFIG_FOLDER, readOnly: true }, ...volumeMounts],
          }],
          volumes: [{ name: 'config', configMap: { name: logs.name } }, ...volumes],
        },
      },
    };
  }
}
