import { aliasProblems, bootstrapProblems, topicNameProblems } from '../../src/core/kafka-names';

describe('aliases', () => {
  test.each(['kp-local', 'a', 'A.b_c-9'])('%s is one', (alias) => expect(aliasProblems('alias', alias)).toEqual([]));
  test.each(['', 'kp local', 'kp/local', 'ä', 'a'.repeat(101)])('%j is none', (alias) => expect(aliasProblems('alias', alias)).toHaveLength(1));
});

describe('topic names', () => {
  test.each(['orders', 'retail.returns', 'a_b-c.9'])('%s is one', (name) => expect(topicNameProblems('topics', name)).toEqual([]));
  test.each(['', '.', '..', 'a b', 'orders-*', 'x'.repeat(250)])('%j is none', (name) => expect(topicNameProblems('topics', name)).toHaveLength(1));
});

describe('bootstrap servers', () => {
  test.each(['kafka1:9092', '10.0.0.1:9093', '[::1]:9092', 'a.b-c.example.com:1', 'x_y:65535'])('%s is one', (server) => {
    expect(bootstrapProblems('b', [server])).toEqual([]);
  });

  test.each([
    ['kafka1', 'has no port'], ['kafka1:0', 'has an impossible port'], ['kafka1:65536', 'has an impossible port'], ['SASL_SSL://kafka1:9092', 'is not host:port'],
    ['a:1,b:2', 'is not host:port'], ['', 'is not host:port'], [':9092', 'is not host:port'], ['::1', 'is not host:port'],
  ])('%j is none: it %s', (server, problem) => {
    expect(bootstrapProblems('b', ['ok:9092', server])).toEqual([expect.objectContaining({ prop: 'b[1]', problem })]);
  });

  test('must be at least one', () => {
    expect(bootstrapProblems('b', [])).toEqual([expect.objectContaining({ problem: 'is empty' })]);
  });
});
