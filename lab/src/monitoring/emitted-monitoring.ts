import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import type { Resource } from '../effective.js';
import { scaled } from './time-scale.js';

/** An object of Kubernetes. */
export interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly [field: string]: any;
}

/** What the library emitted to watch one replication, faster by the scale of the lab. */
export interface EmittedMonitoring {
  readonly podMonitor: Manifest;
  readonly prometheusRule: Manifest;
  readonly alertmanagerConfig: Manifest;
}

/** All objects of a synthesized file. */
export function manifestsOf(file: string): Manifest[] {
  return parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as Manifest | null).filter((object) => object !== null);
}

export function emittedMonitoring(file: string, { metadata }: Resource): EmittedMonitoring {
  const all = manifestsOf(file);
  const only = (kind: string, isIt: (object: Manifest) => boolean): Manifest => {
    const [found, ...others] = all.filter((object) => object.kind === kind && object.metadata.namespace === metadata.namespace && isIt(object));
    if (found === undefined || others.length > 0) {
      throw new Error(`${file} has ${others.length + (found === undefined ? 0 : 1)} objects ${kind} for ${metadata.name} instead of one`);
    }
    return scaled(found);
  };
  return {
    podMonitor: only('PodMonitor', (object) => object.metadata.name === metadata.name),
    prometheusRule: only('PrometheusRule', (object) => object.metadata.name === metadata.name),
    alertmanagerConfig: only('AlertmanagerConfig', () => true),
  };
}
