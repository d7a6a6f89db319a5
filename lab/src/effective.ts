import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import type { Side } from './cluster.js';
import { endpoints, type Endpoint } from './network.js';

export const ROOT = join(import.meta.dirname, '..', '..');
export const CLI = join(ROOT, 'lib', 'cli', 'main.js');

type Value = string | number | boolean;

export interface Connector {
  readonly name: string;
  readonly class: string;
  readonly tasksMax: number | null;
  readonly state: string | null;
  readonly config: Readonly<Record<string, Value>>;
}

/** The KafkaMirrorMaker2 resource, as far as the lab stands in for the operator and the pods. */
export interface Resource {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: {
    readonly replicas: number;
    readonly jvmOptions?: { readonly '-Xmx'?: string; readonly '-XX'?: Readonly<Record<string, string>> };
    readonly logging?: { readonly valueFrom: { readonly configMapKeyRef: { readonly name: string; readonly key: string } } };
    readonly metricsConfig?: { readonly valueFrom: { readonly configMapKeyRef: { readonly name: string; readonly key: string } } };
    readonly target: ClusterReference;
    readonly mirrors: readonly { readonly source: ClusterReference }[];
    readonly template?: { readonly connectContainer?: { readonly env?: readonly EnvironmentVariable[] } };
  };
}

interface EnvironmentVariable {
  readonly name: string;
  readonly valueFrom?: { readonly secretKeyRef?: { readonly name: string; readonly key: string } };
}

/** The KafkaConnect that emits heartbeats into the source of a KafkaMirrorMaker2. */
interface HeartbeatConnect {
  readonly kind: 'KafkaConnect';
  readonly metadata: Resource['metadata'];
  readonly spec: Pick<Resource['spec'], 'replicas' | 'jvmOptions' | 'template'> & Pick<ClusterReference, 'tls'>;
}

interface ClusterReference {
  readonly alias: string;
  readonly tls?: { readonly trustedCertificates?: readonly { readonly secretName: string; readonly certificate?: string }[] };
}

/** A group of workers and its connectors. */
interface WorkersAndConnectors {
  readonly worker: Readonly<Record<string, Value>>;
  readonly connectors: readonly Connector[];
}

/** What `effective` prints of one resource. */
interface Printed extends WorkersAndConnectors {
  /** Its kind, and its name with the namespace. */
  readonly resource: string;
}

/** What Connect is to run for one resource. `worker` and `connectors` come from the CLI and are never edited here. */
export interface Flow extends WorkersAndConnectors {
  /** The YAML that holds it, perhaps among others. */
  readonly file: string;
  readonly resource: Resource;
  /** What runs beside it, where heartbeats are emitted into its source: it copies nothing, and its target is that source. */
  readonly heartbeats?: Flow;
}

/** A reason that is the caller's to remedy: one line, exit code 2. */
export class UnusableInput extends Error {}

/** All flows of an example folder's synthesized files, or of one hand-written file. */
export async function flowsOf(path: string): Promise<Flow[]> {
  const full = resolve(ROOT, path);
  if (!existsSync(full)) {
    throw new UnusableInput(`${path} is missing: run 'npm run synth' in the project's root first`);
  }
  if (!existsSync(CLI)) {
    throw new UnusableInput(`${relative(ROOT, CLI)} is missing: run 'npm run compile' in the project's root first`);
  }
  const files = path.endsWith('.yaml') ? [full] : readdirSync(full).filter((name) => name.endsWith('.k8s.yaml')).sort().map((name) => join(full, name));
  const flows = (await Promise.all(files.map(flowsOfFile))).flat();
  if (flows.length === 0) {
    throw new UnusableInput(`${path} holds no KafkaMirrorMaker2: run 'npm run synth' in the project's root first`);
  }
  return flows;
}

