import { WORKER_FILE, connectorFile } from '../../core/connect-files';
import { Problem } from '../../core/problem';
import { propertyLine } from '../../core/properties-text';
import { EffectiveConfig } from '../../effective';
import { ReplicationModel } from '../../model';
import { Setting } from '../../model/mirror-settings';
import { secretsOf, SecretPlaceholder } from './client-properties';
import { connectWorkerSettings, DeclaredConnector, declaredConnectors, merged } from './connect-config';
import { CONNECT_SCRIPT } from './connect-script';
import { heartbeatProblems } from './heartbeats';
import { logConfigOf, LOG_FILES } from './log-layout';
import { certificateProblems, derivedKeyProblems } from './without-operator';

/** Where the pods find things: never inside a folder of the image, which a mount would hide. */
export const PATHS = {
  config: '/opt/kafka-replication/config',
  secrets: '/opt/kafka-replication/secrets',
  metrics: '/opt/kafka-replication/metrics',
  log: '/opt/kafka-replication/log',
} as const;

/** Folders of the image that pods do not see, since a volume is mounted over them. */
export const MOUNTED = ['/opt/kafka-replication', '/tmp'];

export const REST_PORT = 8083;
export const SCRIPT_FILE = 'connect.sh';

/** Files that a worker reads at its start only. */
export const STARTING_FILES = [WORKER_FILE, ...LOG_FILES];

/** Each Secret has a folder of its own. @see org.apache.kafka.common.config.provider.DirectoryConfigProvider (kafka-clients 4.3.1) */
const placeholder: SecretPlaceholder = (secretName, key) => `\${secrets:${PATHS.secrets}/${secretName}:${key}}`;

/**
 * The ConfigMap: properties of the workers, a file per connector, script and log configuration.
 *
 * @param version of Kafka in the image, if it is known
 */
export function connectData(model: ReplicationModel, version?: string): { [file: string]: string } {
  const log = logConfigOf(version);
  return {
    [WORKER_FILE]: podWorkerSettings(model).map(({ key, value }) => `${propertyLine(key, String(value))}\n`).join(''),
    ...Object.fromEntries(podConnectors(model).map((connector) => [connectorFile(connector.name), connectorText(connector)])),
    [SCRIPT_FILE]: CONNECT_SCRIPT,
    [log.file]: log.layout,
  };
}

/** The body of `PUT /connectors/<name>/config`, all values as text, as Connect keeps them. */
function connectorText({ name, connectorClass, tasksMax, settings }: DeclaredConnector): string {
  const config = { 'name': name, 'connector.class': connectorClass, 'tasks.max': tasksMax, ...Object.fromEntries(settings.map(({ key, value }) => [key, value])) };
  return `${JSON.stringify(config, (_, value) => typeof value === 'object' ? value : String(value), 2)}\n`;
}

function podConnectors(model: ReplicationModel): DeclaredConnector[] {
  return declaredConnectors(model, placeholder);
}

/** The worker's properties, with what belongs to the pod: its REST, which other pods reach by its address, and the places of secrets. */
function podWorkerSettings(model: ReplicationModel): Setting[] {
  const own = (key: string, value: string): Setting => ({ key, value, origin: 'library-default' });
  const settings = connectWorkerSettings(model, placeholder);
  const users = settings.find(({ key }) => key === 'config.providers');
  // The folder must exist, or the provider does not start. @see AllowedPaths (kafka-clients 4.3.1)
  const providers = secretsOf(model).size > 0 ? ['env', 'secrets'] : ['env'];
  return merged([
    ...settings,
    own('listeners', `http://:${REST_PORT}`),
    own('rest.advertised.host.name', '${env:POD_IP}'),
    { ...own('config.providers', [...users ? [users.value] : [], ...providers].join(',')), ...(users ? { origin: users.origin } : {}) },
    own('config.providers.env.class', 'org.apache.kafka.common.config.provider.EnvVarConfigProvider'),
    own('config.providers.env.param.allowlist.pattern', '^POD_IP$'),
    ...(providers.includes('secrets') ? [
      own('config.providers.secrets.class', 'org.apache.kafka.common.config.provider.DirectoryConfigProvider'),
      own('config.providers.secrets.param.allowed.paths', PATHS.secrets),
    ] : []),
  ]);
}

/** Place in the ConfigMap → prop or default that it comes from, for all that nobody has changed since. */
export function connectOrigins(model: ReplicationModel, config: EffectiveConfig): Map<string, string> {
  const unchanged = (settings: readonly Setting[], values: { readonly [key: string]: unknown }, provenance: { readonly [key: string]: string }) =>
    settings.filter(({ key, value }) => values[key] === String(value)).map(({ key, origin }): [string, string] => [provenance[key].replace(/^resource:/, ''), origin]);
  return new Map([
    ...unchanged(podWorkerSettings(model), config.worker, config.workerProvenance),
    ...podConnectors(model).flatMap(({ name, settings }) => config.connectors.filter((connector) => connector.name === name)
      .flatMap((connector) => unchanged(settings, connector.config, connector.provenance))),
  ]);
}

/** What no Connect worker outside of an operator can be told. */
export function connectProblems(model: ReplicationModel): Problem[] {
  return [
    ...derivedKeyProblems(model),
    ...certificateProblems(model),
    ...heartbeatProblems(model),
    ...podConnectors(model).flatMap(({ name, settings }) => settings.filter(({ value }) => /[\u0000-\u001f]/.test(String(value))).map(({ key }): Problem => ({
      prop: `${name} ${key}`, problem: 'holds a control character', remedy: 'remove it: it would never be found equal to what Connect keeps',
    }))),
  ];
}
