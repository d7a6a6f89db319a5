import { spawnSync } from 'child_process';
import { existsSync, mkdirSync, writeFileSync } from 'fs';
import { delimiter, join, resolve } from 'path';

const root = resolve(__dirname, '../..');
const workplace = join(root, 'test/.tmp/monitoring');

/** What promtool or amtool says. A tool that complains fails the test; so does one that is missing, and the error says how it is got. */
export function run(tool: 'promtool' | 'amtool', ...args: string[]): string {
  const path = [join(root, 'test/.tmp/tools/usr/bin'), ...(process.env.PATH ?? '').split(delimiter)].map((folder) => join(folder, tool)).find((file) => existsSync(file));
  if (path === undefined) {
    throw new Error(`${tool} is missing: bash test/monitoring/tools.sh`);
  }
  const { status, stdout, stderr } = spawnSync(path, args, { encoding: 'utf8', cwd: workplace });
  if (status !== 0) {
    throw new Error(`${tool} ${args.join(' ')}\n${stdout}${stderr}`);
  }
  return stdout.trim();
}

/** Writes a file for the tools: JSON is YAML, too. */
export function write(name: string, content: object): string {
  mkdirSync(workplace, { recursive: true });
  const file = join(workplace, name);
  writeFileSync(file, JSON.stringify(content, null, 1));
  return file;
}
