import { ForwardedLogs } from '../log-forwarder';
import { levelCounts } from './level-counts';
import { SPLUNK_SOURCE, SPLUNK_SOURCETYPE } from './splunk-names';

type Components = { readonly [id: string]: object };

/** What the place of a collector decides. */
export interface CollectorPlace {
  /** Directory for positions in logs and for what is still to be sent; it outlives the collector. */
  readonly storage: string;
  /** Where the token is, as a reference that the collector resolves. */
  readonly token: string;
  /** File with the authorities that prove the receiver. */
  readonly caFile?: string;
  /** Where the collector's own metrics are served. */
  readonly metrics: { readonly host: string; readonly port: number };
  /** Address at which its health is served, where somebody asks for it. */
  readonly health?: string;
}

/** Name of the extension that keeps positions and queue. */
export const STORAGE = 'file_storage';

/** Until it works, however long that takes. */
export const FOR_EVER = { enabled: true, max_elapsed_time: 0 } as const;

/** Port of a collector's own metrics, as it has it by itself. */
export const METRICS_PORT = 8888;

/**
 * Configuration of an OpenTelemetry collector that loses nothing: positions and queue are on disk, and retries never end. When the queue is full,
 * reading waits.
 *
 * Only what Splunk refuses for good is thrown away: 400 (no such index), 401 and 403 (the token). Other codes are tried again, as of 0.160; newer collectors
 * may throw away at more of the 4xx (issue 51389). `ReplicationLogForwardingFailing` tells it.
 *
 * Lines that are offered again, because the queue is full, are counted again by the filters of `logs/levels`.
 *
 * @see exporter/splunkhecexporter (hec_worker.go, and client_test.go for 403) 0.161, receiver/filelogreceiver 0.160, internal/splunk/httprequest.go and pull
 * request 40255 (403), of opentelemetry-collector-contrib; names as of 0.160
 */
export function collectorConfig({ splunk, streams }: ForwardedLogs, receivers: Components, place: CollectorPlace): object {
  const health = place.health === undefined ? {} : { health_check: { endpoint: place.health } };
  const limited = { memory_limiter: { check_interval: '2s', limit_percentage: 75, spike_limit_percentage: 20 } };
  const counts = levelCounts(streams);
  return {
    extensions: {
      [STORAGE]: { directory: place.storage, timeout: '10s' },
      ...health,
    },
    receivers,
    processors: { ...limited, ...counts },
    exporters: {
      splunk_hec: {
        endpoint: `${splunk.url}/services/collector`,
        token: place.token,
        source: SPLUNK_SOURCE,
        sourcetype: SPLUNK_SOURCETYPE,
        timeout: '30s',
        ...(place.caFile === undefined ? {} : { tls: { ca_file: place.caFile } }),
        retry_on_failure: { ...FOR_EVER, initial_interval: '1s', max_interval: '30s' },
        sending_queue: { enabled: true, storage: STORAGE, queue_size: 1000 },
      },
      nop: {},
    },
    service: {
      extensions: [STORAGE, ...Object.keys(health)],
      pipelines: {
        'logs': { receivers: Object.keys(receivers), processors: Object.keys(limited), exporters: ['splunk_hec'] },
        'logs/levels': { receivers: Object.keys(receivers), processors: [...Object.keys(limited), ...Object.keys(counts)], exporters: ['nop'] },
      },
      telemetry: {
        // Names of metrics without `_total`, as those of the collector's own default.
        metrics: {
          readers: [{ pull: { exporter: { prometheus: { ...place.metrics, without_scope_info: true, without_type_suffix: true, without_units: true } } } }],
        },
      },
    },
  };
}

/** Attributes of the resource that a line comes from. The exporter takes the index of an event from there, and sends the rest as fields. */
export function resourceOf(resourceName: string, index: string | undefined): { readonly [attribute: string]: string } {
  // None is called like a field of the line: Splunk would have each value twice.
  return { 'service.name': resourceName, ...(index === undefined ? {} : { 'com.splunk.index': index }) };
}
