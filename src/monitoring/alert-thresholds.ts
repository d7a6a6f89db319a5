import { Duration } from 'cdk8s';

/** A duration for each severity. */
export interface DurationThresholds {
  /**
   * From here on it is a warning.
   * @default - as the threshold says
   */
  readonly warning?: Duration;
  /**
   * From here on it is critical.
   * @default - as the threshold says
   */
  readonly critical?: Duration;
}

/** A number for each severity. */
export interface NumberThresholds {
  /**
   * From here on it is a warning.
   * @default - as the threshold says
   */
  readonly warning?: number;
  /**
   * From here on it is critical.
   * @default - as the threshold says
   */
  readonly critical?: number;
}

/**
 * Where alerts begin. Each is used by the alert that docs/alerts.md names. Fails: numbers out of range, a warning that comes after critical.
 */
export interface AlertThresholds {
  /**
   * Lag of a topic's slowest partition (`ReplicationLagHigh`).
   * @default - ours: warning at the objective, critical at ten times the objective
   */
  readonly lag?: DurationThresholds;
  /**
   * Age of records when they are read (`ReplicationRecordsOld`), by their timestamps.
   * @default - ours: 10 minutes, 1 hour
   */
  readonly recordAge?: DurationThresholds;
  /**
   * Records by which the lag of a flow grows within 15 minutes (`ReplicationLagGrowing`).
   * @default - ours: 10,000 and 1,000,000
   */
  readonly lagGrowth?: NumberThresholds;
  /**
   * Throughput in percent of the last day's mean while records wait (`ReplicationThroughputCollapsed`); less is worse.
   * @default - ours: 50, 10
   */
  readonly throughput?: NumberThresholds;
  /**
   * Time from making a checkpoint to its being written (`ReplicationCheckpointsLate`).
   * @default - ours: 1 minute, 10 minutes
   */
  readonly checkpointLatency?: DurationThresholds;
  /**
   * Part of the source's log, in percent, that is copied already while records wait and the part shrinks
   * (`ReplicationRetentionHeadroomLow`); less is worse.
   * @default - ours: 30, 10
   */
  readonly retentionHeadroom?: NumberThresholds;
  /**
   * Rebalances of the worker group within an hour (`ReplicationRebalanceLoop`).
   * @default - ours: 6, 20
   */
  readonly rebalances?: NumberThresholds;
  /**
   * Restarts of a worker within an hour (`ReplicationWorkerRestarting`).
   * @default - ours: 1, 3
   */
  readonly restarts?: NumberThresholds;
  /**
   * Least use of the heap within 15 minutes, in percent (`ReplicationHeapHigh`).
   * @default - ours: 85, 95
   */
  readonly heap?: NumberThresholds;
  /**
   * Part of the time that the JVM collects garbage, in percent (`ReplicationGarbageCollection`).
   * @default - ours: 10, 30
   */
  readonly garbageCollection?: NumberThresholds;
  /**
   * Time until a certificate expires (`ReplicationCertificateExpiring`); less is worse.
   * @default - ours: 21 days, 5 days
   */
  readonly certificateExpiry?: DurationThresholds;
}
