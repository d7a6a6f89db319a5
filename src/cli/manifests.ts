import { EventStreamsPlan } from '../core';
import { ANNOTATIONS } from '../core/annotations';
import { FactsByAlias } from '../core/cluster-facts';
import { OWN_LABELS, WORKER_FILE } from '../core/connect-files';
import { LONGEST_OUTAGE, longestOutageIn } from '../core/longest-outage';
import { readProperties } from '../core/properties-text';
import { looksLikeSecret } from '../core/secret-text';
import { EffectiveConfig } from '../effective';
import { factsIn } from './facts';
import { readDocuments, textOf } from './input';
import { UnusableInput } from './unusable-input';

/** One object of a YAML file, or a properties file as a map of its keys. */
export interface Manifest {
  readonly file: string;
  readonly manifest: any;
  /** The text, where it is a properties file. */
  readonly properties?: string;
}

const API_VERSIONS = ['kafka.strimzi.io/v1', 'eventstreams.ibm.com/v1'];
const MIRROR_CLASSES = 'org.apache.kafka.connect.mirror.';
const OWNER_LABEL = 'app.kubernetes.io/managed-by';
const OLD_API_VERSIONS = ['eventstreams.ibm.com/v1beta2'];

/**
 * All objects of the files; one whose name ends in `.properties` is that of a dedicated MirrorMaker.
 * Fails: not readable, too large, empty, not UTF-8, not YAML, not Kubernetes objects.
 */
export function readManifests(files: readonly string[]): Manifest[] {
  return files.flatMap((file) => file.endsWith('.properties') ? [propertiesIn(file)] : objectsIn(file).map((manifest) => ({ file, manifest })));
}

/** The MirrorMaker 2 resources, ConfigMaps of Kafka Connect, KafkaConnects that run connectors of MirrorMaker 2, and properties files among them. Fails: there is none, or one of a version that nobody serves any more. */
export function mirrorMakers(manifests: readonly Manifest[]): Manifest[] {
  const found = manifests.filter((entry) => entry.properties !== undefined || entry.manifest.kind === 'KafkaMirrorMaker2' || isConnect(entry.manifest)
    || connectorsOf(entry.manifest, manifests).length > 0);
  if (found.length === 0) {
    const [{ file, manifest }] = manifests;
    const others = manifests.length > 1 ? ` and ${manifests.length - 1} more objects` : '';
    throw new UnusableInput(`${file}: holds no KafkaMirrorMaker2, but ${printable(manifest.kind)}${others}`);
  }
  for (const { file, manifest, properties } of found) {
    if (properties === undefined && manifest.kind === 'KafkaMirrorMaker2' && ![...API_VERSIONS, ...OLD_API_VERSIONS].includes(manifest.apiVersion)) {
      throw new UnusableInput(`${file}: KafkaMirrorMaker2 of ${printable(manifest.apiVersion)} cannot be read; convert it to ${API_VERSIONS.join(' or ')} first`);
    }
  }
  return found;
}

/**
 * What runs of a resource: one configuration; of a properties file, one for each pair of clusters.
 *
 * @param all what else is in the files: the Deployment of workers says how many they are and how much memory they have
 */
export function configsOf({ file, manifest, properties }: Manifest, all: readonly Manifest[]): EffectiveConfig[] {
  if (properties !== undefined) {
    return EffectiveConfig.fromMirrorMakerProperties(properties, file);
  }
  if (manifest.kind === 'KafkaConnect') {
    return [EffectiveConfig.fromKafkaConnect(manifest, connectorsOf(manifest, all))];
  }
  return [isConnect(manifest) ? EffectiveConfig.fromConnect(manifest, workersOf(manifest, all)) : EffectiveConfig.fromKafkaMirrorMaker2(manifest)];
}

/** Whether it is a ConfigMap by which Kafka Connect runs replications, as this library writes it. */
function isConnect(manifest: any): boolean {
  return manifest.kind === 'ConfigMap' && typeof manifest.data?.[WORKER_FILE] === 'string'
    && manifest.metadata?.labels?.[OWNER_LABEL] === OWN_LABELS[OWNER_LABEL];
}

/** The KafkaConnectors of MirrorMaker 2 that belong to a KafkaConnect; none where it is something else. */
function connectorsOf({ kind, apiVersion, metadata }: any, all: readonly Manifest[]): any[] {
  const label = `${String(apiVersion).replace(/\/.*$/, '').replace('kafka.strimzi.io', 'strimzi.io')}/cluster`;
  return kind !== 'KafkaConnect' || !API_VERSIONS.includes(apiVersion) ? [] : all.map(({ manifest }) => manifest).filter((object) => object.kind === 'KafkaConnector'
    && object.apiVersion === apiVersion && object.metadata?.namespace === metadata?.namespace && object.metadata?.labels?.[label] === metadata?.name
    && String(object.spec?.class).startsWith(MIRROR_CLASSES));
}

