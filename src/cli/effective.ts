import { EffectiveConfig } from '../effective';
import { configsOf, mirrorMakers, readManifests } from './manifests';
import { printable } from './printable';

/**
 * What Kafka Connect will run for each MirrorMaker 2 resource of the file, or each pair of clusters of a properties file; where a credential
 * is written out, that instead.
 */
export function effective(file: string): EffectiveConfig[] {
  const manifests = readManifests([file]);
  return mirrorMakers(manifests).flatMap((entry) => configsOf(entry, manifests)).map((config) => new EffectiveConfig(printable(config)));
}

/** For programs: one object, or a list of them when the file holds several resources. */
export function effectiveJson(configs: readonly EffectiveConfig[]): unknown {
  const objects = configs.map((config) => config.toJson());
  return objects.length === 1 ? objects[0] : objects;
}

/** For people: worker and connectors as properties, each with its provenance. */
export function effectiveText(configs: readonly EffectiveConfig[]): string {
  return configs.map((config) => config.error !== undefined
    ? `# ${config.resource}\n# it is refused: ${config.error}`
    : [
      `# ${config.resource}${ofKafka(config)}`,
      section('worker', config.worker, config.workerProvenance),
      ...config.connectors.map(({ name, connectorClass, tasksMax, state, config: settings, provenance }) =>
        section(`connector ${name} (${connectorClass}, tasks.max ${tasksMax ?? 'not set'}, ${state ?? 'running'})`, settings, provenance)),
    ].join('\n\n')).join('\n\n');
}

/** The version that the resource declares: what it can do, and which brokers it reaches, depends on it. */
function ofKafka({ workers }: EffectiveConfig): string {
  return workers?.kafkaVersion === undefined ? '' : `\n# workers of Kafka ${workers.kafkaVersion}`;
}

function section(title: string, settings: { readonly [key: string]: unknown }, provenance: { readonly [key: string]: string }): string {
  return [`# ${title}`, ...Object.keys(settings).sort().map((key) => `${key}=${settings[key]}  # ${provenance[key]}`)].join('\n');
}
