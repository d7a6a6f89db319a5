import { joinPath } from '../core/config-path';
import { dnsLabelProblems, dnsNameProblems, secretDataKeyProblems } from '../core/kubernetes-names';
import { explain, Problem } from '../core/problem';
import { looksLikeSecret } from '../core/secret-text';
import { SECRET_PLACES, SecretPlace, ValueFormat } from './secret-places';

/** What an object reads from a Secret. */
export interface SecretReference {
  /** `Kind namespace/name` of the object. */
  readonly resource: string;
  /** Where the Secret has to be; null is the namespace that is current when the object is applied. */
  readonly namespace: string | null;
  readonly secretName: string;
  /** Key or glob; null stands for all keys. */
  readonly key: string | null;
  readonly isPattern: boolean;
  readonly purpose: string;
  readonly format: ValueFormat;
  readonly type?: string;
}

/** A reference that Kubernetes would refuse, such as one with the value in the place of the key. */
export interface UnusableReference {
  readonly resource: string;
  readonly message: string;
}

/** What one object says about Secrets. Optional references are left out: nothing has to exist for them. */
export function secretReferencesOf(manifest: any): { references: SecretReference[]; unusable: UnusableReference[] } {
  const walk = new Walk(manifest);
  return { references: walk.references(), unusable: walk.unusable };
}

/** What the surroundings of a value say about it. */
interface Context {
  /** `source kp-local`: the cluster that a login or a certificate is for. */
  readonly cluster?: string;
  /** SASL PLAIN with the user name that Event Streams on IBM Cloud wants for an API key. */
  readonly isApiKey?: boolean;
  /** Name of the environment variable. */
  readonly variable?: string;
}

type Found = Omit<SecretReference, 'resource'> & { readonly variable?: string };

/** `${provider:namespace/secret:key}` of Strimzi's KubernetesSecretConfigProvider. */
const PLACEHOLDER = /\$\{([^:}]+):([^/:}]+)\/([^:}]+):([^}]+)\}/g;

/** `${strimzienv:NAME}`, also under a name that the user gave to Kafka's EnvVarConfigProvider. */
const VARIABLE = /\$\{(?:strimzi)?env:([^}]+)\}/g;

class Walk {
  public readonly unusable: UnusableReference[] = [];

  private readonly found: Found[] = [];
  private readonly resource: string;
  private readonly namespace: string | null;
  private readonly providers: ReadonlySet<string>;
  /** Environment variable → clusters whose authentication reads it. */
  private readonly readers = new Map<string, Set<string>>();

  constructor(manifest: any) {
    const { name, namespace } = manifest?.metadata ?? {};
    this.resource = [manifest?.kind, namespace === undefined ? name : `${namespace}/${name}`].join(' ');
    this.namespace = namespace ?? null;
    this.providers = secretProvidersOf(manifest?.spec?.target?.config ?? manifest?.spec?.config);
    this.visit(manifest?.spec, 'spec', 'spec', {});
  }

  public references(): SecretReference[] {
    return this.found.map(({ variable, purpose, ...rest }) => {
      const readers = [...this.readers.get(variable ?? '') ?? []];
      return { ...rest, resource: this.resource, purpose: [purpose, ...readers.length === 0 ? [] : [`for ${readers.join(', ')}`]].join(' ') };
    });
  }

  private visit(value: unknown, key: string, path: string, context: Context): void {
    if (typeof value === 'string') {
      this.text(value, key, path, context);
    } else if (Array.isArray(value)) {
      value.forEach((element, i) => this.visit(element, key, joinPath(path, i), context));
    } else if (typeof value === 'object' && value !== null) {
      const inside = contextOf(value, path, context);
      SECRET_PLACES.filter(({ at }) => at.test(path)).forEach((place) => this.reference(place, value, path, inside));
      Object.entries(value).forEach(([name, member]) => this.visit(member, name, joinPath(path, name), inside));
    }
  }

  private reference(place: SecretPlace, reference: any, path: string, context: Context): void {
    const keys = place.keys(reference);
    if (keys === undefined || reference.optional === true) {
      return;
    }
    const { cluster, variable, isApiKey } = context;
    const what = variable !== undefined ? `${place.what} ${variable}` : cluster !== undefined ? `${place.what} of ${cluster}` : place.what;
    for (const key of keys.length === 0 ? [null] : keys) {
      this.add({
        namespace: this.namespace,
        secretName: reference[place.name],
        key: key as string | null,
        isPattern: place.isPattern ?? false,
        purpose: what,
        format: isApiKey ? 'api-key' : place.format ?? formatOf(key),
        type: place.type,
        variable,
      }, path, `.${place.name}`);
    }
  }

  private text(text: string, key: string, path: string, { cluster }: Context): void {
    for (const [, variable] of cluster === undefined ? [] : text.matchAll(VARIABLE)) {
      this.readers.set(variable, (this.readers.get(variable) ?? new Set<string>()).add(cluster!));
    }
    for (const [, provider, namespace, secretName, name] of text.matchAll(PLACEHOLDER)) {
      if (this.providers.has(provider)) {
        const purpose = cluster === undefined ? key : `${key} of ${cluster}`;
        this.add({ namespace, secretName, key: name, isPattern: /[*?]/.test(name), purpose, format: formatOf(name) }, path, '');
      }
    }
  }

  private add(found: Found, path: string, nameField: string): void {
    // Whoever writes the secret itself into a reference must not see it again: no value is shown.
    const problems = [
      ...(found.namespace === null ? [] : dnsLabelProblems(`${path} namespace`, found.namespace)),
      ...dnsNameProblems(`${path}${nameField}`, found.secretName),
      ...(found.key === null ? [] : found.isPattern ? globProblems(path, found.key) : secretDataKeyProblems(path, found.key)),
    ];
    this.unusable.push(...problems.map((problem) => ({ resource: this.resource, message: explain({ ...problem, value: undefined }) })));
    if (problems.length === 0) {
      this.found.push(found);
    }
  }
}

function contextOf(value: object, path: string, context: Context): Context {
  const { alias, type, username, name, valueFrom } = value as { readonly [field: string]: unknown };
  const role = /^spec\.target$/.test(path) ? 'target' : /^spec\.mirrors\[\d+\]\.source$/.test(path) ? 'source' : 'cluster';
  return {
    ...context,
    ...typeof alias === 'string' ? { cluster: `${role} ${alias}` } : {},
    ...type === 'plain' && username === 'token' ? { isApiKey: true } : {},
    ...typeof name === 'string' && typeof valueFrom === 'object' ? { variable: name } : {},
  };
}

/** Names under which a worker reads Secrets through the API server: Strimzi's own, and those that the user configured. */
function secretProvidersOf(config: unknown): Set<string> {
  const configured = Object.entries(typeof config === 'object' && config !== null ? config : {})
    .filter(([, value]) => String(value).endsWith('.KubernetesSecretConfigProvider'))
    .flatMap(([key]) => /^config\.providers\.([^.]+)\.class$/.exec(key)?.[1] ?? []);
  return new Set(['strimzisecrets', ...configured]);
}

function formatOf(key: unknown): ValueFormat {
  return /\.(crt|cer|key|pem)$/.test(String(key)) ? 'pem' : 'line';
}

function globProblems(prop: string, glob: unknown): Problem[] {
  return typeof glob === 'string' && /^[-._a-zA-Z0-9*?]{1,253}$/.test(glob) && !looksLikeSecret(glob) ? []
    : [{ prop, problem: 'is not a pattern of keys of a Secret', allowed: 'letters, digits, "-", "_", ".", and "*" and "?" as wildcards' }];
}
