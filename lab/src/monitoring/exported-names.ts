import { parse } from 'yaml';
import type { Resource } from '../effective.js';
import { manifestsOf, type Manifest } from './emitted-monitoring.js';
import { namesOfOtherExporters } from './library-catalogue.js';

/** Whether every metric of an expression comes from an exporter that the lab does not have. */
export function isElsewhere(expression: string): boolean {
  const names = namesBeforeBraces(expression);
  const others = namesOfOtherExporters();
  return names.length > 0 && names.every((name) => others.has(name));
}

/** All metrics of the catalogue: the emitted rules of the exporter name each by the attribute that becomes it. */
export function exportedNames(file: string, { metadata, spec }: Resource): string[] {
  const { name, key } = spec.metricsConfig!.valueFrom.configMapKeyRef;
  const map = manifestsOf(file).find((object) => object.kind === 'ConfigMap' && object.metadata.name === name && object.metadata.namespace === metadata.namespace)!;
  const { rules } = parse(map.data[key]) as { rules: readonly { readonly pattern: string; readonly name: string }[] };
  return [...new Set(rules.flatMap((rule) => {
    const attributes = /><>\(([^()]+)\):$/.exec(rule.pattern)?.[1];
    return attributes === undefined ? [rule.name] : attributes.split('|').map((attribute) => rule.name.replace(/\$\d+$/, attribute.replace(/-/g, '_')));
  }))];
}

/** Metrics that the rules record, and those that their expressions read of MM2's workers: each stands before a brace. */
export function namesInRules({ spec }: Manifest): { readonly recorded: string[]; readonly read: string[] } {
  const rules: readonly { readonly record?: string; readonly expr: string }[] = spec.groups.flatMap((group: { rules: object[] }) => group.rules);
  const read = rules.flatMap(({ expr }) => namesBeforeBraces(expr));
  const others = namesOfOtherExporters();
  return {
    recorded: rules.flatMap(({ record }) => record ?? []),
    read: [...new Set(read)].filter((name) => !others.has(name)),
  };
}

function namesBeforeBraces(expression: string): string[] {
  return [...expression.matchAll(/([a-zA-Z_:][\w:]*)\{/g)].map(([, name]) => name!);
}
