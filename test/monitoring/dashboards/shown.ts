import { thresholdsOf } from '../../../src/monitoring/alerts/thresholds';
import { DashboardOptions, dashboardFiles } from '../../../src/monitoring/dashboards/dashboards';

export const objective = { seconds: 30, target: 0.99 };

/** The dashboards as Grafana gets them: the overview, and that of a replication. */
export function shown(options: Partial<DashboardOptions> = {}): any[] {
  return dashboardFiles('kafka-replication', () => ({ objective, thresholds: thresholdsOf({}, 30), ...options })).map(({ json }) => JSON.parse(json()));
}

/** Panels with their row, rows themselves left out. */
export function panelsIn({ panels }: any): any[] {
  let row = '';
  return panels.flatMap((panel: any) => {
    row = panel.type === 'row' ? panel.title : row;
    return panel.type === 'row' ? [] : [{ ...panel, row }];
  });
}

/** Expressions of a dashboard with what Grafana would put in for everything chosen. */
export function expressions(dashboard: any): string[] {
  return panelsIn(dashboard).flatMap(({ targets }) => targets.map(({ expr }: any) => expr.replaceAll('$__rate_interval', '5m').replace(/\$[a-z_]+/g, '.*')));
}
