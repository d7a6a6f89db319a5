import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CLI } from './effective.js';

/** What `kafka-replication` prints as JSON. */
export async function cliJson<T>(...args: readonly string[]): Promise<T> {
  const { stdout } = await promisify(execFile)(process.execPath, [CLI, ...args, '--format', 'json'], { maxBuffer: 64 * 1024 * 1024, timeout: 60_000 });
  return JSON.parse(stdout) as T;
}
