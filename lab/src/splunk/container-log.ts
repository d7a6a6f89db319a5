import { appendFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { OutputLines } from './output-lines.js';

/** Where a container runs. */
export interface Container {
  readonly namespace: string;
  readonly pod: string;
  readonly uid: string;
  readonly name: string;
}

/** Runtimes cut longer lines into parts of as many bytes. */
export const PART = 16 * 1024;
/** kubelet looks at the size as often (containerLogMonitorInterval), and keeps as many files (containerLogMaxFiles). */
const LOOK_EVERY_MS = 10_000;
const KEPT_FILES = 5;
const READ_EVERY_MS = 100;
const RESTING_MS = 2_000;

/**
 * The log of a container as a node has it under /var/log/pods: CRI lines, long ones in parts; files that grow too large are renamed, older ones packed, the
 * oldest removed.
 * @see kubelet pkg/kubelet/logs/container_log_manager.go, Kubernetes 1.34
 */
export class ContainerLog {
  /** What the container has written, line by line. */
  public readonly lines: string[] = [];
  private readonly timer: NodeJS.Timeout;
  private readonly file: string;
  private readonly output: OutputLines;
  private lastRotation = 0;
  private lastLook = Date.now();
  private lastNanoseconds = 0n;

  /**
   * @param outputFile receives what the container writes
   * @param podLogs stands for /var/log/pods
   * @param maxBytes at which a file is renamed (containerLogMaxSize)
   */
  public constructor(outputFile: string, podLogs: string, { namespace, pod, uid, name }: Container, private readonly maxBytes: number) {
    this.output = new OutputLines(outputFile);
    this.file = join(podLogs, `${namespace}_${pod}_${uid}`, name, '0.log');
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(this.file, '');
    this.timer = setInterval(() => this.advance(), READ_EVERY_MS);
  }

  /** When the container has ended: what it wrote last is in the file afterwards. */
  public close(): void {
    clearInterval(this.timer);
    this.advance();
  }

  public get folder(): string {
    return dirname(this.file);
  }

  /** Renames the file now, whatever its size, unless that was done a moment ago: no kubelet does it twice before a collector can have read what was renamed. */
  public rotate(): void {
    if (Date.now() - this.lastRotation < RESTING_MS) {
      return;
    }
    this.lastRotation = Date.now();
    this.lastLook = this.lastRotation;
    const stamp = new Date().toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
    const rotated = readdirSync(this.folder).filter((name) => name !== '0.log').sort();
    for (const name of rotated.filter((each) => !each.endsWith('.gz'))) {
      writeFileSync(join(this.folder, `${name}.gz`), gzipSync(readFileSync(join(this.folder, name))));
      rmSync(join(this.folder, name));
    }
    rotated.slice(0, Math.max(0, rotated.length - (KEPT_FILES - 2))).forEach((name) => rmSync(join(this.folder, name.endsWith('.gz') ? name : `${name}.gz`)));
    renameSync(this.file, `${this.file}.${stamp}`);
    writeFileSync(this.file, '');
  }

  private advance(): void {
    this.take();
    if (Date.now() - this.lastLook >= LOOK_EVERY_MS) {
      this.lastLook = Date.now();
      if (statSync(this.file).size > this.maxBytes) {
        this.rotate();
      }
    }
  }

  private take(): void {
    const lines = this.output.take();
    this.lines.push(...lines.map((line) => line.toString('utf8')));
    appendFileSync(this.file, Buffer.concat(lines.flatMap((line) => this.parts(line))));
  }

  private parts(line: Buffer): Buffer[] {
    const parts: Buffer[] = [];
    for (let from = 0; from === 0 || from < line.length; from += PART) {
      const isLast = from + PART >= line.length;
      parts.push(Buffer.from(`${this.timestamp()} stdout ${isLast ? 'F' : 'P'} `), line.subarray(from, from + PART), Buffer.from('\n'));
    }
    return parts;
  }

  /** With nanoseconds; no two are the same. */
  private timestamp(): string {
    const now = BigInt(Date.now()) * 1_000_000n;
    this.lastNanoseconds = now > this.lastNanoseconds ? now : this.lastNanoseconds + 1n;
    const milliseconds = Number(this.lastNanoseconds / 1_000_000n);
    return `${new Date(milliseconds).toISOString().slice(0, -1)}${String(this.lastNanoseconds % 1_000_000n).padStart(6, '0')}Z`;
  }
}
