import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', 'java');

/** Many JVMs share few cores: serial collector and first-level compiler. */
const SMALL = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

/**
 * Arguments of a small JVM of the lab.
 * @param libraries class path of another version of Kafka than the lab's
 */
export function javaArguments(options: readonly string[], mainClass: string, args: readonly string[] = [], libraries = labLibraries()): string[] {
  return fastJavaArguments([...SMALL, ...options], mainClass, args, libraries);
}

/** Arguments of a JVM whose speed matters: collector and compilers are the JVM's own choice. */
export function fastJavaArguments(options: readonly string[], mainClass: string, args: readonly string[] = [], libraries = labLibraries()): string[] {
  return [
    '-XX:-UsePerfData',
    `-Dlog4j2.configurationFile=${join(ROOT, 'log4j2.properties')}`,
    ...options,
    '-classpath', [join(ROOT, 'target', 'classes'), libraries].join(':'), mainClass, ...args,
  ];
}

function labLibraries(): string {
  return readFileSync(join(ROOT, 'target', 'classpath.txt'), 'utf8').trim();
}
