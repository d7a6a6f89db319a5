import { parse } from 'yaml';
import type { Resource } from '../effective.js';
import { manifestsOf, type Manifest } from './emitted-monitoring.js';

/** What other programs than MM2 and its exporter give: kube-state-metrics, Strimzi's operator, cert-manager, the log collector. The lab has none of them. */
const ELSEWHERE = /^(strimzi|certmanager|vector)_/;

/** Whether every metric of an expression comes from one of those. */
export function isElsewhere(expression: string): boolean {
  const names = namesBeforeBraces(expression);
  return names.length > 0 && names.every((name) => ELSEWHERE.test(name));
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

/** Metrics that the rules record, and those that their expressions read: each stands before a brace. */
export function namesInRules({ spec }: Manifest): { readonly recorded: string[]; readonly read: string[] } {
  const rules: readonly { readonly record?: string; readonly expr: string }[] = spec.groups.flatMap((group: { rules: object[] }) => group.rules);
  const read = rules.flatMap(({ expr }) => namesBeforeBraces(expr));
  return {
    recorded: rules.flatMap(({ record }) => record ?? []),
    read: [...new Set(read)].filter((name) => !ELSEWHERE.test(name)),
  };
}

function namesBeforeBraces(expression: string): string[] {
  return [...expression.matchAll(/([a-zA-Z_:][\w:]*)\{/g)].map(([, name]) => name!);
}
