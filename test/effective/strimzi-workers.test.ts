import { EffectiveConfig } from '../../src/effective';
import { minimal } from './resources';

const MIB = 2 ** 20;
const workers = (change: (spec: any) => void) => EffectiveConfig.fromKafkaMirrorMaker2(minimal(change)).workers;

test('workers have a number and a version', () => {
  expect(workers((spec) => { spec.replicas = 3; spec.version = '4.3.1'; })).toEqual({ count: 3, kafkaVersion: '4.3.1' });
});

test.each([['1073741824', 1024], ['1048576k', 1024], ['512m', 512], ['2G', 2048]])('-Xmx %s is %i MiB', (size, mebibytes) => {
  expect(workers((spec) => { spec.jvmOptions = { '-Xmx': size }; spec.resources = { limits: { memory: '4Gi' } }; }))
    .toMatchObject({ heapBytes: mebibytes * MIB, memoryLimitBytes: 4096 * MIB });
});

test('without -Xmx the heap is the share of the limit that the operator takes, or the user', () => {
  const limits = { memory: '1Gi' };
  expect(workers((spec) => { spec.resources = { limits }; })?.heapBytes).toBe(768 * MIB);
  expect(workers((spec) => { spec.resources = { limits }; spec.jvmOptions = { '-XX': { MaxRAMPercentage: '50' } }; })?.heapBytes).toBe(512 * MIB);
});

test('without a limit it depends on the node', () => {
  expect(workers((spec) => { spec.resources = { requests: { memory: '1Gi' } }; })?.heapBytes).toBeUndefined();
  expect(workers((spec) => { spec.jvmOptions = { '-Xmx': 'much' }; })?.heapBytes).toBeUndefined();
});
