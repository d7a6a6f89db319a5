import { joinPath } from '../../core/config-path';
import { WORKER_FILE } from '../../core/connect-files';
import { quantity } from '../../core/kubernetes-quantity';
import { readProperties } from '../../core/properties-text';
import { EffectiveConfigProps, EffectiveConnector, EffectiveWorkers } from '../effective-config-props';
import { ConnectorType, connectorDefaults, workerDefaults } from './defaults';
import { Refusal } from './refusal';
import { Settings, resource } from './settings';
import { javaSize } from './workers';

const WORKER_PATH = joinPath('data', WORKER_FILE);

/** Keys of a connector that have a place of their own. */
const OWN_KEYS = ['name', 'connector.class', 'tasks.max', 'connector.plugin.version'];

/** What Kafka Connect runs by a ConfigMap with the properties of its workers and a JSON file for each connector. */
export function translateConnect(configMap: any, deployment?: any): EffectiveConfigProps {
  const { namespace, name = '' } = configMap?.metadata ?? {};
  const title = `${configMap?.kind ?? 'object'} ${namespace === undefined ? '' : `${namespace}/`}${name}`.trim();
  try {
    return { resource: title, workerPath: WORKER_PATH, ...translateData(configMap?.data ?? {}), workers: workersOf(deployment) };
  } catch (error) {
    if (error instanceof Refusal) {
      return {
        resource: title, workerPath: WORKER_PATH, error: error.message,
        worker: {}, workerDefaults: {}, workerProvenance: {}, connectors: [], flows: [], ignored: [],
      };
    }
    throw error;
  }
}

function translateData(data: { readonly [file: string]: unknown }): Omit<EffectiveConfigProps, 'resource'> {
  const text = data[WORKER_FILE];
  if (typeof text !== 'string') {
    throw new Refusal(`data['${WORKER_FILE}']: Required value`);
  }
  const worker = new Settings<string>();
  readProperties(text).forEach(([key, value]) => worker.put(key, value, resource(joinPath(WORKER_PATH, key))));
  const connectors = Object.keys(data).filter((file) => file.endsWith('.json')).map((file) => connector(file, data[file], worker.values()));
  const sources = connectors.filter(({ connectorClass }) => connectorClass.endsWith('.MirrorSourceConnector'));
  return {
    worker: worker.values(),
    workerDefaults: workerDefaults(worker.values()),
    workerProvenance: worker.provenance(),
    connectors,
    flows: sources.map(({ config, path }) => ({ source: String(config['source.cluster.alias']), target: String(config['target.cluster.alias']), path })),
    ignored: [],
  };
}

function connector(file: string, text: unknown, worker: { readonly [key: string]: string }): EffectiveConnector {
  const path = joinPath('data', file);
  const { name, ...whole } = configIn(text, path);
  const connectorClass = String(whole['connector.class']);
  const config = Object.fromEntries(Object.entries(whole).filter(([key]) => !OWN_KEYS.includes(key)));
  const tasksMax = whole['tasks.max'] === undefined ? undefined : Number(whole['tasks.max']);
  return {
    name: String(name),
    connectorClass,
    tasksMax,
    version: whole['connector.plugin.version'],
    config,
    defaults: connectorDefaults(connectorClass.replace(/^.*\./, '') as ConnectorType, config, tasksMax, worker),
    provenance: Object.fromEntries(Object.keys(config).map((key) => [key, resource(joinPath(path, key))])),
    path,
  };
}

function configIn(text: unknown, path: string): { readonly [key: string]: any } {
  try {
    const config = JSON.parse(String(text));
    if (typeof config?.name === 'string' && typeof config['connector.class'] === 'string') {
      return config;
    }
  } catch {
    // The error would repeat what may be a secret.
  }
  throw new Refusal(`${path}: is not a JSON object with name and connector.class`);
}

/** The workers, by the Deployment that runs them. */
function workersOf(deployment: any): EffectiveWorkers | undefined {
  if (deployment?.spec === undefined) {
    return undefined;
  }
  const [container] = deployment.spec.template?.spec?.containers ?? [];
  const heap = (container?.env ?? []).find((variable: any) => variable?.name === 'KAFKA_HEAP_OPTS')?.value;
  const limit = quantity(container?.resources?.limits?.memory);
  return {
    count: Number(deployment.spec.replicas ?? 1),
    kafkaVersion: deployment.metadata?.labels?.['app.kubernetes.io/version'],
    heapBytes: javaSize(/-Xmx(\S+)/.exec(String(heap ?? ''))?.[1]),
    memoryLimitBytes: Number.isNaN(limit) ? undefined : limit,
  };
}
