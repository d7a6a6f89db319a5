import { EffectiveConfig, EffectiveConnector } from '../effective';
import { Rule, RuleSubject, Violation } from './rule';
import { ClientSettings, Settings } from './settings';

/** One connector, ready to be asked. */
export class Connector {
  public readonly settings: Settings;
  public readonly isSource: boolean;
  public readonly isCheckpoint: boolean;

  constructor(public readonly effective: EffectiveConnector, public readonly worker: Settings) {
    this.settings = new Settings(effective.config, effective.defaults, effective.provenance, effective.path);
    this.isSource = effective.connectorClass.endsWith('MirrorSourceConnector');
    this.isCheckpoint = effective.connectorClass.endsWith('MirrorCheckpointConnector');
  }

  /** Place of the mirror that declares it, as `EffectiveFlow.path`. */
  public get mirror(): string {
    return this.effective.path.replace(/\.[^.]*$/, '');
  }

  public get sourceAlias(): string {
    return this.settings.get('source.cluster.alias') ?? 'source';
  }

  public get targetAlias(): string {
    return this.settings.get('target.cluster.alias') ?? 'target';
  }

  /**
   * Whether it copies anything, were it not halted. Heartbeats are no copies. A dedicated MirrorMaker makes all its connectors for each pair of clusters, and
   * one that is not enabled is there on purpose.
   */
  public copies({ internalRest }: EffectiveConfig): boolean {
    return internalRest === undefined ? !this.effective.connectorClass.endsWith('MirrorHeartbeatConnector')
      : (this.isSource || this.isCheckpoint) && this.settings.isOn('enabled');
  }

  /** Whether it has the aliases of the other one. */
  public isBetween({ sourceAlias, targetAlias }: { sourceAlias: string; targetAlias: string }): boolean {
    return this.sourceAlias === sourceAlias && this.targetAlias === targetAlias;
  }

  /** The producer that writes the copies. @see Worker.baseProducerConfigs, Worker.exactlyOnceSourceTaskProducerConfigs (connect-runtime 4.3.1) */
  public get producer(): ClientSettings {
    return new ClientSettings([{ settings: this.worker, prefix: 'producer.' }, { settings: this.settings, prefix: 'producer.override.' }],
      (name) => this.settings.get(`producer.override.${name}`));
  }

  /** Whether the producer is idempotent; exactly-once forces it. */
  public get isIdempotent(): boolean {
    return this.isExactlyOnce || this.producer.get('enable.idempotence')?.toLowerCase() === 'true';
  }

  /** Whether records are copied in transactions. */
  public get isExactlyOnce(): boolean {
    return this.worker.get('exactly.once.source.support')?.toLowerCase() === 'enabled';
  }

  /** The consumer that reads the source. @see MirrorConnectorConfig.sourceConsumerConfig (connect-mirror 4.3.1) */
  public get consumer(): ClientSettings {
    return new ClientSettings([{ settings: this.settings, prefix: 'consumer.' }, { settings: this.settings, prefix: 'source.consumer.' }],
      (name) => this.settings.get(`consumer.${name}`));
  }
}

/** One replication, ready to be asked. */
export class Replication {
  /** The view on a configuration; made once. */
  public static of(config: EffectiveConfig): Replication {
    const known = Replication.views.get(config) ?? new Replication(config);
    Replication.views.set(config, known);
    return known;
  }

  private static readonly views = new WeakMap<EffectiveConfig, Replication>();

  public readonly worker: Settings;
  public readonly connectors: readonly Connector[];
  /** Those that copy records. */
  public readonly sources: readonly Connector[];
  /** Those that copy group offsets. */
  public readonly checkpoints: readonly Connector[];

  private constructor(public readonly config: EffectiveConfig) {
    this.worker = new Settings(config.worker, config.workerDefaults, config.workerProvenance, config.workerPath ?? 'spec.target');
    this.connectors = config.connectors.map((connector) => new Connector(connector, this.worker)).filter((connector) => connector.copies(config));
    this.sources = this.connectors.filter(({ isSource }) => isSource);
    this.checkpoints = this.connectors.filter(({ isCheckpoint }) => isCheckpoint);
  }

  /** The source connector that a checkpoint connector depends on: that of its mirror, else one between the same aliases. */
  public sourceOf(checkpoint: Connector): Connector | undefined {
    return this.sources.find(({ mirror }) => mirror === checkpoint.mirror) ?? this.sources.find((source) => source.isBetween(checkpoint));
  }
}

type Check = NonNullable<Rule['check']>;

/** A condition on each connector. */
export function eachConnector(find: (connector: Connector, subject: RuleSubject) => Iterable<Violation>): Check {
  return (subject) => Replication.of(subject.config).connectors.flatMap((connector) => [...find(connector, subject)]);
}

/** A condition on each connector that copies records. */
export function eachSource(find: (connector: Connector, subject: RuleSubject) => Iterable<Violation>): Check {
  return eachConnector((connector, subject) => connector.isSource ? find(connector, subject) : []);
}

/** A condition on each connector that copies group offsets. */
export function eachCheckpoint(find: (connector: Connector, replication: Replication) => Iterable<Violation>): Check {
  return eachConnector((connector, subject) => connector.isCheckpoint ? find(connector, Replication.of(subject.config)) : []);
}

/** A condition on the worker. */
export function onWorker(find: (worker: Settings, replication: Replication) => Iterable<Violation>): Check {
  return (subject) => find(Replication.of(subject.config).worker, Replication.of(subject.config));
}

/** A violation, or none: reads like the rule. */
export function when(condition: unknown, path: string, message: () => string, more: Partial<Violation> = {}): Violation[] {
  return condition ? [{ path, message: message(), ...more }] : [];
}

/** Something that is worked out once for all replications known together. */
export function onceForAll<T>(build: (all: readonly RuleSubject[]) => T): (all: readonly RuleSubject[]) => T {
  const built = new WeakMap<readonly RuleSubject[], { value: T }>();
  return (all) => {
    const known = built.get(all) ?? { value: build(all) };
    built.set(all, known);
    return known.value;
  };
}
