export interface HecExporter {
  readonly endpoint: string;
  readonly token: string;
  readonly tls?: { readonly ca_file?: string; readonly server_name_override?: string };
}

/** The configuration of a collector, as far as the lab looks into it. */
export interface CollectorConfig {
  readonly receivers: Readonly<Record<string, { readonly resource?: Readonly<Record<string, string>> }>>;
  /** Splunk's, and one that leads nowhere. */
  readonly exporters: Readonly<Record<string, HecExporter | Readonly<Record<string, never>>>>;
  readonly extensions?: Readonly<Record<string, { readonly directory?: string } | null>>;
}

export function isHec(exporter: CollectorConfig['exporters'][string]): exporter is HecExporter {
  return 'endpoint' in exporter;
}

/** Those that send to Splunk. */
export function hecExporters({ exporters }: CollectorConfig): HecExporter[] {
  return Object.values(exporters).filter(isHec);
}
