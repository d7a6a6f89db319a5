import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { groupBy } from '../core/group-by';
import { dnsLabelProblems } from '../core/kubernetes-names';
import { Problem, reportProblems } from '../core/problem';
import { ForwardedLogs, ILogForwarder, LogStream } from './log-forwarder';
import { COLLECTOR_ACCOUNT } from './private/collector-names';
import { SPLUNK_SOURCE } from './private/splunk-names';
import { placeOf, podProblems } from './private/stream-problems';

/** How OpenShift Logging forwards. */
export interface ClusterLogForwarderProps {
  /**
   * Namespace of the ClusterLogForwarder and of the Secret with the token.
   * @default - that of the first replication
   */
  readonly namespace?: string;
  /**
   * Service account of the collector. A cluster administrator allows it to read logs: `ClusterLogForwarderAccess`. Range: 4..63 characters.
   * @default 'mm2-log-collector'
   */
  readonly serviceAccount?: string;
  /**
   * Field of the record that becomes the event, such as `.structured`: the line of MM2 without what the collector adds to it. Lines that are no JSON
   * are forwarded whole all the same. Needs OpenShift Logging with this field.
   * @default - the whole record, with MM2's fields under `structured`; source type `_json`
   */
  readonly payloadKey?: string;
  /**
   * Source type of the events. Fails: given without `payloadKey`, as the API itself demands.
   * @default - `_json`, which Vector sets
   */
  readonly sourceType?: string;
}

/** A path in a record, as the schema has it. */
const PATH = /^(\.[a-zA-Z0-9_]+|\."[^"]+")+$/;

/**
 * Forwards logs by OpenShift Logging 6: a ClusterLogForwarder that reads exactly the pods of the given replications, and a service account.
 *
 * Delivery is `AtLeastOnce`: the collector keeps up to 256 MiB for each output on the node's disk, and stops reading when that is full. What the kubelet
 * deletes meanwhile (log rotation) is lost. Indexes have an output each, so that one line of business never waits for another one.
 * Fails: a replication on machines, without a known namespace, or without labels of its own.
 *
 * @see clusterlogforwarder v1 schema; internal/generator/vector/output/{splunk,common} of openshift/cluster-logging-operator
 * @example
 * const forwarder = new ClusterLogForwarder({ payloadKey: '.structured', sourceType: 'kafka:mirrormaker2' });
 */
export class ClusterLogForwarder implements ILogForwarder {
  constructor(private readonly props: ClusterLogForwarderProps = {}) {}

  public bind(scope: Construct, logs: ForwardedLogs): void {
    const namespace = this.props.namespace ?? logs.streams[0]?.binding.namespace;
    const name = this.props.serviceAccount ?? COLLECTOR_ACCOUNT;
    reportProblems(scope, () => [...podProblems(logs), ...this.problems()]);
    new ApiObject(scope, 'ServiceAccount', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace, labels: logs.labels } });
    new ApiObject(scope, 'Forwarder', {
      apiVersion: 'observability.openshift.io/v1',
      kind: 'ClusterLogForwarder',
      metadata: { name: logs.name, namespace, labels: logs.labels },
      spec: this.spec(logs, name),
    });
  }

  private problems(): Problem[] {
    const { namespace, serviceAccount, payloadKey, sourceType } = this.props;
    return [
      ...(namespace === undefined ? [] : dnsLabelProblems('forwarder.namespace', namespace)),
      ...(serviceAccount === undefined || /^[a-z][a-z0-9-]{2,61}[a-z0-9]$/.test(serviceAccount) ? [] : [{
        prop: 'forwarder.serviceAccount', problem: 'is not a name that ClusterLogForwarder takes', value: serviceAccount, allowed: '4 to 63 lower-case letters, digits and "-", beginning with a letter',
      }]),
      ...(payloadKey === undefined || PATH.test(payloadKey) ? [] : [{ prop: 'forwarder.payloadKey', problem: 'is not a path in a record', value: payloadKey, allowed: 'such as ".structured"' }]),
      ...(sourceType !== undefined && payloadKey === undefined ? [{
        prop: 'forwarder.sourceType', problem: 'needs payloadKey', value: sourceType, remedy: 'set payloadKey, such as ".structured", or leave sourceType to Vector, which says "_json"',
      }] : []),
      ...(sourceType === undefined || /^[a-zA-Z0-9_.:/-]+$/.test(sourceType) ? [] : [{
        prop: 'forwarder.sourceType', problem: 'is not a source type', value: sourceType, allowed: 'letters, digits, "-", "_", ".", ":" and "/"',
      }]),
    ];
  }

  private spec({ streams, splunk }: ForwardedLogs, serviceAccount: string): object {
    const { payloadKey, sourceType } = this.props;
    const byIndex = [...groupBy(streams, ({ index }) => index ?? '')].map(([index, members]) => ({ name: outputName(index), index: index || undefined, members }));
    return {
      managementState: 'Managed',
      serviceAccount: { name: serviceAccount },
      inputs: streams.map((stream) => {
        const { namespace, container } = placeOf(stream);
        return { name: inputName(stream), type: 'application', application: { includes: [{ namespace, container }], selector: { matchLabels: stream.binding.podSelector } } };
      }),
      filters: [
        // What is not MM2's own line, such as the last words of a JVM.
        { name: 'exceptions', type: 'detectMultilineException' },
        { name: 'json', type: 'parse' },
      ],
      outputs: byIndex.map(({ name, index }) => ({
        name,
        type: 'splunk',
        splunk: {
          url: splunk.url,
          authentication: { token: { secretName: splunk.token.secretName, key: splunk.token.key } },
          index,
          source: SPLUNK_SOURCE,
          sourceType,
          payloadKey,
          // Vector would wait for up to an hour after an outage.
          tuning: { deliveryMode: 'AtLeastOnce', compression: 'gzip', minRetryDuration: 1, maxRetryDuration: 30 },
        },
        tls: splunk.trust?.secretName === undefined ? undefined : { ca: { secretName: splunk.trust.secretName, key: splunk.trust.certificate } },
      })),
      pipelines: byIndex.map(({ name, members }) => ({ name, inputRefs: members.map(inputName), filterRefs: ['exceptions', 'json'], outputRefs: [name] })),
    };
  }
}

/** Names of inputs have no dots, those of replications may. */
function inputName({ resourceName }: LogStream): string {
  return resourceName.replace(/\./g, '--');
}

/** By the index, not by its place in the list: the buffer on disk goes by this name, and its lines must not come into another index. */
function outputName(index: string): string {
  return index === '' ? 'splunk' : `splunk-${index.replace(/_/g, '--')}-index`;
}
