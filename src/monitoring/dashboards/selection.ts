import { MetricFamily, nameOf } from '../catalogue/metric';
import { MIRROR_SOURCE } from '../catalogue/mirror-metrics';
import { PLATFORM } from '../catalogue/platform-metrics';
import { RECORDED } from '../catalogue/recorded';
import { Variable } from './dashboard';

/** Series whose label is what was chosen at the top of the dashboard; `All` is `.*`, which also fits series without the label. */
export function chosen(label: string): string {
  return `${label}=~"$${label}"`;
}

/** Topics that were chosen. */
export const CHOSEN_TOPIC = chosen('source_topic');

/** Series of the replications that were chosen. */
function shown(name: string, matchers: readonly string[]): string {
  return `${name}{${[chosen('namespace'), chosen('line_of_business'), chosen('replication'), ...matchers].join(',')}}`;
}

/** A metric of a bean. */
export function scraped(family: MetricFamily, attribute: string, ...matchers: string[]): string {
  return shown(nameOf(family, attribute), matchers);
}

/** A metric that Prometheus computes. */
export function recorded(record: string, ...matchers: string[]): string {
  return shown(known(record, RECORDED.map((metric) => metric.record)), matchers);
}

/** A metric of the platform that has the labels of the scrape. */
export function platform(name: string, ...matchers: string[]): string {
  return shown(known(name, PLATFORM.map((metric) => metric.name)), matchers);
}

/** A metric of the platform whose labels are of another kind. */
export function foreign(name: string, ...matchers: string[]): string {
  return `${known(name, PLATFORM.map((metric) => metric.name))}{${matchers.join(',')}}`;
}

function known(name: string, names: readonly string[]): string {
  if (!names.includes(name)) {
    throw new Error(`the catalogue has no ${name}`);
  }
  return name;
}

// `up` is there while a worker answers nothing else, and before any rule is evaluated.
const WATCHED = 'replication!=""';

/** Which replications are shown. */
export const REPLICATION_VARIABLES: readonly Variable[] = [
  { name: 'namespace', title: 'Namespace', query: `label_values(${foreign('up', WATCHED)}, namespace)` },
  { name: 'line_of_business', title: 'Line of business', query: `label_values(${foreign('up', WATCHED, chosen('namespace'))}, line_of_business)` },
  { name: 'replication', title: 'Replication', query: `label_values(${foreign('up', WATCHED, chosen('namespace'), chosen('line_of_business'))}, replication)` },
];

/** Which topics are shown, by their name at the source. */
export const TOPIC_VARIABLE: Variable = { name: 'source_topic', title: 'Source topic', query: `label_values(${scraped(MIRROR_SOURCE, 'record-count')}, source_topic)` };

/** Names of lines. */
export const LEGEND = {
  replication: '{{replication}}',
  flow: '{{replication}}: {{source}} → {{target}}',
  topic: '{{source}} → {{target}}: {{source_topic}}',
  worker: '{{replication}}: {{pod}}',
  task: '{{connector}} {{task}}',
  client: '{{clientid}}',
} as const;
