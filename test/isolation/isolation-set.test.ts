import { ApiObject, JsonPatch } from 'cdk8s';
import { GroupSelection, KafkaAuthentication, KafkaCluster, LobIsolatedFlow, LobIsolatedFlowProps, NamingPolicy, SecretKey, StrimziRuntime, TlsTrust, TopicSelection } from '../../src';
import { chart, Chart, objects, refusals } from '../support/synth';
import { cloud, kafka, line, mebibytes, password } from './lines';

const hub = KafkaCluster.of('kp-hub', { bootstrapServers: ['hub:9093'], trust: TlsTrust.publicAuthorities() });
const plant = KafkaCluster.of('plant', { bootstrapServers: ['plant:9093'], trust: TlsTrust.publicAuthorities() });

beforeEach(() => {
  // Warnings of the rules are the business of other tests.
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());

/** What is said when finance joins retail. */
function refusalsOf(finance: Partial<LobIsolatedFlowProps>, retail: Partial<LobIsolatedFlowProps> = {}): string[] {
  const scope = chart();
  line(scope, 'retail', retail);
  line(scope, 'finance', finance);
  return refusals(scope);
}

test('lines that share the clusters and nothing else are accepted', () => {
  const scope = chart();
  ['retail', 'logistics', 'finance'].forEach((name) => line(scope, name));
  expect(objects(scope).filter(({ kind }) => kind === 'KafkaMirrorMaker2').map(({ metadata }) => metadata.namespace)).toEqual(['mm2-retail', 'mm2-logistics', 'mm2-finance']);
});

describe('two lines are refused, with a word on both, when they share', () => {
  test.each<[string, Partial<LobIsolatedFlowProps>, string]>([
    ['topics', { topics: TopicSelection.matching('(retail|finance)-.+') }, 'topics overlap with topics of test/retail: "retail-a" is in both; selections that have no name in common'],
    ['a topic by its name', { topics: TopicSelection.named('retail-orders') }, 'topics overlap with topics of test/retail: "retail-orders" is in both; '],
    ['groups', { groups: GroupSelection.matching('.*-users|finance-.+') }, 'groups overlap with groups of test/retail: "retail-users" is in both; '],
    ['topics, or not, where only Java can tell', { topics: TopicSelection.matching('(?<a>finance)-\\k<a>') }, 'topics cannot be told from topics of test/retail: '],
    ['a user', { credentials: { source: KafkaAuthentication.scramSha512('mm2-retail', password('mm2-finance')), target: KafkaAuthentication.apiKey(password('mm2-finance-target')) } },
      'credentials is the user of test/retail too, got "mm2-retail"; give each line a user of its own on each cluster'],
    ['an API key', { credentials: { source: KafkaAuthentication.scramSha512('mm2-finance', password('mm2-finance')), target: KafkaAuthentication.apiKey(password('mm2-retail-target')) } },
      'credentials is the user of test/retail too, got "Secret mm2-retail-target, key password"; '],
    ['a namespace', { runtime: new StrimziRuntime({ namespace: 'mm2-retail' }) }, 'namespace is the namespace of test/retail too, got "mm2-retail"; leave namespace out'],
    ['the alias of the source', { sourceAlias: 'finance-retail' }, 'sourceAlias is the alias of test/retail too, got "finance-retail"; leave sourceAlias out'],
    ['the alias of the target', { targetAlias: 'finance-retail' }, 'targetAlias is the alias of test/retail too, got "finance-retail"; leave targetAlias out'],
    ['the name of the line', { lineOfBusiness: 'retail' }, 'lineOfBusiness is the name of test/retail too, got "retail"; give each line of business a name of its own'],
  ])('%s', (_, finance, message) => {
    const retail = JSON.stringify(finance).includes('finance-retail') ? { sourceAlias: 'finance-retail', targetAlias: 'finance-retail', name: 'retail' } : {};
    expect(refusalsOf(finance, retail)).toContainEqual(expect.stringContaining(`[test/finance] ${message}`));
  });

  test('a user that only its principal tells, as with OAuth', () => {
    const logins = (name: string) => ({
      source: KafkaAuthentication.scramSha512(`mm2-${name}`, password(`mm2-${name}`)),
      target: KafkaAuthentication.oauthBearer({ tokenEndpoint: 'https://idp.example.com/token', clientId: name, clientSecret: password(`idp-${name}`) }),
    });
    const own = (name: string, targetPrincipal: string) => ({ target: hub, credentials: { ...logins(name), targetPrincipal } });
    expect(refusalsOf(own('finance', 'User:mm2'), own('retail', 'User:mm2'))).toEqual([
      expect.stringContaining('[test/finance] credentials is the user of test/retail too, got "mm2"; give each line a user of its own on each cluster'),
    ]);
    expect(refusalsOf(own('finance', 'User:mm2-finance'), own('retail', 'User:mm2-retail'))).toEqual([]);
  });

  test('a worker group, by a patch', () => {
    const scope = chart();
    const { model } = line(scope, 'retail').replication;
    ApiObject.of(line(scope, 'finance').replication).addJsonPatch(JsonPatch.replace('/spec/target/groupId', model.storage.groupId));
    expect(refusals(scope)).toContainEqual(expect.stringContaining('[test/finance] name is the worker group of test/retail too, got "kp-local-retail-to-kp-remote-retail-mm2"; '));
  });

  test('an internal topic, by a patch', () => {
    const scope = chart();
    const { model } = line(scope, 'retail').replication;
    ApiObject.of(line(scope, 'finance').replication).addJsonPatch(JsonPatch.replace('/spec/target/offsetStorageTopic', model.storage.offsetTopic));
    expect(refusals(scope)).toContainEqual(expect.stringContaining('[test/finance] name is the internal topic of test/retail too, got "mm2-offsets.kp-local-retail-to-kp-remote-retail.internal"; '));
  });
});

test('a line that selects the topics of another one is told a name of theirs', () => {
  const said = refusalsOf({ topics: TopicSelection.matching('finance[-.].+') }, { topics: TopicSelection.matching('(retail|finance)[-.].+') });
  expect(said).toContainEqual(expect.stringMatching(/^\[test\/finance\] topics overlap with topics of test\/retail: "finance-a" is in both; /));
});

describe('what follows from one mistake is not said again', () => {
  test('a common name of the line', () => {
    const said = refusalsOf({ lineOfBusiness: 'retail' }).filter((message) => message.startsWith('[test/finance] ') && message.includes('test/retail too'));
    expect(said).toHaveLength(1);
  });

  test('a line with a bad name is told so, once', () => {
    expect(refusalsOf({ lineOfBusiness: 'Finance & Co' })).toEqual([expect.stringMatching(/^\[test\/finance\] lineOfBusiness is not a Kubernetes name, got "Finance & Co"; /)]);
  });
});

describe('names that begin with each other', () => {
  test('are refused where the pattern of the shorter selects names of the longer', () => {
    const scope = chart();
    line(scope, 'shop');
    line(scope, 'shop-b2b');
    expect(refusals(scope)).toContainEqual(expect.stringContaining('[test/shop-b2b] topics overlap with topics of test/shop: "shop-b2b-a" is in both; '));
  });

  test('are refused where it does not, but its rights do: ACLs know prefixes only', () => {
    const scope = chart();
    line(scope, 'shop', { topics: TopicSelection.matching('shop-.+').excluding('shop-b2b-.+'), groups: GroupSelection.matching('shop-.+').excluding('shop-b2b-.+') });
    line(scope, 'shop-b2b');
    expect(refusals(scope)).toEqual(expect.arrayContaining([
      expect.stringMatching(/\[test\/shop-b2b\] topics need rights on topic names that begin with "shop-b2b-" at "kp-local-shop-b2b" that meet those of test\/shop on topic names that begin with "shop-"; names of which none begins with the prefix of another line; rename the line or its topics/),
      expect.stringMatching(/\[test\/shop-b2b\] groups need rights on group names that begin with "shop-b2b-" at .* that meet those of test\/shop on group names that begin with "shop-"; /),
    ]));
  });

  test('are accepted where the shorter lists its topics and groups by name', () => {
    const scope = chart();
    line(scope, 'shop', { topics: TopicSelection.named('shop-orders'), groups: GroupSelection.named('shop-users') });
    line(scope, 'shop-b2b');
    expect(refusals(scope)).toEqual([]);
  });
});

describe('applications that a line lets in', () => {
  const user = (name: string) => KafkaAuthentication.scramSha512(name, password(name));
  const own = { topics: TopicSelection.named('finance-ledger'), groups: GroupSelection.named('finance-app') };

  /** What is said when finance lets applications in, beside retail. */
  function refusalsWith(allow: (finance: LobIsolatedFlow, retail: LobIsolatedFlow) => void): string[] {
    const scope = chart();
    const retail = line(scope, 'retail');
    allow(line(scope, 'finance'), retail);
    return refusals(scope);
  }

  test('are accepted with what is the line\'s, copies included', () => {
    expect(refusalsWith(({ sourceAccess, targetAccess }, retail) => {
      sourceAccess.grantConsume(user('ledger'), own);
      sourceAccess.grantProduce(user('ledger'), { topics: TopicSelection.matching('finance-.+'), transactionalIds: ['finance-ledger'] });
      targetAccess.grantConsume(KafkaAuthentication.apiKey(password('ledger-key')), { ...own, copiesFrom: ['kp-local-finance'] });
      retail.sourceAccess.grantConsume(user('shop'), { topics: TopicSelection.named('retail-orders'), groups: GroupSelection.named('retail-app') });
    })).toEqual([]);
  });

  test.each<[string, (finance: LobIsolatedFlow) => void, string]>([
    ['read topics of another line', ({ sourceAccess }) => sourceAccess.grantConsume(user('ledger'), { ...own, topics: TopicSelection.named('retail-orders') }),
      'sourceAccess.grantConsume topics give rights on topic "retail-orders" that meet those of test/retail on topic names that begin with "retail-": "retail-orders" is in both; '],
    ['write more topics than their own', ({ sourceAccess }) => sourceAccess.grantProduce(user('ledger'), { topics: TopicSelection.matching('ret.+') }),
      'sourceAccess.grantProduce topics give rights on topic names that begin with "ret" that meet those of test/retail on topic names that begin with "retail-": "retail-" is in both; '],
    ['join groups of another line', ({ sourceAccess }) => sourceAccess.grantConsume(user('ledger'), { ...own, groups: GroupSelection.named('retail-app') }),
      'sourceAccess.grantConsume groups give rights on group "retail-app" that meet those of test/retail on group names that begin with "retail-": "retail-app" is in both; '],
    ['read copies of another line', ({ targetAccess }) => targetAccess.grantConsume(KafkaAuthentication.apiKey(password('ledger-key')), { ...own, topics: TopicSelection.named('retail-orders'), copiesFrom: ['kp-local-retail'] }),
      'targetAccess.grantConsume topics give rights on topic "kp-local-retail.retail-orders" that meet those of test/retail on topic names that begin with "kp-local-retail.retail-": "kp-local-retail.retail-orders" is in both; '],
    ['read internal topics of another line', ({ targetAccess }) => targetAccess.grantConsume(KafkaAuthentication.apiKey(password('ledger-key')), { ...own, topics: TopicSelection.named('mm2-offsets.kp-local-retail-to-kp-remote-retail.internal') }),
      'targetAccess.grantConsume topics give rights on topic "mm2-offsets.kp-local-retail-to-kp-remote-retail.internal" that meet those of test/retail on topic "mm2-offsets.kp-local-retail-to-kp-remote-retail.internal": '],
  ])('are refused where they may %s', (_, allow, message) => {
    expect(refusalsWith(allow)).toEqual([expect.stringContaining(`[test/finance] ${message}`)]);
  });

  test('are refused in the line that was there before, too: it is the one that lets them in', () => {
    expect(refusalsWith((_, retail) => retail.sourceAccess.grantConsume(user('shop'), { topics: TopicSelection.named('finance-ledger'), groups: GroupSelection.named('retail-app') }))).toEqual([
      expect.stringContaining('[test/retail] sourceAccess.grantConsume topics give rights on topic "finance-ledger" that meet those of test/finance on topic names that begin with "finance-": "finance-ledger" is in both; '),
    ]);
  });

  test('are refused where those of two lines meet, on names that no replication has', () => {
    expect(refusalsWith((finance, retail) => {
      retail.sourceAccess.grantProduce(user('shop'), { topics: TopicSelection.named('shared') });
      finance.sourceAccess.grantConsume(user('ledger'), { ...own, topics: TopicSelection.named('shared') });
    })).toEqual([
      expect.stringContaining('[test/finance] sourceAccess.grantConsume topics give rights on topic "shared" that meet those of test/retail (sourceAccess.grantProduce) on topic "shared": "shared" is in both; '),
    ]);
  });
});

describe('clusters', () => {
  test('that are not the same make equal selections harmless', () => {
    const target = hub.withAuthentication(KafkaAuthentication.none());
    const said = refusalsOf({ source: plant, target, topics: TopicSelection.matching('retail-.+'), groups: GroupSelection.matching('retail-.+') });
    expect(said.filter((message) => /overlap|rights/.test(message))).toEqual([]);
  });

  test('that are written by both make equal groups meet, whatever topics are called', () => {
    const said = refusalsOf({ source: plant, topics: TopicSelection.matching('retail-.+'), groups: GroupSelection.matching('retail-.+') });
    expect(said).toContainEqual(expect.stringContaining('groups overlap with groups of test/retail: "retail-a" is in both'));
    expect(said.filter((message) => message.includes('topics overlap'))).toEqual([]);
  });

  test('that are written by both under kept names make equal topics meet', () => {
    const naming = NamingPolicy.identity();
    const said = refusalsOf({ source: plant, naming, topics: TopicSelection.matching('retail-.+') }, { naming });
    expect(said).toContainEqual(expect.stringContaining('topics overlap with topics of test/retail: "retail-a" is in both'));
  });
});

describe('what is the whole cluster\'s is no line\'s', () => {
  test.each<[string, Partial<LobIsolatedFlowProps>, string]>([
    ['every topic', { topics: TopicSelection.matching('.*-finance') }, 'topics need Read, DescribeConfigs on every topic of "kp-local-finance"; names, and patterns that begin with fixed text'],
    ['every group', { groups: GroupSelection.all() }, 'groups need Describe on every group of "kp-local-finance"; '],
    ['the alias of the source', { sourceAlias: 'kp-local' }, 'sourceAlias is a name of the whole cluster, got "kp-local"; an alias with "finance" as a word in it; leave sourceAlias out'],
    ['the alias of the target', { targetAlias: 'kp-remote' }, 'targetAlias is a name of the whole cluster, got "kp-remote"; '],
    ['the namespace of Kafka', { namespace: 'kp-kafka' }, 'namespace is that of the Kafka cluster "kp-local-finance", got "kp-kafka"; '],
    ['a namespace of the system', { namespace: 'openshift-operators' }, 'namespace is one of the whole cluster, got "openshift-operators"; '],
    ['no namespace', { runtime: new StrimziRuntime() }, 'runtime names no namespace; '],
    ['ACL sync', { target: hub, sourceConnectorConfig: { 'sync.topic.acls.enabled': 'true' } }, 'sourceConnectorConfig needs a right on the whole cluster "kp-hub-finance": '],
  ])('%s', (_, props, message) => {
    expect(refusalsOf(props)).toContainEqual(expect.stringContaining(`[test/finance] ${message}`));
  });
});

test.each<[string, boolean]>([['smart-hub', false], ['start_up', false], ['art2', false], ['hub-art', true], ['hub_art-2', true]])('the line "art" may call its source %s: %s', (sourceAlias, isItsOwn) => {
  const scope = chart();
  line(scope, 'art', { sourceAlias });
  expect(refusals(scope)).toEqual(isItsOwn ? [] : [
    expect.stringContaining(`[test/art] sourceAlias is a name of the whole cluster, got "${sourceAlias}"; an alias with "art" as a word in it; leave sourceAlias out`),
  ]);
});

describe('a plan of Event Streams', () => {
  function withBudgets(...budgets: number[]): string[] {
    const scope = chart();
    budgets.forEach((budget, i) => line(scope, ['retail', 'logistics', 'finance'][i], { budget: mebibytes(budget) }));
    return refusals(scope);
  }

  test('carries what all budgets come to', () => expect(withBudgets(5, 10, 5)).toEqual([]));

  test('does not carry more, and every line is named with its part', () => {
    expect(withBudgets(5, 10, 6)).toEqual([
      expect.stringContaining('[test/finance] budget with test/retail (5), test/logistics (10) comes to more than plan "standard" carries, got "21 MiB/s"; at most 20 MiB/s; lower a budget'),
    ]);
  });

  test('does not carry one line alone that wants more', () => {
    expect(withBudgets(21)).toEqual([expect.stringContaining('[test/retail] budget comes to more than plan "standard" carries, got "21 MiB/s"; ')]);
  });

  test('has room for internal topics and known copies', () => {
    const withPartitions = (scope: Chart, name: string, partitions: number) =>
      line(scope, name, { source: kafka.withFacts({ topics: { [`${name}-a`]: { partitions }, other: { partitions: 500 } } }) });
    const scope = chart();
    withPartitions(scope, 'retail', 40);
    withPartitions(scope, 'finance', 42);
    expect(refusals(scope)).toEqual([]);
    withPartitions(scope, 'logistics', 1);
    expect(refusals(scope)).toEqual([
      expect.stringContaining('[test/logistics] topics with test/retail (49), test/finance (51) comes to more than plan "standard" has, got "110 partitions, internal topics included"; at most 100'),
    ]);
  });
});

test('a message never shows what looks like a secret', () => {
  const key = ['vT3kX9', 'qLz0RmB7yWn2', 'HdJ5sPcU8gEaK4'].join('');
  const credentials = (name: string) => ({ source: KafkaAuthentication.scramSha512(`mm2-${name}`, SecretKey.of(key, key)), target: KafkaAuthentication.apiKey(SecretKey.of(key, key)) });
  const said = refusalsOf({ credentials: credentials('finance') }, { credentials: credentials('retail') });
  expect(said.length).toBeGreaterThan(0);
  expect(said.join('\n')).not.toContain(key);
});

test('what was asked before counts for nothing', () => {
  const scope = chart();
  line(scope, 'retail');
  expect(refusals(scope)).toEqual([]);
  line(scope, 'finance', { topics: TopicSelection.matching('retail-.+'), target: cloud });
  expect(refusals(scope)).toHaveLength(1);
  expect(refusals(scope)).toHaveLength(1);
});
