import { Size } from 'cdk8s';

/** Where and how an operator runs MirrorMaker 2 from a KafkaMirrorMaker2. */
export interface OperatorRuntimeProps {
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
