import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { imageProblems } from '../../core/image-problems';
import { dnsLabelProblems, dnsNameProblems } from '../../core/kubernetes-names';
import { Problem, reportProblems } from '../../core/problem';
import { ForwardedLogs } from '../log-forwarder';
import { OpenTelemetryProps } from '../open-telemetry-props';
import { COLLECTOR_ACCOUNT } from './collector-names';
import { podProblems } from './stream-problems';

/** Where a collector runs, and as whom. */
export interface CollectorIdentity {
  readonly namespace?: string;
  readonly serviceAccount: string;
}

/** The service account of a collector: it asks Kubernetes nothing, so it has no token either. Reports what is wrong with logs and props, too. */
export function collectorIdentity(scope: Construct, logs: ForwardedLogs, props: OpenTelemetryProps): CollectorIdentity {
  const namespace = props.namespace ?? logs.streams[0]?.binding.namespace;
  const serviceAccount = props.serviceAccount ?? COLLECTOR_ACCOUNT;
  reportProblems(scope, () => [...podProblems(logs), ...collectorProblems(props)]);
  new ApiObject(scope, 'ServiceAccount', {
    apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: serviceAccount, namespace, labels: logs.labels }, automountServiceAccountToken: false,
  });
  return { namespace, serviceAccount };
}

function collectorProblems({ image, namespace, serviceAccount }: OpenTelemetryProps): Problem[] {
  return [
    ...imageProblems('forwarder.image', image, { needsDigest: true }),
    ...(namespace === undefined ? [] : dnsLabelProblems('forwarder.namespace', namespace)),
    ...(serviceAccount === undefined ? [] : dnsNameProblems('forwarder.serviceAccount', serviceAccount)),
  ];
}
