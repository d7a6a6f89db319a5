import { spawnSync } from 'child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { parse, stringify } from 'yaml';
import { acls, aclsText } from '../../src/cli/acls';
import { check, checkText } from '../../src/cli/check';
import { FORMATS } from '../../src/cli/cluster-choice';
import { effective, effectiveJson, effectiveText } from '../../src/cli/effective';
import { match, matchText } from '../../src/cli/match';
import { topics, topicsText } from '../../src/cli/topics';
import { UnusableInput } from '../../src/cli/unusable-input';
import { Canary, leaks, PASSWORD, SHAPED } from './canaries';

const root = resolve(__dirname, '../..');
const handWritten = readFileSync(join(root, 'test/strimzi-translation/custom-oauthbearer.yaml'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'kafka-replication-secrets-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Everything that the commands print about a file, as text and as JSON. */
function outputs(yaml: string, acknowledge: { [code: string]: string } = {}, facts?: string): string {
  const file = join(folder, 'input.yaml');
  writeFileSync(file, yaml);
  const print = [
    () => checkText(check([file], { acknowledge, facts })), () => JSON.stringify(check([file], { acknowledge, facts })),
    () => effectiveText(effective(file)), () => JSON.stringify(effectiveJson(effective(file))),
    () => matchText(match([file], { topics: 'orders', groups: 'app' })), () => JSON.stringify(match([file], { topics: 'orders', groups: 'app' })),
    ...FORMATS.flatMap((format) => [
      () => aclsText(acls([file], { side: 'target', principal: 'User:mm2', facts }), format), () => aclsText(acls([file], { side: 'source', facts }), format),
      () => topicsText(topics([file], { side: 'target', facts }), format),
    ]),
  ];
  return print.map((one) => {
    try {
      return one();
    } catch (error) {
      return error instanceof UnusableInput ? error.message : String((error as Error).stack);
    }
  }).join('\n');
}

/** A hand-written resource with a value somewhere: objects and lists on the way are made. */
function written(path: string, value: unknown): string {
  const resource = parse(handWritten);
  const keys = path.split('/');
  const parent = keys.slice(0, -1).reduce((node, key, i) => node[key] ??= /^\d+$/.test(keys[i + 1]) ? [] : {}, resource);
  parent[keys[keys.length - 1]] = value;
  return stringify(resource);
}

const jaas = (secret: string) => `org.apache.kafka.common.security.plain.PlainLoginModule required username="mm2" password="${secret}";`;

const SENSITIVE: [string, (secret: string) => string][] = [
  ['a password of the workers', (secret) => written('spec/target/config/ssl.key.password', secret)],
  ['a password that reaches the workers', (secret) => written('spec/target/config/producer.ssl.key.password', secret)],
  ['a password of the source', (secret) => written('spec/mirrors/0/source/config/ssl.truststore.password', secret)],
  ['a password of the source connector', (secret) => written('spec/mirrors/0/sourceConnector/config/consumer.ssl.key.password', secret)],
  ['JAAS of the source connector', (secret) => written('spec/mirrors/0/sourceConnector/config/producer.override.sasl.jaas.config', jaas(secret))],
  ['JAAS of the checkpoint connector', (secret) => written('spec/mirrors/0/checkpointConnector/config/source.admin.sasl.jaas.config', jaas(secret))],
  ['JAAS of custom authentication at the target', (secret) => written('spec/target/authentication/config/sasl.jaas.config', jaas(secret))],
  ['JAAS of custom authentication at a source', (secret) => written('spec/mirrors/0/source/authentication', { type: 'custom', sasl: true, config: { 'sasl.jaas.config': jaas(secret) } })],
  ['a key store password', (secret) => written('spec/target/authentication/config/ssl.keystore.password', secret)],
  ['a password in the place of a reference', (secret) => written('spec/mirrors/0/source/authentication', { type: 'plain', username: 'mm2', password: secret })],
  ['a password as reference', (secret) => written('spec/mirrors/0/source/authentication', { type: 'plain', username: 'mm2', passwordSecret: secret })],
  ['an environment variable', (secret) => written('spec/template/connectContainer/env', [{ name: 'API_KEY', value: secret }])],
  ['a Java system property', (secret) => written('spec/jvmOptions/javaSystemProperties', [{ name: 'javax.net.ssl.trustStorePassword', value: secret }])],
  ['a Secret beside it', (secret) => `${handWritten}---\n${stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, stringData: { password: secret } })}`],
  ['a Secret beside it, encoded', (secret) => `${handWritten}---\n${stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, data: { password: Buffer.from(secret).toString('base64') } })}`],
  ['a Secret instead of it', (secret) => stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, stringData: { password: secret } })],
];

