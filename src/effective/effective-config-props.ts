/**
 * One connector as Kafka Connect receives it.
 */
export interface EffectiveConnector {
  /** Connector name: `<source alias>-><target alias>.<class>` on Strimzi, the class alone in a dedicated MirrorMaker. */
  readonly name: string;
  /** Full Java class name (`class` in the CLI's JSON). */
  readonly connectorClass: string;
  /**
   * Upper bound of tasks (`tasks.max`).
   * @default - not sent: Kafka Connect takes 1
   */
  readonly tasksMax?: number;
  /**
   * State in which the connector is kept: `running`, `paused` or `stopped`.
   * @default - not sent: the connector runs
   */
  readonly state?: string;
  /**
   * Version of the plug-in to run (`connector.plugin.version`).
   * @default - not sent: the newest one
   */
  readonly version?: string;
  /**
   * Exactly the keys sent to Kafka Connect (before `connector.class` and `tasks.max` are added), values as written.
   *
   * Strimzi sends all values as text, and its last step removes keys that are fields of the connector (`name`, `tasks.max`…): those
   * still stand here, and are among the ignored ones. A dedicated MirrorMaker sends `name`, `connector.class` and `tasks.max` like any other key.
   */
  readonly config: { [key: string]: any };
  /** Kafka's defaults of the keys that `config` does not set. */
  readonly defaults: { [key: string]: string };
  /** Per key of `config`: `resource:<json path>`, `operator`, `prop:<path>` or `library-default`. */
  readonly provenance: { [key: string]: string };
  /** Place in the resource that declares it, such as `spec.mirrors[0].sourceConnector`. */
  readonly path: string;
}

/**
 * One entry of `spec.mirrors`, or one flow of a dedicated MirrorMaker that is enabled: from where to where, whether or not it has connectors.
 */
export interface EffectiveFlow {
  /** Alias of the source cluster. */
  readonly source: string;
  /** Alias of the target cluster. */
  readonly target: string;
  /** Place in the resource, such as `spec.mirrors[0]`, or the prefix of its keys, such as `plant->cloud`. */
  readonly path: string;
}

/**
 * A key that somebody wrote and that does not do what it says: the operator drops it, another part of the resource overrules it,
 * or the resource has no such field.
 */
export interface IgnoredKey {
  /** Place in the resource, such as `spec.target.config['group.id']`. */
  readonly path: string;
  /** The key. */
  readonly key: string;
  /** Who drops or overrules it, and why. */
  readonly reason: string;
}

/**
 * The Connect workers that run a configuration: what decides whether their settings fit into their memory.
 */
export interface EffectiveWorkers {
  /** Number of workers (`spec.replicas`). */
  readonly count: number;
  /**
   * Kafka version of the workers (`spec.version`).
   * @default - the newest that the operator supports
   */
  readonly kafkaVersion?: string;
  /**
   * Largest heap of a worker in bytes: `-Xmx`, else the share of the memory limit that the operator or `MaxRAMPercentage` takes.
   * @default - it depends on the node
   */
  readonly heapBytes?: number;
  /**
   * Memory limit of a worker's container in bytes.
   * @default - there is none
   */
  readonly memoryLimitBytes?: number;
}

/**
 * What an `EffectiveConfig` consists of.
 */
export interface EffectiveConfigProps {
  /** `Kind namespace/name` of the object it was read from, or a file and one pair of clusters in it. */
  readonly resource: string;
  /** Worker properties, all values as text, placeholders unresolved. */
  readonly worker: { [key: string]: string };
  /** Kafka's defaults of worker keys nobody set. */
  readonly workerDefaults: { [key: string]: string };
  /** Per worker key: where it comes from. */
  readonly workerProvenance: { [key: string]: string };
  /** The connectors, in the order of the resource. */
  readonly connectors: EffectiveConnector[];
  /** The declared flows, also those without a connector. */
  readonly flows: EffectiveFlow[];
  /** Keys that the operator drops. */
  readonly ignored: IgnoredKey[];
  /**
   * The workers that run it.
   * @default - not known
   */
  readonly workers?: EffectiveWorkers;
  /**
   * Place that stands for the worker where nobody set a key.
   * @default 'spec.target'
   */
  readonly workerPath?: string;
  /**
   * Of a dedicated MirrorMaker (`mm2.properties`): whether its nodes reach each other (`dedicated.mode.enable.internal.rest`).
   * @default - Kafka Connect runs it, whose workers always do
   */
  readonly internalRest?: boolean;
  /**
   * Why the operator would refuse the resource, or a dedicated MirrorMaker would not start.
   * @default - it is accepted
   */
  readonly error?: string;
}
