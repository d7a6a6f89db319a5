import { quoted } from '../access/shell-text';
import { Manifest } from './manifests';

/** Port of Connect's REST API in the pods of every runtime. @see KafkaConnectCluster.REST_API_PORT (Strimzi 1.2.0) */
const PORT = 8083;

/** Any image that starts Kafka by its own scripts has bash, and few have curl. */
const ASK = `exec 3<>/dev/tcp/localhost/${PORT}; printf "GET /connectors?expand=status HTTP/1.0\\r\\nHost: connect\\r\\n\\r\\n" >&3; cat <&3`;

/** What runs the workers of a kind of object: a forwarding finds a pod by it, and a command runs in one. @see KafkaMirrorMaker2Resources.serviceName (Strimzi 1.2.0) */
const WORKERS: { readonly [kind: string]: (name: string) => { readonly tool: string; readonly forwardTo: string; readonly pod: string } } = {
  KafkaMirrorMaker2: (name) => ({ tool: 'oc', forwardTo: `service/${name}-mirrormaker2-api`, pod: `pod/${name}-mirrormaker2-0` }),
  ConfigMap: (name) => ({ tool: 'kubectl', forwardTo: `deployment/${name}`, pod: `deployment/${name}` }),
};

/** How to get at the REST API of the workers of a resource, for who may: it has no login, so it gets no route. */
export function restAccess({ manifest: { kind, metadata } }: Manifest): string {
  const { tool, forwardTo, pod } = WORKERS[kind](String(metadata?.name ?? ''));
  const namespace = metadata?.namespace === undefined ? [] : ['--namespace', word(String(metadata.namespace))];
  const command = (verb: string, ...args: readonly string[]) => `  ${[tool, verb, ...namespace, ...args].join(' ')}`;
  return [
    'give --connect, the address of Connect\'s REST API on this machine. It has no login, so never make a route to it; forward its port, in another terminal:',
    command('port-forward', word(forwardTo), `${PORT}:${PORT}`),
    `and give --connect http://127.0.0.1:${PORT}. Who may not forward ports sees the states, uncompared, by`,
    command('exec', word(pod), '--', 'bash', '-c', quoted(ASK)),
  ].join('\n');
}

/** As bash takes it. */
function word(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : quoted(text);
}
