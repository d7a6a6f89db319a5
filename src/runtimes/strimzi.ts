import { ApiObject, Lazy, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { annotationProblems, dnsLabelProblems, labelProblems } from '../core/kubernetes-names';
import { explain, Problem } from '../core/problem';
import { EffectiveConfig } from '../effective';
import { ConfigMapKey, IReplication, IReplicationRuntime, RuntimeBinding } from '../model';
import { resourceNameOf } from '../model/resource-name';
import { annotationsOf, factsProblems } from './private/annotations';
import { kafkaMirrorMaker2Spec, PodOptions } from './private/kafka-mirror-maker2-spec';
import { createNamespace } from './private/namespace';
import { OriginRecorder } from './private/origins';
import { workerSize, workerSizeProblems } from './private/worker-size';

/** Where and how Strimzi runs MirrorMaker 2. */
export interface StrimziRuntimeProps {
  /**
   * Namespace of MirrorMaker 2; Secrets it refers to must be there.
   * @default - the chart's namespace, or the one that is current when the manifests are applied
   */
  readonly namespace?: string;
  /**
   * Also writes the Namespace, with the Pod Security level `restricted` enforced. Fails: neither `namespace` nor the chart names one.
   * @default false - the namespace exists
   */
  readonly createNamespace?: boolean;
  /**
   * Kafka version of the workers (`spec.version`).
   * @default - the newest that the operator supports (Strimzi 1.2.0: 4.3.1)
   */
  readonly version?: string;
  /**
   * Container image of the workers (`spec.image`), best by digest.
   * @default - the operator's image for the version
   */
  readonly image?: string;
  /**
   * Heap of each worker (`jvmOptions`, both `-Xms` and `-Xmx`). Range: at least 256 MiB.
   * @default - 512 MiB, and what the tuning needs (`heapPerTask`: 128 MiB, 256 MiB with exactly-once) for each task of one worker after another one is lost
   */
  readonly heap?: Size;
  /**
   * Options of the workers' JVM, heap aside (`jvmOptions.-XX`): name without `-XX:` → value, `true` or `false` for switches. They replace the default and Kafka's own
   * (G1 with pauses of 20 ms); `{}` leaves Kafka's. Fails: what is no name or value of such an option.
   * @default - `UseParallelGC: 'true', NewRatio: '1'`: records that wait for the target outlive G1's short collections, which copy them again and again (docs/performance.md)
   */
  readonly jvmOptions?: { [name: string]: string };
  /**
   * Memory of each worker's container, requested and limit.
   * @default - heap and half as much again, for threads, buffers outside the heap and the JVM itself
   */
  readonly memory?: Size;
  /**
   * CPU that each worker's container requests, in thousandths of a core. There is no limit: throttled replication lags for no reason.
   * @default 500
   */
  readonly cpuMillis?: number;
  /**
   * Labels of the KafkaMirrorMaker2 resource.
   * @default - none
   */
  readonly labels?: { [key: string]: string };
  /**
   * Annotations of the pods, such as those a licence meter wants.
   * @default - none
   */
  readonly podAnnotations?: { [key: string]: string };
}

/** Longest resource name: Strimzi appends to it what must stay a DNS label. @see KafkaMirrorMaker2Resources (Strimzi 1.2.0) */
const MAX_RESOURCE_NAME = 46;

/**
 * Runs MirrorMaker 2 through the Strimzi Cluster Operator (1.0 and newer): a KafkaMirrorMaker2 of `kafka.strimzi.io/v1`.
 *
 * Pods fit the Pod Security level *restricted* and OpenShift's restricted-v2: not root, no privilege escalation, no capabilities, the runtime's
 * seccomp profile, no fixed user id. They spread over zones and nodes, and one at a time may be evicted.
 *
 * @see kafkamirrormaker2 v1 schema, Strimzi 1.2.0
 * @example
 * const runtime = new StrimziRuntime({ namespace: 'kafka-replication', createNamespace: true });
 */
export class StrimziRuntime implements IReplicationRuntime {
  constructor(private readonly props: StrimziRuntimeProps = {}) {}

  public bind(scope: Construct, replication: IReplication): RuntimeBinding {
    return new StrimziBinding(scope, replication, this.props);
  }

  public validate(replication: IReplication): string[] {
    return runtimeProblems(this.props, replication).map(explain);
  }
}

class StrimziBinding extends RuntimeBinding {
  public readonly podSelector: { [label: string]: string };
  public readonly serviceAccount: string;
  public readonly metricsPort = 'tcp-prometheus';
  public readonly workerGroup: string;
  public readonly logLabels: { [label: string]: string };
  public readonly namespace?: string;

  private readonly resource: ApiObject;
  private readonly origins = new OriginRecorder();
  private metrics?: ConfigMapKey;
  private logLayout?: ConfigMapKey;

  constructor(scope: Construct, private readonly replication: IReplication, private readonly props: StrimziRuntimeProps) {
    super();
    const { name, storage } = replication.model;
    const resourceName = resourceNameOf(name);
    this.resource = new ApiObject(scope, 'Resource', {
      apiVersion: 'kafka.strimzi.io/v1',
      kind: 'KafkaMirrorMaker2',
      metadata: {
        name: resourceName,
        namespace: props.namespace,
        labels: props.labels,
        annotations: annotationsOf(replication),
      },
      spec: Lazy.any({ produce: () => this.spec() }),
    });
    this.podSelector = { 'strimzi.io/cluster': resourceName, 'strimzi.io/kind': 'KafkaMirrorMaker2' };
    this.serviceAccount = `${resourceName}-mirrormaker2`;
    this.workerGroup = storage.groupId;
    this.logLabels = { 'strimzi.io/cluster': resourceName };
    this.namespace = this.resource.metadata.namespace;
    if (props.createNamespace) {
      createNamespace(scope, this.namespace, [this.resource]);
    }
  }

  public effectiveConfig(): EffectiveConfig {
    const manifest = this.resource.toJson();
    return EffectiveConfig.fromKafkaMirrorMaker2(manifest)._withOrigins(this.origins.of(manifest));
  }

  public useMetrics(rules: ConfigMapKey): void {
    this.metrics = rules;
  }

  public useLogLayout(layout: ConfigMapKey): void {
    this.logLayout = layout;
  }

  private spec(): object {
    this.origins.clear();
    const additions = { metrics: this.metrics, logLayout: this.logLayout };
    return kafkaMirrorMaker2Spec(this.replication.model, podOptions(this.props, this.replication), this.origins, additions);
  }
}

function podOptions(props: StrimziRuntimeProps, replication: IReplication): PodOptions {
  return {
    ...workerSize(props, replication),
    version: props.version,
    image: props.image,
    podAnnotations: props.podAnnotations && { ...props.podAnnotations },
    resourceName: resourceNameOf(replication.model.name),
  };
}

function runtimeProblems(props: StrimziRuntimeProps, replication: IReplication): Problem[] {
  return [
    ...dnsLabelProblems('name', resourceNameOf(replication.model.name), MAX_RESOURCE_NAME, 'set name to something shorter: the resource is called mm2-<name>, and Strimzi appends to it'),
    ...(props.namespace === undefined ? [] : dnsLabelProblems('runtime.namespace', props.namespace)),
    ...(props.version === undefined || /^\d+\.\d+\.\d+$/.test(props.version) ? [] : [{
      prop: 'runtime.version', problem: 'is not a Kafka version', value: props.version, allowed: 'three numbers, such as "4.3.1"',
    }]),
    ...workerSizeProblems(props, replication),
    ...factsProblems(replication),
    ...labelProblems('runtime.labels', props.labels),
    ...annotationProblems('runtime.podAnnotations', props.podAnnotations),
  ];
}
