import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { UnusableInput } from '../effective.js';
import { Process } from '../process.js';
import type { CollectorConfig } from './collector-config.js';

const PROGRAM = join(import.meta.dirname, '..', '..', 'collector', 'target', 'collector');

export interface CollectorProps {
  /** For its configuration and its own log. */
  readonly folder: string;
  /** What it runs, as it is on the node. */
  readonly config: CollectorConfig;
  /** As in its pod. */
  readonly arguments: readonly string[];
  /** Beside that of the lab: the tokens, and what the pod's fields give. */
  readonly env: Readonly<Record<string, string>>;
}

/** The OpenTelemetry Collector of a node. */
export class Collector {
  private readonly log: string;
  private readonly file: string;
  private process: Process | undefined;

  public constructor(private readonly props: CollectorProps) {
    if (!existsSync(PROGRAM)) {
      throw new UnusableInput('lab/collector is not built: start the lab with `npm run lab -- splunk`, which needs Go');
    }
    mkdirSync(props.folder, { recursive: true });
    this.log = join(props.folder, 'collector.log');
    this.file = join(props.folder, 'collector.yaml');
    writeFileSync(this.file, stringify(props.config));
    // Volumes of the pod.
    Object.values(props.config.extensions ?? {}).forEach((extension) => extension?.directory && mkdirSync(extension.directory, { recursive: true }));
  }

  /** Starts it, for the first time or again with what it has stored. */
  public start(): void {
    this.process = new Process('collector', PROGRAM, ['--config', this.file, ...this.props.arguments], { env: this.props.env, log: this.log });
  }

  /** Process id. */
  public get pid(): number {
    return this.process!.child.pid!;
  }

  public assertRunning(): void {
    this.process?.assertRunning();
  }

  /** kill -9. Returns when the process has ended. */
  public async kill(): Promise<void> {
    this.process?.kill();
    await this.process?.ended();
  }

  public stop(): void {
    this.process?.kill();
  }

  public tail(): string {
    return this.process?.tail(20) ?? '';
  }
}
