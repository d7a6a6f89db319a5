import { isElsewhere } from '../exported-names.js';
import type { Labels, Line, Prometheus } from '../prometheus.js';
import { SCALE, scaledExpression } from '../time-scale.js';
import type { Panel, Target } from './dashboard.js';

/** Grafana takes at least four scrapes for a rate: two minutes, as emitted. */
const RATE_INTERVAL = `${120_000 / SCALE}ms`;
const STEPS = 200;

/** The time that is shown, seconds since 1970. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What Prometheus answers to one target; a value of now is a line of one point. */
export interface Answer {
  readonly target: Target;
  readonly lines: readonly Line[];
}

export interface PanelData {
  readonly panel: Panel;
  readonly answers: readonly Answer[];
  /** All its metrics come from programs that the lab does not have. */
  readonly isElsewhere: boolean;
}

/** Asks what the panel asks, for everything that can be chosen at the top. */
export async function dataOf(panel: Panel, prometheus: Prometheus, span: Span): Promise<PanelData> {
  const targets = panel.targets ?? [];
  const answers = await Promise.all(targets.map(async (target): Promise<Answer> => {
    const expression = filled(target.expr, span);
    const lines = panel.type === 'timeseries' ? await prometheus.range(expression, span.start, span.end, Math.max(1, (span.end - span.start) / STEPS))
      : (await prometheus.query(expression)).map(({ metric, value }): Line => ({ metric, values: [[span.end, value]] }));
    // What is not a number (a mean of nothing) is no point.
    const finite = lines.map(({ metric, values }): Line => ({ metric, values: values.filter(([, value]) => Number.isFinite(value)) }));
    return { target, lines: finite.filter(({ values }) => values.length > 0) };
  }));
  return { panel, answers, isElsewhere: targets.length > 0 && targets.every(({ expr }) => isElsewhere(expr)) };
}

/** Targets of a panel that have no data. */
export function emptyTargets({ panel, answers, isElsewhere: elsewhere }: PanelData): string[] {
  return elsewhere ? [] : [
    ...(panel.type !== 'row' && answers.length === 0 ? [`${panel.title} asks nothing`] : []),
    ...answers.filter(({ target, lines }) => lines.length === 0 && !isElsewhere(target.expr)).map(({ target }) => `${panel.title}: ${target.expr}`),
  ];
}

/** The name of a line. */
export function legendOf({ legendFormat = '' }: Target, metric: Labels): string {
  return legendFormat === '' || legendFormat === '__auto' ? Object.entries(metric).filter(([name]) => name !== '__name__').map(([name, value]) => `${name}=${value}`).join(' ')
    : legendFormat.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, label: string) => metric[label] ?? '');
}

function filled(expression: string, { start, end }: Span): string {
  return scaledExpression(expression)
    .replace(/\$\{?__rate_interval\}?/g, RATE_INTERVAL)
    .replace(/\$\{?__range\}?/g, `${Math.round(end - start)}s`)
    .replace(/\$\{?__interval\}?/g, `${Math.max(1, Math.round((end - start) / STEPS))}s`)
    .replace(/\$\{?[a-z]\w*(?::\w+)?\}?/g, '.*');
}
