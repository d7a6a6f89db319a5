import { execFileSync } from 'child_process';
import { join } from 'path';

export const ROOT = join(__dirname, '../..');

/** The lab is a package of its own, with modules that Jest does not load: the program itself says what it would do. */
export function run(...program: string[]): string {
  return execFileSync(process.execPath, ['--import', 'tsx', ...program], { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' });
}

/** An expression over a module `m` of the lab, evaluated where it is at home. */
export function evaluate<T>(module: string, expression: string): T {
  return JSON.parse(run('--input-type=module', '-e', `import * as m from './lab/src/${module}.ts'; console.log(JSON.stringify(${expression}))`));
}
