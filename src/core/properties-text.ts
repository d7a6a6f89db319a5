/**
 * Reads text as Java's `Properties.load` does: what a worker finds in `kafka-connect.properties`, or MirrorMaker in `mm2.properties`.
 *
 * Strimzi's operator writes most lines without escaping anything, so a backslash in a user name is lost on the way, as is all that follows
 * a line break in a list of servers.
 */
export function readProperties(text: string): [key: string, value: string][] {
  return logicalLines(text).map((line) => {
    const [, key, value] = /^((?:\\[^]|[^\\=: \t\f])*)(?:[ \t\f]*[=:])?[ \t\f]*([^]*)$/.exec(line)!;
    return [unescape(key), unescape(value)];
  });
}

/** Lines without comments and empty ones; a line that ends with an odd number of backslashes goes on in the next one. */
function logicalLines(text: string): string[] {
  const lines: string[] = [];
  let open: string | undefined;
  for (const natural of text.split(/\r\n|\r|\n/)) {
    const line = natural.replace(/^[ \t\f]+/, '');
    if (!open && (line === '' || line.startsWith('#') || line.startsWith('!'))) {
      open = undefined;
      continue;
    }
    const whole: string = (open ?? '') + line;
    const continues = /\\*$/.exec(line)![0].length % 2 === 1;
    open = continues ? whole.slice(0, -1) : undefined;
    if (!continues) {
      lines.push(whole);
    }
  }
  return open === undefined ? lines : [...lines, open];
}

const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

function unescape(text: string): string {
  return text.replace(/\\(u[0-9a-fA-F]{4}|[^])|\\$/g, (_, escape: string | undefined) => {
    if (escape === undefined) {
      return '';
    }
    return escape.length > 1 ? String.fromCharCode(parseInt(escape.slice(1), 16)) : ESCAPES[escape] ?? escape;
  });
}

/**
 * One line of a properties file that `Properties.load` reads back as key and value. The file is ISO-8859-1 to Java, so other characters are escaped.
 */
export function propertyLine(key: string, value: string): string {
  const escaped = (text: string, special: RegExp) => text.replace(special, '\\$&')
    .replace(/[\t\n\r\f]/g, (char) => `\\${Object.keys(ESCAPES).find((letter) => ESCAPES[letter] === char)}`)
    .replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `${escaped(key, /[\\=: #!]/g)}=${escaped(value, /\\|^ /g)}`;
}
