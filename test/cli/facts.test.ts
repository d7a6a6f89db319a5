import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { Duration } from 'cdk8s';
import { stringify } from 'yaml';
import { Finding, Findings, GroupSelection, GroupType, MirrorMaker2Replication, TopicSelection } from '../../src';
import { check, CheckOptions } from '../../src/cli/check';
import { readFacts } from '../../src/cli/facts';
import { goodResource } from '../rules/situation';
import { hub, onPrem } from '../support/clusters';
import { chart, objects, standardError } from '../support/synth';

const folder = mkdtempSync(join(tmpdir(), 'kafka-replication-facts-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const resource = (annotations?: object) => file('resource.yaml', stringify({ ...goodResource(), metadata: { name: 'orders', namespace: 'replication', annotations } }));
const versionOf = (options: Partial<CheckOptions>, annotations?: object) => check([resource(annotations)], { acknowledge: {}, ...options })
  .filter(({ code }) => code === 'broker-too-old').map(({ message }) => message);

/** A refusal, without the folder. */
function refusal(options: Partial<CheckOptions>, annotations?: object): string {
  try {
    check([resource(annotations)], { acknowledge: {}, ...options });
  } catch (error) {
    return (error as Error).message.replaceAll(`${folder}/`, '');
  }
  return 'none';
}

describe('facts for the check', () => {
  test.each([
    ['JSON', '{"plant": {"kafkaVersion": "2.0.1"}}'],
    ['YAML', 'plant:\n  kafkaVersion: 2.0.1\n'],
  ])('come from a file of %s', (_, text) => {
    expect(versionOf({ facts: file('facts', text) })).toEqual([expect.stringContaining('2.0.1')]);
  });

  test('come from the annotation, and the file wins for its aliases', () => {
    const annotations = { 'cdk8s-kafka-replication/facts': '{"plant": {"kafkaVersion": "2.0.1"}, "cloud": {"kafkaVersion": "1.1.0"}}' };
    expect(versionOf({}, annotations)).toHaveLength(2);
    expect(versionOf({ facts: file('facts', { plant: { kafkaVersion: '3.9.1' } }) }, annotations)).toEqual([expect.stringContaining('1.1.0')]);
  });

  test.each<[string, unknown, RegExp]>([
    ['a list', [], /^facts: is not a map of aliases and facts$/],
    ['a word', 'none', /^facts: is not a map of aliases and facts$/],
    ['nothing', '', /^facts: holds 0 documents; /],
    ['two documents', 'a: {}\n---\nb: {}\n', /^facts: holds 2 documents; /],
    ['no YAML', 'a: [', /^facts: is not YAML/],
    ['an alias of nobody', { edge: {} }, /^facts: no cluster has the alias "edge"; there are "cloud", "plant"$/],
    ['a wrong type', { plant: { topics: 5 } }, /^facts: facts\["plant"\]\.topics is not a map; /],
    ['a secret', { plant: { brokerConfig: { 'ssl.keystore.password': 'hunter2' } } }, /^facts: facts\["plant"\]\.brokerConfig\["ssl\.keystore\.password"\] may hold a secret; /],
    ['several mistakes', { plant: 1, cloud: { kafkaVersion: 'x' } }, /^facts: .*\nfacts: .*$/],
  ])('are refused: %s', (_, content, message) => {
    expect(refusal({ facts: file('facts', content) })).toMatch(message);
  });

  test('are what the documentation shows', () => {
    const [, example] = /^```yaml\n(.*?)^```/ms.exec(readFileSync(resolve(__dirname, '../../docs/findings.md'), 'utf8'))!;
    expect(readFacts(file('facts', example), new Set(['plant', 'cloud']))).toEqual({
      plant: expect.objectContaining({ kafkaVersion: '3.9.1', brokerConfig: { 'auto.create.topics.enable': 'false' }, groups: { 'orders-app': 'consumer', 'orders-queue': 'share' } }),
      cloud: { mayAlterTopics: false },
    });
  });

  test('are refused: a file that is not there', () => {
    expect(refusal({ facts: join(folder, 'nowhere') })).toBe('nowhere: cannot be read (ENOENT)');
  });

  test.each<[string, object, RegExp]>([
    ['not JSON', { 'cdk8s-kafka-replication/facts': 'plant' }, /^resource\.yaml: annotation cdk8s-kafka-replication\/facts: is not a map of aliases and facts$/],
    ['a wrong fact', { 'cdk8s-kafka-replication/facts': '{"plant": {"mayAlterTopics": 1}}' }, /annotation cdk8s-kafka-replication\/facts: facts\["plant"\]\.mayAlterTopics is neither true nor false/],
    ['an outage that is none', { 'cdk8s-kafka-replication/longest-outage': 'a day' }, /annotation cdk8s-kafka-replication\/longest-outage is not a duration such as 24h, 1 minute to 30 days$/],
    ['an outage of years', { 'cdk8s-kafka-replication/longest-outage': '700d' }, /longest-outage is not a duration/],
  ])('an annotation is refused: %s', (_, annotations, message) => {
    expect(refusal({}, annotations)).toMatch(message);
  });

  test('of a resource that the operator refuses do not hide the refusal', () => {
    const refused = goodResource();
    delete refused.spec.target.authentication.passwordSecret;
    const found = check([file('refused.yaml', stringify(refused))], { acknowledge: {}, facts: file('facts', { plant: {} }) });
    expect(found.map(({ code }) => code)).toEqual(['operator-refuses']);
  });
});

test('what a program knows of its clusters, the command finds again in its manifest', () => {
  const scope = chart();
  new MirrorMaker2Replication(scope, 'Orders', {
    source: onPrem.withFacts({
      kafkaVersion: '2.0.0', brokerConfig: { 'auto.create.topics.enable': 'true' }, topics: { orders: { partitions: 10, config: { 'retention.ms': '86400000' }, transactional: true } },
      groups: { app: GroupType.SHARE },
    }),
    target: hub.withFacts({ brokerConfig: { 'default.replication.factor': '3' }, topics: { 'kp-local.orders': { partitions: 5 } }, mayAlterTopics: false }),
    topics: TopicSelection.named('orders'), groups: GroupSelection.named('app'), longestOutage: Duration.hours(36), acknowledge: { 'broker-too-old': 'a test', 'partitions-fewer-at-target': 'a test' },
  });
  const summary = (findings: readonly Finding[]) => findings.map(({ code, severity, message }) => [code, severity, message].join('; ')).sort();
  let manifests: any[] = [];
  standardError(() => manifests = objects(scope));
  const checked = check([file('synthesized.yaml', manifests.map((manifest) => stringify(manifest)).join('---\n'))], { acknowledge: {} });
  expect(summary(checked)).toEqual(summary(Findings.of(scope)));
  expect(checked.map(({ code }) => code)).toEqual(expect.arrayContaining([
    'broker-too-old', 'retention-below-outage', 'reads-uncommitted', 'low-min-insync-replicas', 'partitions-fewer-at-target', 'target-auto-creates', 'groups-not-followed',
  ]));
});
