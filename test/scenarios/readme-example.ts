import { readFileSync } from 'fs';
import { join, resolve } from 'path';

export const root = resolve(__dirname, '../..');

/** The program below "Ten statements" in the README. */
export function readmeExample(): string {
  const [, program] = /## Ten statements\n[\s\S]*?```ts[^\n]*\n([\s\S]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8'))!;
  return program;
}
