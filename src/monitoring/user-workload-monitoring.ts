import { ApiObject, Chart, Yaml } from 'cdk8s';
import { Construct } from 'constructs';

/**
 * The two ConfigMaps by which an administrator of an OpenShift cluster turns on monitoring of user workloads with an Alertmanager of its own.
 *
 * A chart, so that it becomes a file of its own: only a cluster administrator may apply it, and where the ConfigMaps exist already their
 * `config.yaml` has to be merged by hand. Without it PodMonitors are not scraped, and AlertmanagerConfigs are ignored silently.
 *
 * @see openshift/cluster-monitoring-operator, Documentation/api.md
 * @example
 * new UserWorkloadMonitoring(app, 'cluster-admin');
 */
export class UserWorkloadMonitoring extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.configMap('Cluster', 'openshift-monitoring', 'cluster-monitoring-config', { enableUserWorkload: true });
    this.configMap('UserWorkload', 'openshift-user-workload-monitoring', 'user-workload-monitoring-config', {
      alertmanager: { enabled: true, enableAlertmanagerConfig: true },
    });
  }

  private configMap(id: string, namespace: string, name: string, config: object): void {
    new ApiObject(this, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data: { 'config.yaml': Yaml.stringify(config) } });
  }
}
