import { looksLikeSecret } from '../../core/secret-text';

/** A name that Kubernetes takes, made of names that people gave. A credential among them fails the synth; in lower case it would pass for a name. */
export function objectName(...parts: readonly string[]): string {
  return parts.some(looksLikeSecret) ? 'access' : parts.join('-').toLowerCase().replace(/[^a-z0-9-]+/g, '-').replace(/^-+|-+$/g, '');
}
