/** What a series of a metric stands for; decides how many there are. */
export type SeriesPer = 'partition' | 'partition and group' | 'topic' | 'task' | 'client' | 'connector' | 'worker' | 'object';

/** One attribute of a bean, and thereby one metric. */
export interface Attribute {
  /** Name of the attribute of the bean, such as `record-count`. */
  readonly attribute: string;
  readonly unit: 'records' | 'bytes' | 'records/s' | 'bytes/s' | 'ms' | 'ratio' | 'count' | 'state' | 's';
  readonly meaning: string;
}

/** Metrics of one kind of bean: they share prefix, labels and number of series. */
export interface MetricFamily {
  /** Beans that give them, whichever exists: the legacy name, and that of Kafka 4.3 where there is one. */
  readonly beans: readonly string[];
  /** Prefix of the metrics' names: that of Strimzi's JMX exporter rules, so that its dashboards go on working. */
  readonly prefix: string;
  /** Prefix of the same metrics from Strimzi's Metrics Reporter. */
  readonly reporterPrefix?: string;
  /** Labels beside those of the scrape (`namespace`, `pod`, `replication`, `line_of_business`). */
  readonly labels: readonly string[];
  readonly per: SeriesPer;
  readonly attributes: readonly Attribute[];
  /** File that defines them, with its version. */
  readonly source: string;
}

/** Name of a metric: prefix and attribute, in the characters that Prometheus takes. */
export function nameOf({ prefix, attributes }: MetricFamily, attribute: string): string {
  if (!attributes.some((known) => known.attribute === attribute)) {
    throw new Error(`the catalogue has no ${attribute} of ${prefix}`);
  }
  return named(prefix, attribute);
}

/** Names of all metrics of a family. */
export function namesOf({ prefix, attributes }: MetricFamily): string[] {
  return attributes.map(({ attribute }) => named(prefix, attribute));
}

/** Name of a metric as Strimzi's Metrics Reporter gives it. */
export function reporterNameOf({ reporterPrefix }: MetricFamily, attribute: string): string | undefined {
  return reporterPrefix && named(reporterPrefix, attribute);
}

/** A counter grows until the process ends. The exporter would append `_total` to counters with another name, so those are gauges. */
export function isCounter(attribute: string): boolean {
  return attribute.endsWith('-total');
}

function named(prefix: string, attribute: string): string {
  return `${prefix}_${attribute.replace(/-/g, '_')}`;
}
