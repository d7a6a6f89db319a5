import { spawnSync } from 'child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, renameSync, rmSync, writeFileSync } from 'fs';
import { AddressInfo, createServer, Server } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { Duration } from 'cdk8s';
import { GroupSelection, MirrorMaker2Replication, TopicSelection, VirtualMachineRuntime } from '../../src';
import { cloud, onPrem } from '../support/clusters';
import { chart } from '../support/synth';

jest.setTimeout(30_000);

const folder = mkdtempSync(join(tmpdir(), 'kafka-replication-machines-'));
afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(() => {
  // Warnings of the rules are the business of other tests.
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());

const NAME = 'mm2-kp-local-to-kp-remote';
const UNIT = `${NAME}.service`;
const home = (root: string) => join(root, 'etc/kafka-replication', NAME);
const current = (root: string) => readlinkSync(join(home(root), 'current'));

/** A bundle that has been written; its port is one that no Connect of a laboratory takes. */
function bundle(tasksMax: number, restPort = 48083, heartbeatInterval?: Duration): string {
  const runtime = new VirtualMachineRuntime({ restPort });
  new MirrorMaker2Replication(chart(), 'Readings', {
    source: onPrem, target: cloud, topics: TopicSelection.named('readings'), groups: GroupSelection.named('app'), tasksMax, runtime, heartbeatInterval,
  });
  const directory = mkdtempSync(join(folder, 'bundle-'));
  runtime.writeBundle(directory);
  return join(directory, NAME);
}

function put(root: string, path: string, text: string, mode = 0o644): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
  chmodSync(join(root, path), mode);
}

const javaOf = (root: string, version: string) => put(root, 'java/bin/java', `#!/bin/sh\necho 'openjdk version "${version}"' >&2\n`, 0o755);

/** What a machine needs, below a folder. No systemd runs there, as in an image. */
function machine(): string {
  const root = mkdtempSync(join(folder, 'root-'));
  put(root, 'opt/kafka/bin/connect-mirror-maker.sh', '#!/bin/sh\n', 0o755);
  put(root, 'opt/kafka/libs/kafka-clients-4.3.1.jar', '');
  put(root, `etc/kafka-replication/${NAME}/node.env`, 'MM2_NODE_ADDRESS=127.0.0.1\nJAVA_HOME=/java\n', 0o640);
  ['es-api-secret/password', 'kp-local-cluster-ca-cert/ca.crt', 'mm2-kp-local-source/password']
    .forEach((file) => put(root, `etc/kafka-replication/${NAME}/secrets/${file}`, 'x', 0o640));
  javaOf(root, '17.0.1');
  return root;
}

/** Programs that only root may run, or that ask systemd: they write down how they were called. */
const STAND_INS: { readonly [program: string]: string } = {
  systemctl: `echo "systemctl $*" >>"$STATE/calls"
case $1 in
  is-active) [ -e "$STATE/active" ] ;;
  restart) : >"$STATE/active" ;;
  show) echo an-invocation ;;
esac`,
  journalctl: 'cat "$STATE/journal"',
  id: 'echo "${USER_ID:-0}"',
  getent: 'exit 2',
  useradd: 'echo "useradd $*" >>"$STATE/calls"',
  chown: 'echo "chown $*" >>"$STATE/calls"',
};

/** Lets systemd run on the machine: by stand-ins, with this in its journal. */
function boot(root: string, journal: string, isActive = true): void {
  mkdirSync(join(root, 'run/systemd/system'), { recursive: true });
  Object.entries(STAND_INS).forEach(([program, text]) => put(root, `stand-ins/${program}`, `#!/bin/sh\n${text}\n`, 0o755));
  put(root, 'state/journal', `${journal}\n`);
  put(root, 'state/calls', '');
  if (isActive) put(root, 'state/active', '');
}

const calls = (root: string) => readFileSync(join(root, 'state/calls'), 'utf8').split('\n').filter((call) => /^(useradd|chown|systemctl (daemon-reload|enable|restart))/.test(call));

