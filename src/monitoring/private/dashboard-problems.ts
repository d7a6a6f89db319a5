import { Problem } from '../../core/problem';
import { DashboardDelivery } from '../dashboards/dashboard-delivery';
import { DashboardFile } from '../dashboards/dashboards';

/** Another monitoring of the same App. */
interface Deliverer {
  readonly node: { readonly path: string };
  readonly _name: string;
  readonly _deliversDashboards: boolean;
}

/** The longest name that leaves room for what dashboards append to it. */
const LONGEST_NAME = 253 - '-dashboard-replication'.length;

/** What is wrong with the way that dashboards take. */
export function dashboardProblems(
  delivery: DashboardDelivery | undefined, name: string, files: readonly DashboardFile[], others: readonly Deliverer[],
): Problem[] {
  if (delivery === undefined) {
    return [];
  }
  if (!(delivery instanceof DashboardDelivery)) {
    return [{ prop: 'dashboards', problem: 'is not a way to Grafana', allowed: 'a DashboardDelivery', remedy: 'DashboardDelivery.sidecarConfigMap() or grafanaOperator()' }];
  }
  const clash = delivery._isNone ? undefined : others.find((other) => other._deliversDashboards && other._name === name);
  return [
    ...delivery._problems('dashboards', files),
    ...(clash === undefined ? [] : [{
      prop: 'dashboards', problem: `are delivered by ${clash.node.path} too, under the same name`, value: name,
      remedy: 'leave them out of one, as they show all replications, or set name: Grafana takes a uid once',
    }]),
    ...(delivery._isNone || name.length <= LONGEST_NAME ? [] : [{
      prop: 'name', problem: 'is too long for the names of dashboards', value: name, allowed: `at most ${LONGEST_NAME} characters`,
    }]),
  ];
}
