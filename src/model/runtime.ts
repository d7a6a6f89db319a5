import { Construct } from 'constructs';
import { EffectiveConfig } from '../effective';
import { ReplicationModel } from './replication-model';

/** Something that has a replication model; the model may grow until synth. */
export interface IReplication {
  /** The model as it is now. */
  readonly model: ReplicationModel;
}

/** One key of a ConfigMap. */
export interface ConfigMapKey {
  /** Name of the ConfigMap. */
  readonly configMapName: string;
  /** Key inside it. */
  readonly key: string;
}

/**
 * Where MirrorMaker 2 runs: Strimzi, the Event Streams operator, plain Kubernetes, virtual machines.
 */
export interface IReplicationRuntime {
  /**
   * Creates what runs the replication, below the scope.
   *
   * @param scope the construct that owns the objects
   * @param replication has the model; read it late, when manifests are rendered
   */
  bind(scope: Construct, replication: IReplication): RuntimeBinding;

  /**
   * What is wrong with the runtime's own props, one message per problem.
   * @param replication has the model to be run
   */
  validate(replication: IReplication): string[];
}

/**
 * A replication in its runtime: what isolation, monitoring and logging need to know of it and may add to it.
 */
export abstract class RuntimeBinding {
  /** Labels that select exactly this replication's pods. */
  public abstract readonly podSelector: { [label: string]: string };
  /** Service account of the pods. */
  public abstract readonly serviceAccount: string;
  /** Name of the port that serves metrics. */
  public abstract readonly metricsPort: string;
  /** Group id of the Connect workers. */
  public abstract readonly workerGroup: string;
  /** Labels that log lines of this replication carry. */
  public abstract readonly logLabels: { [label: string]: string };
  /**
   * Namespace of the pods.
   * @default - the one that is current when the manifests are applied
   */
  public abstract readonly namespace?: string;
  /**
   * Names of the workers' pods: a regular expression, the same in Go and JavaScript, that fits nothing else of the namespace.
   * @default - there are no pods: workers are processes of machines
   */
  public abstract readonly podNames?: string;
  /**
   * Name of the workers' container in their pods.
   * @default - there are no pods
   */
  public abstract readonly container?: string;
  /**
   * Folder on each node that has what belongs to the replication: `current/` with the configuration in use, `secrets/<Secret>/<key>`.
   * @default - there are no nodes, but pods
   */
  public abstract readonly folder?: string;

  /** What Kafka Connect will run, computed from the objects as they are now, JSON patches included. */
  public abstract effectiveConfig(): EffectiveConfig;

  /**
   * The same, and after it what workers run that a runtime keeps at the source, for heartbeats.
   * @internal
   */
  public _effectiveConfigs(): EffectiveConfig[] {
    return [this.effectiveConfig()];
  }

  /**
   * Serves metrics by these JMX exporter rules.
   * @param rules where the rules are
   */
  public abstract useMetrics(rules: ConfigMapKey): void;

  /**
   * Logs in this layout.
   * @param layout where the log4j2 configuration is
   */
  public abstract useLogLayout(layout: ConfigMapKey): void;

  /**
   * Puts a file beside the configuration of the workers, over one of the same name.
   * @param name name of the file; one that ends with `.service` is a systemd unit and runs on each node
   * @param content what is in it
   * @returns whether there is such a place: pods have none
   */
  public abstract addFile(name: string, content: string): boolean;
}
