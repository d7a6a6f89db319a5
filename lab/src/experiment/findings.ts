import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CLI } from '../effective.js';

/** Codes of the findings that `kafka-replication check` has for a file. */
export async function findingsOf(file: string, options: readonly string[] = []): Promise<readonly string[]> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [CLI, 'check', file, '--output', 'json', ...options], { timeout: 60_000 })
    // Exit code 1: there are errors, which are printed all the same.
    .catch((error: { stdout: string; stderr: string }) => error);
  if (stdout === '') {
    throw new Error(`check ${file}: ${stderr.trim()}`);
  }
  return (JSON.parse(stdout) as { findings: { code: string }[] }).findings.map(({ code }) => code);
}
