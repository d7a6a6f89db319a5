import { readFileSync } from 'node:fs';
import { parse, parseAllDocuments } from 'yaml';
import type { Resource } from '../effective.js';
import type { CollectorConfig } from './collector-config.js';

/** A variable of the collector's environment that comes from a Secret. */
export interface SecretVariable {
  readonly name: string;
  readonly secretName: string;
  readonly key: string;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Manifest = any;

/** What a synthesized file says about logs, beside its replications. */
export class EmittedForwarding {
  public static of(file: string): EmittedForwarding {
    return new EmittedForwarding(parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as Manifest).filter(Boolean));
  }

  /** The collector's configuration, of the operator's resource or of a ConfigMap. */
  public readonly collector: CollectorConfig;
  public readonly secretVariables: readonly SecretVariable[];
  /** Arguments of the collector's program, beside that of its configuration. */
  public readonly arguments: readonly string[];

  private constructor(private readonly manifests: readonly Manifest[]) {
    const resource = manifests.find(({ kind }) => kind === 'OpenTelemetryCollector');
    const inConfigMap = manifests.filter(({ kind }) => kind === 'ConfigMap').flatMap(({ data }) => Object.values<string>(data ?? {}))
      .map((text) => text.includes('receivers:') ? parse(text) as Partial<CollectorConfig> : undefined).find((config) => config?.exporters !== undefined);
    this.collector = resource?.spec.config ?? inConfigMap;
    if (this.collector === undefined) {
      throw new Error('no configuration of a collector: the example forwards its logs by other means');
    }
    const containers = manifests.filter(({ kind }) => kind === 'DaemonSet').flatMap(({ spec }) => spec.template.spec.containers);
    // The operator makes an option of each entry.
    const options = Object.entries<string>(resource?.spec.args ?? {}).map(([name, value]) => `--${name}=${value}`);
    this.arguments = [...options, ...containers.flatMap(({ args }) => args ?? [])].filter((argument: string) => !argument.startsWith('--config'));
    this.secretVariables = [...(resource ? [resource.spec] : []), ...containers].flatMap(({ env }) => env ?? [])
      .filter(({ valueFrom }: Manifest) => valueFrom?.secretKeyRef !== undefined)
      .map(({ name, valueFrom: { secretKeyRef } }: Manifest) => ({ name, secretName: secretKeyRef.name, key: secretKeyRef.key }));
  }

  /** The Log4j 2 configuration of a resource's workers. */
  public logLayout({ metadata, spec: { logging } }: Resource): string {
    const reference = logging?.valueFrom.configMapKeyRef;
    const map = this.manifests.find(({ kind, metadata: { name, namespace } }) => kind === 'ConfigMap' && name === reference?.name && namespace === metadata.namespace);
    const layout = reference === undefined ? undefined : map?.data[reference.key];
    if (typeof layout !== 'string') {
      throw new Error(`${metadata.name} names no log layout that is in its file`);
    }
    return layout;
  }
}
