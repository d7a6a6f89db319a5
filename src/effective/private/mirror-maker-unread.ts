import { CLUSTER_KEYS } from '../../core/cluster-keys';
import { EffectiveConfigProps, IgnoredKey } from '../effective-config-props';
import { DISTRIBUTED_WORKER, MIRROR_CHECKPOINT_CONNECTOR, MIRROR_SOURCE_CONNECTOR } from './kafka-defaults';
import { MirrorMakerFile } from './mirror-maker-file';
import { CONNECTOR_KEYS, OWN_KEYS } from './mirror-maker-keys';
import { resource } from './settings';

type Config = Pick<EffectiveConfigProps, 'workerProvenance' | 'connectors' | 'ignored'>;

/** The keys of a file that reach neither MirrorMaker nor a worker or connector of it, and what their author may have wanted. */
export function unreadKeys(file: MirrorMakerFile, configs: readonly Config[]): IgnoredKey[] {
  const origins = new Set(configs.flatMap(({ workerProvenance, connectors }) =>
    [workerProvenance, ...connectors.map(({ provenance }) => provenance)].flatMap((provenance) => Object.values(provenance))));
  const overruled = new Set(configs.flatMap(({ ignored }) => ignored.map(({ path }) => path)));
  // Where each cluster or flow has one of its own, a key for all is not needed, but no mistake either.
  const isForAll = (key: string) => OWN_KEYS.has(key) || CONNECTOR_KEYS.has(key) || CLUSTER_KEYS.has(key) || key.startsWith('listeners.https.');
  return file.keys().filter((key) => !isForAll(key) && !origins.has(resource(key)) && !overruled.has(key))
    .map((key) => ({ path: key, key, reason: reasonFor(key, file.clusters) }));
}

function reasonFor(key: string, clusters: readonly string[]): string {
  if (key.includes('->')) {
    return clusters.some((source) => clusters.some((target) => source !== target && key.startsWith(`${source}->${target}.`)))
      ? 'the flow is not enabled and emits no heartbeats'
      : `there is no such flow: clusters are ${clusters.join(', ')}`;
  }
  if (/^(producer|consumer|admin)\./.test(key)) {
    return `MirrorMaker reads it with the alias of a cluster only: <alias>.${key}`;
  }
  if (Object.hasOwn(DISTRIBUTED_WORKER, key)) {
    return `MirrorMaker gives it to its workers with the alias of the target only: <target>.${key}`;
  }
  return Object.hasOwn(MIRROR_SOURCE_CONNECTOR, key) || Object.hasOwn(MIRROR_CHECKPOINT_CONNECTOR, key)
    ? `MirrorMaker gives it to its connectors with a flow in front only: <source>-><target>.${key}`
    : 'MirrorMaker knows no key of this name; keys begin with <alias>. or <source>-><target>.';
}
