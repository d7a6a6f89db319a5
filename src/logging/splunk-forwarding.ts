import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { applyAfterNamespace } from '../core/file-order';
import { reportProblems } from '../core/problem';
import { resourceNameOf } from '../model/resource-name';
import { MirrorMaker2Replication } from '../replication';
import { ForwardedLogs, LogStream } from './log-forwarder';
import { forwardingProblems } from './private/forwarding-problems';
import { logLayout } from './private/log-layout';
import { writeFiles } from './private/write-files';
import { splunkContent } from './splunk-content/splunk-content';
import { SplunkForwardingProps } from './splunk-forwarding-props';

/** Key of the layout in its ConfigMap. */
const LAYOUT_KEY = 'log4j2.properties';

/**
 * Sends the logs of replications to Splunk: every line one event, in the index of its line of business, to be searched by flow, connector and task.
 *
 * For each replication a ConfigMap with a layout of one JSON object a line, without credentials, which MM2 is told to use; and what the forwarder needs.
 * Replications that nobody forwards keep their plain text.
 *
 * @see docs/splunk.md, docs/troubleshooting.md
 * @example
 * const forwarding = new SplunkForwarding(chart, 'Logs', {
 *   replications: [replication],
 *   forwarder: new ClusterLogForwarder(),
 *   splunk: { url: 'https://splunk.example.com:8088', token: SecretKey.of('splunk', 'hecToken') },
 *   index: 'kafka_replication',
 * });
 * app.synth();
 * forwarding.writeSplunkContent('splunk');
 */
export class SplunkForwarding extends Construct {
  constructor(scope: Construct, id: string, private readonly props: SplunkForwardingProps) {
    super(scope, id);
    this.requireReplications();
    // One of a name, so that a replication that is listed twice is reported and does not end the program.
    const replications = [...new Map(props.replications.map((replication) => [replication.node.path, replication])).values()];
    const others = new Map(replications.map((replication) => [replication, forwarded.get(replication)]));
    replications.forEach((replication) => this.useLayout(replication));
    const logs: ForwardedLogs = {
      name: props.name ?? 'mm2-logs', streams: replications.map((replication) => this.streamOf(replication)), splunk: props.splunk, labels: props.labels,
    };
    reportProblems(this, () => forwardingProblems(props, (replication) => others.get(replication)?.node.path));
    props.forwarder.bind(this, logs);
  }

  /**
   * Writes what belongs into Splunk itself: an app `kafka_replication` with the index and source type as macros and properties, a saved search for each message of
   * MM2 that matters, and a dashboard. Nothing of it is a manifest; a Splunk administrator installs it.
   *
   * @param directory where to write; made where it does not exist
   */
  public writeSplunkContent(directory: string): void {
    const { index, indexes, runbookUrl } = this.props;
    writeFiles(directory, splunkContent({
      indexes: [...new Set([...(index === undefined ? [] : [index]), ...Object.values(indexes ?? {})])],
      runbookUrl,
    }));
  }

  private useLayout(replication: MirrorMaker2Replication): void {
    forwarded.set(replication, forwarded.get(replication) ?? this);
    const { binding, model } = replication;
    const configMapName = `${resourceNameOf(model.name)}-log`;
    const layout = new ApiObject(new Construct(this, replication.node.path), 'Layout', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: configMapName, namespace: binding.namespace, labels: this.props.labels },
      // Sources may be added until synth.
      data: Lazy.any({ produce: () => ({ [LAYOUT_KEY]: this.layoutOf(replication) }) }),
    });
    applyAfterNamespace(layout, replication, binding.namespace);
    binding.useLogLayout({ configMapName, key: LAYOUT_KEY });
  }

  private layoutOf({ model, binding }: MirrorMaker2Replication): string {
    const [first, ...others] = model.flows;
    return logLayout({
      replication: model.name,
      target: model.target.alias,
      source: others.length === 0 ? first.source.alias : undefined,
      lineOfBusiness: this.props.linesOfBusiness?.[model.name],
      namespace: binding.namespace,
      inPods: binding.podNames !== undefined,
    });
  }

  private streamOf({ model, binding }: MirrorMaker2Replication): LogStream {
    const { linesOfBusiness, indexes, index } = this.props;
    const line = linesOfBusiness?.[model.name];
    return { replication: model.name, resourceName: resourceNameOf(model.name), binding, index: (line === undefined ? undefined : indexes?.[line]) ?? index };
  }

  /** Without replications there is nothing to build; JavaScript callers meet no compiler. */
  private requireReplications(): void {
    const { replications } = this.props;
    if (!Array.isArray(replications) || replications.some((replication) => !(replication instanceof MirrorMaker2Replication))) {
      throw new Error(`[${this.node.path}] replications is not a list of replications; constructs of class MirrorMaker2Replication`);
    }
  }
}

const forwarded = new WeakMap<MirrorMaker2Replication, SplunkForwarding>();
