import { anchorOf, LogMessage, MESSAGES } from '../messages';
import { MACROS } from './macros';
import { stanza } from './stanza';

/** Fields by which occurrences are told apart. */
const BY = 'replication line_of_business connector';

/** Every five minutes; one alert for each quarter of an hour in which there are any. */
const ALERT = {
  'enableSched': '1',
  'cron_schedule': '*/5 * * * *',
  'counttype': 'number of events',
  'relation': 'greater than',
  'quantity': '0',
  'alert.track': '1',
  'alert.severity': '4',
  'alert.suppress': '1',
  'alert.suppress.period': '15m',
} as const;

/** savedsearches.conf: for each message how often it came and where from; those that matter most as alerts. And how many errors and warnings there are. */
export function savedSearches(runbookUrl: string | undefined): string {
  return MESSAGES.map((message) => stanza(`MM2: ${message.title}`, { ...search(message, runbookUrl), ...(message.isAlert ? ALERT : {}) })).join('')
    + stanza('MM2: errors and warnings', {
      description: 'Errors and warnings for each replication, in five minutes.',
      search: `\`${MACROS.events}\` ("ERROR" OR "WARN") | \`${MACROS.fields}\` | search level IN ("ERROR", "WARN") | timechart span=5m count BY replication`,
      ...since('-24h@h'),
    })
    + stanza('MM2: nothing arrives', {
      description: 'Replications that were heard of within a day, but not for an hour: MM2 has nothing to copy, or is gone, or its log is not forwarded.',
      search: `\`${MACROS.events}\` | \`${MACROS.fields}\` | stats latest(_time) AS last BY replication | where last < relative_time(now(), "-1h")`,
      ...since('-24h@h'),
    });
}

function search(message: LogMessage, runbookUrl: string | undefined): { readonly [key: string]: string } {
  const { phrase, meaning, command, fix } = message;
  const runbook = runbookUrl === undefined ? '' : ` ${runbookUrl}#${anchorOf(message)}`;
  return {
    description: `${meaning} First: ${command} Then: ${fix}${runbook}`,
    search: `\`${MACROS.events}\` "${phrase}" | \`${MACROS.fields}\` | fillnull value="" ${BY} | stats count latest(_time) AS last latest(message) AS message BY ${BY}`,
    ...since('-15m@m'),
  };
}

function since(earliest: string): { readonly [key: string]: string } {
  return { 'dispatch.earliest_time': earliest, 'dispatch.latest_time': 'now' };
}
