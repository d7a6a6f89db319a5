import { createHash } from 'crypto';
import { Thresholds } from '../alerts/thresholds';
import { Objective } from '../catalogue/scope';
import { Dashboard, Panel } from './dashboard';
import { overviewDashboard } from './overview-dashboard';
import { replicationDashboard } from './replication-dashboard';

/** What a monitoring's dashboards are made with. */
export interface DashboardOptions {
  readonly objective: Objective;
  readonly thresholds: Thresholds;
  readonly runbookUrl?: string;
}

/** A dashboard as Grafana imports it. */
export interface DashboardFile {
  /** Name without extension. */
  readonly name: string;
  readonly json: () => string;
}

/** A panel, and where it is. */
export interface PlacedPanel {
  readonly dashboard: Dashboard['name'];
  readonly row: string;
  readonly panel: Panel;
}

/** Both dashboards. */
export function dashboardsOf(objective: Objective): readonly Dashboard[] {
  return [overviewDashboard(objective), replicationDashboard(objective)];
}

/** Every panel with its expressions: what can be asked of a Prometheus. */
export function panelsOf(objective: Objective): PlacedPanel[] {
  return dashboardsOf(objective).flatMap(({ name, rows }) =>
    rows.flatMap(({ title, panels }) => panels.map((panel) => ({ dashboard: name, row: title, panel }))));
}

/** The dashboards of a monitoring; their `uid` follows from its name, so that a new version takes the place of the old one. */
export function dashboardFiles(name: string, options: () => DashboardOptions): DashboardFile[] {
  return (['overview', 'replication'] as const).map((dashboard) => ({
    name: `${name}-dashboard-${dashboard}`,
    json: () => {
      const { objective, thresholds, runbookUrl } = options();
      return grafana().grafanaJson(dashboardsOf(objective).find((one) => one.name === dashboard)!, {
        uid: uidOf(name, dashboard), replicationUid: uidOf(name, 'replication'), tag: name, thresholds, runbookUrl,
      });
    },
  }));
}

/** Grafana takes at most 40 letters, digits, `-` and `_`; a name may have more. */
function uidOf(name: string, dashboard: Dashboard['name']): string {
  return `${dashboard}-${createHash('sha256').update(name).digest('hex').slice(0, 12)}`;
}

/** Loaded when the first dashboard is made: most uses of the package do without Grafana's SDK. */
function grafana(): typeof import('./grafana-json') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('./grafana-json');
}
