import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Process } from '../process.js';
import { until } from '../wait.js';
import { tool, UNPACKED_SHARE } from './tools.js';

const PORT = 9093;

/** Debian's Alertmanager finds its templates at one place only: a mount namespace of its own shows them there, and the process stays the same. */
const WITH_TEMPLATES = 'mount -t overlay overlay -o "lowerdir=$1:/usr/share" /usr/share && shift && exec "$@"';

/** Alertmanager with a history of its own. */
export class Alertmanager {
  public static async start(folder: string, address: string, config: object): Promise<Alertmanager> {
    mkdirSync(folder, { recursive: true });
    const alertmanager = new Alertmanager(folder, address, config);
    await until('Alertmanager answers', 30, async () => {
      alertmanager.process.assertRunning();
      return fetch(`http://${alertmanager.target}/-/ready`).then(({ ok }) => ok ? true as const : undefined, () => undefined);
    });
    return alertmanager;
  }

  public readonly process: Process;

  private constructor(folder: string, private readonly address: string, config: object) {
    const file = join(folder, 'alertmanager.json');
    writeFileSync(file, JSON.stringify(config, undefined, 1), { mode: 0o600 });
    this.process = new Process('Alertmanager', 'unshare', ['--mount', 'sh', '-c', WITH_TEMPLATES, 'sh', UNPACKED_SHARE, tool('alertmanager'),
      `--config.file=${file}`, `--storage.path=${join(folder, 'alertmanager')}`, `--web.listen-address=${address}:${PORT}`, '--cluster.listen-address=', '--log.level=warn'], { log: join(folder, 'alertmanager.log') });
  }

  /** Host and port for Prometheus. */
  public get target(): string {
    return `${this.address}:${PORT}`;
  }
}
