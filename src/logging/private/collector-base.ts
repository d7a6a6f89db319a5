import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { imageProblems } from '../../core/image-digest';
import { dnsLabelProblems, dnsNameProblems } from '../../core/kubernetes-names';
import { explain } from '../../core/problem';
import { ForwardedLogs } from '../log-forwarder';
import { OpenTelemetryProps } from '../open-telemetry-props';
import { COLLECTOR_ACCOUNT } from './collector-names';
import { podProblems } from './stream-problems';

/** Where a collector runs, and as whom. */
export interface CollectorIdentity {
  readonly namespace?: string;
  readonly serviceAccount: string;
}

/** The service account of a collector: it asks Kubernetes nothing, so it has no token either. */
export function collectorIdentity(scope: Construct, logs: ForwardedLogs, props: OpenTelemetryProps): CollectorIdentity {
  const namespace = props.namespace ?? logs.streams[0]?.binding.namespace;
  const serviceAccount = props.serviceAccount ?? COLLECTOR_ACCOUNT;
  new ApiObject(scope, 'ServiceAccount', {
    apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: serviceAccount, namespace, labels: logs.labels }, automountServiceAccountToken: false,
  });
  return { namespace, serviceAccount };
}

/** What is wrong with a collector in pods, one message per problem. */
export function collectorProblems(logs: ForwardedLogs, { image, namespace, serviceAccount }: OpenTelemetryProps): string[] {
  return [
    ...podProblems(logs),
    ...imageProblems('forwarder.image', image),
    ...(namespace === undefined ? [] : dnsLabelProblems('forwarder.namespace', namespace)),
    ...(serviceAccount === undefined ? [] : dnsNameProblems('forwarder.serviceAccount', serviceAccount)),
  ].map(explain);
}
