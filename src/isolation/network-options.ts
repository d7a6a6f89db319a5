/** Pods at the other end of a connection. */
export interface PodPeer {
  /**
   * Namespace of the pods.
   * @default - any namespace
   */
  readonly namespace?: string;
  /**
   * Labels of the pods.
   * @default - all pods of the namespace
   */
  readonly podLabels?: { [key: string]: string };
}

/**
 * Who may talk to the workers of a line of business, and to whom they may talk, beside what follows from the clusters.
 *
 * A NetworkPolicy knows pods and addresses, no host names: for a cluster outside of Kubernetes the ports follow from its bootstrap servers, the addresses
 * have to be given.
 */
export interface LobNetworkOptions {
  /**
   * The operator, which calls the REST interface of the workers (port 8083).
   * @default - pods with the label `strimzi.io/kind: cluster-operator` in any namespace, as in the policy that Strimzi 1.2.0 makes itself
   */
  readonly operator?: PodPeer;
  /**
   * Who scrapes metrics (port 9404). Strimzi's own policy opens that port to everybody, unless the operator runs with `STRIMZI_NETWORK_POLICY_GENERATION=false`.
   * @default - the namespace `openshift-user-workload-monitoring`
   */
  readonly metricsScraper?: PodPeer;
  /**
   * The name servers (ports 53 and, on OpenShift, 5353).
   * @default - the namespaces `kube-system` and `openshift-dns`
   */
  readonly nameServers?: PodPeer;
  /**
   * Addresses of the Kubernetes API (ports 443 and 6443): Strimzi's workers read their Secrets there. Format: CIDR. Fails: not a CIDR.
   * @default - any address, on these ports
   */
  readonly kubernetesApiCidrs?: string[];
  /**
   * Addresses of the source, where it is not Strimzi's in the same Kubernetes. Format: CIDR. Fails: not a CIDR, or Strimzi's cluster.
   * @default - any address, on the ports of the bootstrap servers
   */
  readonly sourceCidrs?: string[];
  /**
   * Addresses of the target, as above.
   * @default - any address, on the ports of the bootstrap servers
   */
  readonly targetCidrs?: string[];
  /**
   * Addresses of the token endpoints, where the line logs in by OAuth. Format: CIDR. Fails: not a CIDR.
   * @default - any address, on the ports of the endpoints
   */
  readonly tokenEndpointCidrs?: string[];
}