function workersOf(configMap: any, all: readonly Manifest[]): any {
  const { name, namespace } = configMap.metadata;
  return all.find(({ manifest }) => manifest.kind === 'Deployment' && manifest.metadata?.name === name && manifest.metadata?.namespace === namespace)?.manifest;
}

/** Accepted findings: those of the resource's annotation, and those of the command line, which win. */
export function acknowledgedOf({ file, manifest }: Manifest, given: { readonly [code: string]: string }): { [code: string]: string } {
  const text = manifest.metadata?.annotations?.[ANNOTATIONS.acknowledged];
  if (text === undefined) {
    return { ...given };
  }
  try {
    const annotated = JSON.parse(text);
    if (annotated === null || typeof annotated !== 'object' || !Object.values(annotated).every((reason) => typeof reason === 'string')) {
      throw new TypeError();
    }
    return { ...annotated, ...given };
  } catch {
    throw new UnusableInput(`${file}: annotation ${ANNOTATIONS.acknowledged} is not a JSON object of code and reason`);
  }
}

/** Name of the Event Streams plan of a resource's target, if it is one. */
export function planOf({ file, manifest }: Manifest, given: string | undefined): string | undefined {
  const plan = given ?? manifest.metadata?.annotations?.[ANNOTATIONS.eventStreamsPlan];
  if (plan !== undefined && !EventStreamsPlan._byName(plan)) {
    const where = given === undefined ? `${file}: annotation ${ANNOTATIONS.eventStreamsPlan}` : '--event-streams-plan';
    throw new UnusableInput(`${where} is not a plan of Event Streams; allowed: ${EventStreamsPlan._all().map(({ name }) => name).join(', ')}`);
  }
  return plan;
}

/** Aliases of the clusters of a resource, also of one that the operator would refuse. */
export function aliasesOf({ manifest, properties }: Manifest): string[] {
  if (properties !== undefined) {
    return String(manifest.clusters ?? '').split(',').map((alias) => alias.trim());
  }
  if (isConnect(manifest)) {
    return EffectiveConfig.fromConnect(manifest).flows.flatMap(({ source, target }) => [source, target]);
  }
  const { spec } = manifest;
  const mirrors = Array.isArray(spec?.mirrors) ? spec.mirrors : [];
  const clusters = Array.isArray(spec?.clusters) ? spec.clusters : [];
  return [spec?.target, ...mirrors.map((mirror: any) => mirror?.source), ...clusters].map((cluster) => cluster?.alias)
    .filter((alias) => typeof alias === 'string');
}

/** Facts of the clusters: those of the resource's annotation, and those of the command line, which win per alias. */
export function factsOf({ file, manifest }: Manifest, given: FactsByAlias): FactsByAlias {
  const text = manifest.metadata?.annotations?.[ANNOTATIONS.facts];
  return text === undefined ? given : { ...factsIn(jsonOf(text), `${file}: annotation ${ANNOTATIONS.facts}`), ...given };
}

/** Longest outage that a resource is to survive, in seconds, if anybody says it. */
export function longestOutageOf({ file, manifest }: Manifest, given: number | undefined): number | undefined {
  const text = manifest.metadata?.annotations?.[ANNOTATIONS.longestOutage];
  if (given !== undefined || text === undefined) {
    return given;
  }
  const seconds = longestOutageIn(String(text));
  if (seconds === undefined) {
    throw new UnusableInput(`${file}: annotation ${ANNOTATIONS.longestOutage} is not a duration such as 24h, ${LONGEST_OUTAGE.allowed}`);
  }
  return seconds;
}

function jsonOf(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}

function propertiesIn(file: string): Manifest {
  const properties = textOf(file);
  const entries = readProperties(properties);
  if (entries.length === 0) {
    throw new UnusableInput(`${file}: is empty`);
  }
  return { file, manifest: Object.fromEntries(entries), properties };
}

function objectsIn(file: string): any[] {
  const documents = readDocuments(file);
  const objects = documents.flatMap((document) => document?.kind === 'List' && Array.isArray(document.items) ? document.items : [document]);
  if (objects.length === 0) {
    throw new UnusableInput(`${file}: is empty`);
  }
  if (objects.some((object) => typeof object?.kind !== 'string' || typeof object?.apiVersion !== 'string')) {
    throw new UnusableInput(`${file}: is not a file of Kubernetes objects (apiVersion and kind are missing)`);
  }
  return objects;
}

function printable(value: unknown): string {
  return typeof value === 'string' && /^[\w./-]{1,80}$/.test(value) && !looksLikeSecret(value) ? value : 'something unnamed';
}
