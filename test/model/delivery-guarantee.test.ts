import { Chart, Duration } from 'cdk8s';
import { DeliveryGuarantee, ExactlyOnceStage, MirrorMaker2Replication, MirrorMaker2ReplicationProps, TopicSelection, TransactionBoundary } from '../../src';
import { hub, onPrem } from '../support/clusters';
import { chart, only } from '../support/synth';

function effective(props: Partial<MirrorMaker2ReplicationProps>) {
  const replication = new MirrorMaker2Replication(chart(), 'Orders', { source: onPrem, target: hub, topics: TopicSelection.named('orders'), ...props });
  const config = replication.binding.effectiveConfig();
  return { worker: config.worker, source: config.connectors[0].config, provenance: config.connectors[0].provenance };
}

describe('at-least-once', () => {
  test('is the default: no transactions, an idempotent producer, positions stored every ten seconds', () => {
    const { worker, source } = effective({});
    expect(worker).not.toHaveProperty(['exactly.once.source.support']);
    expect(source).not.toHaveProperty(['exactly.once.support']);
    expect(source).toMatchObject({ 'producer.override.enable.idempotence': true });
    expect(worker).toMatchObject({ 'offset.flush.interval.ms': '10000' });
  });

  test('repeats after a crash at most what is copied between two stored positions and two flushes', () => {
    expect(DeliveryGuarantee.atLeastOnce().duplicatesAfterCrash(1000)).toBe(20_000);
    expect(DeliveryGuarantee.atLeastOnce({ offsetFlushInterval: Duration.seconds(1) }).duplicatesAfterCrash(0.5)).toBe(6);
  });
});

describe('exactly-once', () => {
  test('copies in transactions, reads committed records, and refuses to start where it cannot', () => {
    const { worker, source, provenance } = effective({ delivery: DeliveryGuarantee.exactlyOnce() });
    expect(worker).toMatchObject({ 'exactly.once.source.support': 'enabled' });
    expect(source).toMatchObject({ 'exactly.once.support': 'required', 'consumer.isolation.level': 'read_committed' });
    expect(source).not.toHaveProperty(['transaction.boundary']);
    expect(provenance['consumer.isolation.level']).toBe('prop:delivery');
    expect(DeliveryGuarantee.exactlyOnce().duplicatesAfterCrash(1e6)).toBe(0);
  });

  test('makes polls, and so transactions, large', () => {
    expect(effective({ delivery: DeliveryGuarantee.exactlyOnce() }).source).toMatchObject({ 'consumer.max.poll.records': 20_000 });
    expect(effective({}).source).toMatchObject({ 'consumer.max.poll.records': 5000 });
  });

  test('in preparation still copies at-least-once', () => {
    const delivery = DeliveryGuarantee.exactlyOnce({ stage: ExactlyOnceStage.PREPARING });
    const { worker, source } = effective({ delivery });
    expect(worker).toMatchObject({ 'exactly.once.source.support': 'preparing', 'offset.flush.interval.ms': '10000' });
    expect(source).toMatchObject({ 'consumer.isolation.level': 'read_committed' });
    expect(source).not.toHaveProperty(['exactly.once.support']);
    expect(delivery.duplicatesAfterCrash(1000)).toBe(20_000);
  });

  test('commits by time where that was asked for', () => {
    const { source } = effective({ delivery: DeliveryGuarantee.exactlyOnce({ transactions: TransactionBoundary.every(Duration.millis(1500)) }) });
    expect(source).toMatchObject({ 'transaction.boundary': 'interval', 'transaction.boundary.interval.ms': 1500, 'consumer.poll.timeout.ms': 1000 });
  });

  test('looks for the end of a short interval as often', () => {
    const transactions = TransactionBoundary.every(Duration.millis(300));
    expect(effective({ delivery: DeliveryGuarantee.exactlyOnce({ transactions }) }).source).toMatchObject({ 'consumer.poll.timeout.ms': 300 });
    expect(effective({ delivery: DeliveryGuarantee.exactlyOnce() }).source).not.toHaveProperty(['consumer.poll.timeout.ms']);
  });
});

test('exactly-once fetches more, for larger transactions, and has more tasks, which wait for their commits side by side', () => {
  const heap = (delivery: DeliveryGuarantee) => {
    const { spec } = only(Chart.of(new MirrorMaker2Replication(chart(), 'Orders', { source: onPrem, target: hub, topics: TopicSelection.named('orders'), delivery })), 'KafkaMirrorMaker2');
    return parseInt(spec.jvmOptions['-Xmx'], 10);
  };
  const [once, atLeastOnce] = [effective({ delivery: DeliveryGuarantee.exactlyOnce() }), effective({})];
  for (const key of ['consumer.max.poll.records', 'consumer.max.partition.fetch.bytes']) {
    expect(once.source[key]).toBeGreaterThan(atLeastOnce.source[key]);
  }
  expect(heap(DeliveryGuarantee.exactlyOnce())).toBeGreaterThan(heap(DeliveryGuarantee.atLeastOnce()));
});
