import { AdditionalAlert, AlertSeverity } from '../additional-alert';
import { Scope } from '../catalogue/scope';
import { Alert } from './alert';
import { OBJECTIVE_ALERTS } from './objective';
import { PLATFORM_ALERTS } from './platform';
import { RECORD_ALERTS } from './records';
import { Thresholds } from './thresholds';
import { TRAFFIC_ALERTS } from './traffic';
import { WORKER_ALERTS } from './workers';

/** Every alert, in the order of the page. */
export const ALERTS: readonly Alert[] = [...WORKER_ALERTS, ...TRAFFIC_ALERTS, ...OBJECTIVE_ALERTS, ...RECORD_ALERTS, ...PLATFORM_ALERTS];

/** What the rules of one replication need beside its scope. */
export interface AlertOptions {
  readonly thresholds: Thresholds;
  /** Labels of every alert; routing and inhibition go by them. */
  readonly labels: { readonly [label: string]: string };
  /** Address of docs/alerts.md, where it is published. */
  readonly runbookUrl?: string;
  /** Whether alerts about what all replications share are among them. */
  readonly withShared: boolean;
}

/** The alerting rules of one replication: one for each alert and severity. */
export function alertRules(scope: Scope, options: AlertOptions): object[] {
  return ALERTS.filter(({ isShared }) => !isShared || options.withShared).flatMap((alert) =>
    levelsOf(alert, options.thresholds).flatMap(({ severity, threshold }) => {
      const expr = alert.expr(scope, threshold);
      return expr === undefined ? [] : [{
        alert: alert.name,
        expr,
        // A rule that may fire at once has no `for`.
        ...(alert.for === '0m' ? {} : { for: alert.for }),
        labels: { ...options.labels, severity },
        annotations: {
          // Templates know the labels of the result only, and what is absent has none.
          summary: alert.summary.replaceAll('{{ $labels.replication }}', scope.replication),
          description: alert.runbook.meaning,
          first_command: alert.runbook.commands[0],
          ...(options.runbookUrl === undefined ? {} : { runbook_url: `${options.runbookUrl}#${alert.name.toLowerCase()}` }),
        },
      }];
    }));
}

/** The rules of a user's own alerts. */
export function additionalRules(alerts: readonly AdditionalAlert[], labels: AlertOptions['labels']): object[] {
  return alerts.map(({ name, expression, severity, summary, holdsFor }) => ({
    alert: name, expr: expression, for: `${holdsFor?.toSeconds({ integral: false }) ?? 300}s`, labels: { ...labels, severity }, annotations: { summary },
  }));
}

/** The severities of an alert with the value of its threshold; NaN where it has none. */
function levelsOf({ severity, threshold }: Alert, thresholds: Thresholds): { severity: `${AlertSeverity}`; threshold: number }[] {
  return threshold === undefined ? [{ severity: severity!, threshold: NaN }]
    : (['warning', 'critical'] as const).map((level) => ({ severity: level, threshold: thresholds[threshold][level] }));
}
