import {
  AccessProvisioning, GroupSelection, KafkaAccess, KafkaAccessProps, KafkaAuthentication, KafkaCluster, MirrorMaker2Replication, NamingPolicy, SecretKey,
  TlsTrust, TopicSelection,
} from '../../src';
import { schemaErrors } from '../schemas/schema-errors';
import { cloud, hub } from '../support/clusters';
import { chart, objects, only, refusals } from '../support/synth';
import { kafka, mebibytes, password } from './lines';

beforeEach(() => {
  // Warnings of the rules are the business of other tests.
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());

const app = KafkaAuthentication.scramSha512('app', password('app'));
const topics = TopicSelection.named('orders');
const groups = GroupSelection.named('app-1');

/** What a program makes of access to a cluster. */
function accessTo(cluster: KafkaCluster, build: (access: KafkaAccess) => void, props: Partial<KafkaAccessProps> = {}): any[] {
  const scope = chart();
  build(new KafkaAccess(scope, 'Access', { cluster, ...props }));
  return objects(scope);
}

function refusalsTo(cluster: KafkaCluster, build: (access: KafkaAccess) => void, props: Partial<KafkaAccessProps> = {}): string[] {
  const scope = chart();
  build(new KafkaAccess(scope, 'Access', { cluster, ...props }));
  return refusals(scope);
}

const acls = ({ spec }: any) => spec.authorization.acls.map(({ resource, operations }: any) => `${resource.type} ${resource.patternType} ${resource.name} ${operations.join()}`);

describe('on a cluster that Strimzi runs', () => {
  test('a user is one KafkaUser, whatever it may do', () => {
    const all = accessTo(kafka, (access) => {
      access.grantConsume(app, { topics, groups });
      access.grantProduce(app, { topics: TopicSelection.matching('out-.*'), transactionalIds: ['app-tx'] });
      access.grantConsume(KafkaAuthentication.mutualTls({ secretName: 'other' }), { topics, groups });
    });
    expect(all.flatMap(schemaErrors)).toEqual([]);
    expect(all.map(({ kind, metadata, spec }) => `${kind} ${metadata.namespace}/${metadata.name} ${metadata.labels['strimzi.io/cluster']} ${spec.authentication.type}`)).toEqual([
      'KafkaUser kp-kafka/app kp-local scram-sha-512', 'KafkaUser kp-kafka/other kp-local tls',
    ]);
    expect(acls(all[0])).toEqual(['topic literal orders Read', 'group literal app-1 Read', 'topic prefix out- Write', 'transactionalId literal app-tx Write']);
    expect(all[0].spec.quotas).toBeUndefined();
  });

  test('a reader of copies may read them under their names, too', () => {
    const [user] = accessTo(kafka, (access) => access.grantConsume(app, { topics, groups, copiesFrom: ['kp-remote', 'kp-hub'] }));
    expect(acls(user)).toEqual(['topic literal orders Read', 'topic literal kp-remote.orders Read', 'topic literal kp-hub.orders Read', 'group literal app-1 Read']);
  });

  test('copies have the names that the naming of their replications gives them', () => {
    const copied = (naming: NamingPolicy, some = topics) => {
      const all = accessTo(kafka, (access) => {
        access.grantConsume(app, { topics: some, groups, copiesFrom: ['kp-remote'] });
        access.addClientProperties(app, { topics: some, copiesFrom: ['kp-remote'] });
      }, { naming });
      return [acls(all[0]).filter((acl: string) => acl.startsWith('topic')), all[1].data['topics.pattern']];
    };
    expect(copied(NamingPolicy.prefixed({ separator: '_' }))).toEqual([['topic literal orders Read', 'topic literal kp-remote_orders Read'], '(?:kp-remote_)?orders']);
    expect(copied(NamingPolicy.prefixed({ separator: '__' }), TopicSelection.matching('orders-.*'))).toEqual([['topic prefix orders- Read', 'topic prefix kp-remote__orders- Read'], '(?:kp-remote__)?orders-.*']);
    expect(copied(NamingPolicy.identity())).toEqual([['topic literal orders Read'], 'orders']);
  });

  test('a replication that reads it and one that writes it get what each needs', () => {
    const scope = chart();
    const local = (user: string) => kafka.withAuthentication(KafkaAuthentication.scramSha512(user, password(user)));
    const access = new KafkaAccess(scope, 'Access', { cluster: kafka, labels: { team: 'data' } });
    access.grantReplicate(new MirrorMaker2Replication(scope, 'There', { source: local('mm2-source'), target: cloud, topics, groups }), { quota: mebibytes(1) });
    access.grantReplicate(new MirrorMaker2Replication(scope, 'Back', { source: cloud, target: local('mm2-target'), topics, groups }));
    const [source, target] = objects(scope).filter(({ kind }) => kind === 'KafkaUser');
    expect(source).toMatchObject({ metadata: { name: 'mm2-source', labels: { team: 'data' } }, spec: { quotas: { consumerByteRate: 1024 * 1024 } } });
    expect(acls(source)).toContain('topic literal orders Read,DescribeConfigs');
    expect(acls(source).join()).not.toMatch(/Write|Create|Alter/);
    expect(target.metadata.name).toBe('mm2-target');
    expect(acls(target).join('\n')).toMatch(/^topic literal kp-remote\.orders .*Write/m);
  });
});

test('for any other Kafka it is a script of ACLs, and one of quotas where there are any', () => {
  const scope = chart();
  const access = new KafkaAccess(scope, 'Access', { cluster: hub, provisioning: AccessProvisioning.script({ namespace: 'admin' }) });
  access.grantConsume(app, { topics: TopicSelection.matching('orders-.*'), groups, principal: 'User:CN=app,O=example' });
  access.grantReplicate(new MirrorMaker2Replication(scope, 'There', { source: kafka, target: hub, topics, groups }), { quota: mebibytes(1) });
  const { metadata, data } = only(scope, 'ConfigMap');
  expect(metadata).toMatchObject({ name: 'kp-hub-kafka-acls', namespace: 'admin' });
  expect(Object.keys(data)).toEqual(['kafka-acls.sh', 'kafka-quotas.sh']);
  expect(data['kafka-acls.sh']).toContain('BOOTSTRAP_SERVERS=\'hub-0.example.com:9093,hub-1.example.com:9093\'');
  expect(data['kafka-acls.sh']).toContain('PRINCIPAL=\'User:CN=app,O=example\'\n# Without it: reads no record.\nallow --operation Read --topic=\'orders-\' --resource-pattern-type prefixed\n');
  expect(data['kafka-acls.sh']).toContain('PRINCIPAL=\'User:CN=mm2-kp-hub\'\n');
  expect(data['kafka-quotas.sh']).toContain('kafka --alter --entity-type users --entity-name \'CN=mm2-kp-hub\' --add-config producer_byte_rate=1048576,consumer_byte_rate=1048576\n');
});

test('for Event Streams on IBM Cloud it is a list of IAM policies for each service ID', () => {
  const [{ metadata, data }] = accessTo(cloud, (access) => access.grantConsume(KafkaAuthentication.apiKey(password('app-key')), { topics, groups }));
  expect(metadata.name).toBe('kp-remote-iam-policies');
  expect(JSON.parse(data['iam-policies.json'])).toEqual([{
    apiKeySecretName: 'app-key',
    policies: [
      expect.objectContaining({ role: 'Reader', resourceType: 'cluster' }),
      expect.objectContaining({ role: 'Reader', resourceType: 'topic', resource: 'orders', operator: 'stringEquals' }),
      expect.objectContaining({ role: 'Reader', resourceType: 'group', resource: 'app-1', operator: 'stringEquals' }),
    ],
  }]);
});

describe('bad input fails the synth', () => {
  const tls = KafkaCluster.of('far', { bootstrapServers: ['far:9093'], trust: TlsTrust.publicAuthorities() });
  const oauth = KafkaAuthentication.oauthBearer({ tokenEndpoint: 'https://idp.example.com/token', clientId: 'app', clientSecret: password('app') });

  test.each<[string, KafkaCluster, (access: KafkaAccess) => void, string]>([
    ['a right to read every topic', kafka, (access) => access.grantConsume(app, { topics: TopicSelection.all(), groups }), 'grantConsume topics need Read on every topic; names, and patterns that begin with fixed text'],
    ['a right to write every topic', kafka, (access) => access.grantProduce(app, { topics: TopicSelection.matching('.*-out') }), 'grantProduce topics need Write on every topic; '],
    ['a right to join every group', kafka, (access) => access.grantConsume(app, { topics, groups: GroupSelection.all() }), 'grantConsume groups need Read on every group; '],
    ['a right to every transactional id', kafka, (access) => access.grantProduce(app, { topics, transactionalIds: ['*'] }), 'grantProduce transactionalIds need Write on every transactionalId; '],
    ['a transactional id that is none', kafka, (access) => access.grantProduce(app, { topics, transactionalIds: [' '] }), 'grantProduce transactionalIds[0] is not a transactional id, got " "; '],
    ['a bad pattern', kafka, (access) => access.grantConsume(app, { topics: TopicSelection.matching('['), groups }), 'grantConsume topics has a pattern that is not a Java regular expression, got "["; '],
    ['an alias that is none', kafka, (access) => access.grantConsume(app, { topics, groups, copiesFrom: ['a b'] }), 'grantConsume copiesFrom[0] is not a cluster alias, got "a b"; '],
    ['a user that the User Operator cannot make', kafka, (access) => access.grantProduce(KafkaAuthentication.plain('app', password('app')), { topics }), 'grantProduce user cannot be made by Strimzi\'s User Operator, got "plain"; '],
    ['a user whose name is not one of Kubernetes', kafka, (access) => access.grantProduce(KafkaAuthentication.scramSha512('App 1', password('app')), { topics }), 'grantProduce user is not a Kubernetes object name, got "App 1"; '],
    ['a certificate with a name that is too long for one', kafka, (access) => access.grantProduce(KafkaAuthentication.mutualTls({ secretName: 'a'.repeat(65) }), { topics }), 'grantProduce user is too long for a certificate (65 characters), got "'],
    ['a user who does not tell who it is', tls, (access) => access.grantProduce(oauth, { topics }), 'grantProduce user does not tell who it is; set principal'],
    ['a principal that is none', tls, (access) => access.grantProduce(oauth, { topics, principal: 'app' }), 'grantProduce principal is not a principal, got "app"; '],
    ['nobody', tls, (access) => access.grantProduce(KafkaAuthentication.none(), { topics }), 'grantProduce user does not tell who it is; '],
    ['a Secret without the name of its key', kafka, (access) => access.grantProduce(KafkaAuthentication.scramSha512('app', SecretKey.of('app', '')), { topics }), 'grantProduce user.password.key is not a key of a Secret; '],
    ['a folder that is none', kafka, (access) => access.addClientProperties(app, { mountPath: 'secrets' }), 'addClientProperties mountPath is not an absolute path, got "secrets"; '],
    ['certificates by a glob', hub, (access) => access.addClientProperties(app), 'addClientProperties cluster trusts certificates by a glob, got "*.crt"; '],
    ['a name that is none', kafka, (access) => access.addClientProperties(app, { name: 'A', namespace: 'B' }), 'addClientProperties namespace is not a Kubernetes name, got "B"; '],
    ['a quota of nothing', hub, (access) => access.grantReplicate(new MirrorMaker2Replication(access, 'There', { source: kafka, target: hub, topics, groups }), { quota: mebibytes(0) }), 'grantReplicate quota is nothing; '],
    ['a replication elsewhere', tls, (access) => access.grantReplicate(new MirrorMaker2Replication(access, 'There', { source: kafka, target: hub, topics, groups })), 'grantReplicate got test/Access/There, which neither reads nor writes "far"; '],
  ])('%s', (_, cluster, build, message) => {
    expect(refusalsTo(cluster, build)).toContainEqual(expect.stringContaining(`[test/Access] ${message}`));
  });

  test('a source that comes too late', () => {
    const said = refusalsTo(hub, (access) => {
      const replication = new MirrorMaker2Replication(access, 'There', { source: kafka, target: cloud, topics, groups });
      access.grantReplicate(replication);
      replication.addSource(hub, { topics: TopicSelection.named('readings') });
    });
    expect(said).toContainEqual(expect.stringContaining('[test/Access] grantReplicate does not know the source "kp-hub" of test/Access/There; call grantReplicate after addSource'));
  });

  test('one user made in two places: the last one applied would take the rights of the other away', () => {
    const scope = chart();
    new KafkaAccess(scope, 'One', { cluster: kafka }).grantProduce(app, { topics });
    new KafkaAccess(scope, 'Two', { cluster: kafka }).grantProduce(app, { topics });
    expect(refusals(scope)).toEqual([expect.stringContaining('[test/Two] KafkaUser kp-kafka/app is made by test/One too; use one KafkaAccess for each cluster')]);
  });

  test('two users of one name: one object or file knows one of them only', () => {
    const certificate = KafkaAuthentication.mutualTls({ secretName: 'app' });
    expect(refusalsTo(kafka, (access) => {
      access.grantConsume(app, { topics, groups });
      access.grantProduce(certificate, { topics });
    })).toEqual([expect.stringContaining('[test/Access] grantProduce user has the name of another user, got "app"; one way to log in, and one principal, for each name; ')]);
    expect(refusalsTo(hub, (access) => {
      access.grantConsume(certificate, { topics, groups, principal: 'User:CN=app,O=example' });
      access.grantProduce(certificate, { topics });
    })).toEqual([expect.stringContaining('[test/Access] grantProduce user has the name of another user, got "app"; ')]);
  });

  test('two quotas of one user: Kafka keeps one', () => {
    const quotas = (second: number) => refusalsTo(hub, (access) => [['There', 1], ['Again', second]].forEach(([id, amount]) => {
      const replication = new MirrorMaker2Replication(access, `${id}`, { name: `${id}`.toLowerCase(), source: kafka, target: hub, topics: TopicSelection.named(`${id}`), groups: GroupSelection.named(`${id}`) });
      access.grantReplicate(replication, { quota: mebibytes(Number(amount)) });
    })).filter((message) => message.includes('quota'));
    expect(quotas(2)).toEqual([
      expect.stringContaining('[test/Access] grantReplicate quota of test/Access/Again is 2097152 bytes/s, that of test/Access/There 1048576 bytes/s, and both are the user "mm2-kp-hub"; one quota for each user; '),
    ]);
    expect(quotas(1)).toEqual([]);
  });

  test('one file made in two places, or twice', () => {
    const scope = chart();
    const [one, two] = ['One', 'Two'].map((id) => new KafkaAccess(scope, id, { cluster: cloud }));
    [one, two].forEach((access) => access.grantProduce(KafkaAuthentication.apiKey(password('key')), { topics }));
    two.addClientProperties(app, { namespace: 'shop' });
    two.addClientProperties(app, { namespace: 'shop' });
    expect(refusals(scope)).toEqual([
      expect.stringContaining('[test/Two] ConfigMap kp-remote-iam-policies is made by test/One too; '),
      expect.stringContaining('[test/Two] ConfigMap shop/app-kp-remote-client is made twice; '),
    ]);
  });

  test('a separator that no topic name has', () => {
    const naming = NamingPolicy.prefixed({ separator: '/' });
    expect(refusalsTo(kafka, (access) => access.grantProduce(app, { topics }), { naming })).toEqual([expect.stringContaining('[test/Access] naming.separator cannot be part of a topic name, got "/"; ')]);
  });

  test('a Kafka resource that is none', () => {
    const provisioning = AccessProvisioning.strimziUsers({ cluster: 'A', namespace: 'B' });
    expect(refusalsTo(kafka, (access) => access.grantProduce(app, { topics }), { provisioning })).toEqual(expect.arrayContaining([
      expect.stringContaining('[test/Access] provisioning.cluster is not a Kubernetes object name, got "A"; '), expect.stringContaining('[test/Access] provisioning.namespace is not a Kubernetes name, got "B"; '),
    ]));
  });

  test('a text where a login is expected, without the text', () => {
    const key = ['vT3kX9', 'qLz0RmB7yWn2', 'HdJ5sPcU8gEaK4'].join('');
    expect(() => accessTo(kafka, (access) => access.grantProduce(key as any, { topics }))).toThrow('[test/Access] grantProduce user is of another type; a KafkaAuthentication');
    expect(() => accessTo(kafka, (access) => access.grantConsume(app, { topics: 'orders', groups: 'app' } as any))).toThrow(/topics is of another type; .*\n.*groups is of another type; /);
    expect(() => accessTo(kafka, (access) => access.addClientProperties(key as any))).toThrow('addClientProperties user is of another type');
  });
});