async function flowsOfFile(file: string): Promise<Flow[]> {
  const objects = parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as Resource & { kind: string } | HeartbeatConnect | null);
  const resources = objects.filter((object): object is Resource & { kind: string } => object?.kind === 'KafkaMirrorMaker2');
  if (resources.length === 0) {
    return [];
  }
  const connects = objects.filter((object): object is HeartbeatConnect => object?.kind === 'KafkaConnect');
  const printed = await effectiveOf(file);
  const list = printed.filter(({ resource }) => resource.startsWith('KafkaMirrorMaker2 '));
  if (list.length !== resources.length) {
    throw new Error(`${file}: ${resources.length} KafkaMirrorMaker2 resources, but ${list.length} effective configurations`);
  }
  return list.map(({ worker, connectors }, index) => {
    const resource = resources[index]!;
    const { name, namespace } = resource.metadata;
    const connect = connects.find(({ metadata }) => metadata.name === `${name}-heartbeats` && metadata.namespace === namespace);
    return { file, resource, worker, connectors, heartbeats: connect && heartbeatsOf(file, connect, printed) };
  });
}

/** The KafkaConnect, with what the lab asks a KafkaMirrorMaker2. */
function heartbeatsOf(file: string, { metadata, spec: { replicas, jvmOptions, template, tls } }: HeartbeatConnect, printed: readonly Printed[]): Flow {
  const title = `KafkaConnect ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`;
  const found = printed.find(({ resource }) => resource === title);
  if (found === undefined) {
    throw new Error(`${file}: no effective configuration of ${title}`);
  }
  const { worker, connectors } = found;
  const target = { alias: String(connectors[0]!.config['target.cluster.alias']), tls };
  return { file, resource: { metadata, spec: { replicas, jvmOptions, template, target, mirrors: [] } }, worker, connectors };
}

/**
 * What runs for a file that holds no KafkaMirrorMaker2: the Deployment of Kafka Connect with its ConfigMap, or `mm2.properties`, whose workers at the source
 * copy nothing. The resource says only what the lab asks it.
 */
export async function flowWithoutOperator(file: string, name: string, replicas: number): Promise<Flow> {
  const copying = (await effectiveOf(file)).find((printed) => Mirror.of(printed).length > 0);
  if (copying === undefined) {
    throw new UnusableInput(`${file} holds no replication: run 'npm run synth' in the project's root first`);
  }
  const { worker, connectors } = copying;
  const mirror = Mirror.of(copying)[0]!;
  const spec = { replicas, target: { alias: mirror.targetAlias }, mirrors: [{ source: { alias: mirror.sourceAlias } }] };
  return { file, resource: { metadata: { name }, spec }, worker, connectors };
}

async function effectiveOf(file: string): Promise<Printed[]> {
  const printed = JSON.parse(await effectiveJson(file)) as Printed | Printed[];
  return Array.isArray(printed) ? printed : [printed];
}

async function effectiveJson(file: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [CLI, 'effective', file, '--output', 'json'], { maxBuffer: 64 * 1024 * 1024, timeout: 60_000 });
    return stdout;
  } catch (error) {
    const { stderr = '', stdout = '' } = error as { stderr?: string; stdout?: string };
    throw new UnusableInput(`'effective ${relative(ROOT, file)}' failed: ${(stderr || stdout).trim().slice(0, 1_000)}`);
  }
}

/** Kafka's default of the topic configurations that are not carried over (DefaultConfigPropertyFilter, connect-mirror 4.3.1). */
const DEFAULT_CONFIG_EXCLUDE = 'follower\\.replication\\.throttled\\.replicas, leader\\.replication\\.throttled\\.replicas, '
  + 'message\\.timestamp\\.difference\\.max\\.ms, log\\.message\\.timestamp\\.before\\.max\\.ms, log\\.message\\.timestamp\\.after\\.max\\.ms, '
  + 'message\\.timestamp\\.type, unclean\\.leader\\.election\\.enable, min\\.insync\\.replicas';

/** One mirror of a flow: what its connectors will do, read from their configuration alone. */
export class Mirror {
  public static of(flow: Pick<Flow, 'connectors'>): Mirror[] {
    return flow.connectors.filter((connector) => connector.class.endsWith('.MirrorSourceConnector')).map((source) => new Mirror(source,
      flow.connectors.find((connector) => connector.class.endsWith('.MirrorCheckpointConnector') && alias(connector) === alias(source))));
  }

