import {
  CONNECT_PRODUCER, DISTRIBUTED_WORKER, MIRROR_CHECKPOINT_CONNECTOR, MIRROR_CONSUMER, MIRROR_SOURCE_CONNECTOR,
} from '../../src/effective/private/kafka-defaults';
import { CONSUMER_TYPES, CHECKPOINT_CONNECTOR_TYPES, PRODUCER_TYPES, SOURCE_CONNECTOR_TYPES, WORKER_TYPES } from '../../src/rules/value-types';
import { otherFindingsAfter } from './situation';

test.each([
  ['the source connector', MIRROR_SOURCE_CONNECTOR, SOURCE_CONNECTOR_TYPES],
  ['the checkpoint connector', MIRROR_CHECKPOINT_CONNECTOR, CHECKPOINT_CONNECTOR_TYPES],
  ['the worker', DISTRIBUTED_WORKER, WORKER_TYPES],
  ['the producer', CONNECT_PRODUCER, PRODUCER_TYPES],
  ['the consumer', MIRROR_CONSUMER, CONSUMER_TYPES],
])('the type of every number and switch of %s is known', (_, defaults, types) => {
  const typed = (value: RegExp) => Object.keys(defaults).filter((key) => value.test(defaults[key]));
  expect(types.boolean.split(' ')).toEqual(expect.arrayContaining(typed(/^(true|false)$/)));
  expect([types.short, types.int, types.long].join(' ').split(' ')).toEqual(expect.arrayContaining(typed(/^-?\d+$/)));
});

test.each([
  ['replication.factor', 'three'], ['refresh.topics.interval.seconds', '60s'], ['producer.override.max.in.flight.requests.per.connection', 'many'],
])('%s=%s is one mistake: no rule takes a default for it', (key, value) => {
  for (const plan of [undefined, 'standard']) {
    const found = otherFindingsAfter((s) => { s.plan = plan; s.source['config.properties.exclude'] = '.*'; s.source[key] = value; });
    expect(found.map(({ code, message }) => [code, message])).toEqual([['wrong-type', expect.stringContaining(`"${key}" is "${value}"`)]]);
  }
});

test.each(['offset.flush.interval.ms', 'scheduled.rebalance.max.delay.ms', 'offset.storage.replication.factor', 'offset.storage.partitions'])(
  '%s of the worker too', (key) => {
    expect(otherFindingsAfter((s) => { s.worker[key] = '10s'; }).map(({ code }) => code)).toEqual(['wrong-type']);
  });