function run(where: string, verb: string, root: string, env: { [key: string]: string } = {}) {
  const { status, stdout, stderr } = spawnSync('bash', [join(where, 'mm2.sh'), verb], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${join(root, 'stand-ins')}:${process.env.PATH}`, MM2_ROOT: root, STATE: join(root, 'state'), HEALTHY_SECONDS: '0', ...env },
  });
  return { status, text: stdout + stderr };
}

describe('a node in an image', () => {
  test('is installed, and a second time nothing happens', () => {
    const [one, root] = [bundle(2), machine()];
    expect(run(one, 'install', root)).toEqual({ status: 0, text: expect.stringMatching(/runs release [0-9a-f]{12}\n$/) });
    expect(readFileSync(join(home(root), 'current/mm2.properties'), 'utf8')).toBe(readFileSync(join(one, 'mm2.properties'), 'utf8'));
    expect(existsSync(join(root, 'etc/systemd/system', UNIT))).toBe(true);
    expect(run(one, 'install', root)).toEqual({ status: 0, text: expect.stringMatching(/runs release [0-9a-f]{12} already\n$/) });
  });

  test('may have quotes in its own file, as systemd takes them', () => {
    const [one, root] = [bundle(2), machine()];
    put(root, `etc/kafka-replication/${NAME}/node.env`, 'MM2_NODE_ADDRESS="127.0.0.1"\nJAVA_HOME=\'/java\'\n');
    expect(run(one, 'install', root).status).toBe(0);
  });

  test('is upgraded, and goes back, as often as one likes', () => {
    const [one, two, root] = [bundle(2), bundle(3), machine()];
    run(one, 'install', root);
    const before = current(root);
    expect(run(two, 'upgrade', root).status).toBe(0);
    const after = current(root);
    expect(after).not.toBe(before);
    expect(run(two, 'upgrade', root).status).toBe(0);
    const links = ['rollback', 'rollback'].map((verb) => [run(two, verb, root).status, current(root)]);
    expect(links).toEqual([[0, before], [0, after]]);
  });

  test('is installed where an earlier installation was interrupted', () => {
    const [one, root] = [bundle(2), machine()];
    const [, release] = /^RELEASE=(.*)$/m.exec(readFileSync(join(one, 'bundle.conf'), 'utf8'))!;
    put(root, `etc/kafka-replication/${NAME}/releases/${release}.new/mm2.properties`, 'half a fi');
    expect(run(one, 'install', root).status).toBe(0);
    expect(readFileSync(join(home(root), 'current/mm2.properties'), 'utf8')).toBe(readFileSync(join(one, 'mm2.properties'), 'utf8'));
  });

  test('is not upgraded before it is installed, nor rolled back before it is upgraded', () => {
    const [one, root] = [bundle(2), machine()];
    expect(run(one, 'upgrade', root)).toEqual({ status: 1, text: expect.stringContaining('is not installed; use install') });
    run(one, 'install', root);
    expect(run(one, 'rollback', root)).toEqual({ status: 1, text: expect.stringContaining('knows no release before this one') });
  });

  test('has files that nobody but its account may read', () => {
    const [one, root] = [bundle(2), machine()];
    run(one, 'install', root);
    expect(spawnSync('find', [join(home(root), 'releases/'), '-type', 'f', '-perm', '/007'], { encoding: 'utf8' }).stdout).toBe('');
  });
});

describe('a machine is refused, and nothing is changed, that has', () => {
  const kafka = (root: string, version: string) =>
    renameSync(join(root, 'opt/kafka/libs/kafka-clients-4.3.1.jar'), join(root, `opt/kafka/libs/kafka-clients-${version}.jar`));

  test.each<[string, (root: string) => unknown, string]>([
    ['a Java that is too old for Kafka 4', (root) => javaOf(root, '11.0.2'), 'finds Java 11; Kafka 4 needs 17 or newer'],
    ['a Java that is much too old', (root) => javaOf(root, '1.8.0_392'), 'finds Java 8; Kafka 4 needs 17 or newer'],
    ['no Java where node.env says', (root) => rmSync(join(root, 'java'), { recursive: true }), 'finds no java; install Java 17 or newer, or say JAVA_HOME in'],
    ['an old Kafka', (root) => kafka(root, '3.9.1'), 'finds no Kafka 4 or newer'],
    ['no Kafka', (root) => rmSync(join(root, 'opt/kafka'), { recursive: true }), 'finds no'],
    ['no address', (root) => put(root, `etc/kafka-replication/${NAME}/node.env`, 'JAVA_HOME=/java\n'), 'does not say MM2_NODE_ADDRESS'],
    ['no secret', (root) => rmSync(join(home(root), 'secrets/es-api-secret/password')), 'secrets/es-api-secret/password; your secret store has to write it'],
    ['a secret that is empty', (root) => writeFileSync(join(home(root), 'secrets/es-api-secret/password'), ''), 'secrets/es-api-secret/password; your secret store has to write it'],
    ['a secret that everybody may read', (root) => chmodSync(join(home(root), 'secrets/es-api-secret/password'), 0o644), 'secrets/es-api-secret/password open to everybody'],
  ])('%s', (_, spoil, message) => {
    const [one, root] = [bundle(2), machine()];
    spoil(root);
    expect(run(one, 'install', root)).toEqual({ status: 1, text: expect.stringContaining(message) });
    expect([existsSync(join(home(root), 'releases')), existsSync(join(root, 'etc/systemd'))]).toEqual([false, false]);
  });

  test('several of these: all are said at once', () => {
    const [one, root] = [bundle(2), machine()];
    javaOf(root, '11.0.2');
    rmSync(join(home(root), 'secrets/es-api-secret/password'));
    put(root, `etc/kafka-replication/${NAME}/node.env`, 'JAVA_HOME=/java\n');
    const { text } = run(one, 'install', root);
    expect(text.split('\n').filter((line) => /finds|does not say/.test(line))).toHaveLength(3);
    expect(text).toContain('nothing was changed');
  });

  test('somebody who is not root, at each verb that changes something', () => {
    const [one, two, root] = [bundle(2), bundle(3), machine()];
    run(one, 'install', root);
    run(two, 'upgrade', root);
    const before = current(root);
    boot(root, '');
    for (const verb of ['install', 'upgrade', 'rollback']) {
      expect(run(one, verb, root, { USER_ID: '1000' })).toEqual({ status: 1, text: expect.stringContaining('must be run as root') });
    }
    expect([current(root), calls(root)]).toEqual([before, []]);
  });
});

describe('with a port that is taken', () => {
  let server: Server;
  let port: number;

  beforeAll(async () => {
    server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(() => server.close());

  test('a machine is refused', () => {
    const root = machine();
    expect(run(bundle(2, port), 'install', root)).toEqual({ status: 1, text: expect.stringContaining(`finds port ${port} in use`) });
    expect(existsSync(join(home(root), 'releases'))).toBe(false);
  });

  describe('by the worker itself', () => {
    const JOINED = 'INFO [Worker clientId=127.0.0.1:48083, groupId=kp-local-to-kp-remote-mm2] Joined group at generation 3 with protocol version 2 and got assignment';
    const KILLED = 'ERROR WorkerSourceTask{id=MirrorSourceConnector-0} Task is being killed and will not recover until manually restarted';

    /** A node that runs one bundle, which was installed while the port was free. */
    function running(journal: string, heartbeatInterval?: Duration): { one: string; root: string } {
      const [one, root] = [bundle(2, port, heartbeatInterval), machine()];
      const conf = readFileSync(join(one, 'bundle.conf'), 'utf8');
      writeFileSync(join(one, 'bundle.conf'), conf.replace(`REST_PORT=${port}`, 'REST_PORT=48083'));
      expect(run(one, 'install', root).status).toBe(0);
      writeFileSync(join(one, 'bundle.conf'), conf);
      boot(root, journal);
      return { one, root };
    }

    test('a node that runs what it should is left alone', () => {
      const { one, root } = running(JOINED);
      expect(run(one, 'install', root)).toEqual({ status: 0, text: expect.stringMatching(/runs release [0-9a-f]{12} already\n$/) });
      expect(calls(root)).toEqual([]);
    });

    test('an upgrade makes the account, hands the files to it, and starts the unit anew', () => {
      const { root } = running(JOINED);
      const before = current(root);
      expect(run(bundle(3, port), 'upgrade', root).status).toBe(0);
      expect(current(root)).not.toBe(before);
      expect(calls(root)).toEqual([
        'useradd --system --user-group --no-create-home --shell /usr/sbin/nologin kafka-replication',
        `chown -R root:kafka-replication ${home(root)}`,
        'systemctl daemon-reload',
        `systemctl enable --quiet ${UNIT}`,
        `systemctl restart ${UNIT}`,
      ]);
    });

    test('an upgrade that does not get healthy goes back by itself', () => {
      const { root } = running(`${JOINED}\n${KILLED}`);
      const before = current(root);
      expect(run(bundle(3, port), 'upgrade', root)).toEqual({ status: 1, text: expect.stringMatching(/is not healthy after 0 seconds; went back to release [0-9a-f]{12}\n$/) });
      expect(current(root)).toBe(before);
      expect(calls(root).filter((call) => call.includes('restart'))).toHaveLength(2);
    });

    test('an upgrade that went back leaves to a rollback what was there before it', () => {
      const { one, root } = running(JOINED);
      const first = current(root);
      expect(run(bundle(3, port), 'upgrade', root).status).toBe(0);
      put(root, 'state/journal', `${JOINED}\n${KILLED}\n`);
      expect(run(bundle(4, port), 'upgrade', root).status).toBe(1);
      put(root, 'state/journal', `${JOINED}\n`);
      expect(run(one, 'rollback', root).status).toBe(0);
      expect(current(root)).toBe(first);
    });

    test('an upgrade that went back is no release to roll back to', () => {
      const { one, root } = running(`${JOINED}\n${KILLED}`);
      expect(run(bundle(3, port), 'upgrade', root).status).toBe(1);
      expect(run(one, 'rollback', root)).toEqual({ status: 1, text: expect.stringContaining('knows no release before this one') });
    });

    test.each<[string, string, (root: string) => unknown, string]>([
      ['does not run', JOINED, (root) => rmSync(join(root, 'state/active')), 'does not run'],
      ['is not to be reached', JOINED, (root) => put(root, `etc/kafka-replication/${NAME}/node.env`, 'MM2_NODE_ADDRESS=127.0.0.9\n'), 'does not listen at port'],
      ['has not joined the others', 'INFO Kafka Connect starting', () => undefined, 'has not joined the other nodes yet'],
      ['has lost a task', `${JOINED}\n${KILLED}`, () => undefined, 'a task has failed since the start'],
    ])('a node is not healthy that %s', (_, journal, spoil, message) => {
      const { one, root } = running(journal);
      spoil(root);
      expect(run(one, 'health', root)).toEqual({ status: 1, text: expect.stringContaining(message) });
    });

    test('a node is healthy that takes part', () => {
      const { one, root } = running(JOINED);
      expect(run(one, 'health', root)).toEqual({ status: 0, text: `${NAME}: is healthy\n` });
    });

    test('a node that also emits heartbeats has two groups to join, each once', () => {
      const { one, root } = running(`${JOINED}\n${JOINED.replace('generation 3', 'generation 4')}`, Duration.seconds(5));
      expect(run(one, 'health', root)).toEqual({ status: 1, text: expect.stringContaining('has not joined the other nodes yet: 1 of 2 worker groups') });
      put(root, 'state/journal', `${JOINED}\n${JOINED.replace('-mm2]', '-mm2-heartbeats]')}\n`);
      expect(run(one, 'health', root)).toEqual({ status: 0, text: `${NAME}: is healthy\n` });
    });
  });
});
