import { Size } from 'cdk8s';
import { ByteRate, EventStreamsPlan } from '../../src';

test('a byte rate counts bytes', () => {
  expect(ByteRate.of(Size.mebibytes(2)).toBytesPerSecond()).toBe(2 * 1024 * 1024);
});

test.each(['lite', 'standard', 'enterprise', 'enterprise-gen2'])('the plan %s is found by its name', (name) => {
  const plan = EventStreamsPlan.of(name);
  expect(plan.name).toBe(name);
  expect(plan._problems('plan')).toEqual([]);
});

test('only Lite has no Kafka Connect', () => {
  expect(EventStreamsPlan._all().filter((plan) => !plan.supportsConnect)).toEqual([EventStreamsPlan.LITE]);
});

test('fails: an unknown plan, with the known ones', () => {
  expect(EventStreamsPlan.of('gold')._problems('plan')).toEqual([
    { prop: 'plan', problem: 'is not a plan of Event Streams', value: 'gold', allowed: 'lite, standard, enterprise, enterprise-gen2' },
  ]);
});
