import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

interface Check {
  readonly scenario: string;
  readonly name: string;
  readonly passed: boolean;
  readonly detail: string;
  readonly seconds: number;
}

/** What the run says while it works, and its result. */
export class Report {
  private readonly start = Date.now();
  private readonly checks: Check[] = [];

  public progress(message: string): void {
    console.log(`[${this.elapsed().toFixed(0).padStart(4)} s] ${message}`);
  }

  public check(scenario: string, name: string, passed: boolean, detail = ''): void {
    this.checks.push({ scenario, name, passed, detail, seconds: this.elapsed() });
    this.progress(`${passed ? 'ok  ' : 'FAIL'} ${scenario}: ${name}${detail ? `: ${detail}` : ''}`);
  }

  public get failed(): number {
    return this.checks.filter((check) => !check.passed).length;
  }

  public get passed(): number {
    return this.checks.length - this.failed;
  }

  public write(file: string, about: object): void {
    mkdirSync(dirname(file), { recursive: true });
    const result = { ...about, seconds: this.elapsed(), passed: this.passed, failed: this.failed, checks: this.checks };
    writeFileSync(file, `${JSON.stringify(result, undefined, 2)}\n`);
  }

  private elapsed(): number {
    return Math.round((Date.now() - this.start) / 100) / 10;
  }
}
