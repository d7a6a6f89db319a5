import { createHash } from 'crypto';
import { ANNOTATIONS } from '../../core/annotations';
import { WORKER_FILE } from '../../core/connect-files';
import { millisecondsOf } from '../../core/durations';
import { ConfigMapKey, ReplicationModel } from '../../model';
import { allowedUrls, secretsOf } from './client-properties';
import { PATHS, REST_PORT, SCRIPT_FILE, STARTING_FILES } from './connect-data';
import { javaVariables } from './java-command';
import { logConfigOf } from './log-layout';
import { countOf, WorkerSize } from './worker-size';

/** What the runtime decides about the pods. */
export interface ConnectPodOptions extends WorkerSize {
  readonly resourceName: string;
  readonly image: string;
  /** Of Kafka in the image, if it is known. */
  readonly version?: string;
  readonly imagePullSecrets: readonly string[];
  readonly runAsUser?: number;
  readonly kafkaHome: string;
  readonly metricsAgent: string;
  readonly podAnnotations: { readonly [key: string]: string };
  /** Labels of the workers, and of the pod that keeps the connectors. */
  readonly labels: { readonly worker: Labels; readonly connectors: Labels };
  readonly metrics?: ConfigMapKey;
  readonly logLayout?: ConfigMapKey;
}

type Labels = { readonly [label: string]: string };
type Data = { readonly [file: string]: string };

/** Port of the JMX exporter, named as Strimzi names it. */
export const METRICS_PORT = { name: 'tcp-prometheus', containerPort: 9404 } as const;

/** Name of the container of a worker. */
export const WORKER_CONTAINER = 'worker';

const REST = { name: 'rest', containerPort: REST_PORT } as const;

/**
 * `spec` of the Deployment of the workers. A Deployment, not a StatefulSet: nothing in Connect is kept under a worker's name, a pod that is lost with
 * its node is replaced without anybody's help, and a worker that never gets ready does not hold up the version that would repair it.
 *
 * @param data the files of the ConfigMap as they will be applied
 * @see org.apache.kafka.connect.runtime.distributed.IncrementalCooperativeAssignor (connect-runtime 4.3.1): lost tasks go to whoever joins
 */
export function workersSpec(model: ReplicationModel, pod: ConnectPodOptions, data: Data): object {
  return {
    replicas: countOf(model.workers),
    // One goes, and its tasks wait for the one that comes in its place: those of the others stay where they are.
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
    // The next one goes when the tasks of the last one have found their place.
    minReadySeconds: Math.ceil(millisecondsOf(model.rebalanceDelay) / 1000),
    selector: { matchLabels: pod.labels.worker },
    template: {
      metadata: podMetadata(pod, pod.labels.worker, digest(data, (file) => STARTING_FILES.includes(file))),
      spec: {
        ...podDefaults(pod),
        serviceAccountName: pod.resourceName,
        // Time to stop the tasks and store source positions, so that a planned stop repeats nothing.
        terminationGracePeriodSeconds: 60,
        topologySpreadConstraints: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
          maxSkew: 1, topologyKey, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: pod.labels.worker },
        })),
        containers: [worker(model, pod)],
        volumes: volumes(model, pod),
      },
    },
  };
}

/** `spec` of the Deployment that keeps the connectors as they are declared: one pod, so that no two of them write one after the other. */
export function connectorsSpec(pod: ConnectPodOptions, data: Data): object {
  const script = `${PATHS.config}/${SCRIPT_FILE}`;
  return {
    replicas: 1,
    // An old one and a new one would undo each other's work.
    strategy: { type: 'Recreate' },
    selector: { matchLabels: pod.labels.connectors },
    template: {
      metadata: podMetadata(pod, pod.labels.connectors, digest(data, (file) => !STARTING_FILES.includes(file))),
      spec: {
        ...podDefaults(pod),
        serviceAccountName: pod.resourceName,
        terminationGracePeriodSeconds: 5,
        containers: [{
          name: 'connectors',
          image: pod.image,
          command: ['/bin/bash', script, 'reconcile', restName(pod.resourceName), String(REST_PORT), PATHS.config],
          // Ready: all connectors are as declared, and none has failed.
          readinessProbe: { exec: { command: ['/bin/bash', '-c', 'test -e /tmp/in-sync'] }, periodSeconds: 5, timeoutSeconds: 5 },
          livenessProbe: { exec: { command: ['/bin/bash', script, 'alive'] }, periodSeconds: 60, timeoutSeconds: 10, failureThreshold: 3 },
          resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '64Mi' } },
          securityContext: CONTAINER_SECURITY,
          volumeMounts: [{ name: 'config', mountPath: PATHS.config, readOnly: true }, { name: 'tmp', mountPath: '/tmp' }],
        }],
        volumes: [{ name: 'config', configMap: { name: pod.resourceName } }, { name: 'tmp', emptyDir: {} }],
      },
    },
  };
}

