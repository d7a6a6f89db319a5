import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';

export interface ProcessOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Receives standard error, and standard output too unless that is piped. */
  readonly log: string;
  /** Keep standard input and output for the caller. */
  readonly piped?: boolean;
}

/** The processes that are under way. */
const running = new Set<Process>();

/** A child in a process group of its own, so that whatever it starts ends with it. */
export class Process {
  /** For the end of the run, however it comes; nothing of the lab needs a graceful end. */
  public static killAll(): void {
    for (const process of running) {
      process.kill();
    }
  }

  public readonly child: ChildProcess;
  private exited = false;

  public constructor(public readonly name: string, command: string, args: readonly string[], private readonly options: ProcessOptions) {
    const log = openSync(options.log, 'a');
    this.child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      detached: true,
      stdio: options.piped ? ['pipe', 'pipe', log] : ['ignore', log, log],
    });
    closeSync(log);
    running.add(this);
    const ended = () => {
      this.exited = true;
      running.delete(this);
    };
    this.child.once('exit', ended);
    this.child.once('error', ended);
  }

  public assertRunning(): void {
    if (this.exited) {
      throw new Error(`${this.name} has ended (exit code ${this.child.exitCode ?? this.child.signalCode})`);
    }
  }

  /** Last lines of the log. */
  public tail(lines = 40): string {
    return existsSync(this.options.log) ? readFileSync(this.options.log, 'utf8').trimEnd().split('\n').slice(-lines).join('\n') : '';
  }

  /** Last warnings and errors of the log; of those that repeat, the last one. */
  public complaints(lines = 15): string {
    const all = existsSync(this.options.log) ? readFileSync(this.options.log, 'utf8').split('\n') : [];
    const distinct = new Map<string, string>();
    for (const line of all.filter((each) => / (WARN|ERROR|FATAL) /.test(each))) {
      const withoutNumbers = line.replace(/\d+/g, '');
      distinct.delete(withoutNumbers);
      distinct.set(withoutNumbers, line.slice(0, 500));
    }
    return [...distinct.values()].slice(-lines).join('\n');
  }

  /** Ends it as a crash does. Not waiting for the end is fine: nothing it held is used again. */
  public kill(): void {
    this.signal('SIGKILL');
  }

  /** Until it has ended, so that its addresses and files are free. */
  public async ended(limitSeconds = 30): Promise<void> {
    if (!this.exited) {
      await once(this.child, 'exit', { signal: AbortSignal.timeout(limitSeconds * 1_000) });
    }
  }

  /** SIGSTOP freezes it: to others it is as dead as one that lost its network. SIGCONT brings it back. */
  public signal(name: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): void {
    if (this.exited || this.child.pid === undefined) {
      return;
    }
    try {
      process.kill(-this.child.pid, name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
        throw error;
      }
    }
  }
}
