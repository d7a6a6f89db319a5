import { appendFileSync, closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, readSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

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
  private rest = Buffer.alloc(0);
  private read = 0;
  private lastLook = Date.now();
  private lastNanoseconds = 0n;

  /**
   * @param output file that receives what the container writes
   * @param podLogs stands for /var/log/pods
   * @param maxBytes at which a file is renamed (containerLogMaxSize)
   */
  public constructor(private readonly output: string, podLogs: string, { namespace, pod, uid, name }: Container, private readonly maxBytes: number) {
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

  /** Renames the file now, whatever its size. */
  public rotate(): void {
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
    if (!existsSync(this.output)) {
      return;
    }
    const size = statSync(this.output).size - this.read;
    if (size <= 0) {
      return;
    }
    const buffer = Buffer.alloc(size);
    const descriptor = openSync(this.output, 'r');
    this.read += readSync(descriptor, buffer, 0, size, this.read);
    closeSync(descriptor);
    let text = Buffer.concat([this.rest, buffer]);
    const written: Buffer[] = [];
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
      const line = text.subarray(0, end);
      this.lines.push(line.toString('utf8'));
      written.push(...this.parts(line));
      text = text.subarray(end + 1);
    }
    this.rest = Buffer.from(text);
    appendFileSync(this.file, Buffer.concat(written));
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
