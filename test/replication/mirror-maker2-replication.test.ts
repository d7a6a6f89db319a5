import { ApiObject, Duration, JsonPatch } from 'cdk8s';
import {
  DeliveryGuarantee, EventStreamsPlan, EventStreamsServiceKey, EventStreamsTarget, Findings, GroupSelection, KafkaAuthentication,
  KafkaCluster, MirrorMaker2Replication, MirrorMaker2ReplicationProps, NamingPolicy, SecretKey, TlsTrust, TopicSelection,
} from '../../src';
import { cloud, hub, onPrem } from '../support/clusters';
import { chart, objects, only, refusals, standardError } from '../support/synth';

const topics = TopicSelection.named('orders');

function refusalsOf(props: Partial<MirrorMaker2ReplicationProps>): string[] {
  const scope = chart();
  new MirrorMaker2Replication(scope, 'Orders', { source: onPrem, target: cloud, topics, ...props });
  return refusals(scope);
}

describe('bad input fails the synth', () => {
  test.each<[string, Partial<MirrorMaker2ReplicationProps>, string]>([
    ['an alias with illegal characters', { source: KafkaCluster.of('kp local', { bootstrapServers: ['a:1'], trust: TlsTrust.publicAuthorities() }) }, 'source.alias is not a cluster alias, got "kp local"; '],
    ['an empty topic selection', { topics: TopicSelection.named() }, 'topics selects nothing; '],
    ['a bad Java expression', { topics: TopicSelection.matching('orders-[') }, 'topics has a pattern that is not a Java regular expression, got "orders-["; '],
    ['a bad expression for groups', { groups: GroupSelection.matching('+') }, 'groups has a pattern that is not a Java regular expression, got "+"; '],
    ['a bootstrap server without port', { target: KafkaCluster.of('hub', { bootstrapServers: ['kafka'], trust: TlsTrust.publicAuthorities() }) }, 'target.bootstrapServers[0] has no port, got "kafka"; '],
    ['no task', { tasksMax: 0 }, 'tasksMax is out of range, got 0; a whole number from 1 to 1000'],
    ['heartbeats more often than MM2 counts', { heartbeatInterval: Duration.millis(500) }, 'heartbeatInterval is out of range, got "500 millis"; whole seconds, 1 second to 1 day'],
    ['heartbeats that are not copied', { heartbeatInterval: Duration.seconds(1), sourceConnectorConfig: { 'heartbeats.replication.enabled': 'false' } },
      'heartbeatInterval makes heartbeats that are not copied; '],
    ['half a worker', { workers: 0.5 }, 'workers is out of range, got 0.5; '],
    ['a replication factor of 0', { replicationFactor: 0 }, 'replicationFactor is out of range, got 0; '],
    ['a refresh interval of days', { refreshInterval: Duration.days(7) }, 'refreshInterval is out of range, got "7 days"; '],
    ['a rebalance delay of hours', { rebalanceDelay: Duration.hours(1) }, 'rebalanceDelay is out of range, got "60 minutes"; '],
    ['an outage of a second', { longestOutage: Duration.seconds(1) }, 'longestOutage is out of range, got "1 second"; whole seconds, 1 minute to 30 days'],
    ['an outage of a fraction of a second', { longestOutage: Duration.millis(90_001) }, 'longestOutage is out of range, got '],
    ['a fact that is none', { source: onPrem.withFacts({ topics: { orders: { partitions: 0 } } }) }, 'source.facts.topics["orders"].partitions is out of range, got 0; '],
    ['a flush interval of no time', { delivery: DeliveryGuarantee.atLeastOnce({ offsetFlushInterval: Duration.millis(1) }) }, 'delivery.offsetFlushInterval is out of range, got "1 milli"; '],
    ['an impossible separator', { naming: NamingPolicy.prefixed({ separator: '/' }) }, 'naming.separator cannot be part of a topic name, got "/"; '],
    ['a name that Kafka cannot take', { name: 'Käse' }, 'name is not a name, got "Käse"; letters, digits, '],
    ['a literal secret in a raw setting', { sourceConnectorConfig: { 'consumer.sasl.jaas.config': 'X required password="hunter2";' } }, 'sourceConnectorConfig["consumer.sasl.jaas.config"] holds a literal secret; '],
    ['settings of a checkpoint connector that does not exist', { checkpointConnectorConfig: { 'emit.checkpoints.interval.seconds': '10' } }, 'checkpointConnectorConfig has no connector to go to; '],
    ['an acknowledgement of nothing', { acknowledge: { plaintext: 'a laptop' } }, 'acknowledge["plaintext"] is not the code of a finding; '],
    ['an acknowledgement without a reason', { acknowledge: { 'no-tls': ' ' } }, 'acknowledge["no-tls"] has no reason; '],
  ])('%s', (_, props, message) => {
    expect(refusalsOf(props)).toContainEqual(expect.stringContaining(`[test/Orders] ${message}`));
  });

  test('an unknown plan and a service key without endpoints', () => {
    const scope = chart();
    const target = new EventStreamsTarget(scope, 'Cloud', {
      alias: 'kp-remote', plan: EventStreamsPlan.of('gold'), serviceKey: EventStreamsServiceKey.fromJson('{"apikey": "x"}'), apiKey: SecretKey.of('s', 'k'),
    });
    new MirrorMaker2Replication(scope, 'Orders', { source: onPrem, target, topics });
    const messages = refusals(scope);
    expect(messages).toContainEqual(expect.stringContaining('[test/Cloud] plan is not a plan of Event Streams, got "gold"; lite, standard, enterprise, enterprise-gen2'));
    expect(messages).toContainEqual(expect.stringContaining('[test/Cloud] serviceKey has no endpoints; '));
  });

  test('two replications with one name, and the prop that separates them', () => {
    const scope = chart();
    new MirrorMaker2Replication(scope, 'A', { source: onPrem, target: cloud, topics });
    new MirrorMaker2Replication(scope, 'B', { source: onPrem, target: cloud, topics: TopicSelection.named('products') });
    expect(refusals(scope)).toContainEqual(expect.stringMatching(/name is used by 2 replications \(test\/A, test\/B\), got "kp-local-to-kp-remote"; .*; set name on all but one/));
  });

  test('all at once, also those of sources added later', () => {
    const scope = chart();
    const replication = new MirrorMaker2Replication(scope, 'Orders', { source: onPrem, target: cloud, topics: TopicSelection.named(), tasksMax: -1 });
    replication.addSource(KafkaCluster.of('a b', { bootstrapServers: ['x'], trust: TlsTrust.publicAuthorities() }), { topics: TopicSelection.matching('(') });
    const messages = refusals(scope).filter((message) => message.startsWith('[test/Orders]'));
    expect(messages.map((message) => message.slice(14).split(/,| is| has| selects/)[0])).toEqual([
      'addSource[0].source.alias', 'addSource[0].source.bootstrapServers[0]', 'topics', 'tasksMax', 'addSource[0].topics',
    ]);
  });

  test('two replications with one name are one message, not one per shared topic', () => {
    const scope = chart();
    new MirrorMaker2Replication(scope, 'A', { source: onPrem, target: cloud, topics });
    new MirrorMaker2Replication(scope, 'B', { source: onPrem, target: cloud, topics: TopicSelection.named('products') });
    expect(refusals(scope)).toHaveLength(1);
  });

  test('wrong props and findings of the rules together', () => {
    const target = KafkaCluster.eventStreams('kp-remote', { plan: EventStreamsPlan.LITE, bootstrapServers: ['b:9093'], apiKey: SecretKey.of('s', 'k') });
    expect(refusalsOf({ target, tasksMax: 0, workers: NaN }).map((message) => message.split(/ is |:/)[0])).toEqual([
      '[test/Orders] tasksMax', '[test/Orders] workers', '[test/Orders] event-streams-lite',
    ]);
  });

  test('missing credentials of Event Streams are one message', () => {
    const target = KafkaCluster.eventStreams('kp-remote', { plan: EventStreamsPlan.STANDARD, bootstrapServers: ['b:9093'] });
    expect(refusalsOf({ target })).toEqual([expect.stringContaining('[test/Orders] target.apiKey is missing; ')]);
  });

  test('missing credentials of an EventStreamsTarget are told to the replication that logs in', () => {
    const scope = chart();
    const target = new EventStreamsTarget(scope, 'Cloud', { alias: 'kp-remote', plan: EventStreamsPlan.STANDARD, bootstrapServers: ['b:9093'] });
    expect(refusals(scope)).toEqual([]);
    new MirrorMaker2Replication(scope, 'Orders', { source: onPrem, target, topics });
    expect(refusals(scope)).toEqual([expect.stringContaining('[test/Orders] target.apiKey is missing; ')]);
  });

  test('a fraction of a millisecond is reported like everything else, beside everything else', () => {
    const messages = refusalsOf({ tasksMax: 0, delivery: DeliveryGuarantee.atLeastOnce({ offsetFlushInterval: Duration.seconds(1.0005) }) });
    expect(messages.map((message) => message.split(/ is | has /)[0])).toEqual(['[test/Orders] tasksMax', '[test/Orders] delivery.offsetFlushInterval']);
  });

  test('a name that is derived is not blamed for a bad alias', () => {
    expect(refusalsOf({ source: KafkaCluster.of('kp local', { bootstrapServers: ['a:1'], trust: TlsTrust.publicAuthorities() }) })).toHaveLength(1);
  });

  test('once: a rule does not repeat what a prop was told already', () => {
    expect(refusalsOf({ topics: TopicSelection.matching('orders-[') })).toHaveLength(1);
  });

  test('never with the value of a secret', () => {
    const messages = refusalsOf({ workerConfig: { 'ssl.key.password': 'hunter2' }, sourceConnectorConfig: { 'x.password': 'hunter2' } });
    expect(messages.length).toBeGreaterThan(0);
    expect(messages.join('\n')).not.toContain('hunter2');
  });
});

