import type { Dashboard } from './dashboard.js';
import type { PanelData, Span } from './panel-data.js';
import { drawing, escape, type Size } from './panel-drawing.js';

const COLUMN = 52;
const ROW = 34;
const GAP = 6;
const HEAD = 56;
const TITLE = 22;

/** Size of the whole page in pixels. */
export function sizeOf({ panels }: Dashboard): Size {
  return { width: 24 * COLUMN + GAP, height: HEAD + Math.max(...panels.map(({ gridPos: { y, h } }) => y + h)) * ROW + GAP };
}

/** A dashboard as one page that needs nothing but itself: panels in Grafana's grid. */
export function page(dashboard: Dashboard, panels: readonly PanelData[], span: Span): string {
  return `<!doctype html>
<meta charset="utf-8">
<title>${escape(dashboard.title)}</title>
<style>
body { margin: 0; font: 12px sans-serif; color: #222; background: #f4f5f7 }
h1 { position: absolute; left: ${GAP}px; top: 12px; margin: 0; font-size: 20px }
.panel { position: absolute; box-sizing: border-box; overflow: hidden; background: #fff; border: 1px solid #d8dbe0; border-radius: 3px }
.row { position: absolute; font-weight: bold; font-size: 15px; padding: 8px 2px }
h2 { margin: 0; padding: 3px 6px; height: ${TITLE - 6}px; font-size: 12px; white-space: nowrap }
.elsewhere { margin: 8px; color: #888; font-style: italic }
.grid { stroke: #e3e5e8 }
table { border-collapse: collapse; margin: 4px }
th, td { padding: 2px 6px; text-align: left; border-bottom: 1px solid #e3e5e8; white-space: nowrap; font-size: 11px }
</style>
<h1>${escape(dashboard.title)}</h1>
${panels.map((data) => placed(data, span)).join('\n')}
`;
}

function placed(data: PanelData, span: Span): string {
  const { type, title, gridPos: { x, y, w, h } } = data.panel;
  const size = { width: w * COLUMN - GAP, height: h * ROW - GAP };
  const style = `left:${x * COLUMN + GAP}px;top:${HEAD + y * ROW}px;width:${size.width}px;height:${size.height}px`;
  return type === 'row' ? `<div class="row" style="${style}">${escape(title)}</div>`
    : `<div class="panel" style="${style}"><h2>${escape(title)}</h2>${drawing(data, { width: size.width - 2, height: size.height - TITLE }, span)}</div>`;
}
