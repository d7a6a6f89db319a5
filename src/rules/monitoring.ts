import { Severity } from '../core';
import { Replication, when } from './replication';
import { Rule } from './rule';

/** Series that one replication should not exceed: Prometheus takes more, but a scrape then takes seconds. */
export const MOST_SERIES = 100_000;

/** What comes of watching a replication. */
export const MONITORING: readonly Rule[] = [
  {
    code: 'monitoring-cardinality',
    severity: Severity.WARNING,
    title: 'A replication that `ReplicationMonitoring` watches has more than 100,000 series, as far as facts of its sources tell: scrapes become slow.',
    remedy: 'split the selection into several replications, or select fewer groups: checkpoints have series for each partition and group',
    source: 'org.apache.kafka.connect.mirror.MirrorSourceMetrics, MirrorCheckpointMetrics (connect-mirror 4.3.1); the number is ours',
    check: ({ config, series = 0 }) => Replication.of(config).sources.slice(0, 1).flatMap(({ settings }) => when(series > MOST_SERIES, settings.at('topics'),
      () => `up to ${series.toLocaleString('en-US')} series for Prometheus; above ${MOST_SERIES.toLocaleString('en-US')} scrapes become slow`)),
  },
];
