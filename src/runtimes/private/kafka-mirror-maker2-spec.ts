import { createHash } from 'crypto';
import { KafkaCluster, TlsTrust } from '../../clusters';
import { AuthenticationDetails, SECRET_REFERENCE } from '../../clusters/authentication';
import { SecretKey } from '../../core/secret-key';
import { ConfigMapKey, ReplicationFlow, ReplicationModel } from '../../model';
import { checkpointConnectorSettings, Setting, sourceConnectorSettings, workerSettings } from '../../model/mirror-settings';
import { OriginRecorder } from './origins';
import { countOf, WorkerSize } from './worker-size';

/** What the runtime decides about the pods. */
export interface PodOptions extends WorkerSize {
  /** Labels that select exactly these pods. */
  readonly podSelector: { readonly [label: string]: string };
  readonly version?: string;
  readonly image?: string;
  readonly podAnnotations?: { readonly [key: string]: string };
}

/** What others added to the pods. */
export interface Additions {
  readonly metrics?: ConfigMapKey;
  readonly logLayout?: ConfigMapKey;
}

/**
 * `spec` of a KafkaMirrorMaker2 (API version v1) for a model.
 *
 * @param origins told for each value which prop or default it comes from
 * @see kafkamirrormaker2 v1 schema, Strimzi 1.2.0
 */