/** Name of the Service by which the connectors are kept. */
export function restName(resourceName: string): string {
  return `${resourceName}-rest`;
}

/** Fits the Pod Security level restricted and OpenShift's restricted-v2. */
const CONTAINER_SECURITY = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};

/** A pod is replaced when its files change: nothing else makes it read them again. */
function podMetadata({ podAnnotations }: ConnectPodOptions, labels: Labels, checksum: string): object {
  return { labels, annotations: { ...podAnnotations, [ANNOTATIONS.checksum]: checksum } };
}

function podDefaults({ runAsUser, imagePullSecrets }: ConnectPodOptions): object {
  return {
    // Nothing here talks to Kubernetes.
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    imagePullSecrets: imagePullSecrets.length > 0 ? imagePullSecrets.map((name) => ({ name })) : undefined,
    securityContext: { runAsNonRoot: true, runAsUser, seccompProfile: { type: 'RuntimeDefault' } },
  };
}

function worker(model: ReplicationModel, pod: ConnectPodOptions): object {
  const { metrics, logLayout } = pod;
  const agents = metrics ? [`${pod.metricsAgent}=${METRICS_PORT.containerPort}:${PATHS.metrics}/${metrics.key}`] : [];
  const log = logConfigOf(pod.version);
  const logOption = log.optionOf(logLayout ? `${PATHS.log}/${logLayout.key}` : `${PATHS.config}/${log.file}`);
  const get = (path: string) => ({ httpGet: { path, port: REST.name } });
  return {
    name: WORKER_CONTAINER,
    image: pod.image,
    command: [`${pod.kafkaHome}/bin/connect-distributed.sh`, `${PATHS.config}/${WORKER_FILE}`],
    env: [
      { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
      { name: 'LOG_DIR', value: '/tmp/logs' },
      ...javaVariables(pod, allowedUrls(model), logOption, agents).map(([name, value]) => ({ name, value })),
    ],
    ports: metrics ? [REST, METRICS_PORT] : [REST],
    // The worker has joined its group and read what it must know. Kafka answers by itself after ten seconds.
    startupProbe: { ...get('/health'), periodSeconds: 10, timeoutSeconds: 12, failureThreshold: 60 },
    // It takes part in its group, and none of its tasks has failed.
    readinessProbe: {
      exec: { command: ['/bin/bash', '-c', `exec /bin/bash ${PATHS.config}/${SCRIPT_FILE} ready 127.0.0.1 ${REST_PORT} "$POD_IP:${REST_PORT}"`] },
      periodSeconds: 20, timeoutSeconds: 15, failureThreshold: 2,
    },
    // It answers. Not /health: that fails while the target is away, and starting anew would only make that longer.
    livenessProbe: { ...get('/'), periodSeconds: 20, timeoutSeconds: 10, failureThreshold: 6 },
    resources: { requests: { cpu: `${countOf(pod.cpuMillis)}m`, memory: `${pod.memoryMebibytes}Mi` }, limits: { memory: `${pod.memoryMebibytes}Mi` } },
    securityContext: CONTAINER_SECURITY,
    volumeMounts: [
      { name: 'config', mountPath: PATHS.config, readOnly: true },
      ...[...secretsOf(model).keys()].map((secretName, i) => ({ name: `secret-${i}`, mountPath: `${PATHS.secrets}/${secretName}`, readOnly: true })),
      ...(metrics ? [{ name: 'metrics', mountPath: PATHS.metrics, readOnly: true }] : []),
      ...(logLayout ? [{ name: 'log', mountPath: PATHS.log, readOnly: true }] : []),
      { name: 'tmp', mountPath: '/tmp' },
    ],
  };
}

function volumes(model: ReplicationModel, { resourceName, metrics, logLayout }: ConnectPodOptions): object[] {
  const configMap = ({ configMapName, key }: ConfigMapKey) => ({ name: configMapName, items: [{ key, path: key }] });
  return [
    { name: 'config', configMap: { name: resourceName } },
    // Of each Secret only the keys that are needed.
    ...[...secretsOf(model)].map(([secretName, keys], i) => ({ name: `secret-${i}`, secret: { secretName, items: [...keys].map((key) => ({ key, path: key })) } })),
    ...(metrics ? [{ name: 'metrics', configMap: configMap(metrics) }] : []),
    ...(logLayout ? [{ name: 'log', configMap: configMap(logLayout) }] : []),
    { name: 'tmp', emptyDir: {} },
  ];
}

function digest(data: Data, counts: (file: string) => boolean): string {
  const files = Object.keys(data).filter(counts).sort().map((file) => [file, data[file]]);
  return createHash('sha256').update(JSON.stringify(files)).digest('hex');
}
