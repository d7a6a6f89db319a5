import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../effective.js';
import type { Report } from '../report.js';

const RAW = join(ROOT, 'docs', 'troubleshooting', 'provoked.json');

/** A message that the lab made a real worker log, as it arrived in Splunk. */
export interface ProvokedMessage {
  /** As the library's table of messages has it. */
  readonly phrase: string;
  readonly level: string;
  readonly logger: string;
  readonly message: string;
  /** The exception and its causes, without their traces. */
  readonly exceptions: readonly string[];
}

/** The lines of a trace that name an exception. */
export function exceptionsOf(trace: string): string[] {
  return trace.split('\n').filter((line) => /^(Caused by: )?[\w.$]+(Exception|Error)\b/.test(line)).map((line) => line.slice(0, 300));
}

/** What docs/troubleshooting.md says the lab has provoked. */
export function keepProvoked(messages: readonly ProvokedMessage[], report: Report): void {
  mkdirSync(dirname(RAW), { recursive: true });
  // One of a kind, in an order that does not depend on the run.
  const kinds = [...new Map(messages.map((message) => [message.phrase, message])).values()].sort((a, b) => a.phrase < b.phrase ? -1 : 1);
  writeFileSync(RAW, `${JSON.stringify(kinds, undefined, 1)}\n`);
  report.progress(`${kinds.length} messages are kept; "npx tsx test/logging/print-troubleshooting-page.ts > docs/troubleshooting.md" writes the page`);
}
