import { SecretKey } from '../../core/secret-key';
import { ReplicationModel } from '../../model';
import { heartbeatConnectorSettings, heartbeatWorkerSettings, Setting } from '../../model/mirror-settings';
import { clientProperties } from './client-properties';
import { heartbeatStorage } from './heartbeats';
import { allowedUrls, authentication, environmentVariable, orNone, PodOptions, template, tls, variable } from './kafka-mirror-maker2-spec';

const BYTES = 'org.apache.kafka.connect.converters.ByteArrayConverter';

/** One task that writes a few bytes: what a worker needs by itself. */
const HEAP = '384m';
const MEMORY = '640Mi';

/** Name of the KafkaConnect of a resource, and of its KafkaConnector. Not that of the resource: both would own the Secret `<name>-connect-tls-trusted-certs`. */
export function heartbeatConnectName(resourceName: string): string {
  return `${resourceName}-heartbeats`;
}

/**
 * `spec` of the KafkaConnect (API version v1) that emits heartbeats into the first source: a KafkaMirrorMaker2 makes none, and its workers write to the target.
 *
 * @see kafkaconnect v1 schema, Strimzi 1.2.0; con-config-mirrormaker2-connectors.adoc
 */
export function heartbeatConnectSpec(model: ReplicationModel, pod: PodOptions): object {
  const [flow] = model.flows;
  const { source } = flow;
  const { groupId, configTopic, offsetTopic, statusTopic } = heartbeatStorage(model);
  const { connectContainer, ...rest } = template(pod, [source]) as { connectContainer: { env?: object[] } };
  const variables = new Map([...connectContainer.env ?? [], ...secretsOf(model).map(variable)].map((one) => [JSON.stringify(one), one]));
  return {
    replicas: 1,
    version: pod.version,
    image: pod.image,
    bootstrapServers: source.bootstrapServers.join(','),
    groupId,
    configStorageTopic: configTopic,
    offsetStorageTopic: offsetTopic,
    statusStorageTopic: statusTopic,
    tls: source.trust && tls(source.trust),
    authentication: authentication(source.authentication._details),
    // Strimzi takes JSON, and heartbeats are bytes.
    config: { 'key.converter': BYTES, 'value.converter': BYTES, 'header.converter': BYTES, ...valuesOf(heartbeatWorkerSettings(flow)) },
    resources: { requests: { cpu: '100m', memory: MEMORY }, limits: { memory: MEMORY } },
    jvmOptions: { '-Xms': HEAP, '-Xmx': HEAP, 'javaSystemProperties': orNone(allowedUrls([source])) },
    template: { ...rest, connectContainer: { ...connectContainer, env: orNone([...variables.values()]) } },
  };
}

/**
 * `spec` of its KafkaConnector. It makes the topic by a client of its own, whose secrets are variables of the pod: the Role of these pods names only the
 * Secrets by which the workers log in.
 */
export function heartbeatConnectorSpec({ target, flows: [flow] }: ReplicationModel): object {
  const placeholder = (secretName: string, key: string) => `\${strimzienv:${environmentVariable(SecretKey.of(secretName, key))}}`;
  const reached = clientProperties(flow.source, `${flow.declaredAt}source`, placeholder);
  return {
    class: 'org.apache.kafka.connect.mirror.MirrorHeartbeatConnector',
    tasksMax: 1,
    autoRestart: { enabled: true },
    config: {
      // Of the opposite direction, as in dedicated mode.
      'source.cluster.alias': target.alias,
      'target.cluster.alias': flow.source.alias,
      ...Object.fromEntries(reached.map(({ key, value }) => [`target.cluster.${key}`, value])),
      ...valuesOf(heartbeatConnectorSettings(flow)),
    },
  };
}

/** What the connector's own client has to be given of the first source. */
function secretsOf({ flows: [{ source }] }: ReplicationModel): SecretKey[] {
  const secrets: SecretKey[] = [];
  clientProperties(source, 'source', (secretName, key) => {
    secrets.push(SecretKey.of(secretName, key));
    return '';
  });
  return secrets;
}

function valuesOf(settings: readonly Setting[]): { [key: string]: Setting['value'] } {
  return Object.fromEntries(settings.map(({ key, value }) => [key, value]));
}
