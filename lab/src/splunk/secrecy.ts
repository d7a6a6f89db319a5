import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A secret by its name, which may be printed, and its value, which may not. */
export interface KnownSecret {
  readonly name: string;
  readonly value: string;
}

/** Files in these folders, or these files, that hold a secret. */
export function leaksInFiles(secrets: readonly KnownSecret[], ...paths: readonly string[]): string[] {
  return paths.flatMap(filesIn).flatMap((file) => {
    const content = readFileSync(file);
    return secrets.filter(({ value }) => content.includes(value)).map(({ name }) => `${name} in ${file}`);
  });
}

/** Processes that show a secret in their command line, as anybody on the machine sees it. */
export function leaksInCommandLines(secrets: readonly KnownSecret[]): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((id) => {
    const line = commandLine(id);
    return secrets.filter(({ value }) => line.includes(value)).map(({ name }) => `${name} in the command line of process ${id}`);
  });
}

export function leaksInText(secrets: readonly KnownSecret[], texts: readonly string[]): string[] {
  return secrets.flatMap(({ name, value }) => texts.filter((text) => text.includes(value)).map((text) => `${name} in ${text.replaceAll(value, '…').slice(0, 200)}`));
}

/** Secrets under a folder `namespace/secret/key`, certificates aside. */
export function secretsIn(folder: string): KnownSecret[] {
  return filesIn(folder).map((file) => ({ name: file.slice(folder.length + 1), value: readFileSync(file, 'utf8').trim() }))
    .filter(({ value }) => !value.includes('-----BEGIN CERTIFICATE-----'));
}

function filesIn(path: string): string[] {
  return statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => filesIn(join(path, name))) : [path];
}

/** Empty when the process has ended meanwhile. */
function commandLine(id: string): string {
  try {
    return readFileSync(join('/proc', id, 'cmdline'), 'utf8');
  } catch {
    return '';
  }
}
