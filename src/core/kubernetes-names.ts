import { entryOf, Problem } from './problem';
import { looksLikeSecret } from './secret-text';

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const DNS_SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Problems of a name that most Kubernetes objects may have (DNS subdomain, RFC 1123). */
export function dnsNameProblems(prop: string, value: string): Problem[] {
  return isShort(value, 253) && DNS_SUBDOMAIN.test(value) ? [] : [{
    prop,
    problem: 'is not a Kubernetes object name',
    value,
    allowed: 'lower-case letters, digits, "-" and ".", beginning and ending with a letter or digit, at most 253 characters',
  }];
}

/** Problems of a name that must be a single DNS label, such as a namespace. */
export function dnsLabelProblems(prop: string, value: string, maxLength = 63, remedy?: string): Problem[] {
  return isShort(value, maxLength) && DNS_LABEL.test(value) ? [] : [{
    prop,
    problem: value?.length > maxLength ? `is too long (${value.length} characters)` : 'is not a Kubernetes name',
    value,
    allowed: `lower-case letters, digits and "-", beginning and ending with a letter or digit, at most ${maxLength} characters`,
    remedy,
  }];
}

/** Problems of a key inside a Secret. */
export function secretDataKeyProblems(prop: string, key: string): Problem[] {
  return typeof key === 'string' && /^[-._a-zA-Z0-9]{1,253}$/.test(key) && !looksLikeSecret(key) ? [] : [{
    prop,
    // Whoever pastes the secret itself here must not see it again in a log.
    problem: 'is not a key of a Secret',
    allowed: 'letters, digits, "-", "_" and ".", at most 253 characters',
    remedy: 'name the key, never its value',
  }];
}

/** Problems of labels: keys must be qualified names, values are restricted too. */
export function labelProblems(prop: string, labels: { readonly [key: string]: string } | undefined): Problem[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]) => [
    ...qualifiedNameProblems(entryOf(prop, key), 'is not a label key', key),
    ...(/^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/.test(value) ? [] : [{
      prop: entryOf(prop, key), problem: 'is not a label value', value, allowed: 'at most 63 letters, digits, "-", "_", "."',
    }]),
  ]);
}

/** Problems of annotations: keys must be qualified names. */
export function annotationProblems(prop: string, annotations: { readonly [key: string]: string } | undefined): Problem[] {
  return Object.keys(annotations ?? {}).flatMap((key) => qualifiedNameProblems(entryOf(prop, key), 'is not an annotation key', key));
}

function qualifiedNameProblems(prop: string, problem: string, key: string): Problem[] {
  const [name, prefix] = key.split('/').reverse();
  return key.split('/').length <= 2 && (prefix === undefined || dnsNameProblems(prop, prefix).length === 0) && /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/.test(name)
    ? [] : [{ prop, problem, allowed: 'an optional DNS prefix and "/", then at most 63 letters, digits, "-", "_", "."' }];
}

function isShort(value: unknown, maxLength: number): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= maxLength;
}
