import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT, UnusableInput } from '../effective.js';

const UNPACKED = join(ROOT, 'test', '.tmp', 'tools', 'usr', 'bin');
/** What the packages put into /usr/share. */
export const UNPACKED_SHARE = join(ROOT, 'test', '.tmp', 'tools', 'usr', 'share');
const SCRIPT = join('test', 'monitoring', 'tools.sh');

/** Programs by the names that they have in Debian, and where they come from. */
const TOOLS = {
  prometheus: { names: ['prometheus'], get: `bash ${SCRIPT}` },
  alertmanager: { names: ['prometheus-alertmanager', 'alertmanager'], get: `bash ${SCRIPT}` },
  chromium: { names: ['chromium', 'chromium-browser'], get: 'apt-get install chromium' },
} as const;

/** Unpacks Prometheus and Alertmanager beside the tests, unless they are there. */
export async function unpackTools(): Promise<void> {
  await promisify(execFile)('bash', [join(ROOT, SCRIPT)], { timeout: 300_000 });
}

/** Path of a program. Whoever lacks it is told the command that gets it. */
export function tool(name: keyof typeof TOOLS): string {
  const { names, get } = TOOLS[name];
  const folders = [UNPACKED, ...(process.env.PATH ?? '').split(delimiter)];
  const found = folders.flatMap((folder) => names.map((each) => join(folder, each))).find((path) => existsSync(path));
  if (found === undefined) {
    throw new UnusableInput(`${name} is missing: ${get}`);
  }
  return found;
}
