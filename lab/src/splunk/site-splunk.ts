import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Site } from '../stage/site.js';
import { CertificateAuthority } from '../tls.js';
import { hecExporters, type CollectorConfig } from './collector-config.js';
import type { HecEndpoint } from './hec-client.js';
import { HecServer, type HecEvent, type HecToken } from './hec-server.js';

/** Where an event lands that names no index. */
export const DEFAULT_INDEX = 'main';

/** The Splunk of a site, at the address that the configuration of collectors names. */
export class SiteSplunk {
  public readonly hec: HecServer;
  public readonly endpoint: HecEndpoint;

  /** @param tokens what each of them allows */
  public constructor(private readonly site: Site, config: CollectorConfig, tokens: ReadonlyMap<string, HecToken>) {
    const [url, ...others] = [...new Set(hecExporters(config).map(({ endpoint }) => endpoint))].map((endpoint) => new URL(endpoint));
    if (url === undefined || others.length > 0) {
      throw new Error(`the lab has one Splunk, the collector sends to ${others.length + (url === undefined ? 0 : 1)}`);
    }
    const authority = new CertificateAuthority('splunk-ca', site.path('tls'));
    this.endpoint = { address: site.allocate(), port: Number(url.port || 443), host: url.hostname, authority: authority.certificate };
    this.hec = new HecServer({ ...this.endpoint, keystore: readFileSync(authority.serverKeystore('splunk', [url.hostname]), 'utf8'), tokens });
  }

  /** Gives its authority to a collector where it looks for it; returns the variable that stands for the public authorities of a machine. */
  public trust(config: CollectorConfig): Record<string, string> {
    const files = hecExporters(config).flatMap(({ tls }) => tls?.ca_file ?? []);
    const publicFile = this.site.path('splunk-ca.crt');
    for (const file of files.length > 0 ? files : [publicFile]) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, this.endpoint.authority);
    }
    return files.length > 0 ? {} : { SSL_CERT_FILE: publicFile };
  }

  /** What came from the workers of a resource, wherever it landed. */
  public eventsOf(resource: string): HecEvent[] {
    return this.hec.events.filter(({ fields }) => fields['service.name'] === resource);
  }
}
