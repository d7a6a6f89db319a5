import { ApiObject, JsonPatch, Size } from 'cdk8s';
import {
  ByteRate, DeliveryGuarantee, EventStreamsPlan, EventStreamsTarget, GroupSelection, KafkaAuthentication, KafkaCluster, LobIsolatedFlow, LobIsolatedFlowProps,
  MirrorMaker2Replication, NamingPolicy, SecretKey, StrimziRuntime, TlsTrust, TopicSelection,
} from '../../src';
import { schemaErrors } from '../schemas/schema-errors';
import { chart, Chart, objects, refusals } from '../support/synth';
import { cloud, kafka, line, mebibytes, password } from './lines';

beforeEach(() => {
  // Warnings of the rules are the business of other tests.
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());

const LABEL = { 'cdk8s-kafka-replication/line-of-business': 'retail' };
const outside = KafkaCluster.of('kp-hub', { bootstrapServers: ['hub-0.example.com:443', 'hub-1.example.com:9094'], trust: TlsTrust.publicAuthorities() });

function synthesized(props: Partial<LobIsolatedFlowProps> = {}): any[] {
  const scope = chart();
  line(scope, 'retail', props);
  return objects(scope);
}

const named = (all: readonly any[], kind: string, name = '') => all.find((object) => object.kind === kind && object.metadata.name.endsWith(name));
const allowed = (props: Partial<LobIsolatedFlowProps> = {}) => named(synthesized(props), 'NetworkPolicy', '-allow').spec;

test('a line is a replication of its own: namespace, aliases, worker group, users', () => {
  const { metadata, spec } = named(synthesized(), 'KafkaMirrorMaker2');
  expect(metadata).toMatchObject({ name: 'mm2-kp-local-retail-to-kp-remote-retail', namespace: 'mm2-retail', labels: LABEL });
  expect(spec.target).toMatchObject({
    alias: 'kp-remote-retail', groupId: 'kp-local-retail-to-kp-remote-retail-mm2', configStorageTopic: 'mm2-configs.kp-local-retail-to-kp-remote-retail.internal',
    authentication: { username: 'token', passwordSecret: { secretName: 'mm2-retail-target' } },
  });
  expect(spec.mirrors[0].source).toMatchObject({ alias: 'kp-local-retail', authentication: { username: 'mm2-retail' } });
  expect(spec.mirrors[0]).toMatchObject({ topicsPattern: 'retail-.+', groupsPattern: 'retail-.+' });
});

test('no topic is read that all lines have in common', () => {
  expect(named(synthesized(), 'KafkaMirrorMaker2').spec.mirrors[0].sourceConnector.config['heartbeats.replication.enabled']).toBe('false');
});

test('an EventStreamsTarget needs no API key of its own: the line logs in with its own', () => {
  const scope = chart();
  const target = new EventStreamsTarget(scope, 'Cloud', { alias: 'kp-remote', plan: EventStreamsPlan.STANDARD, bootstrapServers: ['broker-0.example.cloud:9093'] });
  line(scope, 'retail', { target });
  expect(refusals(scope)).toEqual([]);
  expect(named(objects(scope), 'KafkaMirrorMaker2').spec.target.authentication.passwordSecret.secretName).toBe('mm2-retail-target');
});

test('every prop of a replication can be given', () => {
  const all = synthesized({
    name: 'shop', workers: 3, delivery: DeliveryGuarantee.exactlyOnce(), sourceAlias: 'here-retail', targetAlias: 'there-retail', longestOutage: undefined,
    sourceConnectorConfig: { 'offset.lag.max': '10' }, runtime: new StrimziRuntime({ namespace: 'shop', createNamespace: true }),
  });
  const { metadata, spec } = named(all, 'KafkaMirrorMaker2');
  expect(metadata).toMatchObject({ name: 'mm2-shop', namespace: 'shop', labels: LABEL });
  expect(spec).toMatchObject({ replicas: 3, target: { alias: 'there-retail', config: { 'exactly.once.source.support': 'enabled' } } });
  expect(spec.mirrors[0]).toMatchObject({ source: { alias: 'here-retail' }, sourceConnector: { config: { 'offset.lag.max': '10' } } });
  expect(new Set(all.filter(({ kind }) => !['Namespace', 'KafkaUser'].includes(kind)).map((object) => object.metadata.namespace))).toEqual(new Set(['shop']));
});

test('all objects fit their schemas and carry the label of the line', () => {
  const all = synthesized({ team: { group: 'retail' }, resourceQuota: { cpuMillis: 2000, memory: Size.gibibytes(4) } });
  expect(all.map(({ kind }) => kind).sort()).toEqual([
    'ConfigMap', 'KafkaMirrorMaker2', 'KafkaUser', 'LimitRange', 'Namespace', 'NetworkPolicy', 'NetworkPolicy', 'ResourceQuota', 'Role', 'RoleBinding',
  ]);
  expect(all.flatMap(schemaErrors)).toEqual([]);
  expect(all.filter(({ metadata }) => metadata.labels['cdk8s-kafka-replication/line-of-business'] !== 'retail')).toEqual([]);
});

test('walls stand before the replication starts, and in a namespace that exists', () => {
  const kinds = synthesized({ team: { group: 'retail' }, resourceQuota: { cpuMillis: 2000, memory: Size.gibibytes(4) } }).map(({ kind }) => kind);
  expect(kinds[0]).toBe('Namespace');
  for (const wall of ['NetworkPolicy', 'ResourceQuota', 'LimitRange']) {
    expect(kinds.lastIndexOf(wall)).toBeLessThan(kinds.indexOf('KafkaMirrorMaker2'));
  }
});

test('nothing is valid for the whole cluster', () => {
  const all = synthesized({ team: { group: 'retail' } });
  expect(all.filter(({ kind, metadata }) => /^Cluster/.test(kind) || (kind !== 'Namespace' && metadata.namespace === undefined))).toEqual([]);
});

describe('users', () => {
  test('of a cluster that Strimzi runs are KafkaUsers beside it, with their rights and the budget as quota', () => {
    const { metadata, spec } = named(synthesized({ budget: mebibytes(5) }), 'KafkaUser');
    expect(metadata).toMatchObject({ name: 'mm2-retail', namespace: 'kp-kafka', labels: { ...LABEL, 'strimzi.io/cluster': 'kp-local' } });
    expect(spec.authentication).toEqual({ type: 'scram-sha-512' });
    expect(spec.quotas).toEqual({ producerByteRate: 5 * 1024 * 1024, consumerByteRate: 5 * 1024 * 1024 });
    expect(spec.authorization.acls.map(({ resource, operations }: any) => `${resource.type} ${resource.patternType} ${resource.name} ${operations.join()}`)).toEqual([
      'topic prefix retail- Read,DescribeConfigs', 'group prefix retail- Describe',
    ]);
  });

  test('of Event Streams are policies to be entered, in the namespace of the line', () => {
    const { metadata, data } = named(synthesized(), 'ConfigMap');
    expect(metadata).toMatchObject({ name: 'kp-remote-retail-iam-policies', namespace: 'mm2-retail' });
    expect(JSON.stringify(data)).toContain('kp-local-retail.retail-');
  });

  test('of any other Kafka are a script to be read and run', () => {
    const { metadata, data } = named(synthesized({ target: outside, credentials: { source: KafkaAuthentication.scramSha512('mm2-retail', password('mm2-retail')), target: KafkaAuthentication.scramSha512('mm2-retail', password('x')) } }), 'ConfigMap');
    expect(metadata).toMatchObject({ name: 'kp-hub-retail-kafka-acls', namespace: 'mm2-retail' });
    expect(data['kafka-acls.sh']).toContain('kp-local-retail.retail-');
  });

  test('belong to another chart where the cluster is in another Kubernetes', () => {
    const scope = chart();
    const there = new Chart(scope.node.root as any, 'there');
    line(scope, 'retail', { sourceAccessScope: there });
    line(scope, 'finance', { sourceAccessScope: there });
    expect(objects(there).map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`)).toEqual(['KafkaUser kp-kafka/mm2-retail', 'KafkaUser kp-kafka/mm2-finance']);
    expect(objects(scope).filter(({ kind }) => kind === 'KafkaUser')).toEqual([]);
  });

  test('of applications may read copies under the names that the naming of the line gives them', () => {
    const scope = chart();
    const app = KafkaAuthentication.apiKey(password('app'));
    line(scope, 'retail', { naming: NamingPolicy.prefixed({ separator: '_' }) })
      .targetAccess.grantConsume(app, { topics: TopicSelection.named('retail-orders'), groups: GroupSelection.named('retail-app'), copiesFrom: ['kp-local-retail'] });
    expect(JSON.stringify(named(objects(scope), 'ConfigMap').data)).toContain('kp-local-retail_retail-orders');
  });
});

describe('network policies', () => {
  const workers = { matchLabels: { 'strimzi.io/cluster': 'mm2-kp-local-retail-to-kp-remote-retail', 'strimzi.io/kind': 'KafkaMirrorMaker2' } };

  test('deny everything to everybody in a namespace that is made', () => {
    expect(named(synthesized(), 'NetworkPolicy', '-default-deny').spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  });

  test('deny everything to the workers alone in a namespace that exists', () => {
    expect(named(synthesized({ namespace: 'shop' }), 'NetworkPolicy', '-default-deny').spec.podSelector).toEqual(workers);
  });

  test('let in the operator, other workers and the scraper', () => {
    expect(allowed()).toMatchObject({
      podSelector: workers,
      ingress: [
        { from: [{ namespaceSelector: {}, podSelector: { matchLabels: { 'strimzi.io/kind': 'cluster-operator' } } }, { podSelector: workers }], ports: [{ protocol: 'TCP', port: 8083 }] },
        { from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'openshift-user-workload-monitoring' } } }], ports: [{ protocol: 'TCP', port: 9404 }] },
      ],
    });
  });

  test('let out to name servers, the Kubernetes API, other workers and the two clusters', () => {
    expect(allowed().egress.map(({ to = ['anywhere'], ports }: any) => `${to.map((peer: any) => JSON.stringify(peer)).join()} ${ports.map(({ port }: any) => port).join()}`)).toEqual([
      '{"namespaceSelector":{"matchExpressions":[{"key":"kubernetes.io/metadata.name","operator":"In","values":["kube-system","openshift-dns"]}]}} 53,5353,53,5353',
      '"anywhere" 443,6443',
      `{"podSelector":${JSON.stringify(workers)}} 8083`,
      '{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"kp-kafka"}},"podSelector":{"matchLabels":{"strimzi.io/cluster":"kp-local","strimzi.io/kind":"Kafka"}}} 9093',
      '"anywhere" 9093',
    ]);
  });

  test('are as narrow as the addresses that are given', () => {
    const { egress } = allowed({ target: outside, network: { kubernetesApiCidrs: ['10.0.0.1/32'], targetCidrs: ['192.0.2.0/24', '2001:db8::/32'] } });
    expect(egress[1]).toEqual({ to: [{ ipBlock: { cidr: '10.0.0.1/32' } }], ports: [{ protocol: 'TCP', port: 443 }, { protocol: 'TCP', port: 6443 }] });
    expect(egress[4]).toEqual({ to: [{ ipBlock: { cidr: '192.0.2.0/24' } }, { ipBlock: { cidr: '2001:db8::/32' } }], ports: [{ protocol: 'TCP', port: 443 }, { protocol: 'TCP', port: 9094 }] });
  });

  test('let out to where OAuth fetches its tokens, to given addresses only', () => {
    const target = KafkaAuthentication.oauthBearer({ tokenEndpoint: 'https://idp.example.com:8443/token', clientId: 'retail', clientSecret: password('x') });
    const logIn = { target: outside, credentials: { source: KafkaAuthentication.scramSha512('mm2-retail', password('y')), target, targetPrincipal: 'User:mm2-retail' } };
    const ports = [{ protocol: 'TCP', port: 8443 }];
    expect(allowed(logIn).egress).toContainEqual({ ports });
    const { egress } = allowed({ ...logIn, network: { tokenEndpointCidrs: ['198.51.100.7/32'] } });
    expect(egress).toContainEqual({ to: [{ ipBlock: { cidr: '198.51.100.7/32' } }], ports });
    expect(egress).not.toContainEqual({ ports });
  });
});

describe('the team', () => {
  test('sees the replication, its pods, logs and events, and restarts its connectors; it sees no Secret', () => {
    const all = synthesized({ team: { group: 'retail-platform' } });
    expect(named(all, 'Role').rules).toEqual([
      { apiGroups: ['kafka.strimzi.io'], resources: ['kafkamirrormaker2s'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: ['kafka.strimzi.io'], resources: ['kafkamirrormaker2s'], resourceNames: ['mm2-kp-local-retail-to-kp-remote-retail'], verbs: ['patch'] },
      { apiGroups: [''], resources: ['pods', 'pods/log', 'events'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: ['events.k8s.io'], resources: ['events'], verbs: ['get', 'list', 'watch'] },
    ]);
    expect(named(all, 'RoleBinding')).toMatchObject({
      metadata: { namespace: 'mm2-retail' }, roleRef: { kind: 'Role', name: 'mm2-kp-local-retail-to-kp-remote-retail-team' }, subjects: [{ kind: 'Group', name: 'retail-platform' }],
    });
  });

  test('only looks where it may not restart', () => {
    const { rules } = named(synthesized({ team: { group: 'retail', mayRestart: false } }), 'Role');
    expect(rules.flatMap(({ verbs }: any) => verbs)).not.toContain('patch');
  });
});

test('a quota holds for the namespace, with room for one pod that comes and goes', () => {
  const all = synthesized({ workers: 3, resourceQuota: { cpuMillis: 2000, memory: Size.gibibytes(4) } });
  expect(named(all, 'ResourceQuota').spec).toEqual({ hard: { 'requests.cpu': '2000m', 'requests.memory': '4096Mi', 'limits.memory': '4096Mi', 'pods': '4' } });
});

describe('a quota is compared with what the manifest says of the workers', () => {
  function refusalsWith(resources: object): string[] {
    const scope = chart();
    const { replication } = line(scope, 'retail', { workers: 2, resourceQuota: { cpuMillis: 3000, memory: Size.gibibytes(3) } });
    ApiObject.of(replication).addJsonPatch(JsonPatch.replace('/spec/resources', resources));
    return refusals(scope).filter((message) => message.includes('resourceQuota'));
  }

  test.each<[string, object, string[]]>([
    ['enough, in other units', { requests: { cpu: '1.5', memory: '1Gi' }, limits: { memory: '1.5Gi' } }, []],
    ['whole cores', { requests: { cpu: '2' }, limits: { memory: '1Gi' } }, ['[test/retail] resourceQuota.cpuMillis is less than the workers take, got "3000 thousandths of a core"; at least 4000 thousandths']],
    ['a number', { requests: { cpu: 2 }, limits: { memory: '1Gi' } }, ['[test/retail] resourceQuota.cpuMillis is less than the workers take, got "3000 thousandths of a core"; at least 4000 thousandths']],
    ['a limit of CPU only', { limits: { cpu: '2', memory: '1Gi' } }, ['[test/retail] resourceQuota.cpuMillis is less than the workers take']],
    ['gibibytes', { requests: { cpu: '1' }, limits: { memory: '2Gi' } }, ['[test/retail] resourceQuota.memory is less than the workers take, got "3072 MiB"; at least 4096 MiB for 2 workers']],
    ['gigabytes', { requests: { cpu: '1' }, limits: { memory: '2G' } }, ['[test/retail] resourceQuota.memory is less than the workers take, got "3072 MiB"; at least 3816 MiB']],
    ['what is no quantity', { requests: { cpu: '1' }, limits: { memory: '2 GB' } }, ['[test/retail] resourceQuota.memory cannot be compared with what a worker takes, got "2 GB"; ']],
  ])('%s', (_, resources, messages) => {
    expect(refusalsWith(resources)).toEqual(messages.map((message) => expect.stringContaining(message)));
  });
});

describe('bad input fails the synth', () => {
  function refusalsOf(props: Partial<LobIsolatedFlowProps>): string[] {
    const scope = chart();
    line(scope, 'retail', props);
    return refusals(scope);
  }
  const logins = (source: KafkaAuthentication) => ({ source, target: KafkaAuthentication.apiKey(password('mm2-retail-target')) });

  test.each<[string, Partial<LobIsolatedFlowProps>, string]>([
    ['a line that is no name', { lineOfBusiness: 'Retail' }, '[test/retail] lineOfBusiness is not a Kubernetes name, got "Retail"; '],
    ['a line with a long name', { lineOfBusiness: 'r'.repeat(31) }, '[test/retail] lineOfBusiness is too long (31 characters), got '],
    ['no budget', { budget: mebibytes(0) }, '[test/retail] budget is nothing; more than nothing'],
    ['a Secret without the name of its key', { credentials: logins(KafkaAuthentication.scramSha512('mm2-retail', SecretKey.of('mm2-retail', ''))) },
      '[test/retail/Replication] source.authentication.password.key is not a key of a Secret; '],
    ['a namespace beside a runtime', { namespace: 'a', runtime: new StrimziRuntime({ namespace: 'b' }) }, '[test/retail] namespace is not that of the runtime, got "a"; give the namespace to the runtime only'],
    ['a team of everybody', { team: { group: 'system:authenticated' } }, '[test/retail] team.group is a group of the whole cluster, got "system:authenticated"; '],
    ['a team without a name', { team: { group: ' ' } }, '[test/retail] team.group is not the name of a group, got " "; '],
    ['an address that is no CIDR', { network: { targetCidrs: ['192.0.2.1'] } }, '[test/retail] network.targetCidrs[0] is not a CIDR, got "192.0.2.1"; '],
    ['a CIDR that is too long', { network: { kubernetesApiCidrs: ['10.0.0.0/33'] } }, '[test/retail] network.kubernetesApiCidrs[0] is not a CIDR, got "10.0.0.0/33"; '],
    ['an address of a token endpoint that is no CIDR', { network: { tokenEndpointCidrs: ['idp.example.com'] } }, '[test/retail] network.tokenEndpointCidrs[0] is not a CIDR, got "idp.example.com"; '],
    ['no address at all', { network: { targetCidrs: [] } }, '[test/retail] network.targetCidrs is empty; '],
    ['addresses of pods', { network: { sourceCidrs: ['10.0.0.0/8'] } }, '[test/retail] network.sourceCidrs has no use; '],
    ['a scraper that is everybody', { network: { metricsScraper: {} } }, '[test/retail] network.metricsScraper selects every pod of every namespace; '],
    ['a label that is none', { network: { operator: { podLabels: { 'a b': 'c' } } } }, '[test/retail] network.operator.podLabels["a b"] is not a label key; '],
    ['a quota below what the workers take', { resourceQuota: { cpuMillis: 900, memory: Size.gibibytes(1), pods: 1 } }, '[test/retail] resourceQuota.pods is out of range, got 1; '],
    ['too little CPU', { resourceQuota: { cpuMillis: 900, memory: Size.gibibytes(4) } }, '[test/retail] resourceQuota.cpuMillis is less than the workers take, got "900 thousandths of a core"; at least 1000'],
    ['too little memory', { resourceQuota: { cpuMillis: 2000, memory: Size.gibibytes(1) } }, '[test/retail] resourceQuota.memory is less than the workers take, got "1024 MiB"; '],
    ['a user that the User Operator cannot make', { credentials: logins(KafkaAuthentication.plain('mm2-retail', password('x'))) }, '[test/retail/SourceAccess] grantReplicate user cannot be made by Strimzi\'s User Operator, got "plain"; '],
  ])('%s', (_, props, message) => {
    expect(refusalsOf(props)).toContainEqual(expect.stringContaining(message));
  });

  test('more than one source', () => {
    const scope = chart();
    const { replication } = line(scope, 'retail');
    replication.addSource(outside, { topics: TopicSelection.named('retail-x') });
    expect(refusals(scope)).toContainEqual(expect.stringContaining('[test/retail] replication has more than one source; '));
  });

  test('wrong types, all at once and without a value', () => {
    const key = ['vT3kX9', 'qLz0RmB7yWn2', 'HdJ5sPcU8gEaK4'].join('');
    const wrong: any = {
      lineOfBusiness: 5, credentials: { source: key, target: key }, budget: 5, namespace: 1, sourceAccessScope: {}, targetProvisioning: key, team: key,
      resourceQuota: { cpuMillis: 1 },
    };
    const build = () => line(chart(), 'retail', wrong);
    let message = '';
    try {
      build();
    } catch (error) {
      ({ message } = error as Error);
    }
    expect(message.split('\n').map((text) => text.replace(/;.*/, ''))).toEqual([
      'lineOfBusiness', 'credentials', 'budget', 'namespace', 'targetProvisioning', 'sourceAccessScope', 'team', 'resourceQuota',
    ].map((prop) => `[test/retail] ${prop} is of another type`));
    expect(message).not.toContain(key);
  });

  test('what is missing', () => {
    expect(() => new LobIsolatedFlow(chart(), 'retail', { lineOfBusiness: 'retail' } as any)).toThrow(/source is missing; .*\n.*target is missing; .*\n.*credentials is missing; .*\n.*budget is missing; /);
  });

  test('a key where its Secret should be named', () => {
    const key = ['vT3kX9', 'qLz0RmB7yWn2', 'HdJ5sPcU8gEaK4'].join('');
    const said = refusalsOf({ credentials: { source: KafkaAuthentication.scramSha512('mm2-retail', key as any), target: KafkaAuthentication.apiKey(key as any) } });
    expect(said).toContainEqual(expect.stringContaining('source.authentication.password is not a SecretKey; '));
    expect(said.join('\n')).not.toContain(key);
  });
});

test('names in the construct tree are those that others may refer to', () => {
  const scope = chart();
  const { node } = line(scope, 'retail', { team: { group: 'retail' }, resourceQuota: { cpuMillis: 2000, memory: Size.gibibytes(4) } });
  expect(node.findAll().map((construct) => construct.node.path.replace('test/retail', ''))).toEqual([
    '', '/Replication', '/Replication/Resource', '/SourceAccess', '/SourceAccess/mm2-retail', '/TargetAccess', '/TargetAccess/Files', '/DefaultDeny', '/NetworkPolicy',
    '/TeamRole', '/TeamRoleBinding', '/ResourceQuota', '/LimitRange',
  ]);
});

test('a replication beside the lines is no line', () => {
  const scope = chart();
  const { labels, replication } = line(scope, 'retail');
  new MirrorMaker2Replication(scope, 'Other', { source: kafka, target: cloud.withAuthentication(KafkaAuthentication.apiKey(password('x'))), topics: TopicSelection.named('other'), groups: GroupSelection.named('other') });
  expect(refusals(scope)).toEqual([]);
  expect(labels).toEqual(LABEL);
  expect(ApiObject.of(replication).metadata.getLabel('cdk8s-kafka-replication/line-of-business')).toBe('retail');
  expect(ByteRate.of(Size.mebibytes(0.1)).toBytesPerSecond()).toBe(104857);
});