describe('findings', () => {
  const laptop = KafkaCluster.of('local-dev', { bootstrapServers: ['kafka1:9092'] });

  test('that are errors fail the synth with code, place and remedy', () => {
    const scope = chart();
    new MirrorMaker2Replication(scope, 'There', { source: onPrem, target: hub, topics, naming: NamingPolicy.identity() });
    new MirrorMaker2Replication(scope, 'Back', { source: hub, target: onPrem, topics, naming: NamingPolicy.identity() });
    expect(refusals(scope)).toContainEqual(expect.stringMatching(/^\[.*\] identity-loop: KafkaMirrorMaker2 mm2-kp-/));
  });

  test('that are warnings go to standard error, once, and to Findings.of', () => {
    const scope = chart();
    new MirrorMaker2Replication(scope, 'Orders', { source: laptop, target: cloud, topics });
    const written = standardError(() => [objects(scope), objects(scope)]);
    expect(written.match(/^warning no-tls: /gm)).toHaveLength(1);
    expect(Findings.of(scope)).toContainEqual(expect.objectContaining({ code: 'no-tls', severity: 'warning', resource: 'KafkaMirrorMaker2 mm2-local-dev-to-kp-remote' }));
  });

  test('that are acknowledged keep quiet, stay listed with the reason, and travel in the manifest', () => {
    const scope = chart();
    new MirrorMaker2Replication(scope, 'Orders', { source: laptop, target: cloud, topics, acknowledge: { 'no-tls': 'a laptop' } });
    expect(standardError(() => objects(scope))).not.toContain('no-tls');
    expect(Findings.of(scope)).toContainEqual(expect.objectContaining({ code: 'no-tls', acknowledged: 'a laptop' }));
    expect(only(scope, 'KafkaMirrorMaker2').metadata.annotations).toEqual({
      'cdk8s-kafka-replication/acknowledged': '{"no-tls":"a laptop"}', 'cdk8s-kafka-replication/event-streams-plan': 'standard',
    });
  });

  test('of the defaults are none worse than information', () => {
    const scope = chart();
    new MirrorMaker2Replication(scope, 'Orders', { source: onPrem, target: cloud, topics, groups: GroupSelection.all() });
    expect(Findings.of(scope).filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  test('are never stale: what one construct was asked before counts for nothing', () => {
    const scope = chart();
    const there = new MirrorMaker2Replication(scope, 'There', { source: onPrem, target: cloud, topics });
    const back = new MirrorMaker2Replication(scope, 'Back', { source: cloud, target: onPrem, topics });
    expect(back.node.validate()).toEqual([]);
    ApiObject.of(there).addJsonPatch(JsonPatch.add('/spec/mirrors/0/sourceConnector/config/producer.override.max.in.flight.requests.per.connection', 9));
    expect(refusals(scope)).toEqual([expect.stringMatching(/^\[test\/There\] too-many-in-flight: /)]);
  });

  test('see what a JSON patch put into the manifest', () => {
    const scope = chart();
    const replication = new MirrorMaker2Replication(scope, 'Orders', { source: onPrem, target: cloud, topics });
    ApiObject.of(replication).addJsonPatch(JsonPatch.add('/spec/mirrors/0/sourceConnector/config/errors.tolerance', 'all'));
    expect(Findings.of(scope).map(({ code }) => code)).toContain('errors-tolerated');
  });

  test('are acknowledged for the replication that says so, not for its neighbours', () => {
    const scope = chart();
    new MirrorMaker2Replication(scope, 'Careless', { name: 'a', source: onPrem, target: cloud, topics, acknowledge: { 'literal-secret': 'a lab' } });
    const other = new MirrorMaker2Replication(scope, 'Other', { name: 'b', source: onPrem, target: cloud, topics: TopicSelection.named('products') });
    ApiObject.of(other).addJsonPatch(JsonPatch.add('/spec/template/connectContainer/env', [{ name: 'API_KEY', value: 'hunter2' }]));
    expect(refusals(scope)).toContainEqual(expect.stringMatching(/^\[test\/Other\] literal-secret: /));
  });

  test('do not exist for a tree without replications', () => {
    expect(Findings.of(chart())).toEqual([]);
  });
});

describe('JavaScript callers, who meet no compiler,', () => {
  test('are told all props that are missing or of another type, with the path and without the values', () => {
    const props: any = { source: 'kp-local', topics: 'orders', refreshInterval: 60, acknowledge: { 'no-tls': 5 } };
    expect(() => new MirrorMaker2Replication(chart(), 'Orders', props)).toThrow([
      '[test/Orders] source is of another type; a KafkaCluster or a construct that stands for one',
      '[test/Orders] target is missing; a KafkaCluster or a construct that stands for one',
      '[test/Orders] topics is of another type; a TopicSelection, such as TopicSelection.named(…)',
      '[test/Orders] refreshInterval is of another type; a Duration, such as Duration.minutes(1)',
      '[test/Orders] acknowledge is of another type; an object of texts: code and reason',
    ].join('\n'));
  });

  test('are told the same for sources added later', () => {
    const replication = new MirrorMaker2Replication(chart(), 'Orders', { source: onPrem, target: cloud, topics });
    expect(() => (replication as any).addSource(hub)).toThrow('[test/Orders] addSource topics is missing; a TopicSelection, such as TopicSelection.named(…)');
  });

  test.each<[string, any, string]>([
    ['a list for a name', { topics: (TopicSelection as any).named(['a', 'b']) }, 'topics has an element that is not text, got "a,b"; '],
    ['a RegExp', { topics: (TopicSelection as any).matching(/orders/) }, 'topics has an element that is not text, got "/orders/"; '],
    ['a text for a list', { target: (KafkaCluster as any).of('hub', { bootstrapServers: 'a:1,b:2' }) }, 'target.bootstrapServers is not a list of texts; a list of host:port; '],
    ['no servers', { target: (KafkaCluster as any).of('hub', {}) }, 'target.bootstrapServers is not a list of texts; '],
    ['no alias', { target: (KafkaCluster as any).of(undefined, { bootstrapServers: ['a:1'] }) }, 'target.alias is not a cluster alias; '],
    ['a password', { target: onPrem.withAuthentication((KafkaAuthentication as any).plain('mm2', 'hunter2')) }, 'target.authentication.password is not a SecretKey; name the Secret'],
  ])('are told at synth: %s', (_, props, message) => {
    const messages = refusalsOf(props);
    expect(messages).toContainEqual(expect.stringContaining(`[test/Orders] ${message}`));
    expect(messages.join()).not.toContain('hunter2');
  });
});

describe('one alias', () => {
  test('may be used with several credentials', () => {
    const scope = chart();
    new MirrorMaker2Replication(scope, 'A', { name: 'a', source: onPrem, target: hub, topics });
    new MirrorMaker2Replication(scope, 'B', { name: 'b', source: onPrem, target: hub.withAuthentication(onPrem.authentication), topics: TopicSelection.named('products') });
    expect(refusals(scope)).toEqual([]);
  });

  test('fails with two different bootstraps', () => {
    const scope = chart();
    new MirrorMaker2Replication(scope, 'A', { name: 'a', source: onPrem, target: hub, topics });
    new MirrorMaker2Replication(scope, 'B', { name: 'b', source: onPrem, target: KafkaCluster.of('kp-hub', { bootstrapServers: ['elsewhere:9093'], trust: TlsTrust.publicAuthorities() }), topics });
    expect(refusals(scope)).toContainEqual(expect.stringContaining('alias-of-two-clusters'));
  });
});
