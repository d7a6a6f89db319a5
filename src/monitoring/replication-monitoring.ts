import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { ApiObject, Duration, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { MonitoringApiGroup } from '../core';
import { millisecondsOf } from '../core/durations';
import { applyAfterNamespace } from '../core/file-order';
import { reportProblems } from '../core/problem';
import { resourceNameOf } from '../model/resource-name';
import { MirrorMaker2Replication } from '../replication';
import { thresholdsOf } from './alerts/thresholds';
import { seriesOfAll } from './cardinality';
import { Objective } from './catalogue/scope';
import { DashboardDelivery } from './dashboards/dashboard-delivery';
import { DashboardFile, dashboardFiles } from './dashboards/dashboards';
import { alertmanagerConfigSpec } from './private/alertmanager-config';
import { dashboardProblems } from './private/dashboard-problems';
import { monitoringProblems } from './private/monitoring-problems';
import { exporterData, exporterKey, podMonitorSpec, prometheusRuleSpec } from './private/objects';
import { scopeOf } from './private/scope-of';
import { AlertmanagerConfigVersion, ReplicationMonitoringProps } from './replication-monitoring-props';

/**
 * Watches replications: metrics of MM2 for Prometheus, recorded metrics such as lag in seconds, alerts with a runbook, Slack, and dashboards.
 *
 * For each replication a ConfigMap with rules of the JMX exporter, which MM2 is told to use, a PodMonitor (unless it runs on machines) and a PrometheusRule; one
 * AlertmanagerConfig for each namespace where Slack is wanted; two dashboards where there is a way to Grafana. Every alert has the label
 * `namespace`, since Alertmanager routes by it.
 *
 * @see docs/alerts.md; podmonitor, prometheusrule and alertmanagerconfig schemas, prometheus-operator 0.93.0
 * @example
 * new ReplicationMonitoring(chart, 'Monitoring', {
 *   replications: [replication],
 *   lagObjective: Duration.seconds(30),
 *   slack: { channel: '#kafka-replication', webhook: SecretKey.of('slack', 'webhook') },
 *   dashboards: DashboardDelivery.sidecarConfigMap(),
 * });
 */
export class ReplicationMonitoring extends Construct {
  constructor(scope: Construct, id: string, private readonly props: ReplicationMonitoringProps) {
    super(scope, id);
    this.requireReplications();
    watching.set(this.node.root, [...watchersOf(this), this]);
    // One of a name, so that a replication that is listed twice is reported and does not end the program.
    const replications = [...new Map(props.replications.map((replication) => [replication.node.path, replication])).values()];
    replications.forEach((replication, index) => this.watch(replication, index === 0));
    if (props.slack !== undefined) {
      [...new Set(replications.map((replication) => this.namespaceOf(replication)))].forEach((namespace) => this.tell(namespace));
    }
    this.delivery._deliver(this, this.dashboardFiles(), { namespace: props.namespace ?? replications[0]?.binding.namespace, labels: props.labels });
    const others = () => watchersOf(this).filter((other) => other !== this);
    reportProblems(this, () => [
      ...monitoringProblems(props, this.objective, others()),
      ...dashboardProblems(props.dashboards, this._name, this.dashboardFiles(), others()),
    ]);
    replications.forEach((replication) => replication._countSeries(seriesOfAll));
  }

  /**
   * The replications that are watched.
   * @internal
   */
  public get _replications(): readonly MirrorMaker2Replication[] {
    return this.props.replications;
  }

  /**
   * Name of what the monitoring makes once.
   * @internal
   */
  public get _name(): string {
    return this.props.name ?? 'kafka-replication';
  }

  /**
   * Whether it brings dashboards into Grafana.
   * @internal
   */
  public get _deliversDashboards(): boolean {
    return !this.delivery._isNone;
  }

  /**
   * Writes the dashboards as files that Grafana imports: `<name>-dashboard-overview.json` and `<name>-dashboard-replication.json`. Files of that
   * name are replaced. For a Grafana that takes them neither from resources nor from a sidecar.
   * @param folder where they are written; it is made where it does not exist
   */
  public writeDashboards(folder: string): void {
    mkdirSync(folder, { recursive: true });
    this.dashboardFiles().forEach(({ name, json }) => writeFileSync(join(folder, `${name}.json`), json()));
  }

  private dashboardFiles(): DashboardFile[] {
    const { thresholds, runbookUrl } = this.props;
    return dashboardFiles(this._name, () => ({ objective: this.objective, thresholds: thresholdsOf(thresholds ?? {}, this.objective.seconds), runbookUrl }));
  }

  /** JavaScript callers may give anything; what is no delivery is reported. */
  private get delivery(): DashboardDelivery {
    const { dashboards } = this.props;
    return dashboards instanceof DashboardDelivery ? dashboards : DashboardDelivery.none();
  }

  private get objective(): Objective {
    const { lagObjective, objectivePercent } = this.props;
    return { seconds: millisecondsOf(lagObjective ?? Duration.seconds(30)) / 1000, target: (objectivePercent ?? 99) / 100 };
  }

  private watch(replication: MirrorMaker2Replication, isFirst: boolean): void {
    const { model, binding } = replication;
    const { props } = this;
    const name = resourceNameOf(model.name);
    const apiVersion = `${props.apiGroup ?? MonitoringApiGroup.PROMETHEUS_OPERATOR}/v1`;
    const namespace = this.namespaceOf(replication);
    const lineOfBusiness = props.linesOfBusiness?.[model.name];
    const below = new Construct(this, replication.node.path);
    applyAfterNamespace(below, replication, binding.namespace);

    new ApiObject(below, 'ExporterRules', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: exporterKey(replication).configMapName, namespace: binding.namespace, labels: props.labels },
      data: Lazy.any({ produce: () => exporterData(replication) }),
    });
    binding.useMetrics(exporterKey(replication));

    // Machines are scraped by a job of one's own.
    if (binding.podNames !== undefined) {
      new ApiObject(below, 'PodMonitor', {
        apiVersion,
        kind: 'PodMonitor',
        metadata: { name, namespace, labels: props.labels },
        spec: podMonitorSpec(replication, {
          intervalSeconds: (props.scrapeInterval ?? Duration.seconds(30)).toSeconds({ integral: false }),
          lineOfBusiness,
          isElsewhere: namespace !== binding.namespace,
        }),
      });
    }

    new ApiObject(below, 'PrometheusRule', {
      apiVersion,
      kind: 'PrometheusRule',
      metadata: { name, namespace, labels: props.labels },
      spec: Lazy.any({ produce: () => prometheusRuleSpec(scopeOf(replication, this.objective), {
        thresholds: thresholdsOf(props.thresholds ?? {}, this.objective.seconds),
        labels: {
          ...props.alertLabels,
          ...(namespace === undefined ? {} : { namespace }),
          replication: model.name,
          ...(lineOfBusiness === undefined ? {} : { line_of_business: lineOfBusiness }),
        },
        runbookUrl: props.runbookUrl,
        withShared: isFirst,
      }, isFirst ? props.additionalAlerts ?? [] : []) }),
    });
  }

  private tell(namespace: string | undefined): void {
    const { slack, apiGroup, alertmanagerConfigVersion, labels } = this.props;
    new ApiObject(this, ['Alertmanager', ...(namespace === undefined ? [] : [namespace])].join('-'), {
      apiVersion: `${apiGroup ?? MonitoringApiGroup.PROMETHEUS_OPERATOR}/${alertmanagerConfigVersion ?? AlertmanagerConfigVersion.V1ALPHA1}`,
      kind: 'AlertmanagerConfig',
      metadata: { name: this._name, namespace, labels },
      spec: Lazy.any({ produce: () => alertmanagerConfigSpec(slack!) }),
    });
  }

  private namespaceOf({ binding }: MirrorMaker2Replication): string | undefined {
    return this.props.namespace ?? binding.namespace;
  }

  /** Without replications there is nothing to build; JavaScript callers meet no compiler. */
  private requireReplications(): void {
    const { replications } = this.props;
    if (!Array.isArray(replications) || replications.some((replication) => !(replication instanceof MirrorMaker2Replication))) {
      throw new Error(`[${this.node.path}] replications is not a list of replications; constructs of class MirrorMaker2Replication`);
    }
  }
}

const watching = new WeakMap<object, readonly ReplicationMonitoring[]>();

/** All monitorings of the App that a construct belongs to. @internal */
export function watchersOf(construct: Construct): readonly ReplicationMonitoring[] {
  return watching.get(construct.node.root) ?? [];
}
