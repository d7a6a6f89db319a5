import { ApiObject, Chart, JsonPatch, Lazy, Size, SizeRoundingBehavior } from 'cdk8s';
import { Construct } from 'constructs';
import { ANNOTATIONS } from '../core/annotations';
import { durationText, millisecondsOf } from '../core/durations';
import { annotationProblems, dnsLabelProblems, labelProblems } from '../core/kubernetes-names';
import { entryOf, explain, Problem, reportProblems, wholeNumberProblems } from '../core/problem';
import { EffectiveConfig } from '../effective';
import { ConfigMapKey, IReplication, IReplicationRuntime, RuntimeBinding } from '../model';
import { factsOf } from '../model/facts';
import { resourceNameOf } from '../model/resource-name';
import { countOf, kafkaMirrorMaker2Spec, PodOptions } from './private/kafka-mirror-maker2-spec';
import { OriginRecorder } from './private/origins';

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
   * @default - 512 MiB, and what the tuning needs (`heapPerTask`: 256 MiB) for each task of one worker after another one is lost
   */
  readonly heap?: Size;
  /**
   * Options of the workers' JVM, heap aside (`jvmOptions.-XX`): name without `-XX:` → value, `true` or `false` for switches. They replace the default and Kafka's own
   * (G1 with pauses of 20 ms); `{}` leaves Kafka's. Fails: what is no name or value of such an option.
   * @default - `UseParallelGC: 'true', NewRatio: '1'`: records that wait for the target outlive G1's short collections, which copy them again and again (docs/performance/comparisons.json)
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

/**
 * Fewest copies of records on their way. Beside Kafka's default: 1.5 times the throughput without delay and 1.7 times over 50 ms to the target, with half of
 * the processor time; the larger young generation gains some percent more over the long way (Kafka 4.3.1, 2 cores).
 */
const COLLECTOR = { UseParallelGC: 'true', NewRatio: '1' };

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
    if (props.createNamespace && this.namespace) {
      this.resource.addDependency(namespaceFor(scope, this.namespace));
    } else if (props.createNamespace) {
      reportProblems(scope, () => [{ prop: 'runtime.createNamespace', problem: 'has no name to create', remedy: 'set namespace too' }]);
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

function podOptions(props: StrimziRuntimeProps, { model }: IReplication): PodOptions {
  const tasks = model.flows.reduce((sum, flow) => sum + countOf(flow.tasksMax), 0);
  // When a worker is lost, the others run its tasks.
  const tasksPerWorker = Math.ceil(tasks / Math.max(1, countOf(model.workers) - 1));
  const heapMebibytes = wholeMebibytes(props.heap) ?? 512 + model.tuning.heapPerTask(model.delivery).toMebibytes() * tasksPerWorker;
  return {
    version: props.version,
    image: props.image,
    heapMebibytes,
    jvmOptions: { ...props.jvmOptions ?? COLLECTOR },
    memoryMebibytes: wholeMebibytes(props.memory) ?? Math.ceil(heapMebibytes * 1.5),
    cpuMillis: props.cpuMillis ?? 500,
    podAnnotations: props.podAnnotations && { ...props.podAnnotations },
    resourceName: resourceNameOf(model.name),
  };
}

/** What the manifest cannot say by itself travels in annotations, so that the CLI reads it back. Facts may come with sources that are added later. */
function annotationsOf(replication: IReplication): { [key: string]: string } {
  const { acknowledged, target, given, longestOutage } = replication.model;
  return {
    ...(Object.keys(acknowledged).length > 0 ? { [ANNOTATIONS.acknowledged]: JSON.stringify(acknowledged) } : {}),
    ...(target.eventStreamsPlan ? { [ANNOTATIONS.eventStreamsPlan]: target.eventStreamsPlan.name } : {}),
    [ANNOTATIONS.facts]: Lazy.any({ produce: () => factsText(replication) }),
    ...(given.includes('longestOutage') ? { [ANNOTATIONS.longestOutage]: durationText(millisecondsOf(longestOutage) / 1000) } : {}),
  };
}

function factsText({ model }: IReplication): string | undefined {
  const facts = factsOf(model);
  return Object.keys(facts).length > 0 ? JSON.stringify(facts) : undefined;
}

function wholeMebibytes(size: Size | undefined): number | undefined {
  // FLOOR alone keeps the fraction of a size that was given in mebibytes.
  return size && Math.floor(size.toMebibytes({ rounding: SizeRoundingBehavior.NONE }));
}

/** The Namespace, once per chart. */
function namespaceFor(scope: Construct, name: string): ApiObject {
  const chart = Chart.of(scope);
  const id = `Namespace-${name}`;
  const existing = chart.node.tryFindChild(id) as ApiObject | undefined;
  if (existing) {
    return existing;
  }
  const metadata = { name, labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } };
  const namespace = new ApiObject(chart, id, { apiVersion: 'v1', kind: 'Namespace', metadata });
  if (chart.namespace !== undefined) {
    // The chart gives its namespace to all its objects; a Namespace has none.
    namespace.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  }
  return namespace;
}

