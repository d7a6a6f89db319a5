import { CASES } from './cases';
import { findingsAfter, goodResource, Situation } from './situation';

const CANARY = 'Xk9v2LmQ7rT4wZ1bN8cD5fG3hJ6pSa0Y';

/** Every place where somebody may have pasted a credential. */
const CHANNELS: readonly [string, (s: Situation) => void][] = [
  ['a worker key', (s) => { s.worker[CANARY] = 'x'; }],
  ['a secret worker key', (s) => { s.worker['ssl.key.password'] = CANARY; }],
  ['a worker key the operator drops', (s) => { s.worker['sasl.jaas.config'] = CANARY; s.worker[`ssl.${CANARY}`] = CANARY; }],
  ['a worker value that rules quote', (s) => { s.worker['connector.client.config.override.policy'] = 'None'; s.worker['value.converter'] = CANARY; }],
  ['a source key', (s) => { s.mirror.source.config = { [CANARY]: CANARY }; }],
  ['a producer key', (s) => { s.source[`producer.${CANARY}`] = CANARY; s.source['producer.override.acks'] = CANARY; }],
  ['an alias', (s) => { s.mirror.source.alias = CANARY; delete s.mirror.checkpointConnector; }],
  ['both aliases', (s) => { s.mirror.source.alias = CANARY; s.spec.target.alias = CANARY; }],
  ['bootstrap servers', (s) => { s.mirror.source.bootstrapServers = `${CANARY}:9093`; s.spec.target.bootstrapServers = `${CANARY}:9093`; }],
  ['a topic', (s) => { s.mirror.topicsPattern = `${CANARY},(`; s.add(goodResource('b')); }],
  ['a common topic', (s) => { s.mirror.topicsPattern = CANARY; s.add(goodResource('b'), (spec) => { spec.mirrors[0].topicsPattern = CANARY; }); }],
  ['an exclusion', (s) => { s.mirror.topicsExcludePattern = CANARY; }],
  ['a group id', (s) => { s.spec.target.groupId = CANARY; s.add(goodResource('b'), (spec) => { spec.target.groupId = CANARY; }); }],
  ['a storage topic', (s) => { s.spec.target.configStorageTopic = CANARY; s.spec.target.statusStorageTopic = CANARY; }],
  ['the plan', (s) => { s.plan = CANARY; }],
  ['the name of the resource', (s) => { s.resources[0].metadata.name = CANARY; delete s.mirror.source.tls; }],
  ['a reason', (s) => { delete s.mirror.source.tls; s.acknowledged['no-tls'] = CANARY; }],
  ['an impossible place', (s) => { s.mirror.source.authentication = CANARY; s.spec.target.authentication = { type: CANARY }; }],
];

test.each(CHANNELS)('a credential in %s never appears in a finding', (_, plant) => {
  expect(JSON.stringify(findingsAfter(plant))).not.toContain(CANARY);
});

test.each(CASES.map(({ code, when, fires }) => [`${code} when ${when}`, fires] as const))('%s shows no credential that stands elsewhere', (_, fires) => {
  const found = findingsAfter((s) => {
    s.worker['ssl.keystore.password'] = CANARY;
    s.source['admin.sasl.jaas.config'] = `PlainLoginModule required username="token" password="${CANARY}";`;
    fires(s);
  });
  expect(found.map(({ code }) => code)).toContain('literal-secret');
  expect(JSON.stringify(found)).not.toContain(CANARY);
});
