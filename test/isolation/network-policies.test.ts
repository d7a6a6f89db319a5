import { Endpoint, Network } from './network-policies';

const shop: Endpoint = { name: 'shop', namespace: 'shop', labels: { app: 'shop' } };
const bank: Endpoint = { name: 'bank', namespace: 'bank', labels: { app: 'bank', tier: 'back' } };
const outside: Endpoint = { name: 'outside', address: '192.0.2.77' };

const policy = (namespace: string, spec: object) => ({ metadata: { namespace }, spec: { podSelector: {}, ...spec } });
const tcp = (port: number) => [{ protocol: 'TCP', port }];

describe('the evaluator of network policies', () => {
  test.each<[string, any[], Endpoint, Endpoint, boolean]>([
    ['lets everything through where no policy is', [], shop, bank, true],
    ['lets nothing in past an ingress policy without rules', [policy('bank', { policyTypes: ['Ingress'] })], shop, bank, false],
    ['lets something out past an ingress policy', [policy('bank', { policyTypes: ['Ingress'] })], bank, shop, true],
    ['takes a policy without types for ingress', [policy('bank', {})], shop, bank, false],
    ['takes a policy with egress rules for both', [policy('bank', { egress: [] })], bank, shop, false],
    ['ignores policies of other namespaces', [policy('shop', { policyTypes: ['Ingress'] })], shop, bank, true],
    ['ignores policies for other pods', [policy('bank', { podSelector: { matchLabels: { tier: 'front' } }, policyTypes: ['Ingress'] })], shop, bank, true],
    ['adds up what policies allow', [policy('bank', { policyTypes: ['Ingress'] }), policy('bank', { ingress: [{ ports: tcp(80) }] })], shop, bank, true],
    ['asks both ends', [policy('bank', { ingress: [{}] }), policy('shop', { policyTypes: ['Egress'] })], shop, bank, false],
    ['compares ports', [policy('bank', { ingress: [{ ports: tcp(81) }] })], shop, bank, false],
    ['compares protocols', [policy('bank', { ingress: [{ ports: [{ protocol: 'UDP', port: 80 }] }] })], shop, bank, false],
    ['takes a pod selector for the own namespace', [policy('bank', { ingress: [{ from: [{ podSelector: { matchLabels: { app: 'shop' } } }] }] })], shop, bank, false],
    ['joins selectors of namespace and pod', [policy('bank', { ingress: [{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: 'shop' } } }] }] })], shop, bank, true],
    ['knows a namespace by its name', [policy('bank', { ingress: [{ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'other' } } }] }] })], shop, bank, false],
    ['evaluates expressions', [policy('bank', { ingress: [{ from: [{ namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['shop'] }] } }] }] })], shop, bank, true],
    ['compares addresses with blocks', [policy('bank', { egress: [{ to: [{ ipBlock: { cidr: '192.0.2.64/26' } }] }] })], bank, outside, true],
    ['knows where a block ends', [policy('bank', { egress: [{ to: [{ ipBlock: { cidr: '192.0.2.0/26' } }] }] })], bank, outside, false],
    ['knows exceptions of a block', [policy('bank', { egress: [{ to: [{ ipBlock: { cidr: '192.0.2.0/24', except: ['192.0.2.77/32'] } }] }] })], bank, outside, false],
    ['takes no pod for an address', [policy('bank', { egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }] })], bank, shop, false],
  ])('%s', (_, policies, from, to, expected) => {
    expect(new Network(policies).mayConnect(from, to, 80)).toBe(expected);
  });
});
