import { mkdirSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';

/** Writes files below a directory; makes folders where they do not exist. */
export function writeFiles(directory: string, files: { readonly [path: string]: string }): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
}
