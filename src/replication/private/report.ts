import { IConstruct } from 'constructs';
import { Finding } from '../../core';

const reported = new WeakMap<IConstruct, Set<string>>();

/** Writes findings to standard error, each once per App however often it is validated. The only place that writes at synth. */
export function report(root: IConstruct, findings: readonly Finding[]): void {
  const seen = reported.get(root) ?? new Set<string>();
  reported.set(root, seen);
  for (const { severity, code, resource, path, message, remedy } of findings) {
    const line = `${severity} ${code}: ${resource}: ${path}: ${message}; ${remedy}\n`;
    if (!seen.has(line)) {
      seen.add(line);
      process.stderr.write(line);
    }
  }
}
