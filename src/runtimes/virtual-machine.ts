import { mkdirSync, writeFileSync } from 'fs';
import { join, relative, resolve } from 'path';
import { ApiObject, App } from 'cdk8s';
import { Construct } from 'constructs';
import { explain, Problem, wholeNumberProblems } from '../core/problem';
import { EffectiveConfig } from '../effective';
import { ConfigMapKey, IReplication, IReplicationRuntime, RuntimeBinding } from '../model';
import { resourceNameOf } from '../model/resource-name';
import { bundleFiles, BundleOptions } from './private/bundle-files';
import { homeOf, mirrorMakerProblems, mirrorMakerSettings, mirrorMakerText } from './private/mirror-maker-properties';
import { certificateProblems, derivedKeyProblems, pathProblems } from './private/without-operator';
import { workerSize, workerSizeProblems } from './private/worker-size';
import { WorkerSizeProps } from './worker-props';

/** How MirrorMaker 2 runs on virtual machines. */
export interface VirtualMachineRuntimeProps extends WorkerSizeProps {
  /**
   * Folder of Kafka on the nodes, best a link that an upgrade of Kafka turns. Fails: where the unit looks away, such as `/home` and `/tmp`.
   * @default '/opt/kafka'
   */
  readonly kafkaHome?: string;
  /**
   * Account that runs the worker; made at the installation where it does not exist.
   * @default 'kafka-replication'
   */
  readonly account?: string;
  /**
   * Port of the REST by which the nodes reach each other. Range: 1024..65535. Two replications on one machine need two.
   * @default 8083 - as Kafka Connect
   */
  readonly restPort?: number;
  /**
   * Port of the metrics. Range: 1024..65535, not `restPort`.
   * @default 9404
   */
  readonly metricsPort?: number;
  /**
   * The JMX exporter's Java agent on the nodes. It is used once something asks for metrics. Fails: as `kafkaHome`.
   * @default '/opt/jmx-exporter/jmx_prometheus_javaagent.jar'
   */
  readonly metricsAgent?: string;
}

const ACCOUNT = 'kafka-replication';
const REST_PORT = 8083;
const METRICS_PORT = 9404;

/** Folders that the unit hides from the worker (`ProtectHome`, `PrivateTmp`, `PrivateDevices`). @see systemd.exec(5) */
const HIDDEN = ['/home', '/root', '/run/user', '/tmp', '/var/tmp', '/dev'];

/**
 * Runs MirrorMaker 2 on virtual machines: MM2's dedicated mode under systemd, on as many nodes as the replication has workers.
 *
 * Nothing of it is a manifest: `writeBundle` writes, for each replication, a folder with `mm2.properties`, a hardened unit, and a script that installs,
 * upgrades, checks and rolls back a node. Secrets are files on the nodes that `mm2.properties` names.
 * Fails: several sources in one replication; dedicated mode would give them one worker group.
 *
 * @see org.apache.kafka.connect.mirror.MirrorMaker, MirrorMakerConfig (connect-mirror 4.3.1), KIP-710 for several nodes
 * @example
 * const machines = new VirtualMachineRuntime();
 * new MirrorMaker2Replication(chart, 'Readings', { source: plantA, target: hub, topics: TopicSelection.named('readings'), runtime: machines });
 * app.synth();
 * machines.writeBundle('bundle');
 */
export class VirtualMachineRuntime implements IReplicationRuntime {
  private readonly bindings: VirtualMachineBinding[] = [];

  constructor(private readonly props: VirtualMachineRuntimeProps = {}) {}

  public bind(scope: Construct, replication: IReplication): RuntimeBinding {
    const binding = new VirtualMachineBinding(scope, replication, this.props);
    this.bindings.push(binding);
    return binding;
  }

  public validate(replication: IReplication): string[] {
    return [...runtimeProblems(this.props, replication), ...this.portProblems(replication)].map(explain);
  }

  /**
   * Writes a folder `mm2-<name>` for each replication of this runtime, over what an earlier call wrote. Call it after `app.synth()`, which validates.
   *
   * Throws: the directory is cdk8s's own, which it empties; a replication that synth would refuse; metrics rules or a log layout in a ConfigMap that is not in
   * this App.
   * @param directory where to write; made where it does not exist
   */
  public writeBundle(directory: string): void {
    this.bindings.forEach((binding) => binding.write(directory));
  }

  /** Replications of one runtime run on the same machines. */
  private portProblems(replication: IReplication): Problem[] {
    const own = this.bindings.find((binding) => binding.replication === replication);
    const first = this.bindings.find((binding) => binding.scope.node.root === own?.scope.node.root);
    return first === own ? [] : [{
      prop: 'runtime', problem: 'runs another replication at the same ports already', value: first && resourceNameOf(first.replication.model.name),
      remedy: 'give each replication a VirtualMachineRuntime of its own, on the same machines with another restPort and metricsPort',
    }];
  }
}

class VirtualMachineBinding extends RuntimeBinding {
  public readonly podSelector: { [label: string]: string };
  public readonly serviceAccount: string;
  public readonly metricsPort: string;
  public readonly workerGroup: string;
  public readonly logLabels: { [label: string]: string };
  public readonly namespace = undefined;
  public readonly podNames = undefined;
  public readonly container = undefined;
  public readonly folder: string;

  private metrics?: ConfigMapKey;
  private logLayout?: ConfigMapKey;
  private readonly files = new Map<string, string>();

