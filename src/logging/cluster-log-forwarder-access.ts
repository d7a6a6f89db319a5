import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { COLLECTOR_ACCOUNT } from './private/collector-names';

/** Which service account may read logs. */
export interface LogCollectorAccessProps {
  /** Namespace of the service account. */
  readonly namespace: string;
  /**
   * Name of the service account.
   * @default 'mm2-log-collector'
   */
  readonly serviceAccount?: string;
}

/**
 * What a cluster administrator of OpenShift has to apply before a `ClusterLogForwarder` works: its service account may collect application logs.
 *
 * A chart, so that it becomes a file of its own: a ClusterRoleBinding is not for teams. Whoever applies the ClusterLogForwarder itself needs the verb
 * `use` on the service account.
 *
 * @see openshift/cluster-logging-operator, docs/administration/serviceaccount-authorization.adoc
 * @example
 * new ClusterLogForwarderAccess(app, 'cluster-admin', { namespace: 'kafka-replication' });
 */
export class ClusterLogForwarderAccess extends Chart {
  constructor(scope: Construct, id: string, props: LogCollectorAccessProps) {
    super(scope, id);
    const { namespace, serviceAccount = COLLECTOR_ACCOUNT } = props;
    new ApiObject(this, 'CollectApplicationLogs', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: `${namespace}-${serviceAccount}-application-logs` },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'collect-application-logs' },
      subjects: [{ kind: 'ServiceAccount', name: serviceAccount, namespace }],
    });
  }
}
