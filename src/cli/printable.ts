import { show } from '../core/problem';
import { holdsSecret, withoutSecrets } from '../core/secret-text';

/** The same data without credentials; only settings are judged by their key. */
export function printable<T>(value: T, key = '', isSetting = false): T {
  if (isSetting && ['string', 'number', 'bigint'].includes(typeof value) && holdsSecret(key, String(value))) {
    return '(not shown: a secret)' as T;
  }
  if (typeof value === 'string') {
    return withoutSecrets(value) as T;
  }
  if (Array.isArray(value)) {
    return value.map((element) => printable(element, key)) as T;
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [withoutSecrets(name), printable(member, name, ['worker', 'config'].includes(key))])) as T;
}

/** A name as it is, or quoted where somebody could misread it. */
export function plain(name: string): string {
  return /^[\w.() -]+$/.test(name) && name.trim() === name ? name : show(name);
}
