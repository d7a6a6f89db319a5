import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', 'java');

/** Arguments of a small JVM of the lab. Serial collector and first-level compiler: many JVMs share few cores. */
export function javaArguments(options: readonly string[], mainClass: string, args: readonly string[] = []): string[] {
  const classPath = [join(ROOT, 'target', 'classes'), readFileSync(join(ROOT, 'target', 'classpath.txt'), 'utf8').trim()].join(':');
  return [
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    '-XX:-UsePerfData',
    `-Dlog4j2.configurationFile=${join(ROOT, 'log4j2.properties')}`,
    ...options,
    '-classpath', classPath, mainClass, ...args,
  ];
}
