import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { ForwardedLogs, ILogForwarder } from './log-forwarder';
import { OpenTelemetryProps } from './open-telemetry-props';
import { collectorIdentity } from './private/collector-base';
import { FEATURE_GATES } from './private/collector-names';
import { COLLECTOR_RESOURCES, COLLECTOR_SECURITY, collectorVariables, collectorVolumes, EVERY_NODE, podCollectorConfig } from './private/collector-pod';

/**
 * Forwards logs by the OpenTelemetry operator: an OpenTelemetryCollector that runs on each node and reads exactly the logs of the given replications.
 *
 * Positions and queue are on the node's disk, retries never end. Where it knows the Prometheus Operator, the operator makes a ServiceMonitor, too. Fails: a replication on machines, or without a known namespace or labels of its own.
 *
 * @see opentelemetrycollector v1beta1 schema, open-telemetry/opentelemetry-operator
 * @example
 * const forwarder = new OpenTelemetryCollector({
 *   image: 'images.example.com/otelcol@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
 * });
 */
export class OpenTelemetryCollector implements ILogForwarder {
  constructor(private readonly props: OpenTelemetryProps) {}

  public bind(scope: Construct, logs: ForwardedLogs): void {
    const { namespace, serviceAccount } = collectorIdentity(scope, logs, this.props);
    new ApiObject(scope, 'Collector', {
      apiVersion: 'opentelemetry.io/v1beta1',
      kind: 'OpenTelemetryCollector',
      metadata: { name: logs.name, namespace, labels: logs.labels },
      spec: {
        mode: 'daemonset',
        image: this.props.image,
        serviceAccount,
        // A newer operator must not exchange the image that was tested.
        upgradeStrategy: 'none',
        observability: { metrics: { enableMetrics: true } },
        args: { 'feature-gates': FEATURE_GATES },
        env: collectorVariables(logs),
        ...collectorVolumes(logs),
        securityContext: COLLECTOR_SECURITY,
        resources: COLLECTOR_RESOURCES,
        tolerations: EVERY_NODE,
        config: podCollectorConfig(logs),
      },
    });
  }
}
