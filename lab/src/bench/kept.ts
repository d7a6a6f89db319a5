import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pageFiles } from './page.js';
import { PARTS } from './parts.js';
import type { PartResult } from './results.js';

/** Where results are kept: the raw numbers, and the page with its plots beside them. */
export class Kept {
  public readonly page: string;
  private readonly raw: string;

  public constructor(private readonly folder: string) {
    this.page = join(folder, 'performance.md');
    this.raw = join(folder, 'performance', 'results.json');
  }

  public read(): readonly PartResult[] {
    return existsSync(this.raw) ? JSON.parse(readFileSync(this.raw, 'utf8')) as PartResult[] : [];
  }

  /** A part that was measured again takes the place of its older result. */
  public keep(fresh: PartResult): void {
    const all = new Map([...this.read(), fresh].map((result) => [result.part, result]));
    mkdirSync(join(this.folder, 'performance'), { recursive: true });
    writeFileSync(this.raw, `${JSON.stringify(PARTS.flatMap(({ id }) => all.get(id) ?? []), undefined, 1)}\n`);
  }

  public writePage(): void {
    pageFiles(this.read()).forEach((content, name) => writeFileSync(join(this.folder, name), content));
  }
}
