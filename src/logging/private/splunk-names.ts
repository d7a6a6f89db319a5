/** `source` of every event in Splunk: searches go by it. */
export const SPLUNK_SOURCE = 'kafka-replication';

/** `sourcetype` of every event that a collector of OpenTelemetry sends. */
export const SPLUNK_SOURCETYPE = 'kafka:mirrormaker2';