export function kafkaMirrorMaker2Spec(model: ReplicationModel, pod: PodOptions, origins: OriginRecorder, additions: Additions): object {
  const clusters = [model.target, ...model.flows.map((flow) => flow.source)];
  return {
    replicas: countOf(model.workers),
    version: pod.version,
    image: pod.image,
    target: {
      ...clusterBlock(model.target, origins.at('target'), 'target'),
      groupId: model.storage.groupId,
      configStorageTopic: model.storage.configTopic,
      offsetStorageTopic: model.storage.offsetTopic,
      statusStorageTopic: model.storage.statusTopic,
      config: settingsObject(workerSettings(model), origins.at('target', 'config')),
    },
    mirrors: model.flows.map((flow, i) => mirror(model, flow, origins.at('mirrors', i))),
    resources: {
      requests: { cpu: `${countOf(pod.cpuMillis)}m`, memory: `${pod.memoryMebibytes}Mi` },
      limits: { memory: `${pod.memoryMebibytes}Mi` },
    },
    jvmOptions: {
      '-Xms': `${pod.heapMebibytes}m`,
      '-Xmx': `${pod.heapMebibytes}m`,
      '-XX': Object.keys(pod.jvmOptions).length > 0 ? pod.jvmOptions : undefined,
      'javaSystemProperties': orNone(allowedUrls(clusters)),
    },
    // The worker answers once it has joined its group; starting MM2 takes some ten seconds on a busy node.
    readinessProbe: { initialDelaySeconds: 15, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
    livenessProbe: { initialDelaySeconds: 60, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
    metricsConfig: additions.metrics && { type: 'jmxPrometheusExporter', valueFrom: { configMapKeyRef: configMapKeyRef(additions.metrics) } },
    logging: additions.logLayout && { type: 'external', valueFrom: { configMapKeyRef: configMapKeyRef(additions.logLayout) } },
    template: template(pod, clusters),
  };
}

function clusterBlock(cluster: KafkaCluster, origins: OriginRecorder, prop: string): object {
  return {
    alias: origins.note('alias', cluster.alias, `prop:${prop}.alias`),
    bootstrapServers: origins.note('bootstrapServers', cluster.bootstrapServers.join(','), `prop:${prop}.bootstrapServers`),
    tls: cluster.trust && origins.note('tls', tls(cluster.trust), `prop:${prop}.trust`),
    authentication: origins.note('authentication', authentication(cluster.authentication._details), `prop:${prop}.authentication`),
  };
}

function mirror(model: ReplicationModel, flow: ReplicationFlow, origins: OriginRecorder): object {
  const declared = (prop: string) => `prop:${flow.declaredAt}${prop}`;
  return {
    source: clusterBlock(flow.source, origins.at('source'), `${flow.declaredAt}source`),
    sourceConnector: {
      tasksMax: countOf(flow.tasksMax),
      autoRestart: { enabled: true },
      config: settingsObject(sourceConnectorSettings(model, flow), origins.at('sourceConnector', 'config')),
    },
    checkpointConnector: flow.groups && {
      tasksMax: 1,
      autoRestart: { enabled: true },
      config: settingsObject(checkpointConnectorSettings(model, flow), origins.at('checkpointConnector', 'config')),
    },
    topicsPattern: origins.note('topicsPattern', flow.topics.include, declared('topics')),
    topicsExcludePattern: origins.note('topicsExcludePattern', flow.topics.exclude, declared('topics')),
    groupsPattern: origins.note('groupsPattern', flow.groups?.include, declared('groups')),
    groupsExcludePattern: origins.note('groupsExcludePattern', flow.groups?.exclude, declared('groups')),
  };
}

function settingsObject(settings: readonly Setting[], origins: OriginRecorder): object {
  return Object.fromEntries(settings.map(({ key, value, origin }) => [key, origins.note(key, value, origin)]));
}

/** Trust as Strimzi has it. */
export function tls(trust: TlsTrust): object {
  if (trust.secretName === undefined) {
    return {};
  }
  const certificate = trust.certificate!;
  return { trustedCertificates: [{ secretName: trust.secretName, ...(/[*?]/.test(certificate) ? { pattern: certificate } : { certificate }) }] };
}

/** Credentials as Strimzi has them. */
export function authentication(details: AuthenticationDetails): object | undefined {
  switch (details.kind) {
    case 'none': return undefined;
    case 'tls': return { type: 'tls', certificateAndKey: { secretName: details.secretName, certificate: details.certificate, key: details.key } };
    case 'plain':
    case 'scram-sha-256':
    case 'scram-sha-512':
      return { type: details.kind, username: details.username, passwordSecret: { secretName: details.password.secretName, password: details.password.key } };
    case 'custom': {
      const resolve = (value: string) => value.replace(SECRET_REFERENCE, (reference, name: string) =>
        details.secrets[name] ? `\${strimzienv:${environmentVariable(details.secrets[name])}}` : reference);
      return { type: 'custom', sasl: details.sasl, config: Object.fromEntries(Object.entries(details.config).map(([key, value]) => [key, resolve(value)])) };
    }
  }
}

/**
 * Secrets of custom authentication come as environment variables: the operator's Role, by which MM2 reads Secrets, names only those
 * of the other authentication types. @see KafkaMirrorMaker2Cluster.generateRole (Strimzi 1.2.0)
 */
function secretVariables(clusters: readonly KafkaCluster[]): object[] {
  const secrets = clusters.flatMap(({ authentication: { _details } }) => _details.kind === 'custom' ? Object.values(_details.secrets) : []);
  const byName = new Map(secrets.map((secret) => [environmentVariable(secret), secret]));
  return [...byName.values()].map(variable);
}

/** A Secret's key as an environment variable of the pods. */
export function variable(secret: SecretKey): object {
  return { name: environmentVariable(secret), valueFrom: { secretKeyRef: { name: secret.secretName, key: secret.key } } };
}

/** Readable, and different for different keys: `a-b`/`c` and `a`/`b-c` must never hand each other's secret to a cluster. */
export function environmentVariable({ secretName, key }: SecretKey): string {
  const digest = createHash('sha256').update(JSON.stringify([secretName, key])).digest('hex').slice(0, 8);
  return `SECRET_${secretName}_${key}_${digest}`.toUpperCase().replace(/[^A-Z0-9]/g, '_');
}

/** Kafka 4 fetches tokens only from listed addresses. @see ConfigurationUtils.throwIfURLIsNotAllowed (kafka-clients 4.3.1) */
export function allowedUrls(clusters: readonly KafkaCluster[]): object[] {
  const urls = clusters.flatMap(({ authentication: { _details } }) => _details.kind === 'custom' ? _details.allowedUrls : []);
  return urls.length === 0 ? [] : [{ name: 'org.apache.kafka.sasl.oauthbearer.allowed.urls', value: [...new Set(urls)].join(',') }];
}

/** Pods that fit the Pod Security level restricted. */
export function template(pod: PodOptions, clusters: readonly KafkaCluster[]): object {
  const spread = (topologyKey: string) =>
    ({ maxSkew: 1, topologyKey, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: pod.podSelector } });
  return {
    pod: {
      metadata: pod.podAnnotations && { annotations: pod.podAnnotations },
      // No runAsUser: OpenShift assigns one, and Strimzi's image brings its own.
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      // Time to stop the tasks and store source positions, so that a planned stop repeats nothing.
      terminationGracePeriodSeconds: 60,
      topologySpreadConstraints: [spread('topology.kubernetes.io/zone'), spread('kubernetes.io/hostname')],
    },
    connectContainer: {
      env: orNone(secretVariables(clusters)),
      securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: { drop: ['ALL'] }, seccompProfile: { type: 'RuntimeDefault' } },
    },
    podDisruptionBudget: { maxUnavailable: 1 },
  };
}

function configMapKeyRef({ configMapName, key }: ConfigMapKey): object {
  return { name: configMapName, key };
}

/** A list, or nothing where it is empty. */
export function orNone<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined;
}
