import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Process } from '../process.js';
import type { SystemdUnit } from './systemd-unit.js';

/** What systemd does with the process of a unit. */
export class Service {
  private process: Process | undefined;
  private unit: SystemdUnit | undefined;
  private isWanted = false;
  private logStart = 0;
  /** How often the process has ended by itself. */
  private restarts = 0;

  /** @param spawn starts the process of a unit; its log goes to the file */
  public constructor(private readonly spawn: (unit: SystemdUnit) => Process, private readonly logFile: string) {}

  public get isActive(): boolean {
    return this.process !== undefined && this.process.child.exitCode === null && this.process.child.signalCode === null;
  }

  public get restarted(): number {
    return this.restarts;
  }

  public start(unit: SystemdUnit): void {
    this.unit = unit;
    this.isWanted = true;
    this.logStart = size(this.logFile);
    const process = this.spawn(unit);
    this.process = process;
    process.child.once('exit', () => void this.onExit(process));
  }

  /** Returns when the process has ended, with what systemd would call it: a success or a failure. */
  public async stop(): Promise<boolean> {
    this.isWanted = false;
    const { process, unit } = this;
    if (!process || !unit || !this.isActive) {
      return true;
    }
    process.signal(unit.killSignal);
    await process.ended(unit.timeoutStopSeconds).catch(() => process.kill());
    await process.ended();
    const { exitCode, signalCode } = process.child;
    return signalCode === unit.killSignal || [0, ...unit.successExitStatus].includes(exitCode ?? -1);
  }

  /** kill -9, as a crash: systemd starts it again. */
  public kill(): void {
    this.process?.kill();
  }

  /** For the end of the run. */
  public end(): void {
    this.isWanted = false;
    this.process?.kill();
  }

  /** What the process has logged since it was started. */
  public logSinceStart(): string {
    const length = Math.max(0, size(this.logFile) - this.logStart);
    const text = Buffer.alloc(length);
    if (length > 0) {
      const file = openSync(this.logFile, 'r');
      readSync(file, text, 0, length, this.logStart);
      closeSync(file);
    }
    return text.toString('utf8');
  }

  public complaints(): string {
    return this.process === undefined ? 'never started' : `${this.process.complaints()}\n${this.process.tail(8)}`;
  }

  private async onExit(process: Process): Promise<void> {
    if (!this.isWanted || this.process !== process || this.unit?.restart !== 'always') {
      return;
    }
    this.restarts++;
    await sleep(this.unit.restartSeconds * 1_000);
    if (this.isWanted && this.process === process) {
      this.start(this.unit);
    }
  }
}

function size(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
