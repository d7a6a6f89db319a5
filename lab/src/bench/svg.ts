/** One line of a chart. */
export interface Series {
  readonly label: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Chart {
  readonly title: string;
  readonly x: { readonly label: string; readonly ticks: readonly number[]; readonly names?: readonly string[] };
  readonly y: { readonly label: string; readonly logarithmic?: boolean };
  readonly series: readonly Series[];
  /** Bars in groups, one group for each tick of the x axis, instead of lines. */
  readonly bars?: boolean;
}

const WIDTH = 760;
const HEIGHT = 400;
const PLOT = { left: 70, right: 520, top: 46, bottom: 340 };
/** Colours that stay apart for colour-blind readers, on white and on black. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#8c6d00', '#56b4e9', '#7f7f7f', '#e69f00'];
const MARKS = ['circle', 'square', 'diamond'] as const;

/** A chart that needs nothing but itself: in a light page it is dark on light, in a dark one light on dark. */
export function svg(chart: Chart): string {
  const y = scale(chart);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13" role="img">`,
    `<title>${escape(chart.title)}</title>`,
    '<style>text{fill:#1f2328}.grid{stroke:#d0d7de}.axis{stroke:#57606a}@media(prefers-color-scheme:dark){text{fill:#e6edf3}.grid{stroke:#30363d}.axis{stroke:#8b949e}}</style>',
    text(PLOT.left, 24, chart.title, 'font-size="15" font-weight="bold"'),
    ...y.ticks.flatMap((tick) => [
      `<line class="grid" x1="${PLOT.left}" x2="${PLOT.right}" y1="${n(y.at(tick))}" y2="${n(y.at(tick))}"/>`,
      text(PLOT.left - 8, y.at(tick) + 4, String(tick), 'text-anchor="end"'),
    ]),
    ...chart.x.ticks.map((tick, index) => text(xAt(chart, tick), PLOT.bottom + 20, chart.x.names?.[index] ?? String(tick), 'text-anchor="middle"')),
    `<path class="axis" fill="none" d="M${PLOT.left} ${PLOT.top}V${PLOT.bottom}H${PLOT.right}"/>`,
    text((PLOT.left + PLOT.right) / 2, PLOT.bottom + 44, chart.x.label, 'text-anchor="middle"'),
    text(18, (PLOT.top + PLOT.bottom) / 2, chart.y.label, `text-anchor="middle" transform="rotate(-90 18 ${(PLOT.top + PLOT.bottom) / 2})"`),
    ...chart.series.flatMap((series, index) => chart.bars ? bars(chart, series, index, y.at) : line(chart, series, index, y.at)),
    ...chart.series.flatMap(({ label }, index) => [
      mark(PLOT.right + 26, PLOT.top + 8 + index * 24, index), text(PLOT.right + 42, PLOT.top + 12 + index * 24, label),
    ]),
    '</svg>', '',
  ].join('\n');
}

function line(chart: Chart, { points }: Series, index: number, y: (value: number) => number): string[] {
  const path = points.map(([x, value], at) => `${at === 0 ? 'M' : 'L'}${n(xAt(chart, x))} ${n(y(value))}`).join('');
  const dashes = index >= COLOURS.length / 2 ? ' stroke-dasharray="6 4"' : '';
  return [`<path fill="none" stroke="${colour(index)}" stroke-width="2"${dashes} d="${path}"/>`, ...points.map(([x, value]) => mark(xAt(chart, x), y(value), index))];
}

function bars(chart: Chart, { points }: Series, index: number, y: (value: number) => number): string[] {
  const width = 0.8 * (PLOT.right - PLOT.left) / chart.x.ticks.length / chart.series.length;
  return points.map(([x, value]) => {
    const left = xAt(chart, x) + (index - chart.series.length / 2) * width;
    return `<rect x="${n(left)}" y="${n(y(value))}" width="${n(width - 1)}" height="${n(PLOT.bottom - y(value))}" fill="${colour(index)}"/>`;
  });
}

/** Lines have room by value, bars by place. */
function xAt({ x: { ticks }, bars: byPlace }: Chart, x: number): number {
  const share = byPlace ? (ticks.indexOf(x) + 0.5) / ticks.length : x / Math.max(...ticks);
  return PLOT.left + share * (PLOT.right - PLOT.left);
}

function scale({ series, y: { logarithmic } }: Chart): { ticks: number[]; at: (value: number) => number } {
  const values = series.flatMap(({ points }) => points.map(([, value]) => value));
  const most = Math.max(...values);
  const height = PLOT.bottom - PLOT.top;
  if (logarithmic) {
    const [low, high] = [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(most))];
    const ticks = Array.from({ length: Math.max(1, high - low) + 1 }, (_, index) => Number(`1e${low + index}`));
    return { ticks, at: (value) => PLOT.bottom - (Math.log10(value) - low) / (ticks.length - 1) * height };
  }
  const step = [1, 2, 5, 10].map((factor) => factor * 10 ** Math.floor(Math.log10(most / 4))).find((each) => most / each <= 5)!;
  const ticks = Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => Number((index * step).toPrecision(6)));
  return { ticks, at: (value) => PLOT.bottom - value / ticks.at(-1)! * height };
}

function mark(x: number, y: number, index: number): string {
  const fill = `fill="${colour(index)}"`;
  switch (MARKS[index % MARKS.length]) {
    case 'circle': return `<circle cx="${n(x)}" cy="${n(y)}" r="4.5" ${fill}/>`;
    case 'square': return `<rect x="${n(x - 4)}" y="${n(y - 4)}" width="8" height="8" ${fill}/>`;
    default: return `<rect x="${n(x - 4)}" y="${n(y - 4)}" width="8" height="8" ${fill} transform="rotate(45 ${n(x)} ${n(y)})"/>`;
  }
}

function text(x: number, y: number, content: string, attributes = ''): string {
  return `<text x="${n(x)}" y="${n(y)}" ${attributes}>${escape(content)}</text>`;
}

function colour(index: number): string {
  return COLOURS[index % COLOURS.length]!;
}

function n(value: number): string {
  return String(Number(value.toFixed(1)));
}

function escape(content: string): string {
  return content.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
