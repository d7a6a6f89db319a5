import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { anchorOf, LogMessage, MESSAGES } from '../../src/logging/messages';

/** A message as a worker of the lab logged it (lab/src/splunk/provoked.ts). */
export interface ProvokedMessage {
  readonly phrase: string;
  readonly level: string;
  readonly logger: string;
  readonly message: string;
  readonly exceptions: readonly string[];
}

const RAW = join(__dirname, '../../docs/troubleshooting/provoked.json');

/** What `npm run lab -- splunk --write` kept last. */
export function provokedMessages(): readonly ProvokedMessage[] {
  return existsSync(RAW) ? JSON.parse(readFileSync(RAW, 'utf8')) as ProvokedMessage[] : [];
}

/** docs/troubleshooting.md, as the table of messages has it, with what the lab has provoked of it. */
export function troubleshootingPage(provoked: readonly ProvokedMessage[] = provokedMessages()): string {
  return `${[
    '# Troubleshooting',
    'What MM2\'s log says when something is wrong, what it means, what to type first, and what to do. This page is made from the table of messages, as are the saved searches and the dashboard for '
      + '[Splunk](splunk.md): `npx tsx test/logging/print-troubleshooting-page.ts > docs/troubleshooting.md`.',
    'In the commands `$NS` is the namespace of the replication, `$MM2` its resource (`mm2-<name>`), `$TARGET` the bootstrap servers of the target; on machines take `journalctl -u $MM2` for `kubectl logs`.',
    ...(provoked.length === 0 ? [] : [
      `${provoked.length} of the ${MESSAGES.length} messages were provoked on real workers by \`npm run lab -- splunk\` ([how](../lab/README.md#splunk)); `
        + 'they are shown as they arrived in Splunk. [Raw data](troubleshooting/provoked.json).',
    ]),
    ['| Message | Level | Section |', '| --- | --- | --- |', ...MESSAGES.map((message) => `| \`${message.phrase}\` | ${message.level} | [${message.title}](#${anchorOf(message)}) |`)].join('\n'),
    ...MESSAGES.map((message) => section(message, provoked.find(({ phrase }) => phrase === message.phrase))),
  ].join('\n\n')}\n`;
}

function section({ title, phrase, level, meaning, command, fix, source }: LogMessage, provoked: ProvokedMessage | undefined): string {
  return [
    `## ${title}`,
    `> ${level}: … ${phrase} …`,
    `**Meaning.** ${meaning}`,
    `**First command**\n\n\`\`\`sh\n${command}\n\`\`\``,
    `**Fix.** ${fix}`,
    `Logged by \`${source.replace(/ \(/, '` (')}`,
    ...(provoked === undefined ? [] : [`In the lab:\n\n\`\`\`text\n${[`${provoked.level} ${provoked.logger}: ${provoked.message}`, ...provoked.exceptions].join('\n')}\n\`\`\``]),
  ].join('\n\n');
}
