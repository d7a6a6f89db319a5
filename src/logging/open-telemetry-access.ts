import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { LogCollectorAccessProps } from './cluster-log-forwarder-access';
import { COLLECTOR_ACCOUNT } from './private/collector-names';

/**
 * What a cluster administrator of OpenShift has to apply before an OpenTelemetry collector may read the logs of pods: SecurityContextConstraints for its
 * service account, and no other.
 *
 * A chart, so that it becomes a file of its own. The SELinux type `spc_t` is what may read files of other pods; nothing else of a privileged container is allowed.
 * Elsewhere than on OpenShift it is not needed.
 *
 * @see SecurityContextConstraints of signalfx/splunk-otel-collector-chart
 * @example
 * new OpenTelemetryAccess(app, 'cluster-admin', { namespace: 'logging' });
 */
export class OpenTelemetryAccess extends Chart {
  constructor(scope: Construct, id: string, props: LogCollectorAccessProps) {
    super(scope, id);
    const { namespace, serviceAccount = COLLECTOR_ACCOUNT } = props;
    new ApiObject(this, 'Constraints', {
      apiVersion: 'security.openshift.io/v1',
      kind: 'SecurityContextConstraints',
      metadata: { name: `${namespace}-${serviceAccount}` },
      allowHostDirVolumePlugin: true,
      allowHostIPC: false,
      allowHostNetwork: false,
      allowHostPID: false,
      allowHostPorts: false,
      allowPrivilegeEscalation: false,
      allowPrivilegedContainer: false,
      allowedCapabilities: [],
      defaultAddCapabilities: [],
      requiredDropCapabilities: ['ALL'],
      readOnlyRootFilesystem: true,
      runAsUser: { type: 'RunAsAny' },
      seLinuxContext: { type: 'MustRunAs', seLinuxOptions: { user: 'system_u', role: 'system_r', type: 'spc_t', level: 's0' } },
      fsGroup: { type: 'MustRunAs' },
      supplementalGroups: { type: 'RunAsAny' },
      seccompProfiles: ['runtime/default'],
      volumes: ['configMap', 'emptyDir', 'hostPath', 'projected', 'secret'],
      users: [`system:serviceaccount:${namespace}:${serviceAccount}`],
      groups: [],
    });
  }
}
