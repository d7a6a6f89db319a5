import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { KafkaCluster, Side } from './cluster.js';
import type { Flow } from './effective.js';

const PLACEHOLDER = /\$\{strimzisecrets:([^/}]+)\/([^:}]+):([^}]+)\}/g;

/** The secrets that a flow's configuration refers to, as files `namespace/secret/key` without a newline at the end. */
export class Secrets {
  public constructor(private readonly folder: string) {}

  public async fill(flow: Flow, clusters: (alias: string) => KafkaCluster): Promise<void> {
    this.joinAuthorities(flow, clusters);
    const target = clusters(flow.resource.spec.target.alias);
    for (const [key, value] of Object.entries(flow.worker)) {
      await this.fillValue(key, String(value), 'target', target);
    }
    for (const connector of flow.connectors) {
      for (const [key, value] of Object.entries(connector.config)) {
        const [side, cluster] = key.startsWith('source.cluster.')
          ? ['source' as const, clusters(String(connector.config['source.cluster.alias']))] : ['target' as const, target];
        await this.fillValue(key, String(value), side, cluster);
      }
    }
  }

  /** What the pods of a flow have of these in their environment. */
  public variables({ resource: { metadata: { namespace = 'default' }, spec } }: Flow): Record<string, string> {
    return Object.fromEntries((spec.template?.connectContainer?.env ?? []).flatMap(({ name, valueFrom }) => {
      const secret = valueFrom?.secretKeyRef;
      return secret === undefined ? [] : [[name, readFileSync(join(this.folder, namespace, secret.name, secret.key), 'utf8')]];
    }));
  }

  /** What the operator does before it starts pods: one Secret with the authorities of each cluster joined. */
  private joinAuthorities(flow: Flow, clusters: (alias: string) => KafkaCluster): void {
    const { metadata, spec } = flow.resource;
    const namespace = metadata.namespace ?? 'default';
    const joined = `${metadata.name}-connect-tls-trusted-certs`;
    const references = [{ keys: ['ca.crt', `${spec.target.alias}-ca.crt`], reference: spec.target },
      ...spec.mirrors.map(({ source }) => ({ keys: [`${source.alias}-ca.crt`], reference: source }))];
    for (const { keys, reference } of references) {
      const trusted = reference.tls?.trustedCertificates ?? [];
      const { name, clusterCa } = clusters(reference.alias);
      if (trusted.length > 0 && clusterCa === undefined) {
        throw new Error(`the YAML trusts Secret ${trusted[0]!.secretName} for ${reference.alias}, but ${name} has no authority of its own`);
      }
      const certificates = trusted.map(({ secretName, certificate = 'ca.crt' }) => this.write(namespace, secretName, certificate, clusterCa!));
      if (certificates.length > 0) {
        keys.forEach((key) => this.write(namespace, joined, key, certificates.join('\n')));
      }
    }
  }

  private async fillValue(key: string, value: string, side: Side, cluster: KafkaCluster): Promise<void> {
    for (const [placeholder, namespace, secret, item] of value.matchAll(PLACEHOLDER) as Iterable<[string, string, string, string]>) {
      if (key.endsWith('sasl.jaas.config') && value.includes(`password="${placeholder}"`)) {
        this.write(namespace, secret, item, await cluster.credential(side, userIn(value)!, secret));
      } else if (!existsSync(join(this.folder, namespace, secret, item))) {
        throw new Error(`${key} needs Secret ${namespace}/${secret}, key ${item}: the lab cannot fill it`);
      }
    }
  }

  private write(namespace: string, secret: string, key: string, value: string): string {
    const file = join(this.folder, namespace, secret, key);
    const text = value.trimEnd();
    if (existsSync(file) && readFileSync(file, 'utf8') !== text) {
      throw new Error(`Secret ${namespace}/${secret}, key ${key}, is used for two different things`);
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { mode: 0o600 });
    return text;
  }
}

/** User name in a JAAS configuration; undefined without authentication. */
export function userIn(jaas: unknown): string | undefined {
  return /\busername="([^"]*)"/.exec(String(jaas ?? ''))?.[1];
}
