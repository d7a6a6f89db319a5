/** Of the collector's own metrics, as it has it by itself. */
const METRICS_PORT = 8888;

/** A collector's own metrics, as Prometheus gets them. */
export async function collectorMetrics(address: string): Promise<string> {
  return (await fetch(`http://${address}:${METRICS_PORT}/metrics`, { signal: AbortSignal.timeout(10_000) })).text();
}

/** Lines of a level that the collector has counted since it was started; undefined where it counts none. @see src/logging/private/level-counts.ts */
export function countedLines(metrics: string, resource: string, what: 'errors' | 'warnings'): number | undefined {
  const filter = `filter="filter/${resource}-${what}"`;
  const line = metrics.split('\n').find((text) => text.startsWith('otelcol_processor_filter_logs_filtered{') && text.includes(filter));
  return line === undefined ? undefined : Number(line.slice(line.lastIndexOf(' ')));
}

/** How many of these lines are of a level. */
export function linesOf(level: 'ERROR' | 'WARN', lines: readonly string[]): number {
  const beginning = new RegExp(`^\\{"time":"[^"]*","level":"${level}"`);
  return lines.filter((line) => beginning.test(line)).length;
}
