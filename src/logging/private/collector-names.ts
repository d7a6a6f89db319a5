/** Service account of collectors, where no other is named. */
export const COLLECTOR_ACCOUNT = 'mm2-log-collector';

/**
 * Lines count as read only once they are in the queue. Without it, a collector that is killed loses what it has read within the last 100 ms.
 * @see pkg/stanza/adapter/factory.go of opentelemetry-collector-contrib: a feature gate, off by default (0.122 to 0.165)
 */
export const FEATURE_GATES = 'stanza.synchronousLogEmitter';
