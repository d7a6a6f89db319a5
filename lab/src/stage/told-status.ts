import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CLI } from '../effective.js';
import type { Deployment } from './deployment.js';

/** What `kafka-replication status` says of a connector, as far as the lab looks at it. */
interface ToldConnector {
  readonly name: string;
  readonly state: string | null;
  readonly tasks: readonly { readonly state: string }[];
  readonly differences: readonly { readonly key: string }[];
  readonly offsets: readonly { readonly topic: string; readonly partition: number; readonly offset: number | null; readonly lag: number | null }[];
  readonly problems: readonly { readonly code: string }[];
}

/** The command's verdict on a deployment that runs. */
export interface ToldStatus {
  readonly exitCode: number;
  readonly connectors: readonly ToldConnector[];
}

/** Asks the real worker by the command, as a user with a forwarded port does; the YAML is the one that is deployed, or another one. */
export async function toldStatus({ file, workers }: Pick<Deployment, 'file' | 'workers'>, ...options: readonly string[]): Promise<ToldStatus> {
  const { code, stdout, stderr } = await promisify(execFile)(process.execPath, [CLI, 'status', file, '--connect', workers.restAddress, '--output', 'json', ...options], { timeout: 90_000 })
    .then((printed) => ({ ...printed, code: 0 }), (error: { code: number; stdout: string; stderr: string }) => error);
  if (stdout === '') {
    throw new Error(`status ${file}: ${stderr.trim()}`);
  }
  return { exitCode: code, connectors: (JSON.parse(stdout) as { connectors: ToldConnector[] }).connectors };
}

/** In one line, for a report. */
export function statusText({ exitCode, connectors }: ToldStatus): string {
  return [`exit code ${exitCode}`, ...connectors.map(({ name, state, tasks, problems }) =>
    `${name} ${state} (${tasks.map((task) => task.state).join(' ')}): ${problems.map(({ code }) => code).join(' ') || 'as declared'}`)].join('; ');
}
