/**
 * Monitoring in the lab runs so many times as fast as emitted, so that a fault is told within a minute or two: the scrape, the groups of rules, `for`, the
 * windows in square brackets and `offset` of expressions, and Alertmanager's intervals. Everything else, thresholds above all, stays as emitted.
 */
export const SCALE = 10;

export const SCALE_TEXT = `intervals, "for" and windows of the emitted objects divided by ${SCALE}, everything else as emitted`;

/** Fields of PodMonitor, PrometheusRule and AlertmanagerConfig that are durations. */
const DURATIONS = new Set(['interval', 'scrapeTimeout', 'for', 'groupWait', 'groupInterval', 'repeatInterval']);

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

/** The same object, faster. */
export function scaled<T>(value: T, key = ''): T {
  if (typeof value === 'string') {
    return (DURATIONS.has(key) ? shortened(value) : key === 'expr' ? scaledExpression(value) : value) as T;
  }
  if (Array.isArray(value)) {
    return value.map((each) => scaled(each, key)) as T;
  }
  return value !== null && typeof value === 'object'
    ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, scaled(each, name)])) as T : value;
}

/** The same expression over shorter windows. Names of recorded metrics keep the window that they were emitted with: `rate5m`. */
export function scaledExpression(expression: string): string {
  return expression.replace(/\[\d[\dsmhdw:]*\]|\boffset \d+[smhdw]/g, (window) => shortened(window));
}

function shortened(text: string): string {
  return text.replace(/(\d+)([smhdw])/g, (_, amount: string, unit: string) => `${Number(amount) * SECONDS[unit]! * 1_000 / SCALE}ms`);
}
