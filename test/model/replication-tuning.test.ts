import { Chart, Duration, Size } from 'cdk8s';
import { ByteRate, Compression, LinkOptions, MirrorMaker2Replication, ReplicationTuning, TopicSelection } from '../../src';
import { hub, onPrem } from '../support/clusters';
import { chart, only, refusals } from '../support/synth';

const LINK: LinkOptions = { roundTrip: Duration.millis(50), throughput: ByteRate.of(Size.mebibytes(20)), recordSize: Size.kibibytes(1), partitions: 12 };
const link = (change: Partial<LinkOptions> = {}) => ReplicationTuning.forLink({ ...LINK, ...change });

function replicationWith(tuning: ReplicationTuning) {
  return new MirrorMaker2Replication(chart(), 'Orders', { source: onPrem, target: hub, topics: TopicSelection.named('orders'), tuning });
}

function resource(replication: MirrorMaker2Replication): any {
  return only(Chart.of(replication), 'KafkaMirrorMaker2');
}

function source(tuning: ReplicationTuning): { [key: string]: any } {
  return replicationWith(tuning).binding.effectiveConfig().connectors[0].config;
}

describe('the profiles', () => {
  test('balanced is the default', () => {
    const byDefault = new MirrorMaker2Replication(chart(), 'Orders', { source: onPrem, target: hub, topics: TopicSelection.named('orders') });
    expect(byDefault.binding.effectiveConfig().connectors[0].config).toEqual(source(ReplicationTuning.balanced()));
  });

  test('only throughput lets fetches wait, and with latency a record waits least', () => {
    expect(source(ReplicationTuning.throughput())).toMatchObject({ 'consumer.fetch.min.bytes': expect.any(Number), 'consumer.fetch.max.wait.ms': expect.any(Number) });
    for (const tuning of [ReplicationTuning.balanced(), ReplicationTuning.latency(), link()]) {
      expect(source(tuning)).not.toHaveProperty(['consumer.fetch.min.bytes']);
    }
    const linger = (tuning: ReplicationTuning) => source(tuning)['producer.override.linger.ms'];
    expect(linger(ReplicationTuning.latency())).toBeLessThan(linger(ReplicationTuning.balanced()));
  });

  test('latency spreads five requests over the round trip to the target, and refuses one to the moon', () => {
    const linger = (milliseconds: number) => source(ReplicationTuning.latency({ roundTrip: Duration.millis(milliseconds) }))['producer.override.linger.ms'];
    expect([0, 20, 50, 101].map(linger)).toEqual([2, 4, 10, 21]);
    const scope = chart();
    new MirrorMaker2Replication(scope, 'Orders', {
      source: onPrem, target: hub, topics: TopicSelection.named('orders'), tuning: ReplicationTuning.latency({ roundTrip: Duration.seconds(3) }),
    });
    expect(refusals(scope)).toContainEqual(expect.stringContaining('tuning.roundTrip is out of range, got "3 seconds"; 0 to 2 seconds'));
  });

  test('compression is off unless wanted', () => {
    expect(source(ReplicationTuning.balanced())).not.toHaveProperty(['producer.override.compression.type']);
    expect(source(ReplicationTuning.latency({ compression: Compression.ZSTD }))).toMatchObject({ 'producer.override.compression.type': 'zstd' });
    expect(source(link({ compression: Compression.LZ4 }))).toMatchObject({ 'producer.override.compression.type': 'lz4' });
  });

  test('batches stay below the megabyte that Event Streams takes', () => {
    const slow = link({ partitions: 1, throughput: ByteRate.of(Size.mebibytes(1)) });
    for (const tuning of [ReplicationTuning.balanced(), ReplicationTuning.throughput(), ReplicationTuning.latency(), slow]) {
      expect(source(tuning)['producer.override.batch.size']).toBeLessThanOrEqual(1_000_000);
    }
  });
});

