import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { CLI } from '../effective.js';
import type { Trial } from './trial.js';

/** Codes of the findings that `kafka-replication check` has for a trial's YAML and what its clusters tell of themselves at this moment. */
export async function findingsWithFacts(trial: Trial, options: readonly string[] = []): Promise<readonly string[]> {
  const facts: Record<string, object> = {};
  for (const [alias, { name }] of [[trial.mirror.sourceAlias, trial.source], [trial.mirror.targetAlias, trial.target]] as const) {
    facts[alias] = await trial.agent.call('facts', { cluster: name, part: trial.name });
  }
  const file = `${trial.file}.facts.json`;
  writeFileSync(file, JSON.stringify(facts));
  return findingsOf(trial.file, ['--facts', file, ...options]);
}

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
