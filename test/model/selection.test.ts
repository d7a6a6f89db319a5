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

describe('a topic', () => {
  const orders = TopicSelection.matching('orders-.*').excluding('orders-test-.*');

  test.each<[string, TopicSelection, boolean | undefined]>([
    ['orders-eu', orders, true],
    ['orders-test-1', orders, false],
    ['Orders-eu', orders, false],
    ['retail.returns', TopicSelection.named('retail.returns'), true],
    ['retail-returns', TopicSelection.named('retail.returns'), false],
    ['__consumer_offsets', TopicSelection.all(), false],
    ['mm2-configs.a.internal', TopicSelection.all(), false],
    ['.hidden', TopicSelection.all(), false],
    ['kp-local.checkpoints.internal', TopicSelection.all().excluding('x'), false],
    ['orders eu', TopicSelection.all(), false],
    ['aa', TopicSelection.matching('(a|b)\\1'), undefined],
    ['__a', TopicSelection.matching('(a|b)\\1'), false],
    ['orders', TopicSelection.matching('orders('), undefined],
    ['orders', TopicSelection.named(), false],
  ])('%s is in the selection, or not, or nobody can tell', (name, selection, expected) => {
    expect(selection.matches(name)).toBe(expected);
  });
});

describe('two selections', () => {
  const all = TopicSelection.all();

  test.each<[string, TopicSelection, TopicSelection, string | undefined]>([
    ['of different prefixes', TopicSelection.matching('retail[-.].+'), TopicSelection.matching('finance[-.].+'), undefined],
    ['that one of them was widened for', TopicSelection.matching('(retail|finance)[-.].+'), TopicSelection.matching('finance[-.].+'), 'finance-a'],
    ['of a name and a pattern', TopicSelection.named('retail.returns'), TopicSelection.matching('retail-.*'), undefined],
    ['of a name with a dot and one that any character stands in', TopicSelection.named('retail.returns'), TopicSelection.matching('retail.returns'), 'retail.returns'],
    ['of an allowed and a forbidden set', TopicSelection.matching('orders-.*'), TopicSelection.matching('customers', '.*-pii'), 'orders-pii'],
    ['apart by an exclusion', TopicSelection.matching('orders-.*').excluding('.*-pii'), TopicSelection.matching('.*-pii'), undefined],
    ['of internal topics', TopicSelection.matching('__.*'), all, undefined],
    ['of what MM2 never copies', TopicSelection.matching('\\..*').excluding('x'), all, undefined],
    ['of names that are too long', TopicSelection.matching('a{250}'), all, undefined],
    ['of which one selects nothing', TopicSelection.named(), all, undefined],
  ])('%s', (_, a, b, example) => {
    const expected = example === undefined ? { isDisjoint: true } : { isDisjoint: false, example };
    expect(a.overlapWith(b)).toEqual(expected);
    expect(b.overlapWith(a)).toEqual(expected);
  });

  test.each([['a back reference', '(a|b)\\1', /back reference/], ['an expression that Java refuses', 'a(', /unclosed group/]])('are never called disjoint because of %s', (_, pattern, reason) => {
    expect(TopicSelection.matching(pattern).overlapWith(all)).toEqual({ isDisjoint: false, unknown: expect.stringMatching(reason) });
  });

  test('of groups are compared with the ids that groups may have', () => {
    expect(GroupSelection.matching('retail .*').overlapWith(GroupSelection.all())).toEqual({ isDisjoint: false, example: 'retail ' });
    expect(GroupSelection.matching('retail-.*').overlapWith(GroupSelection.matching('finance-.*'))).toEqual({ isDisjoint: true });
    expect(GroupSelection.matching('connect-.*').overlapWith(GroupSelection.all())).toEqual({ isDisjoint: true });
  });

  test('of groups say whether one is in them', () => {
    const groups = GroupSelection.matching('kp-.*').excluding('kp-test');
    expect(['kp-users', 'kp-test', 'console-consumer-1'].map((id) => groups.matches(id))).toEqual([true, false, false]);
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
