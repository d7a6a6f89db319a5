import { isIPv4 } from 'net';

type Labels = { readonly [label: string]: string };

/** A pod, or an address outside of Kubernetes. */
export interface Endpoint {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Labels;
  readonly address?: string;
}

/**
 * What Kubernetes lets through: a connection between two pods needs a rule of the one for its way out and one of the other for its way in; a pod that no
 * policy selects for a direction is open in that direction.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/ (networking.k8s.io/v1)
 */
export class Network {
  /** @param policies NetworkPolicy objects @param namespaces labels of the namespaces beside their name */
  constructor(private readonly policies: readonly any[], private readonly namespaces: { readonly [name: string]: Labels } = {}) {}

  public mayConnect(from: Endpoint, to: Endpoint, port: number, protocol: 'TCP' | 'UDP' = 'TCP'): boolean {
    return this.isLetThrough('Egress', from, to, port, protocol) && this.isLetThrough('Ingress', to, from, port, protocol);
  }

  private isLetThrough(direction: 'Ingress' | 'Egress', pod: Endpoint, other: Endpoint, port: number, protocol: string): boolean {
    const policies = this.policies.filter(({ metadata, spec }) => pod.namespace !== undefined && metadata.namespace === pod.namespace
      && selects(spec.podSelector, pod.labels ?? {}) && directionsOf(spec).includes(direction));
    const rules = policies.flatMap((policy) => (policy.spec[direction.toLowerCase()] ?? []).map((rule: any) => ({ rule, policy })));
    return policies.length === 0 || rules.some(({ rule, policy }) => {
      const peers: any[] | undefined = direction === 'Ingress' ? rule.from : rule.to;
      // No list of peers means everybody, an empty one too.
      return (!peers?.length || peers.some((peer) => this.isPeer(peer, policy, other)))
        && (!rule.ports?.length || rule.ports.some((one: any) => isPort(one, port, protocol)));
    });
  }

  private isPeer(peer: any, policy: any, { namespace, labels = {}, address }: Endpoint): boolean {
    if (peer.ipBlock) {
      // Blocks are for addresses outside of the cluster; what they do to pods differs between networks.
      return address !== undefined && isWithin(address, peer.ipBlock.cidr) && !(peer.ipBlock.except ?? []).some((cidr: string) => isWithin(address, cidr));
    }
    const inNamespace = namespace !== undefined && (peer.namespaceSelector === undefined ? namespace === policy.metadata.namespace
      : selects(peer.namespaceSelector, { ...this.namespaces[namespace], 'kubernetes.io/metadata.name': namespace }));
    return inNamespace && (peer.podSelector === undefined || selects(peer.podSelector, labels));
  }
}

function directionsOf({ policyTypes, egress }: any): string[] {
  return policyTypes ?? ['Ingress', ...(egress ? ['Egress'] : [])];
}

function selects({ matchLabels = {}, matchExpressions = [] }: any, labels: Labels): boolean {
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value)
    && matchExpressions.every(({ key, operator, values }: any) => {
      switch (operator) {
        case 'In': return values.includes(labels[key]);
        case 'NotIn': return !values.includes(labels[key]);
        case 'Exists': return key in labels;
        case 'DoesNotExist': return !(key in labels);
        default: throw new Error(`unknown operator ${operator}`);
      }
    });
}

function isPort({ port, endPort, protocol = 'TCP' }: any, wanted: number, wantedProtocol: string): boolean {
  if (typeof port === 'string') {
    throw new Error(`named port ${port}: not evaluated here`);
  }
  return protocol === wantedProtocol && (port === undefined || port === wanted || (endPort !== undefined && wanted >= port && wanted <= endPort));
}

function isWithin(address: string, cidr: string): boolean {
  const [block, length] = cidr.split('/');
  if (!isIPv4(address) || !isIPv4(block)) {
    throw new Error(`${address} in ${cidr}: only IPv4 is evaluated here`);
  }
  const bits = (text: string) => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(length));
  return Math.floor(bits(address) / size) === Math.floor(bits(block) / size);
}
