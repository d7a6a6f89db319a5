import { anchorOf, LogMessage, MESSAGES } from '../../src/logging/messages';

/** docs/troubleshooting.md, as the table of messages has it. */
export function troubleshootingPage(): string {
  return `${[
    '# Troubleshooting',
    'What MM2\'s log says when something is wrong, what it means, what to type first, and what to do. This page is made from the table of messages, as are the saved searches and the dashboard for '
      + '[Splunk](splunk.md): `npx tsx test/logging/print-troubleshooting-page.ts > docs/troubleshooting.md`.',
    'In the commands `$NS` is the namespace of the replication, `$MM2` its resource (`mm2-<name>`), `$TARGET` the bootstrap servers of the target; on machines take `journalctl -u $MM2` for `kubectl logs`.',
    ['| Message | Level | Section |', '| --- | --- | --- |', ...MESSAGES.map((message) => `| \`${message.phrase}\` | ${message.level} | [${message.title}](#${anchorOf(message)}) |`)].join('\n'),
    ...MESSAGES.map(section),
  ].join('\n\n')}\n`;
}

function section({ title, phrase, level, meaning, command, fix, source }: LogMessage): string {
  return [
    `## ${title}`,
    `> ${level}: … ${phrase} …`,
    `**Meaning.** ${meaning}`,
    `**First command**\n\n\`\`\`sh\n${command}\n\`\`\``,
    `**Fix.** ${fix}`,
    `Logged by \`${source.replace(/ \(/, '` (')}`,
  ].join('\n\n');
}
