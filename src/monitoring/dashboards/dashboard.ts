import { Levels, ThresholdName } from '../alerts/thresholds';
import { Attribute } from '../catalogue/metric';

/** Dashboards are data: rows of panels. One interpreter (grafana-json.ts) makes them with Grafana's SDK. */
export interface Dashboard {
  readonly name: 'overview' | 'replication';
  readonly title: string;
  readonly description: string;
  /** What can be chosen at the top, in this order: each choice narrows the next. */
  readonly variables: readonly Variable[];
  readonly rows: readonly Row[];
}

/** A choice at the top; expressions have it as `$<name>`. */
export interface Variable {
  readonly name: string;
  readonly title: string;
  /** What can be chosen: `label_values(…)` of Grafana's Prometheus data source. */
  readonly query: string;
}

export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}

export interface Panel {
  readonly title: string;
  /** A number, lines over time, or a table of the latest values. */
  readonly kind: 'stat' | 'timeseries' | 'table';
  readonly unit: Unit;
  readonly description: string;
  readonly queries: readonly Query[];
  /** Where a value stops being well: a threshold of the alerts, or levels of its own. */
  readonly limits?: ThresholdName | Limits;
  /** Alerts whose runbook helps with what is seen here. */
  readonly alerts?: readonly string[];
  /** What has to be there beside MM2 and its exporter. */
  readonly needs?: string;
  /** Columns of the grid, which has 24; the panels of a line fill it. */
  readonly width?: number;
}

/** One line, number, or column of a table. */
export interface Query {
  /** PromQL, made from the catalogue. */
  readonly expr: string;
  /** Name of the line, with labels as `{{source}}`; in a table name of the column. */
  readonly legend: string;
  /** Unit of a column, where it is not that of the panel. */
  readonly unit?: Unit;
  /** Limits of a column, where they are not those of the panel. */
  readonly limits?: ThresholdName | Limits;
}

/** As the catalogue measures. */
export type Unit = Attribute['unit'] | 'count/s';

/** Levels, and on which side of them the trouble is. */
export interface Limits extends Levels {
  readonly worse: 'above' | 'below';
}

/** One is one too many. */
export const NONE_ALLOWED: Limits = { worse: 'above', warning: 1, critical: 1 };
