import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', 'java');

/** Many JVMs share few cores: serial collector and first-level compiler. */
const SMALL = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

/** Arguments of a small JVM of the lab. */
export function javaArguments(options: readonly string[], mainClass: string, args: readonly string[] = []): string[] {
  return fastJavaArguments([...SMALL, ...options], mainClass, args);
}

/** Arguments of a JVM whose speed matters: collector and compilers are the JVM's own choice. */
export function fastJavaArguments(options: readonly string[], mainClass: string, args: readonly string[] = []): string[] {
  const classPath = [join(ROOT, 'target', 'classes'), readFileSync(join(ROOT, 'target', 'classpath.txt'), 'utf8').trim()].join(':');
  return [
    '-XX:-UsePerfData',
    `-Dlog4j2.configurationFile=${join(ROOT, 'log4j2.properties')}`,
    ...options,
    '-classpath', classPath, mainClass, ...args,
  ];
}
