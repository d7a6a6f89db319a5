import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Site } from '../stage/site.js';
import { until } from '../wait.js';
import { hecExporters } from './collector-config.js';
import { collectorMetrics } from './collector-metrics.js';
import { Collector } from './collector.js';
import type { EmittedForwarding } from './emitted-forwarding.js';
import { send } from './hec-client.js';
import type { HecEvent, HecServer, HecToken } from './hec-server.js';
import { onNode } from './node-files.js';
import type { KnownSecret } from './secrecy.js';
import { DEFAULT_INDEX, SiteSplunk } from './site-splunk.js';

const NODE = 'lab-node';
const INDEX = 'com.splunk.index';
const TOKEN_VARIABLE = /^\$\{env:([A-Z0-9_]+)\}$/;

/** A node of a cluster whose collector forwards logs as emitted, and the Splunk that takes them. */
export class ForwardingNode {
  /** Stands for /var/log/pods. */
  public readonly podLogs: string;
  public readonly tokens: readonly KnownSecret[];
  public readonly collector: Collector;
  /** With what the collector keeps and says. */
  public readonly folder: string;
  private readonly splunk: SiteSplunk;
  private readonly address: string;
  /** By the name of a resource. */
  private readonly indexes: ReadonlyMap<string, string>;

  public constructor(site: Site, emitted: EmittedForwarding) {
    this.folder = site.path('node');
    this.podLogs = join(this.folder, 'var', 'log', 'pods');
    mkdirSync(this.podLogs, { recursive: true });
    const { collector, secretVariables } = emitted;
    const secrets = secretVariables.map((variable) => ({ ...variable, value: randomUUID() }));
    this.tokens = secrets.map(({ secretName, key, value }) => ({ name: `Secret ${secretName}, key ${key}`, value }));
    this.indexes = new Map(Object.entries(collector.receivers).map(([id, { resource }]): [string, string] => [id.replace(/^[^/]+\//, ''), resource?.[INDEX] ?? DEFAULT_INDEX]));
    this.splunk = new SiteSplunk(site, collector, new Map(hecExporters(collector).map(({ token }): [string, HecToken] => {
      const value = secrets.find(({ name }) => name === TOKEN_VARIABLE.exec(token)?.[1])?.value;
      if (value === undefined) {
        throw new Error('the token of the collector is not a variable that comes from a Secret');
      }
      return [value, { index: DEFAULT_INDEX, allowedIndexes: [...this.indexes.values()] }];
    })));
    this.address = site.allocate();
    const config = onNode(collector, { root: this.folder, address: this.address, addressOf: () => this.splunk.endpoint.address });
    this.collector = new Collector({
      folder: join(this.folder, 'collector'), config, arguments: emitted.arguments,
      env: { K8S_NODE_NAME: NODE, ...Object.fromEntries(secrets.map(({ name, value }) => [name, value])), ...this.splunk.trust(config) },
    });
  }

  public get hec(): HecServer {
    return this.splunk.hec;
  }

  public async start(): Promise<void> {
    await this.hec.start();
    this.collector.start();
  }

  /** What Splunk answers to an event that the lab sends itself, by code. */
  public async answerTo(authorization: string | undefined, event: object): Promise<number> {
    return send(this.splunk.endpoint, authorization, JSON.stringify(event));
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
    return collectorMetrics(this.address);
  }

  /** What came from the workers of a resource, wherever it landed. */
  public eventsOf(resource: string): HecEvent[] {
    return this.splunk.eventsOf(resource);
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
