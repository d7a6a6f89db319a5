import { comment } from '../access/shell-text';
import { externalSecretSpec, StoreReference } from '../core/external-secret';
import { dnsNameProblems } from '../core/kubernetes-names';
import { RequiredFile, requiredFiles } from '../planning/required-files';
import { missingKeys, RequiredKey, RequiredSecret, SecretNeeds, secretNeedsOf } from '../planning/required-secrets';
import { ClusterTool, secretScript } from '../planning/secret-script';
import { Format } from './cluster-choice';
import { columns } from './columns';
import { jsonText } from './json-text';
import { configsOf, readManifests } from './manifests';
import { printable } from './printable';
import { UnusableInput } from './unusable-input';
import { yamlText } from './yaml-text';

/** How `secrets` prints. */
export interface SecretsOptions {
  readonly format?: Format;
  readonly tool: ClusterTool;
  readonly store?: string;
  readonly check?: boolean;
}

/** What `secrets` prints. */
export interface Needs extends SecretNeeds {
  /** Files on the machines of dedicated MirrorMakers, which read no Secrets. */
  readonly files: readonly RequiredFile[];
}

/** Which Secrets the objects of the files need, and what of that the files provide; of properties files, which files the machines need. */
export function secrets(files: readonly string[]): Needs {
  const manifests = readManifests(files);
  const [dedicated, objects] = [true, false].map((isDedicated) => manifests.filter(({ properties }) => (properties !== undefined) === isDedicated));
  return printable({
    ...secretNeedsOf(objects.map(({ manifest }) => manifest)),
    files: requiredFiles(dedicated.flatMap((entry) => configsOf(entry, manifests))),
  });
}

/** Whether something has to be created by other means than the files. */
export function incomplete({ secrets: required, files }: Needs): boolean {
  return files.length > 0 || required.some((secret) => missingKeys(secret).length > 0);
}

/** The needs in the form that was asked for. Fails: a script or objects for references that Kubernetes refuses, ExternalSecrets without a store. */
export function secretsText(needs: Needs, { format, tool, store, check }: SecretsOptions): string {
  switch (format ?? (check ? 'table' : 'script')) {
    case 'json': return jsonText(needs);
    case 'table': return table(needs);
    case 'yaml': return [...remarks(needs), yamlText(externalSecrets(usable(needs), storeIn(store)))].join('\n');
    case 'script': return withRemarks(secretScript(usable(needs), tool), remarks(needs));
  }
}

/** What no client of Kubernetes can make. */
function remarks({ files }: Needs): string[] {
  return files.map(({ path, purposes }) => comment(`On each machine: ${path} (${purposes.join(', ')})`));
}

/** Below the first line, which names the shell. */
function withRemarks(script: string, lines: readonly string[]): string {
  const [first, ...rest] = script.split('\n');
  return [first, ...lines, ...rest].join('\n');
}

function usable({ secrets: required, unusable }: SecretNeeds): readonly RequiredSecret[] {
  if (unusable.length > 0) {
    throw new UnusableInput(unusable.map(({ resource, message }) => `${resource}: ${message}`).join('\n'));
  }
  return required;
}

function storeIn(text: string | undefined): StoreReference {
  const [, kind, name] = /^(SecretStore|ClusterSecretStore)\/(.+)$/.exec(text ?? '') ?? [];
  if (kind === undefined || dnsNameProblems('', name).length > 0) {
    throw new UnusableInput('ExternalSecrets need a store; give --store SecretStore/NAME or --store ClusterSecretStore/NAME');
  }
  return { kind: kind as StoreReference['kind'], name };
}

/** ExternalSecrets for what nothing provides. Each expects an entry of the Secret's name in the store, with a property for each key. */
function externalSecrets(required: readonly RequiredSecret[], store: StoreReference): object[] {
  return required.filter(({ providedBy }) => providedBy.length === 0).map((secret) => externalSecret(secret, store));
}

function externalSecret({ namespace, name, keys }: RequiredSecret, store: StoreReference): object {
  const exact = keys.filter(({ key, isPattern }) => key !== null && !isPattern);
  const values = exact.map(({ key }) => ({ secretKey: key!, entry: name, property: key! }));
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name, ...namespace === null ? {} : { namespace } },
    spec: externalSecretSpec(name, { store, values, wholeEntries: exact.length < keys.length ? [name] : [] }),
  };
}

function table(needs: Needs): string {
  const keys = needs.secrets.flatMap((secret) => secret.keys);
  const missing = needs.secrets.flatMap((secret) => missingKeys(secret));
  return [
    ...needs.unusable.map(({ resource, message }) => `${resource}\n  Kubernetes refuses the reference: ${message}`),
    ...needs.secrets.map(block),
    ...needs.files.length === 0 ? [] : ['on each machine', ...columns(needs.files.map(({ path, purposes }) => [path, purposes.join(', ')])).map((line) => `  ${line}`)],
    `${needs.secrets.length} Secrets, ${keys.length} keys, ${missing.length} of them provided by nothing in the files`
      + (needs.files.length === 0 ? '' : `; ${needs.files.length} files on each machine`),
  ].join('\n');
}

function block({ namespace, name, keys }: RequiredSecret): string {
  const width = Math.max(...keys.map((key) => nameOf(key).length));
  return [
    namespace === null ? name : `${namespace}/${name}`,
    ...keys.map((key) => `  ${nameOf(key).padEnd(width)}  ${key.purposes.join(', ')}  (${key.providedBy.length > 0 ? key.providedBy.join(', ') : 'missing'})`),
  ].join('\n');
}

function nameOf({ key }: RequiredKey): string {
  return key ?? 'all keys';
}