const INNOCENT: [string, (secret: string) => string][] = [
  ['alias', 'groupId', 'bootstrapServers', 'configStorageTopic'].map((field) => `spec/target/${field}`),
  ['alias', 'bootstrapServers'].map((field) => `spec/mirrors/0/source/${field}`),
  ['topicsPattern', 'topicsExcludePattern', 'groupsPattern'].map((field) => `spec/mirrors/0/${field}`),
  ['state', 'tasksMax', 'version', 'config/offset.lag.max', 'config/topics', 'config/key.converter'].map((field) => `spec/mirrors/0/sourceConnector/${field}`),
  ['spec/target/config/rest.port', 'spec/target/config/client.id', 'spec/replicas', 'spec/version', 'spec/image', 'spec/unknown', 'metadata/name', 'metadata/namespace'],
  ['metadata/labels/team', 'metadata/annotations/note', 'metadata/annotations/cdk8s-kafka-replication~event-streams-plan', 'metadata/annotations/cdk8s-kafka-replication~acknowledged'],
  ['apiVersion', 'kind', 'spec', 'metadata'],
].flat().map((path): [string, (secret: string) => string] =>
  [path, (secret) => written(path, secret).replace('cdk8s-kafka-replication~', 'cdk8s-kafka-replication/')]);

const KEYS: [string, (secret: string) => string][] = ['spec', 'spec/target', 'spec/target/config', 'spec/mirrors/0/sourceConnector/config', 'metadata/annotations', 'spec/target/authentication/config']
  .map((path) => [`a key of ${path}`, (secret) => written(`${path}/${secret.replaceAll('/', '')}`, 'x')]);

const BROKEN: [string, (secret: string) => string][] = [
  ['a line that is no YAML', (secret) => `password: "${secret}\nb: [`],
  ['an unclosed list', (secret) => `a: [${JSON.stringify(secret)}, {`],
  ['a tag', (secret) => `a: !${secret.trim()} x`],
  ['an alias that does not exist', (secret) => `a: *${secret.trim()}`],
  ['an anchor', (secret) => `a: &${secret.trim()}\n &b c`],
  ['a key that is there twice', (secret) => `${JSON.stringify(secret)}: 1\n${JSON.stringify(secret)}: 2`],
  ['a directive', (secret) => `%${secret.trim()}\n---\na: b`],
  ['a wrong indentation', (secret) => `a:\n  password: ${JSON.stringify(secret)}\n b: c`],
  ['a text', (secret) => secret],
  ['a list', (secret) => stringify([secret])],
  ['a properties file', (secret) => `sasl.jaas.config=${jaas(secret)}`],
];

type Case = [name: string, place: string, make: (secret: string) => string, canary: Canary];
const cases = [
  ...[...SENSITIVE, ...BROKEN].map(([place, make]): Case => [PASSWORD.name, place, make, PASSWORD]),
  ...[...SENSITIVE, ...INNOCENT, ...KEYS, ...BROKEN].flatMap(([place, make]) => SHAPED.map((canary): Case => [canary.name, place, make, canary])),
];

describe('the CLI never shows', () => {
  test.each(cases)('%s in %s', (_, __, make, canary) => {
    expect(leaks(canary, outputs(make(canary.secret)))).toEqual([]);
  });

  test.each(SHAPED)('$name in the reason of an acknowledgement', (canary) => {
    expect(leaks(canary, outputs(handWritten, { 'acl-sync-on': `because ${canary.secret}` }))).toEqual([]);
  });

  test.each([...SHAPED, PASSWORD])('$name in facts of the clusters', (canary) => {
    const facts = [
      `src: {brokerConfig: {ssl.keystore.password: ${JSON.stringify(canary.secret)}}}`,
      `src: {brokerConfig: {listener.name.a.sasl.jaas.config: ${JSON.stringify(jaas(canary.secret))}}}`,
      `src: {password: ${JSON.stringify(canary.secret)}}`,
      `src: {password: ${JSON.stringify(canary.secret)}`,
    ];
    const shaped = canary === PASSWORD ? [] : ['kafkaVersion: S', 'brokerConfig: {a: S}', 'brokerConfig: {S: a}', 'topics: {S: {}}', 'topics: {orders: {config: {S: S}}}', 'groups: {S: S}', 'S: a']
      .map((part) => `src: {${part.replaceAll('S', JSON.stringify(canary.secret))}}`);
    for (const text of [...facts, ...shaped, ...canary === PASSWORD ? [] : [`${JSON.stringify(canary.secret)}: {}`]]) {
      writeFileSync(join(folder, 'facts.yaml'), text);
      expect({ text, leaks: leaks(canary, outputs(handWritten, {}, join(folder, 'facts.yaml'))) }).toEqual({ text, leaks: [] });
    }
  });

  test('anything of a file that it cannot use, in the compiled program', () => {
    for (const canary of [...SHAPED, PASSWORD]) {
      for (const [place, make] of [BROKEN[0], BROKEN[3], SENSITIVE[0]]) {
        const { stdout, stderr } = spawnSync(process.execPath, [join(root, 'lib/cli/main.js'), 'check', '-'], { input: make(canary.secret), encoding: 'utf8' });
        expect({ place, leaks: leaks(canary, stdout + stderr) }).toEqual({ place, leaks: [] });
      }
    }
  });
});

test('what is reviewed and committed holds none', () => {
  const committed = ['examples', 'docs', 'test/strimzi-translation'].flatMap((part) => readdirSync(join(root, part), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ya?ml|json|md)$/.test(file)).map((file) => readFileSync(join(root, part, file), 'utf8')));
  expect(committed.length).toBeGreaterThan(10);
  expect([...SHAPED, PASSWORD].flatMap((canary) => leaks(canary, committed.join('\n')))).toEqual([]);
});
