/** An event as Log4j hands it to a layout. */
export interface LogEvent {
  readonly message: string;
  readonly exception?: string;
  /** What Kafka Connect says of the connector: `[<connector>|task-0] `. */
  readonly context?: string;
}

interface Conversion {
  readonly word: string;
  readonly options: readonly string[];
}

/**
 * What Log4j's PatternLayout makes of an event, as far as our pattern needs it: options are cut out at braces, as PatternParser does it, and nested patterns
 * are patterns themselves. The real Log4j reads the same file in the lab.
 */
export function render(pattern: string, event: LogEvent): string {
  return parse(pattern).map((part) => typeof part === 'string' ? part : convert(part, event)).join('');
}

function convert({ word, options }: Conversion, event: LogEvent): string {
  switch (word) {
    case 'd': return '2026-11-24T14:00:00.000Z';
    case 'p': return 'WARN';
    case 'c': return 'org.apache.kafka.connect.mirror.MirrorSourceTask';
    case 't': return 'task-thread-"0"';
    case 'm': return event.message;
    case 'ex': return event.exception ?? '';
    case 'n': return '\n';
    case 'X': return options[0] === 'connector.context' ? event.context ?? '' : '';
    case 'enc': return JSON.stringify(render(options[0], event)).slice(1, -1);
    case 'replace': return render(options[0], event).replace(javaExpression(options[1]), options[2]);
    case 'notEmpty': return parse(options[0]).every((part) => typeof part === 'string' || convert(part, event) === '') ? '' : render(options[0], event);
    default: throw new Error(`%${word} is no conversion that the tests know`);
  }
}

/** Java says inside the expression that case does not matter, JavaScript beside it. */
export function javaExpression(text: string): RegExp {
  return new RegExp(text.replace(/^\(\?i\)/, ''), text.startsWith('(?i)') ? 'gi' : 'g');
}

function parse(pattern: string): (string | Conversion)[] {
  const parts: (string | Conversion)[] = [];
  let i = 0;
  while (i < pattern.length) {
    const [literal] = /^[^%]*/.exec(pattern.slice(i))!;
    i += literal.length;
    parts.push(literal);
    if (i < pattern.length) {
      const [, word] = /^%([A-Za-z]+)/.exec(pattern.slice(i))!;
      i += word.length + 1;
      const options: string[] = [];
      while (pattern[i] === '{') {
        const end = closing(pattern, i);
        options.push(pattern.slice(i + 1, end));
        i = end + 1;
      }
      parts.push({ word, options });
    }
  }
  return parts;
}

/** Where the brace at `start` is closed. */
function closing(pattern: string, start: number): number {
  let depth = 0;
  for (let i = start; i < pattern.length; i++) {
    depth += pattern[i] === '{' ? 1 : pattern[i] === '}' ? -1 : 0;
    if (depth === 0) {
      return i;
    }
  }
  throw new Error(`a brace of the pattern is not closed: ${pattern.slice(start, start + 40)}`);
}
