import { chownSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { basename, join } from 'node:path';
import type { Process } from '../process.js';
import type { Site } from '../stage/site.js';
import { Container, putFile, scratchFolder, type ContainerOptions } from './container.js';
import type { KafkaDistribution } from './distribution.js';
import type { SecretFiles } from './secret-files.js';
import { Service } from './service.js';
import { Surroundings } from './surroundings.js';
import { readEnvironment, readUnit, type SystemdUnit } from './systemd-unit.js';

const SYSTEMD = join(import.meta.dirname, '..', '..', 'kafka', 'systemd.sh');
const SYSTEMD_PORT = 8099;
const ROOT_ID = 0;
/** Of the account that runs the worker: nobody else's on any machine. */
const ACCOUNT_ID = 64_321;
const ETC = '/etc/kafka-replication';
const BUNDLE = '/opt/bundle';
/** `mm2.sh` itself waits three minutes until a node is healthy. */
const SCRIPT_SECONDS = 400;

export type Verb = 'install' | 'upgrade' | 'rollback' | 'health';

/**
 * A virtual machine of the lab: a folder with the files that are its own, an address, and as much of systemd as a bundle needs. The bundle's script runs in it
 * unchanged, as root and at absolute paths; of a unit the lab runs what `systemd-unit.ts` reads.
 */
export class Machine {
  public readonly address: string;
  /** Name of the replication, its unit and its folder. */
  private readonly replication: string;
  private readonly folder: string;
  private readonly surroundings: Surroundings;
  private readonly service: Service;
  private readonly systemd: Server;

  /** @param bundle that is installed first: it says how replication and account are called */
  public constructor(site: Site, public readonly name: string, bundle: string, private kafka: KafkaDistribution) {
    this.replication = basename(bundle);
    this.folder = site.path(name);
    this.address = site.network.allocate();
    this.surroundings = new Surroundings(site, this.folder);
    this.service = new Service((unit) => this.spawn(unit), join(this.folder, 'journal'));
    const account = /^ACCOUNT=(.*)$/m.exec(readFileSync(join(bundle, 'bundle.conf'), 'utf8'))![1]!;
    putFile(join(this.folder, 'passwd'), `${readFileSync('/etc/passwd', 'utf8')}${account}:x:${ACCOUNT_ID}:${ACCOUNT_ID}::/nonexistent:/usr/sbin/nologin\n`);
    putFile(join(this.folder, 'group'), `${readFileSync('/etc/group', 'utf8')}${account}:x:${ACCOUNT_ID}:\n`);
    ['systemctl', 'journalctl'].forEach((program) => putFile(join(this.folder, 'lab', program), readFileSync(SYSTEMD, 'utf8'), 0o755));
    scratchFolder(join(this.folder, 'tmp'));
    putFile(this.unitFile, '');
    this.put('node.env', `MM2_NODE_ADDRESS=${this.address}\n`);
    this.systemd = createServer((request, response) => {
      this.answer((request.url ?? '').split('/').slice(1)).then(
        (text) => response.writeHead(text === undefined ? 400 : 200).end(text),
        (error: Error) => response.writeHead(500).end(`${error.message}\n`));
    }).listen(SYSTEMD_PORT, this.address);
  }

  /** A file in the replication's folder, for the account to read. */
  public put(path: string, text: string): void {
    chownSync(putFile(join(this.folder, 'etc', this.replication, path), text, 0o640), ROOT_ID, ACCOUNT_ID);
  }

  /** What a secret store does. */
  public putSecrets(secrets: SecretFiles): void {
    secrets.forEach((items, secret) => items.forEach((value, item) => this.put(join('secrets', secret, item), value.trimEnd())));
  }

  /** Turns the link at which Kafka is found; what runs goes on with what it has. */
  public useKafka(kafka: KafkaDistribution): void {
    this.kafka = kafka;
  }

  /** Runs the script of a bundle as it is. */
  public async script(bundle: string, verb: Verb): Promise<{ readonly code: number; readonly text: string }> {
    return this.container({
      user: ROOT_ID,
      env: { PATH: `/opt/lab:${process.env.PATH}`, LAB_SYSTEMD_HOST: this.address, LAB_SYSTEMD_PORT: String(SYSTEMD_PORT) },
      mounts: [
        { source: join(this.folder, 'etc'), target: ETC, isWritable: true },
        { source: join(this.unitFile, '..'), target: '/etc/systemd/system', isWritable: true },
        // By this folder a program sees that systemd runs: sd_booted(3).
        { source: scratchFolder(join(this.folder, 'run')), target: '/run/systemd/system' },
        { source: join(this.folder, 'passwd'), target: '/etc/passwd' },
        { source: join(this.folder, 'group'), target: '/etc/group' },
        { source: bundle, target: BUNDLE },
      ],
    }, 'script').run(['bash', `${BUNDLE}/mm2.sh`, verb], SCRIPT_SECONDS);
  }

  /** `systemctl start`. @param text a unit that somebody has written by hand */
  public start(text = readFileSync(this.unitFile, 'utf8')): void {
    this.service.start(readUnit(text));
  }

  /** `systemctl stop`; whether systemd would call it a success. */
  public async stop(): Promise<boolean> {
    return this.service.stop();
  }

  public logSinceStart(): string {
    return this.service.logSinceStart();
  }

  public log(): string {
    return `--- ${this.name}\n${this.service.complaints()}`;
  }

  /** For the end of the run. */
  public end(): void {
    this.service.end();
    this.systemd.close();
  }

  private get unitFile(): string {
    return join(this.folder, 'systemd', `${this.replication}.service`);
  }

  private spawn(unit: SystemdUnit): Process {
    const files = unit.environmentFiles.map((file) => readEnvironment(readFileSync(file.replace(ETC, join(this.folder, 'etc')), 'utf8')));
    return this.container({
      user: unit.user === 'root' ? ROOT_ID : ACCOUNT_ID,
      env: { ...this.surroundings.env, ...Object.assign({}, unit.environment, ...files) as Record<string, string> },
      mounts: [{ source: join(this.folder, 'etc'), target: ETC }, { source: join(this.folder, 'tmp'), target: '/tmp', isWritable: true }],
    }, 'unit').start(unit.execStart, join(this.folder, 'journal'));
  }

  private container(options: Pick<ContainerOptions, 'user' | 'env' | 'mounts'>, purpose: string): Container {
    return new Container({
      ...options, name: `${this.name} ${purpose}`, folder: join(this.folder, purpose),
      mounts: [...this.surroundings.mounts, { source: this.kafka.folder, target: '/opt/kafka' }, ...options.mounts],
    });
  }

  /** What `lab/kafka/systemd.sh` asks; undefined is a failure. */
  private async answer([program, verb, unit]: readonly string[]): Promise<string | undefined> {
    switch (program === 'journalctl' ? program : verb) {
      case 'journalctl': return this.service.logSinceStart();
      case 'is-active': return this.service.isActive ? '' : undefined;
      case 'daemon-reload':
      case 'enable': return '';
      case 'show': return 'since-the-start';
      case 'restart':
        // Another unit of the bundle is whoever's who tries it.
        if (unit !== `${this.replication}.service`) {
          return '';
        }
        await this.service.stop();
        this.start();
        return '';
      default: throw new Error(`the lab has no answer to ${program} ${verb}`);
    }
  }
}
