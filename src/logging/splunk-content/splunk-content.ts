import { SPLUNK_SOURCE, SPLUNK_SOURCETYPE } from '../private/splunk-names';
import { dashboard } from './dashboard';
import { MACROS } from './macros';
import { savedSearches } from './saved-searches';
import { stanza } from './stanza';

/** What Splunk's side depends on. */
export interface SplunkContentOptions {
  /** Indexes that have the events; none: all that the user may see. */
  readonly indexes: readonly string[];
  /** Where docs/troubleshooting.md is published. */
  readonly runbookUrl?: string;
}

/** Name of the app. */
const APP = 'kafka_replication';

/**
 * The files of a Splunk app, by their path: source type, macros, a saved search for each message that matters, a dashboard.
 * @see props.conf, macros.conf, savedsearches.conf, default.meta of the Splunk Enterprise Admin Manual (9.3)
 */
export function splunkContent(options: SplunkContentOptions): { [path: string]: string } {
  return {
    [`${APP}/default/app.conf`]: stanza('launcher', { version: '1.0.0', description: 'Logs of MirrorMaker 2' }) + stanza('ui', { is_visible: 'true', label: 'Kafka replication' }),
    [`${APP}/default/props.conf`]: props(),
    [`${APP}/default/macros.conf`]: macros(options),
    [`${APP}/default/savedsearches.conf`]: savedSearches(options.runbookUrl),
    [`${APP}/default/data/ui/views/kafka_replication.xml`]: dashboard(options.runbookUrl),
    [`${APP}/metadata/default.meta`]: stanza('', { access: 'read : [ * ], write : [ admin ]', export: 'system' }),
  };
}

/** One event a line, however long; fields are found when it is searched. */
function props(): string {
  const common = { KV_MODE: 'json', AUTO_KV_JSON: 'true' };
  return stanza(SPLUNK_SOURCETYPE, {
    ...common, SHOULD_LINEMERGE: 'false', LINE_BREAKER: '([\\r\\n]+)', TRUNCATE: '0', TIME_PREFIX: '"time":"', TIME_FORMAT: '%Y-%m-%dT%H:%M:%S.%3N%Z', MAX_TIMESTAMP_LOOKAHEAD: '32',
  }) + stanza(`source::${SPLUNK_SOURCE}`, common);
}

function macros({ indexes }: SplunkContentOptions): string {
  const where = indexes.length === 0 ? 'index=*' : `(${indexes.map((index) => `index="${index}"`).join(' OR ')})`;
  return stanza(MACROS.events, { definition: `${where} source="${SPLUNK_SOURCE}"`, iseval: '0' })
    // OpenShift Logging puts what MM2 says under `structured`.
    + stanza(MACROS.fields, { definition: 'rename structured.* AS *', iseval: '0' });
}
