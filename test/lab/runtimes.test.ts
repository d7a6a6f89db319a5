import { execFileSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { systemdUnit } from '../../src/runtimes/private/systemd-unit';

const ROOT = join(__dirname, '../..');

/** The lab is a package of its own, with modules that Jest does not load: an expression over one of them is evaluated where it is at home. */
function evaluate<T>(module: string, expression: string): T {
  const program = `import * as m from './lab/src/runtimes/${module}.ts'; console.log(JSON.stringify(${expression}))`;
  return JSON.parse(execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' }));
}

describe('a unit, as the lab reads it', () => {
  const read = (text: string) => evaluate<{ [key: string]: unknown }>('systemd-unit', `m.readUnit(${JSON.stringify(text)})`);

  test('is the one that a bundle has: command line, environment, user, restart, stop', () => {
    const text = systemdUnit({
      name: 'mm2-a-to-b', account: 'mm2', kafkaHome: '/opt/kafka', current: '/etc/kafka-replication/mm2-a-to-b/current', nodeFile: '/etc/kafka-replication/mm2-a-to-b/node.env',
      clusters: ['b'], memoryMebibytes: 768,
    });
    expect(read(text)).toEqual({
      user: 'mm2',
      execStart: ['/opt/kafka/bin/connect-mirror-maker.sh', '/etc/kafka-replication/mm2-a-to-b/current/mm2.properties', '--clusters', 'b'],
      environment: { LOG_DIR: '/tmp/logs' },
      environmentFiles: ['/etc/kafka-replication/mm2-a-to-b/current/worker.env', '/etc/kafka-replication/mm2-a-to-b/node.env'],
      restart: 'always', restartSeconds: 10, timeoutStopSeconds: 90, killSignal: 'SIGTERM', successExitStatus: [143],
    });
  });

  test('fails for a key that the lab would pass over without a word, and for one that is given twice', () => {
    expect(() => read('[Service]\nExecStartPre=/bin/true\n')).toThrow('does not know what \'ExecStartPre=/bin/true\' in a unit does');
    expect(() => read('[Service]\nUser=a\nUser=b\n')).toThrow('a unit says User twice');
  });

  test('has variables in quotes or without', () => {
    expect(evaluate('systemd-unit', String.raw`m.readEnvironment('# why\nA="x y"\nB=z\n')`)).toEqual({ A: 'x y', B: 'z' });
  });
});

describe('the file of a chart', () => {
  const dist = mkdtempSync(join(tmpdir(), 'kafka-replication-dist-'));
  afterAll(() => rmSync(dist, { recursive: true }));
  const fileOf = (chart: string) => evaluate<string>('../chart-file', `m.chartFile(${JSON.stringify(dist)}, ${JSON.stringify(chart)})`);

  test('is found whether cdk8s numbered it or not', () => {
    ['0001-orders.k8s.yaml', 'old-orders.k8s.yaml'].forEach((name) => writeFileSync(join(dist, name), ''));
    expect([fileOf('orders'), fileOf('old-orders')]).toEqual([join(dist, '0001-orders.k8s.yaml'), join(dist, 'old-orders.k8s.yaml')]);
  });
});

describe('a volume of a pod', () => {
  const files = (volume: object) => evaluate('pod-manifest',
    `[...m.filesOf(${JSON.stringify({ name: 'v', ...volume })}, (kind, name) => name === 'there' ? new Map([['a', kind], ['b', '2']]) : undefined)]`);

  test('has all keys, or those that are named', () => {
    expect(files({ configMap: { name: 'there' } })).toEqual([['a', 'ConfigMap'], ['b', '2']]);
    expect(files({ secret: { secretName: 'there', items: [{ key: 'a', path: 'x' }] } })).toEqual([['x', 'Secret']]);
    expect(files({ emptyDir: {} })).toEqual([]);
  });

  test('fails for what is not there', () => {
    expect(() => files({ secret: { secretName: 'gone' } })).toThrow('volume v needs Secret gone, which is not there');
    expect(() => files({ secret: { secretName: 'there', items: [{ key: 'c', path: 'c' }] } })).toThrow('volume v needs key c of Secret there, which is not there');
  });
});
