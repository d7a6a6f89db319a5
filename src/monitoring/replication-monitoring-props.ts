import { Duration } from 'cdk8s';
import { MonitoringApiGroup } from '../core';
import { MirrorMaker2Replication } from '../replication';
import { AdditionalAlert } from './additional-alert';
import { AlertThresholds } from './alert-thresholds';
import { DashboardDelivery } from './dashboards/dashboard-delivery';
import { SlackOptions } from './slack-options';

/** Version of AlertmanagerConfig. */
export enum AlertmanagerConfigVersion {
  /** Served and stored everywhere. */
  V1ALPHA1 = 'v1alpha1',
  /** Needs the operator's conversion webhook. */
  V1BETA1 = 'v1beta1',
}

/** What is watched, how closely, and who is told. */
export interface ReplicationMonitoringProps {
  /** The replications that are watched. Fails: none; one that another monitoring watches already. */
  readonly replications: MirrorMaker2Replication[];
  /**
   * Lag that records may have: the objective of every partition. Range: 1 second..1 day.
   * @default Duration.seconds(30)
   */
  readonly lagObjective?: Duration;
  /**
   * Percent of all partition-minutes that are to be within `lagObjective`. Range: 95..99.99. Fails: given without `lagObjective`.
   * @default 99
   */
  readonly objectivePercent?: number;
  /**
   * Where alerts begin.
   * @default - as each threshold says
   */
  readonly thresholds?: AlertThresholds;
  /**
   * Alerts of one's own.
   * @default - none
   */
  readonly additionalAlerts?: AdditionalAlert[];
  /**
   * Labels of every alert, for routing. Fails: a name or value that Prometheus refuses.
   * @default - none beside `severity`, `namespace`, `replication` and `line_of_business`
   */
  readonly alertLabels?: { [name: string]: string };
  /**
   * Lines of business: name of a replication → its line. The line becomes the label `line_of_business` of series and alerts.
   * Fails: a replication that is not watched here.
   * @default - none
   */
  readonly linesOfBusiness?: { [replication: string]: string };
  /**
   * Tells alerts in Slack, by an AlertmanagerConfig.
   * @default - alerts are told by whatever Alertmanager does without
   */
  readonly slack?: SlackOptions;
  /**
   * How dashboards get into Grafana: one of all flows, one of a replication. They show whatever replications Prometheus knows, so one monitoring
   * of an App is enough. Fails: another monitoring of that `name` delivers them too.
   * @default DashboardDelivery.none() - ours: whether there is a Grafana, and how it takes dashboards, differs; Strimzi's Helm chart (`dashboards.enabled`) waits to be asked, too
   */
  readonly dashboards?: DashboardDelivery;
  /**
   * Address under which docs/alerts.md of this library, or a copy of it, is published; alerts and panels link to their section.
   * @default - no link: the alert itself has meaning and first command, a panel the names of its alerts
   */
  readonly runbookUrl?: string;
  /**
   * Namespace of PodMonitor, PrometheusRule and AlertmanagerConfig. Fails: another one than that of a replication with `userWorkloadMonitoring`.
   * @default - that of each replication
   */
  readonly namespace?: string;
  /**
   * Whether OpenShift's monitoring of user workloads watches: it sees pods in the namespace of the monitor only.
   * @default false
   */
  readonly userWorkloadMonitoring?: boolean;
  /**
   * Whose custom resources describe the monitoring.
   * @default MonitoringApiGroup.PROMETHEUS_OPERATOR
   */
  readonly apiGroup?: MonitoringApiGroup;
  /**
   * Version of AlertmanagerConfig.
   * @default AlertmanagerConfigVersion.V1ALPHA1
   */
  readonly alertmanagerConfigVersion?: AlertmanagerConfigVersion;
  /**
   * How often pods are scraped. Range: 5 seconds..1 minute.
   * @default Duration.seconds(30)
   */
  readonly scrapeInterval?: Duration;
  /**
   * Labels of all objects, such as those by which a Prometheus selects rules and monitors.
   * @default - none
   */
  readonly labels?: { [key: string]: string };
  /**
   * Name of the AlertmanagerConfig; those of dashboards begin with it, and it is their tag in Grafana.
   * @default 'kafka-replication'
   */
  readonly name?: string;
}
