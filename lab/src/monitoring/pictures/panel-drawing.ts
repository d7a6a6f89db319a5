import type { Labels } from '../prometheus.js';
import type { Panel } from './dashboard.js';
import { legendOf, type PanelData, type Span } from './panel-data.js';
import { formatted } from './units.js';

/** Colours that stay apart for colour-blind readers. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#8c6d00', '#56b4e9', '#7f7f7f', '#e69f00'];
/** A line of the legend. */
const LEGEND_HEIGHT = 14;
const MOST_LEGENDS = 4;
const MARGIN = { left: 58, right: 8, top: 8, bottom: 18 };
const Y_TICKS = [0, 0.5, 1];

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The inside of a panel, as HTML. */
export function drawing(data: PanelData, size: Size, span: Span): string {
  if (data.isElsewhere) {
    return '<p class="elsewhere">comes from a program that the lab does not have</p>';
  }
  switch (data.panel.type) {
    case 'row': return '';
    case 'timeseries': return lines(data, size, span);
    case 'table': return table(data);
    default: return numbers(data, size);
  }
}

function lines({ panel, answers }: PanelData, { width, height }: Size, { start, end }: Span): string {
  const all = answers.flatMap(({ target, lines: series }) => series.map((line) => ({ ...line, name: legendOf(target, line.metric) })));
  const values = all.flatMap((line) => line.values.map(([, value]) => value));
  const [least, most] = [Math.min(0, ...values), Math.max(...values, 0) || 1];
  const legends = all.slice(0, all.length > MOST_LEGENDS ? MOST_LEGENDS - 1 : MOST_LEGENDS);
  const bottom = height - MARGIN.bottom - MOST_LEGENDS * LEGEND_HEIGHT;
  const x = (at: number) => MARGIN.left + (at - start) / (end - start) * (width - MARGIN.left - MARGIN.right);
  const y = (value: number) => bottom - (value - least) / (most - least) * (bottom - MARGIN.top);
  return [
    `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    ...Y_TICKS.map((share) => least + share * (most - least)).flatMap((value) => [
      `<line class="grid" x1="${MARGIN.left}" x2="${width - MARGIN.right}" y1="${n(y(value))}" y2="${n(y(value))}"/>`,
      text(MARGIN.left - 4, y(value) + 4, formatted(value, panel.fieldConfig?.defaults?.unit), 'end'),
    ]),
    ...[start, (start + end) / 2, end].map((at, index) => text(x(at), bottom + 14, new Date(at * 1_000).toISOString().slice(11, 19), ['start', 'middle', 'end'][index]!)),
    ...all.map((line, index) => `<polyline fill="none" stroke="${colour(index)}" stroke-width="1.5" points="${line.values.map(([at, value]) => `${n(x(at))},${n(y(value))}`).join(' ')}"/>`),
    ...legends.map(({ name }, index) => text(MARGIN.left, bottom + MARGIN.bottom + (index + 1) * LEGEND_HEIGHT - 3, name, 'start', colour(index))),
    ...(all.length > legends.length ? [text(MARGIN.left, bottom + MARGIN.bottom + MOST_LEGENDS * LEGEND_HEIGHT - 3, `… and ${all.length - legends.length} more`, 'start')] : []),
    '</svg>',
  ].join('\n');
}

/** One number for each line, as large as fits. */
function numbers({ panel, answers }: PanelData, { width, height }: Size): string {
  const all = answers.flatMap(({ target, lines: series }) =>
    series.map(({ metric, values }) => ({ name: legendOf(target, metric), value: values.at(-1)![1] })));
  const size = Math.min(34, height / all.length / 1.6);
  return [
    `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    ...all.map(({ name, value }, index) => {
      const shown = formatted(value, panel.fieldConfig?.defaults?.unit);
      const at = (index + 0.5) * height / all.length + size / 3;
      return `<text x="${width / 2}" y="${n(at)}" text-anchor="middle" font-size="${n(size)}">${escape(all.length > 1 ? `${name} ${shown}` : shown)}</text>`;
    }),
    '</svg>',
  ].join('\n');
}

/** A row for each set of labels, a column for each target. */
function table({ panel, answers }: PanelData): string {
  const rows = new Map<string, { readonly labels: Labels; readonly cells: Map<number, number> }>();
  answers.forEach(({ lines: series }, column) => series.forEach(({ metric, values }) => {
    const labels = Object.fromEntries(Object.entries(metric).filter(([name]) => name !== '__name__'));
    const key = JSON.stringify(labels);
    const row = rows.get(key) ?? { labels, cells: new Map<number, number>() };
    row.cells.set(column, values.at(-1)![1]);
    rows.set(key, row);
  }));
  const names = [...new Set([...rows.values()].flatMap(({ labels }) => Object.keys(labels)))];
  const columns = answers.map(({ target }) => target.legendFormat ?? '');
  const cell = (tag: 'th' | 'td', content: string) => `<${tag}>${escape(content)}</${tag}>`;
  return [
    '<table>',
    `<tr>${[...names, ...columns].map((name) => cell('th', name)).join('')}</tr>`,
    ...[...rows.values()].map(({ labels, cells }) => `<tr>${[
      ...names.map((name) => labels[name] ?? ''),
      ...columns.map((column, index) => cells.has(index) ? formatted(cells.get(index)!, unitOf(panel, column)) : ''),
    ].map((content) => cell('td', content)).join('')}</tr>`),
    '</table>',
  ].join('\n');
}

/** Unit of a column, where it has its own. */
function unitOf({ fieldConfig }: Panel, column: string): string | undefined {
  const own = fieldConfig?.overrides?.find(({ matcher }) => matcher.options === column)?.properties.find(({ id }) => id === 'unit')?.value;
  return typeof own === 'string' ? own : fieldConfig?.defaults?.unit;
}

function text(x: number, y: number, content: string, anchor: string, fill = '#555'): string {
  return `<text x="${n(x)}" y="${n(y)}" text-anchor="${anchor}" font-size="11" fill="${fill}">${escape(content)}</text>`;
}

function colour(index: number): string {
  return COLOURS[index % COLOURS.length]!;
}

function n(value: number): string {
  return String(Number(value.toFixed(1)));
}

export function escape(content: string): string {
  return content.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
