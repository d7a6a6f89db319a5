import { execFile } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const LAB = join(import.meta.dirname, '..', '..');
const SCRIPTS = join(LAB, 'kafka', 'bin');
const VERSIONS = join(LAB, 'kafka', 'versions');

/** Versions of Kafka in the lab; the newest one is what everything else of the lab runs. */
export const KAFKA = { newest: '4.3.1', before: '4.2.1', lastOf3: '3.9.1', old: '2.8.2' } as const;

/**
 * Kafka as an image or a machine has it: a folder with `bin` and `libs`. The libraries come from Maven, which has no scripts: those of `lab/kafka/bin`
 * stand for Kafka's.
 */
export class KafkaDistribution {
  /** Downloads what is missing, once. */
  public static async of(version: string): Promise<KafkaDistribution> {
    const making = this.made.get(version) ?? this.make(version);
    this.made.set(version, making);
    return making;
  }

  private static readonly made = new Map<string, Promise<KafkaDistribution>>();

  private static async make(version: string): Promise<KafkaDistribution> {
    const folder = join(VERSIONS, version);
    if (!existsSync(join(folder, 'libs'))) {
      const unfinished = join(folder, 'libs.new');
      rmSync(unfinished, { recursive: true, force: true });
      mkdirSync(unfinished, { recursive: true });
      await promisify(execFile)('mvn', ['--batch-mode', '--no-transfer-progress', '--quiet', '--file', join(LAB, 'java', 'versions.xml'), `-Dkafka.version=${version}`,
        'dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${unfinished}`], { timeout: 600_000, maxBuffer: 16 * 1024 * 1024 });
      renameSync(unfinished, join(folder, 'libs'));
    }
    cpSync(SCRIPTS, join(folder, 'bin'), { recursive: true });
    readdirSync(join(folder, 'bin')).forEach((script) => chmodSync(join(folder, 'bin', script), 0o755));
    return new KafkaDistribution(version, folder);
  }

  private constructor(public readonly version: string, public readonly folder: string) {}

  /** For a JVM that the lab starts itself. */
  public get classPath(): string {
    return join(this.folder, 'libs', '*');
  }
}
