import { EffectiveConfigProps, IgnoredKey } from '../effective-config-props';
import { Refusal } from './refusal';
import { Config } from './user-configuration';

type Translated = Omit<EffectiveConfigProps, 'resource'>;

/** Keys of the connect cluster's `config` that are fields of `target` in v1, and what they are where nobody sets them. */
const STORAGE = [
  { field: 'groupId', key: 'group.id', otherwise: 'mirrormaker2-cluster' },
  { field: 'configStorageTopic', key: 'config.storage.topic', otherwise: 'mirrormaker2-cluster-configs' },
  { field: 'offsetStorageTopic', key: 'offset.storage.topic', otherwise: 'mirrormaker2-cluster-offsets' },
  { field: 'statusStorageTopic', key: 'status.storage.topic', otherwise: 'mirrormaker2-cluster-status' },
] as const;

/**
 * Reads a `spec` of v1beta2 (`connectCluster`, `clusters`, `mirrors[].sourceCluster`) as the one of v1 that Strimzi's conversion makes of
 * it, and says where in it everything stands.
 *
 * @param translate what is made of the v1 spec
 * @see io.strimzi.kafka.api.conversion.v1 MirrorMaker2Conversions (Strimzi 0.51)
 */
export function readConnectClusterShape(written: any, translate: (spec: object) => Translated): Translated {
  const shape = new ConnectClusterShape(written);
  try {
    return shape.moved(translate(shape.spec));
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(shape.placeOf(error.message)) : error;
  }
}

class ConnectClusterShape {
  public readonly spec: object;
  private readonly target: number;
  private readonly sources: readonly number[];
  private readonly dropped: IgnoredKey[];

  constructor(written: any) {
    const { connectCluster, clusters, mirrors, externalConfiguration, ...rest } = record(written, 'spec');
    if (externalConfiguration !== undefined) {
      throw new Refusal('spec.externalConfiguration: no longer exists; use spec.template.pod.volumes and spec.template.connectContainer.env');
    }
    const known = list(clusters, 'spec.clusters');
    const indexOf = (alias: unknown, path: string) => {
      const index = known.findIndex((cluster) => cluster.alias === alias);
      if (alias === undefined || index < 0) {
        throw new Refusal(`${path}: ${alias === undefined ? 'Required value' : 'is the alias of no cluster in spec.clusters'}`);
      }
      return index;
    };
    const flows = list(mirrors ?? [], 'spec.mirrors');
    this.target = indexOf(connectCluster, 'spec.connectCluster');
    this.sources = flows.map(({ sourceCluster }, i) => indexOf(sourceCluster, `spec.mirrors[${i}].sourceCluster`));
    const elsewhere = flows.findIndex(({ targetCluster }) => targetCluster !== connectCluster);
    if (elsewhere >= 0) {
      throw new Refusal(`spec.mirrors[${elsewhere}].targetCluster: is not spec.connectCluster; the conversion to v1 takes no other target`);
    }
    this.spec = {
      ...rest,
      replicas: rest.replicas ?? 3,
      target: targetOf(known[this.target]),
      mirrors: flows.map((mirror, i) => mirrorOf(mirror, known[this.sources[i]])),
    };
    this.dropped = flows.flatMap(({ heartbeatConnector }, i) => heartbeatConnector === undefined ? [] : [{
      path: `spec.mirrors[${i}].heartbeatConnector`, key: 'heartbeatConnector', reason: 'the conversion to v1, which has no heartbeats, drops it',
    }]);
  }

  /** The same text with every place of v1 replaced by the one in this shape. */
  public placeOf(text: string): string {
    return STORAGE.reduce((place, { field, key }) => place.replaceAll(`spec.target.${field}`, `spec.clusters[${this.target}].config['${key}']`), text)
      .replace(/\bspec\.target(?![\w'])/g, `spec.clusters[${this.target}]`)
      .replace(/\bspec\.mirrors\[(\d+)\]\.source(?!\w)/g, (_, i) => `spec.clusters[${this.sources[Number(i)]}]`);
  }

  public moved(translated: Translated): Translated {
    const places = (provenance: { [key: string]: string }) => Object.fromEntries(Object.entries(provenance).map(([key, from]) => [key, this.placeOf(from)]));
    return {
      ...translated,
      workerProvenance: places(translated.workerProvenance),
      workerPath: this.placeOf('spec.target'),
      connectors: translated.connectors.map((connector) => ({ ...connector, provenance: places(connector.provenance) })),
      ignored: [...this.dropped, ...translated.ignored.map(({ path, key, reason }) => ({ path: this.placeOf(path), key, reason: this.placeOf(reason) }))],
    };
  }
}

function targetOf({ config, ...cluster }: Config): object {
  const own: Config = { ...config as Config | undefined };
  const fields = STORAGE.map(({ field, key, otherwise }) => [field, own[key] ?? otherwise]);
  const others = Object.entries(own).filter(([key]) => !STORAGE.some((storage) => storage.key === key));
  return { ...cluster, ...Object.fromEntries(fields), config: Object.fromEntries(others) };
}

function mirrorOf(mirror: Config, source: Config): object {
  const {
    sourceCluster, targetCluster, heartbeatConnector, topicsBlacklistPattern, groupsBlacklistPattern, sourceConnector, checkpointConnector, ...rest
  } = mirror;
  return {
    ...rest,
    source,
    sourceConnector: connectorOf(sourceConnector),
    checkpointConnector: connectorOf(checkpointConnector),
    topicsExcludePattern: rest.topicsExcludePattern ?? topicsBlacklistPattern,
    groupsExcludePattern: rest.groupsExcludePattern ?? groupsBlacklistPattern,
  };
}

function connectorOf(written: unknown): unknown {
  if (typeof written !== 'object' || written === null) {
    return written;
  }
  const { pause, ...connector } = written as Config;
  return pause === true ? { state: 'paused', ...connector } : connector;
}

function record(value: unknown, path: string): Config & { [key: string]: any } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Refusal(`${path}: ${value === undefined || value === null ? 'Required value' : 'Invalid value: must be of type object'}`);
  }
  return value as Config;
}

function list(value: unknown, path: string): (Config & { [key: string]: any })[] {
  if (!Array.isArray(value)) {
    throw new Refusal(`${path}: ${value === undefined || value === null ? 'Required value' : 'Invalid value: must be of type array'}`);
  }
  return value.map((element, i) => record(element, `${path}[${i}]`));
}
