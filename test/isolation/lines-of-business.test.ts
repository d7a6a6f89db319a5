import { readFileSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { Endpoint, Network } from './network-policies';

/** What the example S10 emits. */
const manifests = parseAllDocuments(readFileSync(join(__dirname, '../../examples/lines-of-business/expected.yaml'), 'utf8')).map((document) => document.toJS());
const ofKind = (kind: string) => manifests.filter((manifest) => manifest.kind === kind);
const LINES = ['retail', 'logistics', 'finance'];

describe('three lines of business are three worlds', () => {
  test.each([
    ['namespaces', (_: any, metadata: any) => metadata.namespace],
    ['worker groups', ({ target }: any) => target.groupId],
    ['storage topics', ({ target }: any) => target.offsetStorageTopic],
    ['aliases of the source', ({ mirrors }: any) => mirrors[0].source.alias],
    ['aliases of the target', ({ target }: any) => target.alias],
    ['users at the source', ({ mirrors }: any) => mirrors[0].source.authentication.username],
    ['API keys', ({ target }: any) => target.authentication.passwordSecret.secretName],
  ])('%s', (_, of) => {
    const values = ofKind('KafkaMirrorMaker2').map(({ spec, metadata }) => of(spec, metadata));
    expect(new Set(values).size).toBe(3);
  });

  test('each user may reach what begins with the name of its line', () => {
    const names = ofKind('KafkaUser').flatMap(({ metadata, spec }) => spec.authorization.acls.map(({ resource }: any) => [metadata.name, resource.name]));
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter(([user, name]) => !name.startsWith(user.replace('mm2-', '')))).toEqual([]);
  });
});

/** The policy that the operator makes for each KafkaMirrorMaker2. @see KafkaConnectCluster.generateNetworkPolicy (Strimzi 1.2.0) */
const operatorsPolicies = ofKind('KafkaMirrorMaker2').map(({ metadata: { name, namespace } }) => ({
  metadata: { name: `${name}-mirrormaker2`, namespace },
  spec: {
    podSelector: { matchLabels: { 'strimzi.io/cluster': name, 'strimzi.io/kind': 'KafkaMirrorMaker2', 'strimzi.io/name': `${name}-mirrormaker2` } },
    ingress: [
      {
        from: [{ podSelector: { matchLabels: { 'strimzi.io/kind': 'cluster-operator' } }, namespaceSelector: {} }, { podSelector: { matchLabels: { 'strimzi.io/cluster': name } } }],
        ports: [{ port: 8083, protocol: 'TCP' }],
      },
      { from: [], ports: [{ port: 9404, protocol: 'TCP' }] },
    ],
  },
}));

const workers = ofKind('KafkaMirrorMaker2').flatMap(({ metadata: { name, namespace } }) => [0, 1].map((i): Endpoint => ({
  name: `${namespace}-${i}`, namespace, labels: { 'strimzi.io/cluster': name, 'strimzi.io/kind': 'KafkaMirrorMaker2', 'strimzi.io/name': `${name}-mirrormaker2` },
})));
const strays = LINES.map((line): Endpoint => ({ name: `stray-${line}`, namespace: `mm2-${line}`, labels: { app: 'debug' } }));
const others: Endpoint[] = [
  { name: 'broker', namespace: 'kp-kafka', labels: { 'strimzi.io/cluster': 'kp-local', 'strimzi.io/kind': 'Kafka' } },
  { name: 'other-broker', namespace: 'kp-kafka', labels: { 'strimzi.io/cluster': 'other', 'strimzi.io/kind': 'Kafka' } },
  { name: 'operator', namespace: 'strimzi', labels: { 'strimzi.io/kind': 'cluster-operator' } },
  { name: 'prometheus', namespace: 'openshift-user-workload-monitoring' },
  { name: 'dns', namespace: 'openshift-dns' },
  { name: 'shop', namespace: 'shop' },
  { name: 'api', address: '10.0.0.5' },
  { name: 'cloud', address: '192.0.2.10' },
  { name: 'internet', address: '203.0.113.9' },
];
const all = [...workers, ...strays, ...others];
const PORTS = [22, 53, 80, 443, 5353, 6443, 8083, 9091, 9092, 9093, 9404];

