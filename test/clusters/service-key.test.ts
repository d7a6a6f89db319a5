import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { EventStreamsServiceKey } from '../../src';

const KEY = 'not-a-real-key-but-must-vanish';
const endpoints = ['broker-0.example.cloud:9093', 'broker-1.example.cloud:9093'];

describe('EventStreamsServiceKey', () => {
  test.each([
    ['kafka_brokers_sasl as list', { kafka_brokers_sasl: endpoints, api_key: KEY }],
    ['kafka_brokers_sasl as text', { kafka_brokers_sasl: endpoints.join(',') }],
    ['bootstrap_endpoints as text', { bootstrap_endpoints: endpoints.join(', '), apikey: KEY, password: KEY }],
    ['bootstrap_endpoints as list', { bootstrap_endpoints: endpoints }],
    ['below credentials', { name: 'kp-manager', credentials: { bootstrap_endpoints: endpoints.join(','), apikey: KEY } }],
    ['in the list that the command line prints', [{ credentials: { kafka_brokers_sasl: endpoints, apikey: KEY } }]],
  ])('finds the endpoints: %s', (_, document) => {
    const key = EventStreamsServiceKey.fromJson(JSON.stringify(document));
    expect(key.bootstrapServers).toEqual(endpoints);
    expect(key._problems('serviceKey')).toEqual([]);
    expect(JSON.stringify(key)).not.toContain(KEY);
  });

  test('reads a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'service-key-'));
    try {
      writeFileSync(join(folder, 'key.json'), JSON.stringify({ bootstrap_endpoints: endpoints.join(','), apikey: KEY }));
      expect(EventStreamsServiceKey.fromFile(join(folder, 'key.json')).bootstrapServers).toEqual(endpoints);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each([
    ['{"apikey": "x"}', 'has no endpoints'], ['{"bootstrap_endpoints": ""}', 'has no endpoints'], ['null', 'has no endpoints'], [`{"apikey": "${KEY}"`, 'is not JSON'],
  ])('fails: %s', (json, problem) => {
    const problems = EventStreamsServiceKey.fromJson(json)._problems('serviceKey');
    expect(problems).toEqual([expect.objectContaining({ prop: 'serviceKey', problem })]);
    expect(JSON.stringify(problems)).not.toContain(KEY);
  });

  test('fails: a file that is not there', () => {
    expect(EventStreamsServiceKey.fromFile('no/such/key.json')._problems('serviceKey'))
      .toEqual([{ prop: 'serviceKey', problem: 'cannot be read (ENOENT)', value: 'no/such/key.json' }]);
  });
});
