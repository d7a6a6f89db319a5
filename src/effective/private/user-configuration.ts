import { joinPath } from '../../core/config-path';
import { IgnoredKey } from '../effective-config-props';
import { javaText, javaType } from './java-text';
import { invalidConfigParameter } from './refusal';
import { Settings, resource } from './settings';

/** A free map of the resource, values as written. */
export type Config = Readonly<Record<string, unknown>>;

/** Why a key is dropped, if it is. */
export type DropRule = (key: string) => string | undefined;

/**
 * Keys of `spec.target.config` that the worker never gets, and the exceptions among them
 * (`KafkaMirrorMaker2ClusterSpec.FORBIDDEN_PREFIXES` and `FORBIDDEN_PREFIX_EXCEPTIONS`, Strimzi 1.2.0).
 */
const WORKER_FORBIDDEN = [
  'group.id', 'config.storage.topic', 'offset.storage.topic', 'status.storage.topic', 'ssl.', 'sasl.', 'security.', 'listeners', 'plugin.path',
  'rest.', 'bootstrap.servers', 'consumer.interceptor.classes', 'producer.interceptor.classes',
];
const WORKER_EXCEPTIONS = ['ssl.endpoint.identification.algorithm', 'ssl.cipher.suites', 'ssl.protocol', 'ssl.enabled.protocols'];

/** Keys that custom authentication may set (`KafkaClientAuthenticationCustom.ALLOWED_PREFIXES`, Strimzi 1.2.0). */
const CUSTOM_AUTHENTICATION_ALLOWED = ['ssl.keystore.', 'sasl.'];

/** Keys that a connector takes from its own fields only (`AbstractConnectorSpec.FORBIDDEN_PARAMETERS`, Strimzi 1.2.0). */
const CONNECTOR_FORBIDDEN = ['name', 'connector.class', 'tasks.max', 'connector.plugin.version'];

/** Java's types of a value that the operator takes (`OrderedProperties.addIterablePairs`, Strimzi 1.2.0). */
const SUPPORTED = ['java.lang.String', 'java.lang.Boolean', 'java.lang.Long', 'java.lang.Double'];

/** Drops what the operator keeps for itself from the worker's configuration. */
export const workerRule: DropRule = (key) => {
  const prefix = WORKER_FORBIDDEN.find((forbidden) => key.toLowerCase().startsWith(forbidden));
  return prefix === undefined || WORKER_EXCEPTIONS.includes(key)
    ? undefined
    : `the operator passes no key that starts with "${prefix}" to the worker; only the connectors get it, as target.cluster.${key}`;
};

/** Drops all but SASL and key store settings from custom authentication. */
export const customAuthenticationRule: DropRule = (key) =>
  CUSTOM_AUTHENTICATION_ALLOWED.some((allowed) => key.toLowerCase().startsWith(allowed))
    ? undefined
    : `custom authentication only takes keys that start with ${CUSTOM_AUTHENTICATION_ALLOWED.map((allowed) => `"${allowed}"`).join(' or ')}`;

/** Drops the keys of a connector that have a field of their own. */
export const connectorRule: DropRule = (key) => CONNECTOR_FORBIDDEN.includes(key.toLowerCase())
  ? 'the operator removes it right before it calls Kafka Connect; only the fields of the connector count'
  : undefined;

/**
 * A free map as text, without what the rule drops (`AbstractConfiguration` and `OrderedProperties`, Strimzi 1.2.0).
 * A value that is no text, number or boolean is refused, also when its key would be dropped.
 */
export function asText(config: Config, path: string, rule: DropRule): Settings<string> {
  const settings = new Settings<string>();
  checkValues(config);
  for (const [key, value] of Object.entries(config)) {
    if (rule(key) === undefined) {
      settings.put(key, typeof value === 'string' ? value : javaText(value as number | bigint | boolean), resource(joinPath(path, key)));
    }
  }
  return settings;
}

/** The keys of a free map that the rule drops. */
export function dropped(config: Config | undefined, path: string, rule: DropRule): IgnoredKey[] {
  return Object.keys(config ?? {}).flatMap((key) => {
    const reason = rule(key);
    return reason === undefined ? [] : [{ path: joinPath(path, key), key, reason }];
  });
}

/** Refuses a map with a value that is no text, number or boolean. */
export function checkValues(config: Config): void {
  for (const [key, value] of Object.entries(config)) {
    if (value === null || value === undefined) {
      throw invalidConfigParameter(key, 'A null value is not allowed for this key');
    }
    const type = javaType(value);
    if (!SUPPORTED.includes(type)) {
      throw invalidConfigParameter(key, `Unsupported type class ${type} in configuration for this key`);
    }
  }
}
