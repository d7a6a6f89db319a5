import { EffectiveConfigProps, IgnoredKey } from '../effective-config-props';
import { Home, validateAuthentication } from './client-settings';
import { validateComputeResources } from './compute-resources';
import { readConnectClusterShape } from './connect-cluster-shape';
import { generateConnectors } from './connectors';
import { workerDefaults } from './defaults';
import { validateMetricsAndLogging } from './metrics';
import { Refusal, invalidResource } from './refusal';
import { MirrorMaker2Spec, storedSpec } from './resource-shape';
import { Settings } from './settings';
import { connectorRule, customAuthenticationRule, dropped, workerRule } from './user-configuration';
import { userSettings, workerSettings } from './worker';
import { workersOf } from './workers';

const STRIMZI = 'kafka.strimzi.io/v1';
const EVENT_STREAMS = 'eventstreams.ibm.com/v1';
/** What the Event Streams operator served up to 12.3; Strimzi's own v1beta2 is nowhere served any more. */
const OLD_EVENT_STREAMS = 'eventstreams.ibm.com/v1beta2';

/** Kafka versions that Strimzi 1.2.0 has images for (`kafka-versions.yaml`); other operators have others. */
const KAFKA_VERSIONS = ['4.2.0', '4.2.1', '4.3.0', '4.3.1'];

/** What the operator makes of a KafkaMirrorMaker2: the rules of Strimzi 1.2.0, in its order, so that the first refusal is the one it gives. */
export function translate(resource: any): EffectiveConfigProps {
  const namespace = named(resource?.metadata?.namespace);
  const home: Home = { namespace: namespace ?? 'default', name: named(resource?.metadata?.name) ?? '' };
  const place = namespace === undefined ? home.name : `${namespace}/${home.name}`;
  const name = `${named(resource?.kind) ?? 'object'} ${place}`.trim();
  try {
    return { resource: name, ...translateSpec(resource, home) };
  } catch (error) {
    if (error instanceof Refusal) {
      return { resource: name, worker: {}, workerDefaults: {}, workerProvenance: {}, connectors: [], flows: [], ignored: [], error: error.message };
    }
    throw error;
  }
}

function translateSpec(resource: any, home: Home): Omit<EffectiveConfigProps, 'resource'> {
  checkKind(resource);
  if (home.name === '') {
    throw new Refusal('metadata.name: Required value');
  }
  const translated = (written: unknown) => translateV1(written, resource.apiVersion, home);
  return resource.apiVersion === OLD_EVENT_STREAMS ? readConnectClusterShape(resource.spec, translated) : translated(resource.spec);
}

function translateV1(written: unknown, apiVersion: string, home: Home): Omit<EffectiveConfigProps, 'resource'> {
  const { spec, unknown } = storedSpec(written);
  validateComputeResources(spec);
  const user = userSettings(spec);
  validateVersion(spec, apiVersion);
  validateMetricsAndLogging(spec);
  validateAuthentication(spec.target.authentication);
  const worker = workerSettings(spec, home, user);
  const connectors = generateConnectors(spec, home, worker);
  return {
    worker: worker.values(),
    workerDefaults: workerDefaults(worker.values()),
    workerProvenance: worker.provenance(),
    connectors: connectors.map(({ effective }) => effective),
    flows: spec.mirrors.map(({ source }, index) => ({ source: source.alias, target: spec.target.alias, path: `spec.mirrors[${index}]` })),
    workers: workersOf(spec),
    ignored: unique([...unknown, ...droppedKeys(spec), ...replacedKeys([user, worker, ...connectors.map(({ settings }) => settings)])]),
  };
}

function checkKind(resource: any): void {
  const kind = `${named(resource?.apiVersion) ?? ''} ${named(resource?.kind) ?? ''}`.trim();
  if (kind === `${OLD_EVENT_STREAMS} KafkaMirrorMaker2`) {
    return;
  }
  if (resource?.kind === 'KafkaMirrorMaker2' && /^(kafka\.strimzi\.io|eventstreams\.ibm\.com)\/v1(alpha|beta)\d$/.test(resource.apiVersion)) {
    throw new Refusal(`${resource.apiVersion} is no longer served: convert the resource to v1 (spec.target and spec.mirrors[].source)`);
  }
  if (kind !== `${STRIMZI} KafkaMirrorMaker2` && kind !== `${EVENT_STREAMS} KafkaMirrorMaker2`) {
    throw new Refusal(`not a KafkaMirrorMaker2 of ${STRIMZI} or ${EVENT_STREAMS}`);
  }
}

/** Only a version without an image of its own has to be known (`KafkaVersion.Lookup.kafkaMirrorMaker2Version`). */
function validateVersion({ version, image }: MirrorMaker2Spec, apiVersion: string): void {
  if (apiVersion === STRIMZI && version !== undefined && image === undefined && !KAFKA_VERSIONS.includes(version)) {
    throw invalidResource(`Kafka version ${version} is not supported. Supported versions are: ${KAFKA_VERSIONS.join(', ')}.`);
  }
}

/** Keys in free maps that the operator filters out. */
function droppedKeys({ target, mirrors }: MirrorMaker2Spec): IgnoredKey[] {
  const clusters = [{ cluster: target, path: 'spec.target' },
    ...mirrors.map(({ source }, index) => ({ cluster: source, path: `spec.mirrors[${index}].source` }))];
  return [
    ...dropped(target.config, 'spec.target.config', workerRule),
    ...clusters.flatMap(({ cluster: { authentication }, path }) => authentication?.type === 'custom'
      ? dropped(authentication.config, `${path}.authentication.config`, customAuthenticationRule)
      : []),
    ...mirrors.flatMap(({ sourceConnector, checkpointConnector }, index) => [
      ...dropped(sourceConnector?.config, `spec.mirrors[${index}].sourceConnector.config`, connectorRule),
      ...dropped(checkpointConnector?.config, `spec.mirrors[${index}].checkpointConnector.config`, connectorRule),
    ]),
  ];
}

/** Keys in free maps that another part of the resource, or the operator, overrules. */
function replacedKeys(parts: Settings<unknown>[]): IgnoredKey[] {
  return parts.flatMap(({ replaced }) => replaced).flatMap(({ key, from, by }) => {
    const [, path] = /^resource:(.*\.config\['.*'\])$/s.exec(from) ?? [];
    return path === undefined ? [] : [{ path, key, reason: `overruled by ${by.replace(/^resource:/, '')}` }];
  });
}

function unique(keys: IgnoredKey[]): IgnoredKey[] {
  return [...new Map(keys.map((key) => [JSON.stringify(key), key])).values()];
}

function named(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
