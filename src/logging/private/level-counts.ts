import { LogStream } from '../log-forwarder';

/** Levels of Log4j that are counted, by what the names of their counters end with. */
const COUNTED = { errors: 'ERROR', warnings: 'WARN' } as const;

/**
 * Filters that keep back the lines of one level of one replication, and so count them: `otelcol_processor_filter_logs_filtered{filter="filter/mm2-orders-errors"}`.
 * They stand in a pipeline that ends nowhere.
 *
 * The connector `count` is no way: it emits differences without a beginning, which the exporter `prometheus` does not add up, and Splunk's distribution lacks
 * that exporter. A dot of the expression stands for a quote or brace: the line begins `{"time":"…","level":"ERROR"`.
 *
 * @see processor/filterprocessor/documentation.md, connector/countconnector/counter.go, exporter/prometheusexporter/accumulator.go of
 * opentelemetry-collector-contrib; docs/components.md of signalfx/splunk-otel-collector
 */
export function levelCounts(streams: readonly LogStream[]): { [id: string]: object } {
  return Object.fromEntries(streams.flatMap(({ resourceName }) => Object.entries(COUNTED).map(([name, level]): [string, object] => [
    `filter/${resourceName}-${name}`,
    {
      error_mode: 'ignore',
      logs: { log_record: [`resource.attributes["service.name"] == "${resourceName}" and IsMatch(body, "^..time...[^,]*,.level...${level}")`] },
    },
  ])));
}
