import { AlertSeverity } from '../additional-alert';
import { Scope } from '../catalogue/scope';
import { ThresholdName } from './thresholds';

/** One alert. The table of all of them makes the rules, the inhibitions, the Slack texts and docs/alerts.md. */
export interface Alert {
  readonly name: string;
  /** One severity; an alert with a threshold has both, each with its own value. */
  readonly severity?: `${AlertSeverity}`;
  readonly threshold?: ThresholdName;
  /** How long the expression has to hold. */
  readonly for: string;
  /** PromQL; none where the replication has nothing that the alert could be about. `threshold` is in seconds, ratios or counts. */
  readonly expr: (scope: Scope, threshold: number) => string | undefined;
  /** One line; labels as `{{ $labels.source }}`. */
  readonly summary: string;
  readonly runbook: Runbook;
  /** Alerts of the same replication that are only consequences of this one: they stay silent while it fires. */
  readonly inhibits?: readonly string[];
  /** Whether it is about something that all replications share: told once. */
  readonly isShared?: boolean;
}

/** What somebody who is woken needs to know. */
export interface Runbook {
  readonly meaning: string;
  /** The first three things to type; `$NS` is the namespace, `$MM2` the resource (`mm2-<name>`). */
  readonly commands: readonly [string, string, string];
  readonly causes: readonly string[];
  readonly fix: string;
}

/** Commands that several runbooks begin with. */
export const COMMANDS = {
  pods: 'kubectl -n $NS get pods -l strimzi.io/cluster=$MM2 -o wide',
  events: 'kubectl -n $NS get events --sort-by=.lastTimestamp | grep $MM2',
  connectors: 'kubectl -n $NS get kafkamirrormaker2 $MM2 -o jsonpath=\'{.status.connectors}\'',
  conditions: 'kubectl -n $NS get kafkamirrormaker2 $MM2 -o jsonpath=\'{.status.conditions}\'',
  log: 'kubectl -n $NS logs -l strimzi.io/cluster=$MM2 --since=30m --tail=-1 --prefix | grep -E \'ERROR|WARN\'',
  previousLog: 'kubectl -n $NS logs $MM2-mirrormaker2-0 --previous --tail=100',
  describe: 'kubectl -n $NS describe pod $MM2-mirrormaker2-0',
  usage: 'kubectl -n $NS top pods -l strimzi.io/cluster=$MM2',
  metrics: 'kubectl -n $NS exec $MM2-mirrormaker2-0 -- curl -s localhost:9404/metrics | grep -E \'records_lag|record_count\'',
  tasks: 'kubectl -n $NS exec $MM2-mirrormaker2-0 -- curl -s localhost:8083/connectors?expand=status',
} as const;
