import type { HecEvent } from './hec-server.js';
import { contentOf } from './line-audit.js';
import { PROVOCATIONS } from './provocations.js';
import { exceptionsOf, type ProvokedMessage } from './provoked.js';

/** What every line of a replication says of itself. */
export interface LineFields {
  readonly replication: string;
  readonly flow: string;
  readonly source: string;
  readonly target: string;
  readonly line_of_business: string;
  readonly namespace: string;
  readonly pod: string;
}

/** Fields in each line, apart from those that say whose it is. */
const ALWAYS = ['time', 'level', 'logger', 'thread', 'message'];
/** Where an exception's trace begins. */
const TRACE = /\n\s+at [\w.$/]+\(/;

/**
 * Events that lack a field, or whose field says something else; the fields by which a search finds a line. What the JVM and its agents print is no JSON and has none;
 * what should be JSON and is not is wrong.
 */
export function wrongFields(events: readonly HecEvent[], expected: LineFields): string[] {
  return events.flatMap(({ event }) => {
    const content = contentOf(event);
    if (typeof content === 'string') {
      return content.startsWith('{') ? [`no JSON: ${content.slice(0, 200)}`] : [];
    }
    const wrong = [...ALWAYS.filter((name) => typeof content[name] !== 'string' || content[name] === ''),
      ...Object.entries(expected).filter(([name, value]) => content[name] !== value).map(([name]) => name)];
    return wrong.length === 0 ? [] : [`${wrong.join(', ')} of ${JSON.stringify(content).slice(0, 200)}`];
  });
}

/** How many events name a connector, how many a task, and how many are none of MM2's. */
export function contexts(events: readonly HecEvent[]): { readonly connectors: number; readonly tasks: number; readonly plain: number } {
  const contents = events.map(({ event }) => contentOf(event)).filter((content) => typeof content !== 'string');
  return {
    connectors: contents.filter(({ connector }) => connector !== undefined).length,
    tasks: contents.filter(({ task }) => task !== undefined).length,
    plain: events.length - contents.length,
  };
}

/** An event with the phrase, with its trace where it has to have one; undefined where there is none. */
function eventWith(phrase: string, hasTrace: boolean, events: readonly HecEvent[]): ProvokedMessage | undefined {
  for (const { event } of events) {
    const content = contentOf(event);
    if (typeof content === 'string') {
      continue;
    }
    const [message, exception] = [String(content.message), String(content.exception ?? '')];
    if ((message.includes(phrase) || exception.includes(phrase)) && (!hasTrace || TRACE.test(exception))) {
      return { phrase, level: String(content.level), logger: String(content.logger), message: message.slice(0, 500), exceptions: exceptionsOf(exception) };
    }
  }
  return undefined;
}

/** Every phrase that was provoked on a line of business, with an event that has it. */
export function provokedOn(line: string, events: readonly HecEvent[]): { readonly phrase: string; readonly message: ProvokedMessage | undefined }[] {
  return PROVOCATIONS[line]!.flatMap(({ phrases, traced = [] }) =>
    phrases.map((phrase) => ({ phrase, message: eventWith(phrase, traced.includes(phrase), events) })));
}
