import type { HecEvent } from './hec-server.js';

/** Lines that a container wrote, compared with the events that arrived: counts are lines and events. */
export interface LineAudit {
  readonly written: number;
  readonly arrived: number;
  readonly lost: readonly string[];
  /** Events beyond one for each line. */
  readonly duplicated: number;
  /** Events that are no line. */
  readonly foreign: readonly string[];
}

type Content = Readonly<Record<string, unknown>>;

/** Lines and events are the same when the JSON of the line is in the event; whatever was added on the way does not count. Lines that are no JSON count as they are, but for white space at the end, which collectors drop. */
export function auditLines(lines: readonly string[], events: readonly HecEvent[]): LineAudit {
  const written = lines.filter((line) => line.trim() !== '').map((line) => objectOf(line) ?? line);
  const names = new Set(written.flatMap((line) => typeof line === 'string' ? [] : Object.keys(line)));
  const left = new Map<string, number>();
  for (const line of written) {
    const key = identity(line, names);
    left.set(key, (left.get(key) ?? 0) + 1);
  }
  const expected = new Set(left.keys());
  const foreign: string[] = [];
  let duplicated = 0;
  for (const { event } of events) {
    const key = identity(contentOf(event), names);
    if (!expected.has(key)) {
      foreign.push(key);
    } else if (left.get(key) === 0) {
      duplicated++;
    } else {
      left.set(key, left.get(key)! - 1);
    }
  }
  const lost = [...left].flatMap(([key, count]) => Array.from({ length: count }, () => key));
  return { written: written.length, arrived: events.length, lost, duplicated, foreign };
}

/** One line for the report. */
export function auditText({ written, arrived, lost, duplicated, foreign }: LineAudit): string {
  const examples = [...lost.slice(0, 2).map((line) => `lost: ${line.slice(0, 300)}`), ...foreign.slice(0, 2).map((line) => `foreign: ${line.slice(0, 300)}`)];
  return [`${written} lines, ${arrived} events: ${lost.length} lost, ${duplicated} duplicated, ${foreign.length} foreign`, ...examples].join('; ');
}

/** An event's own fields, as they come: parsed, or still the text of the line. */
export function contentOf(event: unknown): Content | string {
  return typeof event === 'string' ? objectOf(event) ?? event : event as Content;
}

function objectOf(line: string): Content | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value as Content : undefined;
  } catch {
    return undefined;
  }
}

function identity(content: Content | string, names: ReadonlySet<string>): string {
  return typeof content === 'string' ? content.trimEnd() : sorted(Object.fromEntries(Object.entries(content).filter(([name]) => names.has(name))));
}

/** JSON whose keys are in order, at every depth. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => typeof inner === 'object' && inner !== null && !Array.isArray(inner)
    ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => a < b ? -1 : 1)) : inner);
}
