/** What Slack was told of a fault, for the page. */
export interface ToldFault {
  readonly name: string;
  readonly what: string;
  readonly alert: string;
  readonly severity: string;
  /** The Slack message that told it. */
  readonly title: string;
  readonly text: string;
  readonly secondsUntilTold: number;
  readonly secondsUntilEnded: number;
}

export interface ToldFaults {
  readonly date: string;
  /** How much faster than emitted monitoring ran. */
  readonly scale: number;
  readonly faults: readonly ToldFault[];
}

const HEAD = ['Fault', 'What happens', 'Alert', 'Told after', 'End told after', 'In Slack'];

export function faultTable(faults: readonly ToldFault[]): string[][] {
  return [HEAD, ...faults.map(({ name, what, alert, severity, secondsUntilTold, secondsUntilEnded, title }) =>
    [name, what, `[${alert}](alerts.md#${alert.toLowerCase()}) (${severity})`, `${secondsUntilTold} s`, `${secondsUntilEnded} s`, title])];
}

/** The messages as they arrived, in Slack's own markup. */
export function slackMessages(faults: readonly ToldFault[]): string {
  return faults.map(({ name, title, text }) => `**${name}**\n\n\`\`\`text\n${title}\n${text.trim()}\n\`\`\``).join('\n\n');
}