  private constructor(public readonly sourceConnector: Connector, public readonly checkpointConnector: Connector | undefined) {}

  public get sourceAlias(): string {
    return alias(this.sourceConnector);
  }

  public get targetAlias(): string {
    return this.text('target.cluster.alias', 'target');
  }

  public endpoints(side: Side): Endpoint[] {
    return endpoints(this.text(`${side}.cluster.bootstrap.servers`, ''));
  }

  /** How a side is reached: a key of its clients, without the prefix of the side. */
  public client(side: Side, key: string): string | undefined {
    const value = this.sourceConnector.config[`${side}.cluster.${key}`];
    return value === undefined ? undefined : String(value);
  }

  public selectsTopic(topic: string): boolean {
    return matches(this.text('topics', '.*'), topic) && !matches(this.text('topics.exclude', 'mm2.*\\.internal, .*\\.replica, __.*'), topic);
  }

  public selectsGroup(group: string): boolean {
    return this.checkpointConnector !== undefined
      && matches(text(this.checkpointConnector, 'groups', '.*'), group)
      && !matches(text(this.checkpointConnector, 'groups.exclude', 'console-consumer-.*, connect-.*, __.*'), group);
  }

  public remoteTopic(topic: string): string {
    const policy = this.text('replication.policy.class', 'DefaultReplicationPolicy');
    if (policy.endsWith('IdentityReplicationPolicy')) {
      return topic;
    }
    if (!policy.endsWith('DefaultReplicationPolicy')) {
      throw new Error(`the lab does not know the names that ${policy} gives`);
    }
    return `${this.sourceAlias}${this.text('replication.policy.separator', '.')}${topic}`;
  }

  public get replicationFactor(): number {
    return Number(this.text('replication.factor', '2'));
  }

  public carriesTopicConfig(name: string): boolean {
    return !matches(this.text('config.properties.exclude', DEFAULT_CONFIG_EXCLUDE), name);
  }

  public get offsetSyncsAtTarget(): boolean {
    return this.text('offset-syncs.topic.location', 'source') === 'target';
  }

  /** The internal topics that MM2 makes (DefaultReplicationPolicy, connect-mirror-client 4.3.1), by the side they lie on. */
  public get offsetSyncsTopic(): string {
    return `mm2-offset-syncs.${this.offsetSyncsAtTarget ? this.sourceAlias : this.targetAlias}.internal`;
  }

  public get checkpointsTopic(): string {
    return `${this.sourceAlias}.checkpoints.internal`;
  }

  public get offsetLagMax(): number {
    return Number(this.text('offset.lag.max', '100'));
  }

  public get syncsGroupOffsets(): boolean {
    return this.checkpointConnector !== undefined && text(this.checkpointConnector, 'sync.group.offsets.enabled', 'false') === 'true';
  }

  /** Longest time from a commit at the source until its translation is committed at the target, once the group is known. */
  public get groupSyncSeconds(): number {
    const seconds = (key: string) => Number(this.checkpointConnector === undefined ? 0 : text(this.checkpointConnector, key, '60'));
    return seconds('emit.checkpoints.interval.seconds') + 2 * seconds('sync.group.offsets.interval.seconds');
  }

  private text(key: string, fallback: string): string {
    return text(this.sourceConnector, key, fallback);
  }
}

function alias(connector: Connector): string {
  return text(connector, 'source.cluster.alias', '');
}

function text(connector: Connector, key: string, fallback: string): string {
  return String(connector.config[key] ?? fallback);
}

/** MM2's lists are regular expressions between commas, each of which must match as a whole (MirrorUtils.compilePatternList). */
function matches(list: string, name: string): boolean {
  const expressions = list.split(',').map((expression) => expression.trim()).filter((expression) => expression !== '');
  return expressions.length > 0 && new RegExp(`^(?:${expressions.join('|')})$`).test(name);
}
