import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { Machine } from '../runtimes/machine.js';
import type { Site } from '../stage/site.js';
import { hecExporters, type CollectorConfig } from './collector-config.js';
import { collectorMetrics } from './collector-metrics.js';
import { Collector } from './collector.js';
import { MachineJournal } from './machine-journal.js';
import { onNode } from './node-files.js';
import type { SiteSplunk } from './site-splunk.js';

const TOKEN_FILE = /^\$\{file:(.+)\}$/;

/** The configuration of the collector in a bundle. */
export function bundledCollector(bundle: string): CollectorConfig {
  return parse(readFileSync(join(bundle, 'log-collector.yaml'), 'utf8')) as CollectorConfig;
}

/** Where a machine has the token of Splunk. */
export function tokenFileOf(config: CollectorConfig): string {
  const [file, ...others] = [...new Set(hecExporters(config).map(({ token }) => TOKEN_FILE.exec(token)?.[1]))];
  if (file === undefined || others.length > 0) {
    throw new Error('the token of the collector is not one file of the machine');
  }
  return file;
}

/** Beside MM2 on a machine: the journal, and the collector of the bundle, which forwards what MM2 writes there. */
export class ForwardingMachine {
  public readonly journal: MachineJournal;
  public readonly collector: Collector;
  /** What the collector keeps and says. */
  public readonly folders: readonly string[];
  private readonly address: string;

  /** @param outputFile receives what MM2 writes */
  public constructor(site: Site, splunk: SiteSplunk, machine: Machine, bundle: string, outputFile: string, token: string) {
    const root = site.path(machine.name, 'node');
    const replication = basename(bundle);
    const emitted = bundledCollector(bundle);
    const tokenFile = join(root, tokenFileOf(emitted));
    mkdirSync(dirname(tokenFile), { recursive: true });
    writeFileSync(tokenFile, token, { mode: 0o600 });
    this.address = site.allocate();
    const config = onNode(emitted, { root, address: this.address, addressOf: () => splunk.endpoint.address });
    this.journal = new MachineJournal(outputFile, join(root, 'var', 'log', 'journal'), `${replication}.service`, machine.name);
    this.folders = [join(root, 'var', 'lib'), site.path(machine.name, 'collector')];
    this.collector = new Collector({
      folder: site.path(machine.name, 'collector'), config, arguments: argumentsOf(join(bundle, `${replication}-logs.service`)), env: splunk.trust(config),
    });
  }

  public async metrics(): Promise<string> {
    return collectorMetrics(this.address);
  }

  public stop(): void {
    this.collector.stop();
    this.journal.stop();
  }
}

/** What the unit starts the collector with, beside its configuration. */
function argumentsOf(unitFile: string): string[] {
  const [, command] = /^ExecStart=(.+)$/m.exec(readFileSync(unitFile, 'utf8')) ?? [];
  return (command ?? '').split(/\s+/).slice(1).filter((argument) => !argument.startsWith('--config'));
}