  constructor(public readonly scope: Construct, public readonly replication: IReplication, private readonly props: VirtualMachineRuntimeProps) {
    super();
    const name = resourceNameOf(replication.model.name);
    // No pod has it: an empty selector would be all of them.
    this.podSelector = { 'cdk8s-kafka-replication/virtual-machine': name };
    this.serviceAccount = props.account ?? ACCOUNT;
    this.metricsPort = String(props.metricsPort ?? METRICS_PORT);
    this.workerGroup = replication.model.storage.groupId;
    this.logLabels = { 'service.name': name };
    this.folder = homeOf(replication.model);
  }

  public effectiveConfig(): EffectiveConfig {
    return this._effectiveConfigs()[0];
  }

  /** @internal One for each pair of clusters: the flow, and the opposite direction where it emits heartbeats. */
  public _effectiveConfigs(): EffectiveConfig[] {
    const { model } = this.replication;
    const { heapMebibytes, memoryMebibytes } = workerSize(this.props, this.replication);
    const node = { secrets: `${homeOf(model)}/secrets`, restPort: this.props.restPort ?? REST_PORT };
    const workers = { count: model.workers, heapBytes: heapMebibytes * 2 ** 20, memoryLimitBytes: memoryMebibytes * 2 ** 20 };
    const origins = new Map(mirrorMakerSettings(model, node).map(({ key, origin }) => [key, origin]));
    return EffectiveConfig.fromMirrorMakerProperties(mirrorMakerText(model, node), `${resourceNameOf(model.name)}/mm2.properties`)
      .map((config) => new EffectiveConfig({ ...config, workers })._withOrigins(origins));
  }

  public useMetrics(rules: ConfigMapKey): void {
    this.metrics = rules;
  }

  public useLogLayout(layout: ConfigMapKey): void {
    this.logLayout = layout;
  }

  public addFile(name: string, content: string): boolean {
    this.files.set(name, content);
    return true;
  }

  public write(directory: string): void {
    const { outdir } = App.of(this.scope);
    if (!relative(resolve(outdir), resolve(directory)).startsWith('..')) {
      throw new Error(`${directory} is in ${outdir}, which cdk8s empties; choose a directory beside it`);
    }
    const problems = this.scope.node.validate();
    if (problems.length > 0) {
      throw new Error(problems.map((problem) => `[${this.scope.node.path}] ${problem}`).join('\n'));
    }
    const { model } = this.replication;
    const folder = join(directory, resourceNameOf(model.name));
    mkdirSync(folder, { recursive: true });
    for (const { name, text, isExecutable } of bundleFiles(model, this.options())) {
      writeFileSync(join(folder, name), text, { mode: isExecutable ? 0o755 : 0o644 });
    }
  }

  private options(): BundleOptions {
    const { props } = this;
    return {
      ...workerSize(props, this.replication),
      kafkaHome: props.kafkaHome ?? '/opt/kafka',
      account: props.account ?? ACCOUNT,
      restPort: props.restPort ?? REST_PORT,
      metricsPort: props.metricsPort ?? METRICS_PORT,
      metricsAgent: props.metricsAgent ?? '/opt/jmx-exporter/jmx_prometheus_javaagent.jar',
      metricsRules: this.metrics && this.contentOf(this.metrics),
      logLayout: this.logLayout && this.contentOf(this.logLayout),
      files: [...this.files].map(([name, text]) => ({ name, text })),
    };
  }

  /** Machines cannot mount a ConfigMap, so its file goes into the bundle. */
  private contentOf({ configMapName, key }: ConfigMapKey): string {
    const manifests = this.scope.node.root.node.findAll().flatMap((construct) => ApiObject.isApiObject(construct) ? [construct.toJson()] : []);
    const text = manifests.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata?.name === configMapName)?.data?.[key];
    if (typeof text !== 'string') {
      throw new Error(`[${this.scope.node.path}] ConfigMap ${configMapName} with ${key} is not in this App; a bundle needs its content`);
    }
    return text;
  }
}

function runtimeProblems(props: VirtualMachineRuntimeProps, replication: IReplication): Problem[] {
  const { restPort = REST_PORT, metricsPort = METRICS_PORT } = props;
  return [
    ...workerSizeProblems(props, replication),
    ...pathProblems('runtime.kafkaHome', props.kafkaHome, HIDDEN),
    ...pathProblems('runtime.metricsAgent', props.metricsAgent, HIDDEN),
    ...(props.account === undefined || /^[a-z_][a-z0-9_-]{0,30}$/.test(props.account) ? [] : [{
      prop: 'runtime.account', problem: 'is not the name of an account', value: props.account, allowed: 'lower-case letters, digits, "_" and "-", at most 31',
    }]),
    ...(props.account === 'root' ? [{ prop: 'runtime.account', problem: 'may do everything', value: 'root', remedy: 'leave it out, or name an account of its own' }] : []),
    ...wholeNumberProblems('runtime.restPort', props.restPort, 1024, 65535),
    ...wholeNumberProblems('runtime.metricsPort', props.metricsPort, 1024, 65535),
    ...(restPort !== metricsPort ? [] : [{ prop: 'runtime.metricsPort', problem: 'is in use by restPort', value: metricsPort, allowed: 'two different ports' }]),
    ...derivedKeyProblems(replication.model),
    ...certificateProblems(replication.model),
    ...mirrorMakerProblems(replication.model),
  ];
}
