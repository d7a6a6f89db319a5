import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { UnusableInput } from '../effective.js';
import { Process } from '../process.js';

const ENTER = join(import.meta.dirname, '..', '..', 'kafka', 'enter.sh');

/** A file or folder of the lab, and where a container sees it. */
export interface Mount {
  readonly source: string;
  readonly target: string;
  /** @default false */
  readonly isWritable?: boolean;
}

export interface ContainerOptions {
  readonly name: string;
  /** Of the lab's own files about it. */
  readonly folder: string;
  readonly mounts: readonly Mount[];
  /** User and group id. */
  readonly user: number;
  /** All of the environment but PATH and JAVA_HOME, which are the lab's. */
  readonly env: Readonly<Record<string, string>>;
  /** Path of a network namespace. @default - that of the lab */
  readonly network?: string;
}

/** Processes that see files, user, environment and, where it has one, network of a container or a machine, each for itself; all else is the lab's. */
export class Container {
  private readonly prefix: readonly string[];

  public constructor(private readonly options: ContainerOptions) {
    if (process.getuid?.() !== 0) {
      throw new UnusableInput('containers and machines of the lab need root: each has mounts of its own');
    }
    const { folder, mounts, user, network, env } = options;
    mkdirSync(folder, { recursive: true });
    // What is mounted over the folder of the lab itself comes last.
    const inOrder = [...mounts.filter(({ target }) => target !== '/tmp'), ...mounts.filter(({ target }) => target === '/tmp')];
    writeFileSync(join(folder, 'mounts'), inOrder.map(({ source, target, isWritable }) => `${source}\t${target}\t${isWritable ? 'rw' : 'ro'}\n`).join(''));
    const { PATH = '/usr/sbin:/usr/bin:/sbin:/bin', JAVA_HOME } = process.env;
    const all = { PATH, ...(JAVA_HOME === undefined ? {} : { JAVA_HOME }), ...env };
    this.prefix = [
      ...(network === undefined ? [] : ['nsenter', `--net=${network}`]),
      'unshare', '--mount', '--propagation', 'private', 'bash', ENTER, folder, String(user), 'env', '-i', ...Object.entries(all).map(([key, value]) => `${key}=${value}`),
    ];
  }

  /** Every program on the way replaces itself by the next one: the signals of the process are the command's. */
  public start(command: readonly string[], log: string): Process {
    const [program, ...rest] = [...this.prefix, ...command];
    return new Process(this.options.name, program!, rest, { log });
  }

  /** Runs a command to its end. */
  public async run(command: readonly string[], limitSeconds: number): Promise<{ readonly code: number; readonly text: string }> {
    const [program, ...rest] = [...this.prefix, ...command];
    return promisify(execFile)(program!, rest, { timeout: limitSeconds * 1_000, killSignal: 'SIGKILL', maxBuffer: 16 * 1024 * 1024 }).then(
      ({ stdout, stderr }) => ({ code: 0, text: stdout + stderr }),
      ({ code, stdout = '', stderr = '', message }: { code?: number | string; stdout?: string; stderr?: string; message: string }) =>
        ({ code: typeof code === 'number' ? code : -1, text: stdout + stderr || message }));
  }
}

/** A folder that everybody in a container may write to. */
export function scratchFolder(path: string): string {
  mkdirSync(path, { recursive: true });
  chmodSync(path, 0o777);
  return path;
}

/** A file, with the folders above it. */
export function putFile(path: string, text: string, mode = 0o644): string {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text, { mode });
  chmodSync(path, mode);
  return path;
}
