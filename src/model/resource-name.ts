import { looksLikeSecret } from '../core/secret-text';

/**
 * Name of the Kubernetes resource for a replication: `mm2-<name>`, in characters that Kubernetes takes. Two names may become one.
 *
 * A credential in an alias or name fails the synth; in lower case it would pass for a name in the messages that say so.
 */
export function resourceNameOf(name: string): string {
  return looksLikeSecret(name) ? 'mm2' : `mm2-${name}`.toLowerCase().replace(/[^a-z0-9-]/g, '-').replace(/-+$/, '');
}