/** Every connection that gets through and has a pod of a line at one of its ends: `from -> to:port`. */
function connections(policies: readonly any[], protocol: 'TCP' | 'UDP' = 'TCP'): string[] {
  const network = new Network(policies);
  const ofLines = [...workers, ...strays];
  const pairs = all.flatMap((from) => all.filter((to) => from !== to && (ofLines.includes(from) || ofLines.includes(to))).map((to) => ({ from, to })));
  return pairs.flatMap(({ from, to }) => PORTS.filter((port) => network.mayConnect(from, to, port, protocol)).map((port) => `${from.name} -> ${to.name}:${port}`));
}

describe('network policies, evaluated for every pair of pods and every port', () => {
  const expected = LINES.flatMap((line) => {
    const [first, second] = [`mm2-${line}-0`, `mm2-${line}-1`];
    return [
      ...[[first, second], [second, first]].flatMap(([from, to]) => [
        `${from} -> ${to}:8083`, `${from} -> broker:9093`, `${from} -> dns:53`, `${from} -> dns:5353`, `${from} -> api:443`, `${from} -> api:6443`, `${from} -> cloud:9093`,
        `operator -> ${from}:8083`, `prometheus -> ${from}:9404`,
      ]),
    ];
  });

  test('workers talk to their line, the clusters, name servers and the Kubernetes API; operator and scraper talk to them; nobody else to anybody', () => {
    expect(connections(ofKind('NetworkPolicy')).sort()).toEqual([...expected].sort());
  });

  test('no line talks to another one, nor to what is left lying about in its own namespace', () => {
    const lineOf = (name: string) => LINES.find((line) => name.includes(line));
    const crossing = connections(ofKind('NetworkPolicy')).map((text) => text.split(/ -> |:/)).filter(([from, to]) => lineOf(from) && lineOf(to) && lineOf(from) !== lineOf(to));
    expect(crossing).toEqual([]);
    expect(connections(ofKind('NetworkPolicy')).filter((text) => text.includes('stray'))).toEqual([]);
  });

  test('by UDP only name servers are reached', () => {
    expect(connections(ofKind('NetworkPolicy'), 'UDP').sort()).toEqual(workers.flatMap(({ name }) => [`${name} -> dns:53`, `${name} -> dns:5353`]).sort());
  });

  test('the policy of the operator opens the metrics of each line to whoever may leave where he is, and nothing else', () => {
    const opened = connections([...ofKind('NetworkPolicy'), ...operatorsPolicies]).filter((text) => !expected.includes(text));
    const outsiders = others.map(({ name }) => name).filter((name) => name !== 'prometheus');
    expect(opened.sort()).toEqual(workers.flatMap(({ name }) => outsiders.map((from) => `${from} -> ${name}:9404`)).sort());
  });

  test('every pod in the namespaces of the lines is selected by a policy in both directions', () => {
    const network = new Network(ofKind('NetworkPolicy'));
    const stranger: Endpoint = { name: 'new', namespace: 'mm2-retail', labels: {} };
    expect(others.filter((other) => PORTS.some((port) => network.mayConnect(stranger, other, port) || network.mayConnect(other, stranger, port)))).toEqual([]);
  });
});

test('what is emitted for one line names no other', () => {
  for (const line of LINES) {
    const own = manifests.filter(({ metadata }) => metadata.namespace === `mm2-${line}` || metadata.name === `mm2-${line}`);
    expect(own.length).toBeGreaterThan(5);
    expect(LINES.filter((other) => other !== line && JSON.stringify(own).includes(other))).toEqual([]);
  }
});
