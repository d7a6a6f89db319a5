import {
  BigValueGraphMode, GraphThresholdsStyleConfigBuilder, GraphThresholdsStyleMode, ReduceDataOptionsBuilder, SortOrder, TableSortByFieldStateBuilder,
  TooltipDisplayMode, VisibilityMode, VizLegendOptionsBuilder, VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  DashboardBuilder, DashboardCursorSync, DashboardLinkBuilder, DashboardLinkType, DatasourceVariableBuilder, DynamicConfigValue, QueryVariableBuilder,
  RowBuilder, Threshold, ThresholdsConfigBuilder, ThresholdsMode, VariableRefresh, VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { ThresholdName, Thresholds, worseOf } from '../alerts/thresholds';
import { number } from '../catalogue/scope';
import { Dashboard, Limits, Panel, Query, Unit, Variable } from './dashboard';

/** What a dashboard is shown with. */
export interface GrafanaOptions {
  readonly uid: string;
  /** `uid` of the dashboard to which a click on a replication leads. */
  readonly replicationUid: string;
  /** Tag by which the dashboards find each other. */
  readonly tag: string;
  readonly thresholds: Thresholds;
  readonly runbookUrl?: string;
}

const DATASOURCE = { type: 'prometheus', uid: '${datasource}' };

/** Grafana's own words for units. */
const UNITS: { readonly [unit in Unit]: string } = {
  'records': 'count:records', 'records/s': 'count:records/s', 'count': 'short', 'count/s': 'cps', 'state': 'none',
  'bytes': 'bytes', 'bytes/s': 'binBps', 'ratio': 'percentunit', 's': 's', 'ms': 'ms',
};

const SIZES = { stat: { width: 4, height: 4 }, timeseries: { width: 8, height: 8 }, table: { width: 8, height: 8 } };

/** A dashboard as Grafana imports it (schema version 41). This file alone knows Grafana's SDK. */
export function grafanaJson(dashboard: Dashboard, options: GrafanaOptions): string {
  const builder = new DashboardBuilder(dashboard.title)
    .uid(options.uid)
    .description(dashboard.description)
    .tags([options.tag])
    .tooltip(DashboardCursorSync.Crosshair)
    .time({ from: 'now-6h', to: 'now' })
    .refresh('1m')
    .variables([new DatasourceVariableBuilder('datasource').label('Data source').type('prometheus'), ...dashboard.variables.map(variable)])
    .link(new DashboardLinkBuilder('Kafka replication').type(DashboardLinkType.Dashboards).tags([options.tag]).includeVars(true).keepTime(true));
  // Links to a panel go by its number.
  let id = 0;
  for (const row of dashboard.rows) {
    builder.withRow(new RowBuilder(row.title).id(++id));
    row.panels.forEach((panel) => builder.withPanel(panelBuilder(panel, options).id(++id)));
  }
  return JSON.stringify(builder.build());
}

function variable({ name, title, query }: Variable): QueryVariableBuilder {
  return new QueryVariableBuilder(name).label(title).query(query).datasource(DATASOURCE)
    .refresh(VariableRefresh.OnTimeRangeChanged).sort(VariableSort.AlphabeticalAsc)
    .multi(true).includeAll(true).allValue('.*').current({ selected: true, text: 'All', value: '$__all' });
}

type Builder = StatBuilder | TimeseriesBuilder | TableBuilder;

function panelBuilder(panel: Panel, options: GrafanaOptions): Builder {
  const { kind, title, description, unit, queries, limits, alerts = [], needs, width } = panel;
  const { runbookUrl, thresholds } = options;
  const text = [description, ...(alerts.length === 0 ? [] : [`Alerts: ${alerts.join(', ')}.`]), ...(needs === undefined ? [] : [`Needs ${needs}.`])].join('\n\n');
  return KINDS[kind](panel, options)
    .title(title)
    .description(text)
    .datasource(DATASOURCE)
    .span(width ?? SIZES[kind].width)
    .height(SIZES[kind].height)
    .unit(UNITS[unit])
    .thresholds(new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps(limits, thresholds)))
    .links(runbookUrl === undefined ? [] : alerts.map((alert) =>
      new DashboardLinkBuilder(`Runbook: ${alert}`).type(DashboardLinkType.Link).url(`${runbookUrl}#${alert.toLowerCase()}`).targetBlank(true)))
    .targets(queries.map((query, index) => target(query, index, kind)));
}

