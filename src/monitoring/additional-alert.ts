import { Duration } from 'cdk8s';

/**
 * How loudly an alert is told; becomes the label `severity`.
 */
export enum AlertSeverity {
  /** Waits for the morning. */
  WARNING = 'warning',
  /** Wakes somebody. */
  CRITICAL = 'critical',
}

/** An alert of one's own, beside those of the library. */
export interface AdditionalAlert {
  /** Name: letters, digits and `_`. Fails: a name that the library uses, or that is used twice. */
  readonly name: string;
  /** PromQL. Keep the label `namespace` in the result, or Alertmanager does not route it on OpenShift. */
  readonly expression: string;
  /** How loudly it is told. */
  readonly severity: AlertSeverity;
  /** One line; labels as `{{ $labels.source }}`. */
  readonly summary: string;
  /**
   * How long the expression has to hold (`for`). Whole seconds.
   * @default Duration.minutes(5)
   */
  readonly holdsFor?: Duration;
}
