import { isIP } from 'net';
import { KafkaCluster } from '../../clusters';
import { dnsLabelProblems, labelProblems } from '../../core/kubernetes-names';
import { Problem } from '../../core/problem';
import { LobNetworkOptions, PodPeer } from '../network-options';
import { strimziClusterOf } from './strimzi-cluster';

type Labels = { readonly [label: string]: string };

/** A cluster that the workers talk to. */
export interface Destination {
  readonly cluster: KafkaCluster;
  readonly cidrs?: readonly string[];
}

/** Ports of Kafka Connect's REST interface and of the metrics. @see KafkaConnectCluster.REST_API_PORT, MetricsModel.METRICS_PORT (Strimzi 1.2.0) */
const REST_PORT = 8083;
const METRICS_PORT = 9404;

/** Name servers listen on 53, those of OpenShift behind their Service on 5353; policies see the port of the pod. */
const DNS_PORTS = [53, 5353];
const DNS_NAMESPACES = ['kube-system', 'openshift-dns'];

/** The Service of the API is 443; most networks compare the port behind it, usually 6443. */
const API_PORTS = [443, 6443];

const OPERATOR: PodPeer = { podLabels: { 'strimzi.io/kind': 'cluster-operator' } };
const SCRAPER: PodPeer = { namespace: 'openshift-user-workload-monitoring' };

/** `spec` of a NetworkPolicy (`networking.k8s.io/v1`) by which the pods talk to nobody; others add what they may. */
export function denyAll(podSelector: Labels): object {
  return { podSelector: selector(podSelector), policyTypes: ['Ingress', 'Egress'] };
}

/** `spec` of the NetworkPolicy that lets the workers do their work, and nothing else. */
export function allowReplication(podSelector: Labels, destinations: readonly Destination[], options: LobNetworkOptions): object {
  const workers = { podSelector: selector(podSelector) };
  const egress = [
    { to: [options.nameServers ? podPeer(options.nameServers) : namespaces(DNS_NAMESPACES)], ports: [...ports('UDP', DNS_PORTS), ...ports('TCP', DNS_PORTS)] },
    { ...to(options.kubernetesApiCidrs), ports: ports('TCP', API_PORTS) },
    // A worker hands REST calls on to the leader of its group.
    { to: [workers], ports: ports('TCP', [REST_PORT]) },
    ...destinations.map(kafka),
    ...destinations.flatMap((destination) => tokenEndpoints(destination, options.tokenEndpointCidrs)),
  ];
  return {
    podSelector: selector(podSelector),
    policyTypes: ['Ingress', 'Egress'],
    ingress: [
      { from: [podPeer(options.operator ?? OPERATOR), workers], ports: ports('TCP', [REST_PORT]) },
      { from: [podPeer(options.metricsScraper ?? SCRAPER)], ports: ports('TCP', [METRICS_PORT]) },
    ],
    egress: egress.filter((rule, i) => egress.findIndex((other) => JSON.stringify(other) === JSON.stringify(rule)) === i),
  };
}

/** What is wrong with the options. */
export function networkProblems(prop: string, options: LobNetworkOptions, source: KafkaCluster, target: KafkaCluster): Problem[] {
  return [
    ...(['operator', 'metricsScraper', 'nameServers'] as const).flatMap((peer) => peerProblems(`${prop}.${peer}`, options[peer])),
    ...(['kubernetesApiCidrs', 'sourceCidrs', 'targetCidrs', 'tokenEndpointCidrs'] as const).flatMap((cidrs) => cidrProblems(`${prop}.${cidrs}`, options[cidrs])),
    ...uselessCidrs(`${prop}.sourceCidrs`, source, options.sourceCidrs),
    ...uselessCidrs(`${prop}.targetCidrs`, target, options.targetCidrs),
  ];
}

function kafka({ cluster, cidrs }: Destination): object {
  const strimzi = strimziClusterOf(cluster);
  if (strimzi) {
    const brokers = podPeer({ namespace: strimzi.namespace, podLabels: { 'strimzi.io/cluster': strimzi.cluster, 'strimzi.io/kind': 'Kafka' } });
    return { to: [brokers], ports: ports('TCP', [strimzi.port]) };
  }
  const used = cluster.bootstrapServers.map((server) => Number(server.split(':').pop())).filter((port) => port > 0);
  return { ...to(cidrs), ports: ports('TCP', [...new Set(used)]) };
}

/** OAuth fetches its tokens from somewhere. */
function tokenEndpoints({ cluster: { authentication: { _details } } }: Destination, cidrs: readonly string[] | undefined): object[] {
  const urls = _details.kind === 'custom' ? _details.allowedUrls.filter((url) => URL.canParse(url)) : [];
  return urls.map((url) => ({ ...to(cidrs), ports: ports('TCP', [Number(new URL(url).port || 443)]) }));
}

function podPeer({ namespace, podLabels }: PodPeer): object {
  return {
    namespaceSelector: namespace === undefined ? {} : selector({ 'kubernetes.io/metadata.name': namespace }),
    podSelector: podLabels && selector(podLabels),
  };
}

function namespaces(names: readonly string[]): object {
  return { namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: names }] } };
}

function to(cidrs: readonly string[] | undefined): object {
  return cidrs ? { to: cidrs.map((cidr) => ({ ipBlock: { cidr } })) } : {};
}

function selector(labels: Labels): object {
  return Object.keys(labels).length > 0 ? { matchLabels: labels } : {};
}

function ports(protocol: 'TCP' | 'UDP', numbers: readonly number[]): object[] {
  return numbers.map((port) => ({ protocol, port }));
}

function peerProblems(prop: string, peer: PodPeer | undefined): Problem[] {
  return peer === undefined ? [] : [
    ...(peer.namespace === undefined ? [] : dnsLabelProblems(`${prop}.namespace`, peer.namespace)),
    ...labelProblems(`${prop}.podLabels`, peer.podLabels),
    ...(peer.namespace !== undefined || Object.keys(peer.podLabels ?? {}).length > 0 ? [] : [{
      prop, problem: 'selects every pod of every namespace', allowed: 'a namespace, labels of pods, or both',
    }]),
  ];
}

function cidrProblems(prop: string, cidrs: readonly string[] | undefined): Problem[] {
  if (cidrs?.length === 0) {
    // An empty list of peers would mean everybody.
    return [{ prop, problem: 'is empty', allowed: 'at least one CIDR', remedy: 'leave it out to allow any address' }];
  }
  return (cidrs ?? []).flatMap((cidr, i) => isCidr(cidr) ? [] : [{ prop: `${prop}[${i}]`, problem: 'is not a CIDR', value: cidr, allowed: 'an address, "/", a length: "10.20.0.0/16"' }]);
}

function isCidr(cidr: string): boolean {
  const [, address, length] = /^([^/]+)\/(\d{1,3})$/.exec(cidr) ?? [];
  return address !== undefined && isIP(address) !== 0 && Number(length) <= (isIP(address) === 4 ? 32 : 128);
}

function uselessCidrs(prop: string, cluster: KafkaCluster, cidrs: readonly string[] | undefined): Problem[] {
  return cidrs && strimziClusterOf(cluster) ? [{
    prop, problem: 'has no use', allowed: 'addresses of a cluster outside of this Kubernetes', remedy: 'leave it out: Strimzi\'s brokers are selected by their labels',
  }] : [];
}
