import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Resource } from '../effective.js';

/** The JMX exporter's agent; Maven copies it there (lab/java/pom.xml). */
const AGENT = join(import.meta.dirname, '..', '..', 'java', 'target', 'jmx_prometheus_javaagent.jar');

/** @see MetricsModel.METRICS_PORT (Strimzi 1.2.0) */
export const METRICS_PORT = 9404;

/** JVM option of a worker that serves metrics by these rules at its own address. */
export function exporterOption(address: string, rules: string): string {
  return `-javaagent:${AGENT}=${address}:${METRICS_PORT}:${rules}`;
}

/** What the operator mounts for `spec.metricsConfig`: exactly the ConfigMap that the YAML names, as a file. Undefined where the resource asks for no metrics. */
export function exporterRules(file: string, { metadata, spec }: Resource, folder: string): string | undefined {
  const reference = spec.metricsConfig?.valueFrom.configMapKeyRef;
  if (reference === undefined) {
    return undefined;
  }
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  const objects: any[] = parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS()).filter(Boolean);
  const map = objects.find((object) => object.kind === 'ConfigMap' && object.metadata.name === reference.name && object.metadata.namespace === metadata.namespace);
  const rules: string | undefined = map?.data[reference.key];
  if (rules === undefined) {
    throw new Error(`${metadata.name} takes its metrics' rules from ConfigMap ${reference.name}, key ${reference.key}: ${file} has none`);
  }
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'metrics-config.yml');
  writeFileSync(path, rules);
  return path;
}
