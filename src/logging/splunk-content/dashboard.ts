import { anchorOf, MESSAGES } from '../messages';
import { MACROS } from './macros';

interface Panel {
  readonly title: string;
  readonly visualization: 'chart' | 'table';
  readonly query: string;
  readonly options?: { readonly [name: string]: string };
}

const EVENTS = `\`${MACROS.events}\``;
/** Lines that are not MM2's own have no such fields. */
const FIELDS = `\`${MACROS.fields}\` | fillnull value="-" replication line_of_business connector | search replication="$replication$" line_of_business="$line$"`;

/** `title` of the message that an event has, or nothing. */
const MESSAGE = `eval known=case(${MESSAGES.map(({ phrase, title }) => `like(_raw, "%${phrase}%"), "${title}"`).join(', ')})`;

const ROWS: readonly (readonly Panel[])[] = [
  [
    { title: 'Errors and warnings', visualization: 'chart', query: `${EVENTS} ("ERROR" OR "WARN") | ${FIELDS} level IN ("ERROR", "WARN") | timechart count BY level`, options: { 'charting.chart': 'column', 'charting.chart.stackMode': 'stacked' } },
    { title: 'Lines that arrive', visualization: 'chart', query: `${EVENTS} | ${FIELDS} | timechart count BY replication`, options: { 'charting.chart': 'line' } },
  ],
  [{ title: 'Known messages', visualization: 'table', query: `${EVENTS} | ${FIELDS} | ${MESSAGE} | where isnotnull(known) | stats count latest(_time) AS last BY known replication connector | convert ctime(last) | sort - count` }],
  [{ title: 'Last errors', visualization: 'table', query: `${EVENTS} "ERROR" | ${FIELDS} level="ERROR" | sort - _time | head 50 | table _time replication connector task logger message` }],
];

/**
 * A dashboard in Simple XML: how many errors, which known messages, what was last; and the table of messages with links to their runbooks.
 * @see Simple XML Reference of Splunk Enterprise (9.3)
 */
export function dashboard(runbookUrl: string | undefined): string {
  return `<form version="1.1" theme="light">
  <label>Kafka replication</label>
  <fieldset submitButton="false">
    <input type="time" token="time"><label>Time</label><default><earliest>-24h@h</earliest><latest>now</latest></default></input>
    ${choice('replication', 'Replication')}
    ${choice('line', 'Line of business')}
  </fieldset>
${ROWS.map((panels) => `  <row>\n${panels.map(panel).join('')}  </row>\n`).join('')}  <row>
    <panel>
      <html>
        <h2>What the messages mean</h2>
        <table>
${MESSAGES.map((message) => `          <tr><td>${titleOf(runbookUrl, message.title, anchorOf(message))}</td><td>${escaped(message.meaning)}</td><td>${escaped(message.fix)}</td></tr>\n`).join('')}        </table>
      </html>
    </panel>
  </row>
</form>
`;
}

function panel({ title, visualization, query, options = {} }: Panel): string {
  return `    <panel>
      <title>${escaped(title)}</title>
      <${visualization}>
        <search><query>${escaped(query)}</query><earliest>$time.earliest$</earliest><latest>$time.latest$</latest></search>
${Object.entries(options).map(([name, value]) => `        <option name="${name}">${value}</option>\n`).join('')}      </${visualization}>
    </panel>
`;
}

function choice(token: string, label: string): string {
  return `<input type="text" token="${token}"><label>${label}</label><default>*</default></input>`;
}

function titleOf(runbookUrl: string | undefined, title: string, anchor: string): string {
  return runbookUrl === undefined ? escaped(title) : `<a href="${escaped(`${runbookUrl}#${anchor}`)}">${escaped(title)}</a>`;
}

/** Text of XML. */
function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
