import { GroupType } from '../../src/core';
import { clusterFactsProblems, plainFacts } from '../../src/core/cluster-facts';
import { explain } from '../../src/core/problem';

describe('facts of a cluster', () => {
  test('have one form, whoever wrote them', () => {
    const dump = {
      kafkaVersion: '3.9.1',
      brokerConfig: { 'min.insync.replicas': 2, 'auto.create.topics.enable': true, 'log.retention.ms': null, 'ssl.key.password': null },
      topics: { orders: { partitions: 10, config: { 'retention.ms': 3600000n, 'retention.bytes': '-1' } }, payments: {} },
      groups: { app: 'Classic', queue: 'SHARE' },
      mayAlterTopics: null,
    };
    expect(clusterFactsProblems('facts', dump)).toEqual([]);
    expect(plainFacts(dump)).toEqual({
      kafkaVersion: '3.9.1',
      brokerConfig: { 'min.insync.replicas': '2', 'auto.create.topics.enable': 'true' },
      topics: { orders: { partitions: 10, config: { 'retention.ms': '3600000', 'retention.bytes': '-1' } }, payments: {} },
      groups: { app: GroupType.CLASSIC, queue: GroupType.SHARE },
    });
  });

  test.each<[string, unknown, string]>([
    ['no map', ['orders'], 'facts is not a map; a map of kafkaVersion, brokerConfig, topics, groups, mayAlterTopics'],
    ['a fact that is none', { kafkaVersions: '3.9.1' }, 'facts["kafkaVersions"] is not a fact; kafkaVersion, brokerConfig, topics, groups, mayAlterTopics'],
    ['a version without quotes', { kafkaVersion: 3.1 }, 'facts.kafkaVersion is not a version of Kafka, got 3.1; two or three numbers in quotes, such as "3.9.1"'],
    ['a version of something else', { kafkaVersion: 'latest' }, 'facts.kafkaVersion is not a version of Kafka, got "latest"'],
    ['settings as list', { brokerConfig: [] }, 'facts.brokerConfig is not a map; a map by name'],
    ['a setting that is a list', { brokerConfig: { listeners: ['a'] } }, 'facts.brokerConfig["listeners"] is not a text; a text, a number, true or false'],
    ['a setting that may be a secret', { brokerConfig: { 'ssl.key.password': 'x' } }, 'facts.brokerConfig["ssl.key.password"] may hold a secret; leave the setting out: no rule reads it'],
    ['a listener\'s JAAS', { brokerConfig: { 'listener.name.a.plain.sasl.jaas.config': 'X required password="y";' } }, 'facts.brokerConfig["listener.name.a.plain.sasl.jaas.config"] may hold a secret'],
    ['a name that is no topic', { topics: { 'a b': {} } }, 'facts.topics["a b"] is not a topic name, got "a b"'],
    ['topics as list', { topics: [{ name: 'orders' }] }, 'facts.topics is not a map'],
    ['no partition', { topics: { orders: { partitions: 0 } } }, 'facts.topics["orders"].partitions is out of range, got 0; a whole number from 1 to 1000000'],
    ['half a replica', { topics: { orders: { replicationFactor: 1.5 } } }, 'facts.topics["orders"].replicationFactor is out of range, got 1.5'],
    ['a fact of a topic that is none', { topics: { orders: { partition: 1 } } }, 'facts.topics["orders"]["partition"] is not a fact; partitions, replicationFactor, config, transactional'],
    ['a word for a switch', { topics: { orders: { transactional: 'yes' } } }, 'facts.topics["orders"].transactional is neither true nor false, got "yes"'],
    ['an unknown type of group', { groups: { app: 'simple' } }, 'facts.groups["app"] is not a type of group, got "simple"; classic, consumer, share, streams'],
    ['rights as text', { mayAlterTopics: 'no' }, 'facts.mayAlterTopics is neither true nor false, got "no"'],
  ])('are refused: %s', (_, facts, message) => {
    expect(clusterFactsProblems('facts', facts).map(explain)).toEqual([expect.stringContaining(message)]);
  });
});
