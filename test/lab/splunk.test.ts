import { execFileSync } from 'child_process';
import { tmpdir } from 'os';
import { join } from 'path';
import { MESSAGES } from '../../src/logging/messages';

const ROOT = join(__dirname, '../..');

/** An expression over a module of the lab, which is a package of its own that Jest does not load. */
function evaluate<T>(module: string, expression: string): T {
  const program = `import * as fs from 'node:fs'; import * as m from './lab/src/splunk/${module}.ts'; console.log(JSON.stringify(${expression}))`;
  return JSON.parse(execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' }));
}

describe('events of one request', () => {
  test('follow each other without a separator, or with white space; braces in texts count for nothing', () => {
    expect(evaluate('concatenated-json', String.raw`m.concatenatedJson('{"a":{"b":"}{\\""}}{"a":1}\n {"a":2}')`)).toEqual([{ a: { b: '}{"' } }, { a: 1 }, { a: 2 }]);
  });

  test.each(['{"a":1},{"a":2}', '{"a":1', '}', '[{"a":1}]'])('are refused as %s', (text) => {
    expect(() => evaluate('concatenated-json', `m.concatenatedJson(${JSON.stringify(text)})`)).toThrow('SyntaxError');
  });
});

describe('the audit of lines', () => {
  const audit = (lines: string[], events: unknown[]) =>
    evaluate('line-audit', `m.auditLines(${JSON.stringify(lines)}, ${JSON.stringify(events.map((event) => ({ event, index: 'main', fields: {} })))})`);
  const LINES = ['{"message":"a","level":"INFO"}', '{"message":"b","level":"INFO"}', 'words of the JVM '];

  test('finds nothing where every line is one event, as text or parsed, whatever was added', () => {
    expect(audit(LINES, [LINES[0], { level: 'INFO', message: 'b', added: 1 }, 'words of the JVM'])).toMatchObject({ written: 3, arrived: 3, lost: [], duplicated: 0, foreign: [] });
  });

  test('sees what is lost, what is there twice, and what nobody wrote', () => {
    expect(audit(LINES, [LINES[0], LINES[0], '{"message":"c"}', LINES[2]])).toMatchObject({ lost: [expect.stringContaining('"b"')], duplicated: 1, foreign: [expect.stringContaining('"c"')] });
  });

  test('counts lines that are the same: two of them need two events', () => {
    expect(audit([LINES[0], LINES[0]], [LINES[0]])).toMatchObject({ lost: [expect.any(String)], duplicated: 0 });
    expect(audit([LINES[0], LINES[0]], [LINES[0], LINES[0]])).toMatchObject({ lost: [], duplicated: 0 });
  });
});

test('on a node of the lab paths, addresses and the name in TLS change, and nothing else', () => {
  const config = {
    receivers: { 'file_log/mm2-a': { include: ['/var/log/pods/*.log'], operators: [{ expr: 'not (attributes["path"] matches "^/var/log/pods/a")' }] } },
    exporters: { splunk_hec: { endpoint: 'https://splunk.example.com:8088/services/collector', token: '${file:/etc/token}', tls: { ca_file: '/etc/ca/ca.crt' } }, nop: {} },
    extensions: { file_storage: { directory: '/var/lib/otelcol' }, health_check: { endpoint: '0.0.0.0:13133' } },
    service: { extensions: ['file_storage', 'health_check'], telemetry: { host: '127.0.0.1', port: 8888 } },
  };
  expect(evaluate('node-files', `m.onNode(${JSON.stringify(config)}, { root: '/node', address: '127.1.2.3', addressOf: () => '127.1.2.4' })`)).toEqual({
    receivers: { 'file_log/mm2-a': { include: ['/node/var/log/pods/*.log'], operators: [{ expr: 'not (attributes["path"] matches "^/node/var/log/pods/a")' }] } },
    exporters: {
      splunk_hec: {
        endpoint: 'https://127.1.2.4:8088/services/collector', token: '${file:/node/etc/token}', tls: { ca_file: '/node/etc/ca/ca.crt', server_name_override: 'splunk.example.com' },
      },
      nop: {},
    },
    extensions: { file_storage: { directory: '/node/var/lib/otelcol' }, health_check: { endpoint: '127.1.2.3:13133' } },
    service: { extensions: ['file_storage', 'health_check'], telemetry: { host: '127.1.2.3', port: 8888 } },
  });
});

test('what the lab provokes is in the table of messages, but for the password in the wrong place', () => {
  const phrases = evaluate<string[]>('provocations', 'Object.values(m.PROVOCATIONS).flat().flatMap(({ phrases }) => phrases).filter((phrase) => phrase !== m.MISPLACED_PHRASE)');
  expect(phrases.length).toBeGreaterThan(10);
  expect(phrases.filter((phrase) => !MESSAGES.some((message) => message.phrase === phrase))).toEqual([]);
});

describe('what a collector counts', () => {
  const METRICS = '# TYPE otelcol_processor_filter_logs_filtered counter\notelcol_processor_filter_logs_filtered{filter="filter/mm2-a-errors",service_name="x"} 3\n';

  test('is read from its metrics by resource and level', () => {
    expect(evaluate('collector-metrics', `[m.countedLines(${JSON.stringify(METRICS)}, 'mm2-a', 'errors'), m.countedLines(${JSON.stringify(METRICS)}, 'mm2-a', 'warnings') ?? 'none']`)).toEqual([3, 'none']);
  });

  test('is compared with lines of that level, not with lines that quote one', () => {
    const lines = ['{"time":"t","level":"ERROR","message":"x"}', '{"time":"t","level":"INFO","message":"\\"level\\":\\"ERROR"}', 'ERROR'];
    expect(evaluate('collector-metrics', `m.linesOf('ERROR', ${JSON.stringify(lines)})`)).toBe(1);
  });
});

test('lines of a file that grows are taken once, when they have ended', () => {
  const program = `(() => {
    const file = ${JSON.stringify(tmpdir())} + '/kafka-replication-output-lines-' + process.pid;
    const lines = new m.OutputLines(file);
    const taken = [lines.take()];
    for (const text of ['a\\nb', 'c\\n\\n', 'd']) {
      fs.appendFileSync(file, text);
      taken.push(lines.take());
    }
    fs.rmSync(file);
    return taken.map((each) => each.map(String));
  })()`;
  expect(evaluate('output-lines', program)).toEqual([[], ['a'], ['bc', ''], []]);
});
