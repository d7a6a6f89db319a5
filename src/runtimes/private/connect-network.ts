import { REST_PORT } from './connect-data';
import { ConnectPodOptions, METRICS_PORT } from './connect-pods';

/** `spec` of the Service by which the connectors are kept, also while a failed task makes the workers unready. */
export function restServiceSpec({ labels }: ConnectPodOptions): object {
  return { type: 'ClusterIP', selector: labels.worker, publishNotReadyAddresses: true, ports: [{ name: 'rest', port: REST_PORT, targetPort: 'rest', protocol: 'TCP' }] };
}

/**
 * `spec` of the NetworkPolicy of the workers: Connect's REST has no login, so only they and the pod that keeps the connectors reach it. Metrics are for
 * everybody who finds them; outgoing traffic is left to the policies of the namespace. Probes come from the node, which no policy keeps out.
 */
export function workersPolicySpec({ labels, metrics }: ConnectPodOptions): object {
  const from = [labels.worker, labels.connectors].map((matchLabels) => ({ podSelector: { matchLabels } }));
  return {
    podSelector: { matchLabels: labels.worker },
    policyTypes: ['Ingress'],
    ingress: [
      { from, ports: [{ port: REST_PORT, protocol: 'TCP' }] },
      ...(metrics ? [{ ports: [{ port: METRICS_PORT.containerPort, protocol: 'TCP' }] }] : []),
    ],
  };
}

/** `spec` of the NetworkPolicy of the pod that keeps the connectors: nobody reaches it, and it reaches the workers and name servers. */
export function connectorsPolicySpec({ labels }: ConnectPodOptions): object {
  return {
    podSelector: { matchLabels: labels.connectors },
    policyTypes: ['Ingress', 'Egress'],
    egress: [
      { to: [{ podSelector: { matchLabels: labels.worker } }], ports: [{ port: REST_PORT, protocol: 'TCP' }] },
      // OpenShift's name servers listen at 5353.
      { ports: [53, 5353].flatMap((port) => ['UDP', 'TCP'].map((protocol) => ({ port, protocol }))) },
    ],
  };
}

/** `spec` of the PodDisruptionBudget: one worker at a time; one that is not ready anyway holds up nobody. */
export function disruptionBudgetSpec({ labels }: ConnectPodOptions): object {
  return { maxUnavailable: 1, selector: { matchLabels: labels.worker }, unhealthyPodEvictionPolicy: 'AlwaysAllow' };
}
