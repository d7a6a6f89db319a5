import { GroupSelection, NamingPolicy, TopicSelection } from '../../src';

describe('TopicSelection', () => {
  test('of names escapes their dots', () => {
    expect(TopicSelection.named('orders', 'retail.returns').include).toBe('orders,retail\\.returns');
  });

  test('of expressions keeps them', () => {
    expect(TopicSelection.matching('orders-.*', 'a|b').include).toBe('orders-.*,a|b');
  });

  test('without exclusions leaves Kafka\'s own in force', () => {
    expect(TopicSelection.all().exclude).toBeUndefined();
  });

  test('with exclusions appends Kafka\'s own, which the list would replace', () => {
    expect(TopicSelection.all().excluding('test-.*').exclude).toBe('test-.*,mm2.*\\.internal,.*\\.replica,__.*');
  });

  test('is a value: excluding makes a new one', () => {
    const all = TopicSelection.all();
    all.excluding('a');
    expect(all.exclude).toBeUndefined();
  });

  test.each<[string, TopicSelection, string]>([
    ['no name', TopicSelection.named(), 'selects nothing'],
    ['no expression', TopicSelection.matching(), 'selects nothing'],
    ['an empty expression', TopicSelection.matching(''), 'has an empty pattern'],
    ['an illegal name', TopicSelection.named('orders-*'), 'is not a topic name'],
    ['an expression that Java refuses', TopicSelection.matching('orders-(.*'), 'has a pattern that is not a Java regular expression'],
    ['an expression with a comma', TopicSelection.matching('orders-\\d{1,3}'), 'has a pattern with a comma'],
    ['an exclusion that Java refuses', TopicSelection.all().excluding('*'), 'has a pattern that is not a Java regular expression'],
  ])('fails: %s', (_, selection, problem) => {
    expect(selection._problems('topics')).toEqual([expect.objectContaining({ prop: 'topics', problem })]);
  });
});

describe('GroupSelection', () => {
  test('appends Kafka\'s own exclusions', () => {
    expect(GroupSelection.all().excluding('test-.*').exclude).toBe('test-.*,console-consumer-.*,connect-.*,__.*');
  });

  test.each<[string, GroupSelection, string]>([
    ['no name', GroupSelection.named(), 'selects nothing'],
    ['a name with a comma', GroupSelection.named('a,b'), 'has a group id that cannot stand in a list'],
    ['a name with blanks around', GroupSelection.named(' a'), 'has a group id that cannot stand in a list'],
    ['an expression that Java refuses', GroupSelection.matching('['), 'has a pattern that is not a Java regular expression'],
  ])('fails: %s', (_, selection, problem) => {
    expect(selection._problems('groups')).toEqual([expect.objectContaining({ prop: 'groups', problem })]);
  });
});

describe('NamingPolicy', () => {
  test.each<[NamingPolicy, string]>([
    [NamingPolicy.prefixed(), 'kp-local.orders'], [NamingPolicy.prefixed({ separator: '_' }), 'kp-local_orders'], [NamingPolicy.identity(), 'orders'],
  ])('says what a copy is called', (policy, name) => {
    expect(policy.remoteTopic('kp-local', 'orders')).toBe(name);
    expect(policy._problems('naming')).toEqual([]);
  });

  test.each(['', '/', ' ', 'x'.repeat(21)])('fails: separator %j', (separator) => {
    expect(NamingPolicy.prefixed({ separator })._problems('naming')).toHaveLength(1);
  });
});