/** What only panels of one kind have. */
const KINDS: { readonly [kind in Panel['kind']]: (panel: Panel, options: GrafanaOptions) => Builder } = {
  stat: () => new StatBuilder().graphMode(BigValueGraphMode.None).reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull'])),

  timeseries: ({ limits }) => new TimeseriesBuilder()
    .fillOpacity(10).showPoints(VisibilityMode.Never)
    .thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(limits === undefined ? GraphThresholdsStyleMode.Off : GraphThresholdsStyleMode.Dashed))
    .legend(new VizLegendOptionsBuilder().showLegend(true))
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending)),

  table: ({ queries, unit, limits }, { thresholds, replicationUid }) => queries.reduce(
    (table, query) => table.overrideByName(query.legend, column(query, unit, query.limits ?? limits, thresholds)),
    new TableBuilder()
      .withTransformation({ id: 'merge', options: {} })
      .withTransformation({ id: 'organize', options: { excludeByName: { Time: true }, renameByName: columnNames(queries) } })
      .sortBy([new TableSortByFieldStateBuilder().displayName(queries[0].legend).desc(!isLessWorse(queries[0].limits ?? limits, thresholds))])
      .overrideByName('replication', [{ id: 'links', value: [{ title: 'Show this replication', url: `/d/${replicationUid}?${LINK_VARIABLES}` }] }]),
  ),
};

/** Grafana puts in the data source, the replication of the row, and the time range. */
const LINK_VARIABLES = '${datasource:queryparam}&var-replication=${__data.fields.replication}&${__url_time_range}';

/** Grafana calls the value of the only query `Value`, those of several `Value #A`, `Value #B` … */
function columnNames(queries: readonly Query[]): { [column: string]: string } {
  return Object.fromEntries(queries.map(({ legend }, index) => [queries.length === 1 ? 'Value' : `Value #${refId(index)}`, legend]));
}

function column({ unit }: Query, panelUnit: Unit, limits: Panel['limits'], thresholds: Thresholds): DynamicConfigValue[] {
  return [
    { id: 'unit', value: UNITS[unit ?? panelUnit] },
    ...(limits === undefined ? [] : [
      { id: 'thresholds', value: { mode: 'absolute', steps: steps(limits, thresholds) } },
      { id: 'custom.cellOptions', value: { type: 'color-text' } },
    ]),
  ];
}

function target({ expr, legend }: Query, index: number, kind: Panel['kind']): DataqueryBuilder {
  const query = new DataqueryBuilder().expr(expr).legendFormat(legend).refId(refId(index)).datasource(DATASOURCE);
  return kind === 'timeseries' ? query.range() : query.instant().format(kind === 'table' ? PromQueryFormat.Table : PromQueryFormat.TimeSeries);
}

/** The colours of a value, from the least up; that of the text where no value is better than another. */
function steps(limits: Panel['limits'], thresholds: Thresholds): Threshold[] {
  if (limits === undefined) {
    return [{ value: null, color: 'text' }];
  }
  const { worse, ...levels } = limitsOf(limits, thresholds);
  const [warning, critical] = [levels.warning, levels.critical].map((level) => Number(number(level)));
  return worse === 'above'
    ? [{ value: null, color: 'green' }, { value: warning, color: 'orange' }, { value: critical, color: 'red' }]
    : [{ value: null, color: 'red' }, { value: critical, color: 'orange' }, { value: warning, color: 'green' }];
}

function limitsOf(limits: ThresholdName | Limits, thresholds: Thresholds): Limits {
  return typeof limits === 'string' ? { ...thresholds[limits], worse: worseOf(limits) } : limits;
}

function isLessWorse(limits: Panel['limits'], thresholds: Thresholds): boolean {
  return limits !== undefined && limitsOf(limits, thresholds).worse === 'below';
}

/** A, B, C … as Grafana names queries. */
function refId(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index);
}
