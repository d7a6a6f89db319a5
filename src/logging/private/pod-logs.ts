import { LogStream } from '../log-forwarder';
import { FOR_EVER, resourceOf, STORAGE } from './collector-config';
import { placeOf } from './stream-problems';

/** Folder in which the kubelet keeps the logs of a node's pods. */
export const POD_LOGS = '/var/log/pods';

/**
 * Receivers of the logs of these replications, and of nothing else on the node: the names of pod and container say whose log it is, so the collector needs
 * no right to ask Kubernetes.
 *
 * Rotated files are read too, so that what was written while the queue was full is not left out; a position goes by the beginning of a file, not its name.
 * The path's metadata are not parsed, because names of rotated files do not fit the parser of older collectors; the line has namespace and pod.
 *
 * @see pkg/stanza/docs/operators/{filter,container}.md of opentelemetry-collector-contrib
 */
export function podLogReceivers(streams: readonly LogStream[]): { [id: string]: object } {
  return Object.fromEntries(streams.map((stream) => {
    const { namespace, podNames, container } = placeOf(stream);
    // The glob is wide, for globs cannot say it better; the expression is exact.
    const folder = `${POD_LOGS}/${namespace}_${stream.resourceName}-*_*/${container}`;
    return [`file_log/${stream.resourceName}`, {
      include: [`${folder}/*.log`, `${folder}/*.log.*`],
      exclude: [`${folder}/*.gz`, `${folder}/*.tmp`],
      include_file_path: true,
      include_file_name: false,
      start_at: 'beginning',
      storage: STORAGE,
      retry_on_failure: FOR_EVER,
      resource: { ...resourceOf(stream.resourceName, stream.index), 'host.name': '${env:K8S_NODE_NAME}', 'k8s.namespace.name': namespace },
      operators: [
        { type: 'filter', expr: `not (attributes["log.file.path"] matches "^${POD_LOGS}/${namespace}_${podNames}_[^/]+/${container}/")` },
        { type: 'container', add_metadata_from_filepath: false, max_log_size: 0 },
      ],
    }];
  }));
}
