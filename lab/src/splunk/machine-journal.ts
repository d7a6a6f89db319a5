import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { UnusableInput } from '../effective.js';
import { Process } from '../process.js';
import { OutputLines } from './output-lines.js';

const WRITERS = ['/usr/lib/systemd/systemd-journal-remote', '/lib/systemd/systemd-journal-remote'];
/** journald cuts longer lines (LineMax). */
const LINE_MAX = 48 * 1024;
const READ_EVERY_MS = 100;

/**
 * The journal of a machine, with what one unit writes: a real journal file, which journalctl reads and follows. The lab has no journald, so systemd-journal-remote
 * writes it, from entries with the fields that journald gives to the output of a unit.
 * @see Journal Export Formats; systemd-journal-remote(8)
 */
export class MachineJournal {
  /** What the unit has written, line by line. */
  public readonly lines: string[] = [];
  private readonly output: OutputLines;
  private readonly writer: Process;
  private readonly timer: NodeJS.Timeout;
  private boot = id();
  private microseconds = 0;

  /**
   * @param outputFile receives what the unit writes
   * @param folder stands for /var/log/journal
   * @param unit name of the unit, with `.service`
   */
  public constructor(outputFile: string, folder: string, private readonly unit: string, private readonly host: string) {
    const program = WRITERS.find((path) => existsSync(path));
    if (program === undefined) {
      throw new UnusableInput('systemd-journal-remote is missing: apt-get install systemd-journal-remote');
    }
    const journal = join(folder, id());
    mkdirSync(journal, { recursive: true });
    this.output = new OutputLines(outputFile);
    this.writer = new Process('journal', program, ['--split-mode=none', `--output=${join(journal, 'system.journal')}`, '-'], { log: join(folder, '..', 'journal-remote.log'), piped: true });
    // What it says about its end is that of the process.
    this.writer.child.stdin!.on('error', () => { /* assertRunning tells */ });
    this.writer.child.stdout!.resume();
    this.timer = setInterval(() => this.advance(), READ_EVERY_MS);
  }

  public assertRunning(): void {
    this.writer.assertRunning();
  }

  /** What comes from now on was written after the machine was started anew. */
  public reboot(): void {
    this.advance();
    this.boot = id();
  }

  /** When the unit has ended. Returns when all that it wrote is in the journal. */
  public async close(): Promise<void> {
    clearInterval(this.timer);
    this.advance();
    this.writer.child.stdin!.end();
    await this.writer.ended();
  }

  /** For the end of the run. */
  public stop(): void {
    clearInterval(this.timer);
    this.writer.kill();
  }

  private advance(): void {
    // journald keeps no empty lines.
    for (const line of this.output.take().filter(({ length }) => length > 0)) {
      if (line.length >= LINE_MAX) {
        throw new Error(`${this.unit} writes a line of ${line.length} bytes, which journald would cut`);
      }
      this.lines.push(line.toString('utf8'));
      this.writer.child.stdin!.write(Buffer.concat([Buffer.from(this.fields()), Buffer.from('MESSAGE='), line, Buffer.from('\n\n')]));
    }
  }

  private fields(): string {
    // No two entries have the same time.
    this.microseconds = Math.max(this.microseconds + 1, Date.now() * 1_000);
    return Object.entries({
      __REALTIME_TIMESTAMP: this.microseconds,
      __MONOTONIC_TIMESTAMP: this.microseconds,
      _BOOT_ID: this.boot,
      _TRANSPORT: 'stdout',
      PRIORITY: 6,
      SYSLOG_IDENTIFIER: this.unit.replace(/\.service$/, ''),
      _SYSTEMD_UNIT: this.unit,
      _HOSTNAME: this.host,
    }).map(([name, value]) => `${name}=${value}\n`).join('');
  }
}

/** As machines and their boots have. */
function id(): string {
  return randomUUID().replaceAll('-', '');
}
