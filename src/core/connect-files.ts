/** File of a ConfigMap with the properties of the Connect workers; the other files that end with `.json` are its connectors. */
export const WORKER_FILE = 'connect-distributed.properties';

/** Labels by which objects of this library are recognized. */
export const OWN_LABELS = { 'app.kubernetes.io/name': 'mirror-maker-2', 'app.kubernetes.io/managed-by': 'cdk8s-kafka-replication' } as const;

/** File of a connector; names of files in a ConfigMap may not contain `>`. */
export function connectorFile(name: string): string {
  return `${name.replace('->', '--')}.json`;
}
