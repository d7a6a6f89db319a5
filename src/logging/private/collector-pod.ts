import { ForwardedLogs } from '../log-forwarder';
import { collectorConfig, METRICS_PORT } from './collector-config';
import { POD_LOGS, podLogReceivers } from './pod-logs';

/** Ports of the container. */
export const COLLECTOR_PORTS = { health: 13133, metrics: METRICS_PORT } as const;

const STORAGE_FOLDER = '/var/lib/otelcol/storage';
const CA_FOLDER = '/etc/otelcol/ca';

/** Configuration of a collector that runs as one pod on each node. */
export function podCollectorConfig(logs: ForwardedLogs): object {
  const { trust } = logs.splunk;
  return collectorConfig(logs, podLogReceivers(logs.streams), {
    storage: STORAGE_FOLDER,
    token: '${env:SPLUNK_HEC_TOKEN}',
    caFile: trust?.secretName === undefined ? undefined : `${CA_FOLDER}/${trust.certificate}`,
    metrics: { host: '0.0.0.0', port: COLLECTOR_PORTS.metrics },
    health: `0.0.0.0:${COLLECTOR_PORTS.health}`,
  });
}

/** Variables: the token never stands in a file or in the list of processes. */
export function collectorVariables({ splunk: { token } }: ForwardedLogs): object[] {
  return [
    { name: 'K8S_NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
    { name: 'SPLUNK_HEC_TOKEN', valueFrom: { secretKeyRef: { name: token.secretName, key: token.key } } },
  ];
}

/** Volumes of the pod, and where they are in the container. */
export function collectorVolumes({ name, splunk: { trust } }: ForwardedLogs): { readonly volumes: object[]; readonly volumeMounts: object[] } {
  const own = trust?.secretName === undefined ? [] : [trust];
  return {
    volumes: [
      { name: 'pods', hostPath: { path: POD_LOGS, type: 'Directory' } },
      // On the node: positions and queue outlive the pod.
      { name: 'storage', hostPath: { path: `/var/lib/otelcol-${name}`, type: 'DirectoryOrCreate' } },
      ...own.map(({ secretName, certificate }) => ({ name: 'ca', secret: { secretName, items: [{ key: certificate, path: certificate }] } })),
    ],
    volumeMounts: [
      { name: 'pods', mountPath: POD_LOGS, readOnly: true },
      { name: 'storage', mountPath: STORAGE_FOLDER },
      ...own.map(() => ({ name: 'ca', mountPath: CA_FOLDER, readOnly: true })),
    ],
  };
}

/** The user that owns the logs of pods, without any of its powers. */
export const COLLECTOR_SECURITY = {
  runAsUser: 0,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  readOnlyRootFilesystem: true,
  seccompProfile: { type: 'RuntimeDefault' },
} as const;

export const COLLECTOR_RESOURCES = { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '256Mi' } } as const;

/** Workers may run on any node. */
export const EVERY_NODE = [{ operator: 'Exists' }] as const;
