import { groupBy } from '../core/group-by';
import { ValueFormat } from './secret-places';
import { ProvidedSecret, secretsProvidedBy } from './secret-providers';
import { SecretReference, secretReferencesOf, UnusableReference } from './secret-references';

/** A key that must be in a Secret. */
export interface RequiredKey {
  /** Key or glob; null stands for all keys, whichever they are. */
  readonly key: string | null;
  readonly isPattern: boolean;
  readonly purposes: readonly string[];
  readonly format: ValueFormat;
  /** Objects of the files that provide it. */
  readonly providedBy: readonly string[];
}

/** A Secret that must exist. */
export interface RequiredSecret {
  /** null is the namespace that is current when the objects are applied. */
  readonly namespace: string | null;
  readonly name: string;
  readonly type: string;
  readonly keys: readonly RequiredKey[];
  /** Objects that refer to it. */
  readonly usedBy: readonly string[];
  /** Objects of the files that make it. */
  readonly providedBy: readonly string[];
}

/** What objects need of Secrets. */
export interface SecretNeeds {
  readonly secrets: readonly RequiredSecret[];
  readonly unusable: readonly UnusableReference[];
}

/** Which Secrets and keys must exist for these objects to work, and which of the objects provide them. */
export function secretNeedsOf(manifests: readonly any[]): SecretNeeds {
  const found = manifests.map((manifest) => secretReferencesOf(manifest));
  const provided = manifests.flatMap((manifest) => secretsProvidedBy(manifest));
  const bySecret = groupBy(found.flatMap(({ references }) => references), ({ namespace, secretName }) => JSON.stringify([namespace, secretName]));
  return {
    secrets: [...bySecret.values()].map((references) => requiredSecret(references, provided)),
    unusable: found.flatMap(({ unusable }) => unusable),
  };
}

/** The keys of a Secret that nothing in the files provides. */
export function missingKeys({ keys }: RequiredSecret): RequiredKey[] {
  return keys.filter(({ providedBy }) => providedBy.length === 0);
}

function requiredSecret(references: readonly SecretReference[], provided: readonly ProvidedSecret[]): RequiredSecret {
  const [{ namespace, secretName }] = references;
  const providers = provided.filter((secret) => secret.namespace === namespace && secret.secretName === secretName);
  const byKey = groupBy(references, ({ key }) => JSON.stringify(key));
  return {
    namespace,
    name: secretName,
    type: references.find(({ type }) => type !== undefined)?.type ?? 'Opaque',
    keys: [...byKey.values()].map((same): RequiredKey => {
      const [{ key, isPattern }] = same;
      return {
        key,
        isPattern,
        purposes: unique(same.map(({ purpose }) => purpose)),
        format: same.find(({ format }) => format !== 'line')?.format ?? 'line',
        providedBy: unique(providers.filter(({ keys }) => hasKey(keys, key)).map(({ provider }) => provider)),
      };
    }),
    usedBy: unique(references.map(({ resource }) => resource)),
    providedBy: unique(providers.map(({ provider }) => provider)),
  };
}

function hasKey(keys: readonly string[] | undefined, wanted: string | null): boolean {
  return keys === undefined || wanted === null || keys.some((key) => matchesGlob(wanted, key));
}

/** Whether a key of a Secret fits a glob, as `java.nio.file.PathMatcher` has it; a key without wildcards fits itself. */
export function matchesGlob(glob: string, key: string): boolean {
  const pattern = glob.replace(/[^*?]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`).replace(/\*/g, '.*').replace(/\?/g, '.');
  return new RegExp(`^${pattern}$`).test(key);
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