function runtimeProblems(props: StrimziRuntimeProps, replication: IReplication): Problem[] {
  const { resourceName, heapMebibytes, memoryMebibytes } = podOptions(props, replication);
  return [
    ...dnsLabelProblems('name', resourceName, MAX_RESOURCE_NAME, 'set name to something shorter: the resource is called mm2-<name>, and Strimzi appends to it'),
    ...(props.namespace === undefined ? [] : dnsLabelProblems('runtime.namespace', props.namespace)),
    ...(props.version === undefined || /^\d+\.\d+\.\d+$/.test(props.version) ? [] : [{
      prop: 'runtime.version', problem: 'is not a Kafka version', value: props.version, allowed: 'three numbers, such as "4.3.1"',
    }]),
    ...(heapMebibytes >= 256 ? [] : [{ prop: 'runtime.heap', problem: 'is too small', value: `${heapMebibytes} MiB`, allowed: 'at least 256 MiB' }]),
    ...Object.entries(props.jvmOptions ?? {}).filter(([name, value]) => !/^\w+$/.test(name) || !/^[\w./:%-]+$/.test(String(value))).map(([name, value]): Problem => ({
      prop: entryOf('runtime.jvmOptions', name), problem: 'is no option of a JVM', value,
      allowed: 'a name without "-XX:", and a value without spaces', remedy: 'use true and false for switches: UseParallelGC: \'true\'',
    })),
    ...wholeNumberProblems('runtime.cpuMillis', props.cpuMillis, 1, 1_000_000),
    ...(memoryMebibytes >= heapMebibytes * 1.2 ? [] : [{
      prop: 'runtime.memory',
      problem: 'leaves no room beside the heap',
      value: `${memoryMebibytes} MiB with a heap of ${heapMebibytes} MiB`,
      allowed: 'at least 1.2 times the heap',
      remedy: 'raise memory, lower heap, or leave both out',
    }]),
    ...factsProblems(replication),
    ...labelProblems('runtime.labels', props.labels),
    ...annotationProblems('runtime.podAnnotations', props.podAnnotations),
  ];
}

/** Kubernetes takes 256 KiB of annotations. */
const MAX_FACTS_KIBIBYTES = 200;

function factsProblems(replication: IReplication): Problem[] {
  const kibibytes = Math.ceil(Buffer.byteLength(factsText(replication) ?? '') / 1024);
  return kibibytes <= MAX_FACTS_KIBIBYTES ? [] : [{
    prop: 'facts of the clusters',
    problem: 'are too many for an annotation',
    value: `${kibibytes} KiB`,
    allowed: `at most ${MAX_FACTS_KIBIBYTES} KiB`,
    remedy: 'leave out topics and groups that are not copied, or give the facts to kafka-replication check --facts',
  }];
}
