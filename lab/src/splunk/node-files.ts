import { isHec, type CollectorConfig, type HecExporter } from './collector-config.js';

/** Where the lab's node is, and whom its names stand for. */
export interface LabNode {
  /** Stands for the root of the node's file system. */
  readonly root: string;
  /** Address of the node: what listens at all addresses listens there. */
  readonly address: string;
  /** Host name of the YAML to the address behind it. */
  readonly addressOf: (host: string) => string;
}

/**
 * The emitted configuration as it would be on a node of its own. All that changes:
 * - absolute paths lie under the node's root, in expressions and references too;
 * - who listens at 0.0.0.0, or at 127.0.0.1, listens at the node's address;
 * - the host of an exporter's endpoint becomes its address, since Go reads no other hosts file than the machine's; TLS still checks the name.
 */
export function onNode(config: CollectorConfig, node: LabNode): CollectorConfig {
  const moved = move(config, node) as CollectorConfig;
  return {
    ...moved,
    exporters: Object.fromEntries(Object.entries(moved.exporters).map(([name, exporter]) => [name, isHec(exporter) ? connected(exporter, node) : exporter])),
  };
}

function move(value: unknown, node: LabNode): unknown {
  if (typeof value === 'string') {
    // At the beginning of the text, of a quoted expression, or of a file that is referred to.
    return value.replace(/(^|"\^?|\$\{file:)(?=\/(var|etc)\/)/g, `$1${node.root}`).replace(/^(0\.0\.0\.0|127\.0\.0\.1)/, node.address);
  }
  if (Array.isArray(value)) {
    return value.map((each) => move(each, node));
  }
  return typeof value !== 'object' || value === null ? value
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, move(inner, node)]));
}

function connected(exporter: HecExporter, { addressOf }: LabNode): HecExporter {
  const url = new URL(exporter.endpoint);
  const host = url.hostname;
  url.hostname = addressOf(host);
  return { ...exporter, endpoint: url.toString(), tls: { ...exporter.tls, server_name_override: host } };
}
