import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Site } from '../stage/site.js';
import { CertificateAuthority } from '../tls.js';
import { until } from '../wait.js';
import { Collector, type CollectorConfig } from './collector.js';
import type { EmittedForwarding } from './emitted-forwarding.js';
import { send, type HecEndpoint } from './hec-client.js';
import { HecServer, type HecEvent, type HecToken } from './hec-server.js';
import { onNode } from './node-files.js';
import type { KnownSecret } from './secrecy.js';

const NODE = 'lab-node';
/** Of the collector's own metrics, as it has it by itself. */
const METRICS_PORT = 8888;
const INDEX = 'com.splunk.index';
/** Where an event lands that names no index. */
const DEFAULT_INDEX = 'main';
const TOKEN_VARIABLE = /^\$\{env:([A-Z0-9_]+)\}$/;

/** A node of a cluster whose collector forwards logs as emitted, and the Splunk that takes them. */
export class ForwardingNode {
  /** Stands for /var/log/pods. */
  public readonly podLogs: string;
  public readonly tokens: readonly KnownSecret[];
  public readonly hec: HecServer;
  public readonly collector: Collector;
  /** With what the collector keeps and says. */
  public readonly folder: string;
  private readonly address: string;
  private readonly endpoint: HecEndpoint;
  /** By the name of a resource. */
  private readonly indexes: ReadonlyMap<string, string>;

  public constructor(site: Site, emitted: EmittedForwarding) {
    this.folder = site.path('node');
    this.podLogs = join(this.folder, 'var', 'log', 'pods');
    mkdirSync(this.podLogs, { recursive: true });
    const { collector, secretVariables } = emitted;
    const exporters = Object.values(collector.exporters);
    const [url, ...others] = [...new Set(exporters.map(({ endpoint }) => endpoint))].map((endpoint) => new URL(endpoint));
    if (url === undefined || others.length > 0) {
      throw new Error(`the lab has one Splunk, the collector sends to ${exporters.length}`);
    }
    const secrets = secretVariables.map((variable) => ({ ...variable, value: randomUUID() }));
    this.tokens = secrets.map(({ secretName, key, value }) => ({ name: `Secret ${secretName}, key ${key}`, value }));
    this.indexes = new Map(Object.entries(collector.receivers).map(([id, { resource }]): [string, string] => [id.replace(/^[^/]+\//, ''), resource?.[INDEX] ?? DEFAULT_INDEX]));
    const address = site.allocate();
    const authority = new CertificateAuthority('splunk-ca', site.path('tls'));
    this.endpoint = { address, port: Number(url.port || 443), host: url.hostname, authority: authority.certificate };
    this.hec = new HecServer({
      ...this.endpoint,
      keystore: readFileSync(authority.serverKeystore('splunk', [url.hostname]), 'utf8'),
      tokens: new Map(exporters.map(({ token }): [string, HecToken] => {
        const value = secrets.find(({ name }) => name === TOKEN_VARIABLE.exec(token)?.[1])?.value;
        if (value === undefined) {
          throw new Error('the token of the collector is not a variable that comes from a Secret');
        }
        return [value, { index: DEFAULT_INDEX, allowedIndexes: [...this.indexes.values()] }];
      })),
    });
    this.address = site.allocate();
    const config = onNode(collector, { root: this.folder, address: this.address, addressOf: () => address });
    this.collector = new Collector({
      folder: join(this.folder, 'collector'), config, arguments: emitted.arguments,
      env: { K8S_NODE_NAME: NODE, ...Object.fromEntries(secrets.map(({ name, value }) => [name, value])), ...trust(config, authority.certificate, site.path('splunk-ca.crt')) },
    });
  }

  public async start(): Promise<void> {
    await this.hec.start();
    this.collector.start();
  }

  /** What Splunk answers to an event that the lab sends itself, by code. */
  public async answerTo(authorization: string | undefined, event: object): Promise<number> {
    return send(this.endpoint, authorization, JSON.stringify(event));
  }

  public stop(): void {
    this.collector.stop();
    this.hec.stop();
  }

  /** Last lines of the collector's own log. */
  public log(): string {
    return `--- collector\n${this.collector.tail()}`;
  }

  /** Where the lines of a resource belong. */
  public indexOf(resource: string): string | undefined {
    return this.indexes.get(resource);
  }

  /** The collector's own metrics, as Prometheus gets them. */
  public async metrics(): Promise<string> {
    return (await fetch(`http://${this.address}:${METRICS_PORT}/metrics`, { signal: AbortSignal.timeout(10_000) })).text();
  }

  /** What came from the workers of a resource, wherever it landed. */
  public eventsOf(resource: string): HecEvent[] {
    return this.hec.events.filter(({ fields }) => fields['service.name'] === resource);
  }

  public async arrived(what: string, limitSeconds: number, isThere: () => boolean): Promise<void> {
    await until(what, limitSeconds, () => {
      this.collector.assertRunning();
      return isThere() ? true : undefined;
    }).catch((error: Error) => {
      throw new Error(`${error.message}\n${this.log()}`);
    });
  }
}

/** Gives the authority to the collector where it looks for it; returns the variable that stands for the public authorities of a machine. */
function trust({ exporters }: CollectorConfig, certificate: string, publicFile: string): Record<string, string> {
  const files = Object.values(exporters).flatMap(({ tls }) => tls?.ca_file ?? []);
  for (const file of files.length > 0 ? files : [publicFile]) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, certificate);
  }
  return files.length > 0 ? {} : { SSL_CERT_FILE: publicFile };
}
