import { readFileSync } from 'fs';
import { join } from 'path';
import { Duration, Size } from 'cdk8s';
import { ByteRate, DeliveryGuarantee, ReplicationTuning } from '../../src';
import { HEADROOM, TASK_COST, UTILIZATION } from '../../src/model/private/link-sizing';

const page = readFileSync(join(__dirname, '../../docs/tuning.md'), 'utf8');

const MIB = 1024 * 1024;

type Client = ReturnType<ReplicationTuning['_clientFor']>;

const delivery = DeliveryGuarantee.atLeastOnce();

/** A size as the page writes it. */
function size(bytes: number): string {
  return bytes % MIB === 0 ? `${bytes / MIB} MiB` : bytes % 1000 === 0 ? `${bytes / 1000} kB` : `${bytes / 1024} KiB`;
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

test('the page shows what each profile sets', () => {
  const profiles = [ReplicationTuning.balanced(), ReplicationTuning.throughput(), ReplicationTuning.latency()];
  const row = (key: string, of: (client: Client) => string | number) => [`\`${key}\``, ...profiles.map((tuning) => of(tuning._clientFor(delivery)))];
  expect(page).toContain(table(['Key of the source connector', ...profiles.map(({ profile }) => `\`${profile}\``)], [
    row('consumer.max.poll.records', (client) => client.maxPollRecords),
    row('consumer.max.partition.fetch.bytes', (client) => size(client.maxPartitionFetchBytes)),
    row('consumer.fetch.max.bytes', (client) => size(client.fetchMaxBytes)),
    row('consumer.fetch.min.bytes', (client) => client.fetchMinBytes === undefined ? '1 (Kafka\'s)' : size(client.fetchMinBytes)),
    row('consumer.fetch.max.wait.ms', (client) => client.fetchMaxWaitMillis ?? '500 (Kafka\'s)'),
    row('producer.override.batch.size', (client) => size(client.batchSize)),
    row('producer.override.linger.ms', (client) => client.lingerMillis),
    row('producer.override.max.request.size', (client) => size(client.maxRequestSize)),
    row('producer.override.buffer.memory', (client) => size(client.bufferMemory)),
    ['heap per task', ...profiles.map((tuning) => size(tuning.heapPerTask().toMebibytes() * MIB))],
  ]));
});

test('the examples of links are what the library computes', () => {
  const links = [[20, 20, 1, 12], [50, 20, 1, 12], [100, 20, 1, 12], [50, 100, 1, 60], [100, 5, 0.1, 6], [50, 50, 10, 300]];
  expect(page).toContain(table(['Round trip', 'Throughput', 'Record', 'Partitions', 'Tasks', 'batch.size', 'max.request.size', 'buffer.memory', 'max.partition.fetch.bytes', 'fetch.max.bytes', 'max.poll.records', 'Heap per task'],
    links.map(([roundTrip, mebibytes, kibibytes, partitions]) => {
      const tuning = ReplicationTuning.forLink({
        roundTrip: Duration.millis(roundTrip), throughput: ByteRate.of(Size.mebibytes(mebibytes)), recordSize: Size.kibibytes(kibibytes), partitions,
      });
      const client = tuning._clientFor(delivery);
      return [`${roundTrip} ms`, `${mebibytes} MiB/s`, `${kibibytes} KiB`, partitions, tuning.tasks!, size(client.batchSize), size(client.maxRequestSize), size(client.bufferMemory),
        size(client.maxPartitionFetchBytes), size(client.fetchMaxBytes), client.maxPollRecords, size(tuning.heapPerTask().toMebibytes() * MIB)];
    })));
});

test.each([100, 1000, 10_000])('what a task is taken to cost is what the benchmark has measured, or up to a third more: records of %i bytes', (bytes) => {
  const results: any[] = JSON.parse(readFileSync(join(__dirname, '../../docs/performance/results.json'), 'utf8'));
  const { runs } = results.find(({ part }) => part === 'one-task').catchUp.find(({ size: recordSize }: any) => recordSize === bytes);
  const measured = runs.map(({ megabytesPerSecond }: any) => megabytesPerSecond).sort((a: number, b: number) => a - b)[Math.floor(runs.length / 2)];
  const taken = 1e-6 / (TASK_COST.secondsPerByte + TASK_COST.secondsPerRecord / bytes);
  expect(taken / measured).toBeGreaterThan(0.75);
  expect(taken / measured).toBeLessThan(1.05);
});

test('the constants of the formulas are those of the library', () => {
  expect(page).toContain(`${TASK_COST.secondsPerByte * 1e9} ns × W + ${TASK_COST.secondsPerRecord * 1e6} µs × W / s) / ${UTILIZATION}`);
  expect(page).toContain(`${HEADROOM} × W × r / p`);
});
