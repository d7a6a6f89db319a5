import { Size } from 'cdk8s';

/** Size of the workers, wherever they run. */
export interface WorkerSizeProps {
  /**
   * Heap of each worker (both `-Xms` and `-Xmx`). Range: at least 256 MiB.
   * @default - 512 MiB, and what the tuning needs (`heapPerTask`: 256 MiB) for each task of one worker after another one is lost
   */
  readonly heap?: Size;
  /**
   * Options of the workers' JVM, heap aside: name without `-XX:` → value, `true` or `false` for switches. They replace the default and Kafka's own
   * (G1 with pauses of 20 ms); `{}` leaves Kafka's. Fails: what is no name or value of such an option.
   * @default - `UseParallelGC: 'true', NewRatio: '1'`: records that wait for the target outlive G1's short collections, which copy them again and again (docs/performance/comparisons.json)
   */
  readonly jvmOptions?: { [name: string]: string };
  /**
   * Memory of each worker: of a pod's container requested and limit, of a unit of systemd the limit (`MemoryMax`).
   * @default - heap and half as much again, for threads, buffers outside the heap and the JVM itself
   */
  readonly memory?: Size;
}

/** Pods of the workers, with or without an operator. */
export interface WorkerPodProps extends WorkerSizeProps {
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
   * CPU that each worker's container requests, in thousandths of a core. There is no limit: throttled replication lags for no reason.
   * @default 500
   */
  readonly cpuMillis?: number;
  /**
   * Labels of the objects, beside those by which they are found.
   * @default - none
   */
  readonly labels?: { [key: string]: string };
  /**
   * Annotations of the pods, such as those a licence meter wants.
   * @default - none but ours
   */
  readonly podAnnotations?: { [key: string]: string };
}
