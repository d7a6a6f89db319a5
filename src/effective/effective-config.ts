import { EffectiveConfigProps, EffectiveConnector, EffectiveFlow, EffectiveWorkers, IgnoredKey } from './effective-config-props';
import { translateConnect } from './private/connect-translation';
import { translateKafkaConnect } from './private/kafka-connect-translation';
import { translateMirrorMaker } from './private/mirror-maker-translation';
import { translate } from './private/strimzi-translation';

/**
 * What Kafka Connect runs for one MirrorMaker 2 resource: the hinge between what people write and what rules, plans and the lab read.
 *
 * `worker` and `connectors[].config` hold exactly the keys that Kafka Connect receives, nothing more; Kafka's defaults for
 * keys nobody set stand apart, and every key has a provenance.
 *
 * @example
 * const config = EffectiveConfig.fromKafkaMirrorMaker2(ApiObject.of(replication).toJson());
 * const interval = config.worker['offset.flush.interval.ms'];
 */
export class EffectiveConfig {
  /**
   * Reads a KafkaMirrorMaker2 (`kafka.strimzi.io/v1`, or `eventstreams.ibm.com/v1` of the same shape) as the Strimzi operator 1.2.0 does.
   * One of `eventstreams.ibm.com/v1beta2` is read as its conversion to v1.
   *
   * What the API server or the operator would refuse becomes `error`; a resource of the right kind never makes this throw.
   *
   * @param resource the parsed object; one without namespace is taken to live in `default`
   */
  public static fromKafkaMirrorMaker2(resource: any): EffectiveConfig {
    return new EffectiveConfig(translate(resource));
  }

  /**
   * Reads the `mm2.properties` of a dedicated MirrorMaker as Kafka 4.3.1 does: one configuration for each pair of clusters, in the order of `clusters`.
   *
   * Each pair has workers, a group and storage topics of its own. A pair that is not enabled is there too, without a flow, unless it emits no
   * heartbeats. A file that MirrorMaker does not start with makes one configuration with an `error`.
   *
   * @param text content of the file; placeholders of config providers stay as they are
   * @param name what the file is called; `mm2.properties` where nothing is given
   * @see org.apache.kafka.connect.mirror.MirrorMakerConfig (connect-mirror 4.3.1)
   */
  public static fromMirrorMakerProperties(text: string, name?: string): EffectiveConfig[] {
    return translateMirrorMaker(text, name ?? 'mm2.properties').map((props) => new EffectiveConfig(props));
  }

  /**
   * Reads a ConfigMap by which Kafka Connect runs without an operator, as `KubernetesRuntime` writes it: `connect-distributed.properties` for the workers,
   * and a JSON file for each connector.
   *
   * A ConfigMap that holds something else makes an `error`.
   *
   * @param configMap the parsed ConfigMap
   * @param deployment the parsed Deployment of the workers; without it nothing is known of their number and memory
   */
  public static fromConnect(configMap: any, deployment?: any): EffectiveConfig {
    return new EffectiveConfig(translateConnect(configMap, deployment));
  }

  /**
   * Reads a KafkaConnect (`kafka.strimzi.io/v1`, or `eventstreams.ibm.com/v1` of the same shape) and its KafkaConnectors as the Strimzi operator 1.2.0 does: the
   * way in which an operator runs a MirrorHeartbeatConnector.
   *
   * What the API server or the operator would refuse of the KafkaConnect becomes `error`.
   *
   * @param connect the parsed KafkaConnect
   * @param connectors the parsed KafkaConnectors that belong to it
   */
  public static fromKafkaConnect(connect: any, connectors: any[]): EffectiveConfig {
    return new EffectiveConfig(translateKafkaConnect(connect, connectors));
  }

  /** `Kind namespace/name` of the object it was read from, or a file and one pair of clusters in it, such as `mm2.properties plant->cloud`. */
  public readonly resource: string;
  /** Worker properties (`kafka-connect.properties`), all values as text, placeholders unresolved. */
  public readonly worker: { [key: string]: string };
  /** Kafka's defaults of worker keys nobody set. */
  public readonly workerDefaults: { [key: string]: string };
  /** Per worker key: where it comes from. */
  public readonly workerProvenance: { [key: string]: string };
  /** The connectors, in the order of the resource. */
  public readonly connectors: EffectiveConnector[];
  /** The declared flows, also those without a connector. */
  public readonly flows: EffectiveFlow[];
  /** Keys that the operator drops without telling anybody but its log. */
  public readonly ignored: IgnoredKey[];
  /** The workers that run it, where the resource says something about them. */
  public readonly workers?: EffectiveWorkers;
  /** Place that stands for the worker where nobody set a key; `spec.target` where nothing is given. */
  public readonly workerPath?: string;
  /** Of a dedicated MirrorMaker: whether its nodes reach each other (`dedicated.mode.enable.internal.rest`). */
  public readonly internalRest?: boolean;
  /** Why the operator would refuse the resource, or MirrorMaker would not start; then there is no worker and there are no connectors. */
  public readonly error?: string;

  constructor(props: EffectiveConfigProps) {
    this.resource = props.resource;
    this.worker = props.worker;
    this.workerDefaults = props.workerDefaults;
    this.workerProvenance = props.workerProvenance;
    this.connectors = props.connectors;
    this.flows = props.flows;
    this.ignored = props.ignored;
    this.workers = props.workers;
    this.workerPath = props.workerPath;
    this.internalRest = props.internalRest;
    this.error = props.error;
  }

  /**
   * The same configuration with the places in the resource replaced by what the user's program says there: `prop:…` or `library-default`.
   *
   * @param origins place in the resource, such as `spec.mirrors[0].topicsPattern` → origin
   * @internal
   */
  public _withOrigins(origins: ReadonlyMap<string, string>): EffectiveConfig {
    const relabel = (provenance: { [key: string]: string }) => Object.fromEntries(
      Object.entries(provenance).map(([key, from]) => [key, origins.get(from.replace(/^resource:/, '')) ?? from]));
    return new EffectiveConfig({
      ...this,
      workerProvenance: relabel(this.workerProvenance),
      connectors: this.connectors.map((connector) => ({ ...connector, provenance: relabel(connector.provenance) })),
    });
  }

  /**
   * The plain object that `kafka-replication effective --output json` prints.
   *
   * `defaults` and `provenance` have the members `worker` and `connectors`, the latter by connector name. `workers`, with null for what is not said,
   * is there where the resource says something about them.
   */
  public toJson(): any {
    if (this.error !== undefined) {
      return { resource: this.resource, error: this.error };
    }
    const byName = (part: (connector: EffectiveConnector) => { [key: string]: string }) =>
      Object.fromEntries(this.connectors.map((connector) => [connector.name, part(connector)]));
    return {
      resource: this.resource,
      ...this.internalRest === undefined ? {} : { internalRest: this.internalRest },
      ...this.workers === undefined ? {} : { workers: workersJson(this.workers) },
      worker: this.worker,
      connectors: this.connectors.map(({ name, connectorClass, tasksMax, state, config }) => ({
        name, class: connectorClass, tasksMax: tasksMax ?? null, state: state ?? null, config,
      })),
      defaults: { worker: this.workerDefaults, connectors: byName(({ defaults }) => defaults) },
      provenance: { worker: this.workerProvenance, connectors: byName(({ provenance }) => provenance) },
    };
  }
}

function workersJson({ count, kafkaVersion, heapBytes, memoryLimitBytes }: EffectiveWorkers): object {
  return { count, kafkaVersion: kafkaVersion ?? null, heapBytes: heapBytes ?? null, memoryLimitBytes: memoryLimitBytes ?? null };
}
