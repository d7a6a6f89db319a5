import { entryOf, Problem } from '../../core/problem';

/** Labels that the scrape, the rules or Alertmanager give. */
const RESERVED = ['alertname', 'severity', 'namespace', 'pod', 'job', 'instance', 'replication', 'line_of_business', 'source', 'target', 'topic', 'source_topic', 'partition'];

/** Problems of labels that all alerts are to carry. */
export function alertLabelProblems(prop: string, labels: { readonly [name: string]: string } | undefined): Problem[] {
  return Object.entries(labels ?? {}).flatMap(([name, value]) => {
    const at = entryOf(prop, name);
    return [
      ...(/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) && !name.startsWith('__') ? [] : [{ prop: at, problem: 'is not a label name', allowed: 'letters, digits and "_", not beginning with a digit or "__"' }]),
      ...(RESERVED.includes(name) ? [{ prop: at, problem: 'is a label that has its value already', allowed: `any name but ${RESERVED.join(', ')}` }] : []),
      ...valueProblems(at, value),
    ];
  });
}

/** An empty value is no label, half a character is no UTF-8, and two braces begin a template. */
function valueProblems(prop: string, value: unknown): Problem[] {
  return typeof value === 'string' && value !== '' && !/\p{Cs}/u.test(value) && !value.includes('{{') ? [] : [{
    prop, problem: 'is not a label value that Prometheus takes', value, allowed: 'a text that is not empty, without "{{"',
  }];
}

/** Problems of a line of business: it stands in relabelings, where `$` means something, and in matchers. */
export function lineOfBusinessProblems(prop: string, line: unknown): Problem[] {
  return typeof line === 'string' && /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/.test(line) ? [] : [{
    prop, problem: 'is not a line of business', value: line, allowed: 'at most 63 letters, digits, ".", "_" and "-", beginning and ending with a letter or digit',
  }];
}
