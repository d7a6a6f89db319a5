import { manifestsOf } from '../emitted-monitoring.js';

/** A dashboard as Grafana imports it, as far as it is drawn. */
export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly Panel[];
}

export interface Panel {
  readonly type: 'row' | 'stat' | 'gauge' | 'timeseries' | 'table';
  readonly title: string;
  readonly gridPos: GridPosition;
  readonly targets?: readonly Target[];
  readonly fieldConfig?: {
    readonly defaults?: { readonly unit?: string };
    readonly overrides?: readonly Override[];
  };
}

/** What one column has of its own. */
interface Override {
  readonly matcher: { readonly options?: string };
  readonly properties: readonly { readonly id: string; readonly value?: unknown }[];
}

/** In a grid of 24 columns. */
export interface GridPosition {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface Target {
  readonly expr: string;
  readonly legendFormat?: string;
}

const COLUMNS = 24;

/** The dashboards of a synthesized file, however they are delivered: each once. */
export function dashboardsOf(file: string): Dashboard[] {
  const texts = manifestsOf(file).flatMap(({ kind, data, spec }): string[] =>
    kind === 'GrafanaDashboard' ? [spec.json]
      : kind === 'ConfigMap' ? Object.entries<string>(data ?? {}).filter(([key]) => key.endsWith('.json')).map(([, text]) => text) : []);
  const dashboards = texts.map((text) => JSON.parse(text) as Dashboard).filter(({ panels }) => Array.isArray(panels));
  return [...new Map(dashboards.map((dashboard) => [dashboard.uid, dashboard])).values()];
}

/** Pairs of panels that cover each other, and panels that reach out of the grid. */
export function misplaced({ panels }: Dashboard): string[] {
  const outside = panels.filter(({ gridPos: { x, w } }) => x < 0 || x + w > COLUMNS).map(({ title }) => `${title} reaches out of the grid`);
  const covering = panels.flatMap((one, index) => panels.slice(index + 1)
    .filter((other) => overlap(one.gridPos, other.gridPos)).map((other) => `${one.title} covers ${other.title}`));
  return [...outside, ...covering];
}

function overlap(one: GridPosition, other: GridPosition): boolean {
  return one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h;
}
