import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';

/** What a process writes to a file, line by line as it grows. */
export class OutputLines {
  private rest = Buffer.alloc(0);
  private read = 0;

  public constructor(private readonly file: string) {}

  /** Lines that have ended since they were last taken, without their ends. */
  public take(): Buffer[] {
    const size = existsSync(this.file) ? statSync(this.file).size - this.read : 0;
    if (size <= 0) {
      return [];
    }
    const buffer = Buffer.alloc(size);
    const descriptor = openSync(this.file, 'r');
    this.read += readSync(descriptor, buffer, 0, size, this.read);
    closeSync(descriptor);
    let text = Buffer.concat([this.rest, buffer]);
    const lines: Buffer[] = [];
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
      lines.push(text.subarray(0, end));
      text = text.subarray(end + 1);
    }
    this.rest = Buffer.from(text);
    return lines;
  }
}
