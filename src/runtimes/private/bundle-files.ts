import { createHash } from 'crypto';
import { ReplicationModel } from '../../model';
import { resourceNameOf } from '../../model/resource-name';
import { bundleReadme } from './bundle-readme';
import { BUNDLE_SCRIPT } from './bundle-script';
import { allowedUrls, secretsOf } from './client-properties';
import { javaVariables } from './java-command';
import { logConfigOf } from './log-layout';
import { homeOf, mirrorMakerText, NODE_ADDRESS, writtenClusters } from './mirror-maker-properties';
import { systemdUnit } from './systemd-unit';
import { WorkerSize } from './worker-size';

/** What the runtime decides about the nodes. */
export interface BundleOptions extends WorkerSize {
  readonly kafkaHome: string;
  readonly account: string;
  readonly restPort: number;
  readonly metricsPort: number;
  readonly metricsAgent: string;
  /** Rules of the JMX exporter, if metrics are served. */
  readonly metricsRules?: string;
  /** Log4j 2 configuration, if it is not ours. */
  readonly logLayout?: string;
  /** Files that others added; they replace ours of the same name. */
  readonly files: readonly BundleFile[];
}

/** A file of a bundle. */
export interface BundleFile {
  readonly name: string;
  readonly text: string;
  readonly isExecutable?: boolean;
}

const JAVA_VERSION = 17;

/** All files of a bundle. No file holds a secret: `mm2.properties` names the files that do. */
export function bundleFiles(model: ReplicationModel, options: BundleOptions): BundleFile[] {
  const name = resourceNameOf(model.name);
  const home = homeOf(model);
  const current = `${home}/current`;
  const { metricsRules, metricsPort, metricsAgent } = options;
  const agents = metricsRules === undefined ? [] : [`${metricsAgent}=${metricsPort}:${current}/metrics.yaml`];
  const log = logConfigOf();
  const variables = javaVariables(options, allowedUrls(model), log.optionOf(`${current}/${log.file}`), agents);
  const own: BundleFile[] = [
    { name: 'README.md', text: bundleReadme(model, options, secretFiles(model, options)) },
    { name: 'mm2.properties', text: mirrorMakerText(model, { secrets: `${home}/secrets`, restPort: options.restPort }) },
    { name: 'worker.env', text: variables.map(([key, value]) => `${key}="${value}"\n`).join('') },
    { name: log.file, text: options.logLayout ?? log.layout },
    ...(metricsRules === undefined ? [] : [{ name: 'metrics.yaml', text: metricsRules }]),
    { name: 'log-collector.yaml', text: logCollector(name) },
    {
      name: `${name}.service`,
      text: systemdUnit({ ...options, name, current, nodeFile: `${home}/node.env`, clusters: writtenClusters(model) }),
    },
  ];
  const release = [...new Map([...own, ...options.files].map((file) => [file.name, file])).values()];
  return [
    ...release,
    { name: 'node.env.template', text: nodeEnvironment(home) },
    { name: 'bundle.conf', text: bundleConf(model, options, release) },
    { name: 'mm2.sh', text: BUNDLE_SCRIPT, isExecutable: true },
  ];
}

function nodeEnvironment(home: string): string {
  return `# What only this node knows. Copy it to ${home}/node.env and fill it in.
# Address by which the other nodes reach this one; no other address is listened at.
${NODE_ADDRESS}=
# Where java is not that of the path:
# JAVA_HOME=
`;
}

/** What the script has to know. The release is named by its content: the same bundle is the same release. */
function bundleConf(model: ReplicationModel, options: BundleOptions, release: readonly BundleFile[]): string {
  const list = (values: readonly string[]) => `(${values.map((value) => `'${value}'`).join(' ')})`;
  const values: [key: string, value: string | number][] = [
    ['NAME', resourceNameOf(model.name)],
    ['RELEASE', createHash('sha256').update(JSON.stringify(release)).digest('hex').slice(0, 12)],
    ['ACCOUNT', options.account],
    ['KAFKA_HOME', options.kafkaHome],
    ['JAVA_VERSION', JAVA_VERSION],
    ['MEMORY_MEBIBYTES', options.memoryMebibytes],
    ['REST_PORT', options.restPort],
    ['METRICS_PORT', options.metricsPort],
    ['METRICS_AGENT', options.metricsRules === undefined ? '' : options.metricsAgent],
    ['SECRETS', list(secretFiles(model, options))],
    ['FILES', list(release.map(({ name }) => name))],
  ];
  return values.map(([key, value]) => `${key}=${value}\n`).join('');
}

/** Files of the secrets, below the folder of the secrets: those of the clusters, and those that added files name, such as the token of a log collector. */
function secretFiles(model: ReplicationModel, { files }: BundleOptions): string[] {
  const folder = `${homeOf(model)}/secrets/`;
  const own = [...secretsOf(model)].flatMap(([secretName, keys]) => [...keys].map((key) => `${secretName}/${key}`));
  const added = files.flatMap(({ text }) => text.split(folder).slice(1).flatMap((rest) => /^[-\w.]+\/[-\w.]+/.exec(rest) ?? []));
  return [...new Set([...own, ...added])];
}

/** For an OpenTelemetry collector, Splunk's among them: where the lines are, and what they are called. */
function logCollector(name: string): string {
  return `# Merge into the configuration of an OpenTelemetry collector; its exporters are yours.
receivers:
  journald/${name}:
    units: [${name}.service]
    merge: true # else lines from before a restart of the machine are passed over
processors:
  resource/${name}:
    attributes:
      - { key: service.name, value: ${name}, action: upsert }
`;
}
