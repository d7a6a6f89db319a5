// What of a synthesized example is put before a reviewer.
import { createHash } from 'node:crypto';
import { parse } from 'yaml';

/** A line that nobody reads: a dashboard as JSON. */
const LONGEST_LINE = 10_000;
/** Objects of so many lines are generated from tables: alerts, exporter rules. One of each kind in a file is enough to be read, others differ in names. */
const LONG = 200;

interface Named {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** The manifests without what would only be scrolled past: of that a comment has the size and a digest, so that a change still shows. */
export function reviewed(yaml: string): string {
  const seen = new Set<string>();
  return yaml.split(/^(?=---\n)/m).map((document) => {
    const lines = document.split('\n');
    const isUnreadable = lines.some(({ length }) => length > LONGEST_LINE);
    if (!isUnreadable && lines.length <= LONG) {
      return document;
    }
    const { kind, metadata } = parse(document) as Named;
    if (!isUnreadable && !seen.has(kind)) {
      seen.add(kind);
      return document;
    }
    const size = isUnreadable ? `${document.length.toLocaleString('en-US')} characters` : `${lines.length} lines`;
    const digest = createHash('sha256').update(document).digest('hex').slice(0, 16);
    return `# ${kind} ${metadata.namespace ?? ''}/${metadata.name}: ${size}, sha256 ${digest}\n`;
  }).join('');
}
