import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';

/** What the library emits for two development clusters: the start of every experiment. */
const BASE = join(import.meta.dirname, '..', '..', '..', 'examples', 'development-pair', 'dist', 'development-pair.k8s.yaml');

/** Null takes a key away, so that Kafka's default holds. */
export type Config = Readonly<Record<string, string | number | boolean | null>>;

/** What an experiment changes in the resource. */
export interface Changes {
  /** `spec.mirrors[0].sourceConnector.config` */
  readonly source?: Config;
  /** `spec.mirrors[0].checkpointConnector.config`; without `groups` there is no checkpoint connector. */
  readonly checkpoint?: Config;
  /** `spec.target.config`: what is not a client's is the workers', so an experiment that changes it has workers of its own. */
  readonly worker?: Config;
  /** `spec.mirrors[0].topicsPattern`; by default the topic of the experiment alone. */
  readonly topics?: string;
  /** `spec.mirrors[0].groupsPattern` */
  readonly groups?: string;
  readonly tasksMax?: number;
  /** Number of workers, when they are the experiment's own. */
  readonly replicas?: number;
}

/** Intervals so short that an experiment takes seconds; they decide when MM2 does something, not what. */
export const TIMING: Changes = {
  source: { 'refresh.topics.interval.seconds': 1, 'sync.topic.configs.interval.seconds': 1, 'consumer.metadata.max.age.ms': 1_000 },
  checkpoint: { 'refresh.groups.interval.seconds': 1, 'emit.checkpoints.interval.seconds': 1, 'sync.group.offsets.interval.seconds': 1 },
  worker: { 'offset.flush.interval.ms': 1_000, 'scheduled.rebalance.max.delay.ms': 0, 'session.timeout.ms': 6_000, 'heartbeat.interval.ms': 1_500 },
};

interface Place {
  readonly alias: string;
  readonly bootstrapServers: string;
}

export interface ManifestProps {
  /** Group id of the workers, and part of the names of their storage topics. */
  readonly workerGroup: string;
  readonly source: Place;
  readonly target: Place;
  readonly topics: string;
  readonly changes: readonly Changes[];
}

/** The resource that the library emits, changed as an experiment says, as YAML. */
export function manifest({ workerGroup, source, target, topics, changes }: ManifestProps): string {
  const resource = parseAllDocuments(readFileSync(BASE, 'utf8')).map((document) => document.toJS()).find(({ kind }) => kind === 'KafkaMirrorMaker2');
  const { metadata, spec } = resource;
  const mirror = spec.mirrors[0];
  const all = [TIMING, ...changes];
  const last = <K extends keyof Changes>(key: K): Changes[K] => all.map((each) => each[key]).filter((value) => value !== undefined).at(-1);

  metadata.name = workerGroup;
  Object.assign(spec.target, target, { groupId: workerGroup });
  for (const kind of ['config', 'offset', 'status']) {
    spec.target[`${kind}StorageTopic`] = `mm2-${kind}.${workerGroup}.internal`;
  }
  Object.assign(mirror.source, source);
  mirror.topicsPattern = last('topics') ?? topics;
  mirror.groupsPattern = last('groups');
  spec.replicas = last('replicas') ?? 1;
  mirror.sourceConnector.tasksMax = last('tasksMax') ?? mirror.sourceConnector.tasksMax;
  for (const each of all) {
    apply(spec.target.config, each.worker);
    apply(mirror.sourceConnector.config, each.source);
    apply(mirror.checkpointConnector.config, each.checkpoint);
  }
  if (mirror.groupsPattern === undefined) {
    delete mirror.checkpointConnector;
  }
  return stringify(resource);
}

/** Sets keys of a configuration; null takes one away. */
export function apply(config: Record<string, unknown>, changes: Config = {}): void {
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) {
      delete config[key];
    } else {
      config[key] = value;
    }
  }
}