describe('a link', () => {
  test('has under way at least twice its bandwidth-delay product, on both sides', () => {
    for (const [roundTrip, mebibytes, partitions] of [[50, 20, 12], [100, 20, 12], [100, 5, 3], [20, 100, 60], [200, 10, 6], [0, 50, 6]]) {
      const tuning = link({ roundTrip: Duration.millis(roundTrip), throughput: ByteRate.of(Size.mebibytes(mebibytes)), partitions });
      const config = source(tuning);
      const wanted = 2 * mebibytes * 1024 * 1024 * roundTrip / 1000;
      expect(5 * partitions * config['producer.override.batch.size']).toBeGreaterThanOrEqual(wanted);
      const fetched = Math.min(config['consumer.fetch.max.bytes'], Math.ceil(partitions / tuning.tasks!) * config['consumer.max.partition.fetch.bytes']);
      expect(tuning.tasks! * fetched).toBeGreaterThanOrEqual(wanted);
    }
  });

  test('gives tasks by the work that bytes and records are, two at least, never more than partitions', () => {
    expect(link({ throughput: ByteRate.of(Size.mebibytes(1)) }).tasks).toBe(2);
    expect(link({ throughput: ByteRate.of(Size.mebibytes(400)), partitions: 300 }).tasks).toBeGreaterThan(2);
    expect(link({ recordSize: Size.kibibytes(0.1), throughput: ByteRate.of(Size.mebibytes(60)), partitions: 300 }).tasks)
      .toBeGreaterThan(link({ recordSize: Size.kibibytes(10), throughput: ByteRate.of(Size.mebibytes(60)), partitions: 300 }).tasks!);
    expect(link({ partitions: 1, throughput: ByteRate.of(Size.mebibytes(1)) }).tasks).toBe(1);
  });

  test('decides the tasks of the connector, unless somebody does', () => {
    const tuning = link({ throughput: ByteRate.of(Size.mebibytes(200)), partitions: 300 });
    expect(resource(replicationWith(tuning)).spec.mirrors[0].sourceConnector.tasksMax).toBe(tuning.tasks);
    const own = new MirrorMaker2Replication(chart(), 'Own', { source: onPrem, target: hub, topics: TopicSelection.named('orders'), tuning, tasksMax: 3 });
    expect(own.model.flows[0].tasksMax).toBe(3);
  });

  test('decides the heap: what producers buffer and what is fetched fits beside the worker', () => {
    for (const tuning of [ReplicationTuning.balanced(), link(), link({ partitions: 2000, throughput: ByteRate.of(Size.mebibytes(100)) })]) {
      const replication = replicationWith(tuning);
      const { spec } = resource(replication);
      const config = replication.binding.effectiveConfig().connectors[0].config;
      const needed = spec.mirrors[0].sourceConnector.tasksMax * (config['producer.override.buffer.memory'] + config['consumer.fetch.max.bytes']) / 1024 / 1024;
      expect(parseInt(spec.jvmOptions['-Xmx'], 10)).toBeGreaterThanOrEqual(256 + needed);
    }
  });

  test.each<[string, Partial<LinkOptions>, string]>([
    ['a round trip to the moon', { roundTrip: Duration.seconds(3) }, 'tuning.roundTrip is out of range, got "3 seconds"; 0 to 2 seconds'],
    ['no throughput', { throughput: ByteRate.of(Size.kibibytes(0)) }, 'tuning.throughput is out of range, got 0; '],
    ['records of nothing', { recordSize: Size.kibibytes(0) }, 'tuning.recordSize is out of range, got 0; '],
    ['half a partition', { partitions: 0.5 }, 'tuning.partitions is out of range, got 0.5; '],
    ['more than one partition carries', { partitions: 1, throughput: ByteRate.of(Size.mebibytes(50)) },
      'tuning.partitions cannot carry the throughput over this link, got 1; 1 partitions carry up to 47 MiB/s at a round trip of 50 ms; use 2 partitions, or run MM2 next to the target'],
  ])('fails with %s', (_, change, message) => {
    const scope = chart();
    new MirrorMaker2Replication(scope, 'Orders', { source: onPrem, target: hub, topics: TopicSelection.named('orders'), tuning: link(change) });
    expect(refusals(scope)).toContainEqual(expect.stringContaining(message));
  });
});
