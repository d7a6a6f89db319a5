import { Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { Problem, reportProblems, wholeNumberProblems } from '../core/problem';
import { ForwardedLogs, ILogForwarder } from './log-forwarder';
import { collectorConfig, METRICS_PORT } from './private/collector-config';
import { collectorUnit } from './private/collector-unit';
import { journalReceivers } from './private/journal-logs';
import { machineProblems } from './private/stream-problems';

/** How a collector runs on the machines of a replication. */
export interface VirtualMachineLogCollectorProps {
  /**
   * The collector's program on the nodes, with `journald`, `file_storage`, `memory_limiter`, `filter`, `nop` and `splunk_hec`, such as Splunk's distribution.
   * @default '/usr/bin/otelcol'
   */
  readonly collector?: string;
  /**
   * Port of the collector's own metrics, at 127.0.0.1. Range: 1024..65535. Two replications on one machine need two.
   * @default 8888 - as the collector itself
   */
  readonly metricsPort?: number;
}

/** File that the bundle has anyway, for a collector of one's own. */
const CONFIG_FILE = 'log-collector.yaml';

/**
 * Forwards logs from virtual machines: the bundle of each replication gets the configuration of an OpenTelemetry collector and a unit that runs it beside MM2.
 *
 * It reads MM2's lines from the journal, which must be kept on disk (`Storage=persistent`). Token and authorities are files of the nodes, as MM2's own
 * secrets are: `secrets/<Secret>/<key>`. Fails: a replication in pods.
 *
 * @see receiver/journaldreceiver, exporter/splunkhecexporter of open-telemetry/opentelemetry-collector-contrib
 * @example
 * const forwarder = new VirtualMachineLogCollector({ collector: '/usr/bin/otelcol-contrib' });
 */
export class VirtualMachineLogCollector implements ILogForwarder {
  constructor(private readonly props: VirtualMachineLogCollectorProps = {}) {}

  public bind(scope: Construct, logs: ForwardedLogs): void {
    const { token, trust } = logs.splunk;
    reportProblems(scope, () => [...machineProblems(logs), ...this.problems()]);
    for (const stream of logs.streams) {
      const { binding: { folder, serviceAccount }, resourceName } = stream;
      const secretFile = (secretName: string, key: string) => `${folder}/secrets/${secretName}/${key}`;
      const tokenFile = secretFile(token.secretName, token.key);
      const unit = `${resourceName}-logs`;
      stream.binding.addFile(CONFIG_FILE, Yaml.stringify(collectorConfig({ ...logs, streams: [stream] }, journalReceivers(stream), {
        storage: `/var/lib/${unit}`,
        token: `\${file:${tokenFile}}`,
        caFile: trust?.secretName === undefined ? undefined : secretFile(trust.secretName, trust.certificate ?? ''),
        metrics: { host: '127.0.0.1', port: this.props.metricsPort ?? METRICS_PORT },
      })));
      stream.binding.addFile(`${unit}.service`, collectorUnit({
        name: unit, replication: resourceName, account: serviceAccount, collector: this.props.collector ?? '/usr/bin/otelcol', config: `${folder}/current/${CONFIG_FILE}`, tokenFile,
      }));
    }
  }

  private problems(): Problem[] {
    const { collector, metricsPort } = this.props;
    return [
      ...wholeNumberProblems('forwarder.metricsPort', metricsPort, 1024, 65535),
      ...(collector === undefined || /^(\/[\w.-]+)+$/.test(collector) ? [] : [{ prop: 'forwarder.collector', problem: 'is not a path', value: collector, allowed: 'an absolute path of letters, digits, ".", "_" and "-"' }]),
    ];
  }
}
