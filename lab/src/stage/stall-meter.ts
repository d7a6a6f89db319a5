import { setTimeout as sleep } from 'node:timers/promises';
import type { CopiedTopic } from '../experiment/copied-topic.js';

const SAMPLE_MS = 500;

/** Samples the ends of a copy whose source is written to all the time, so that it can say for how long a partition stood still. */
export class StallMeter {
  private readonly partitions = new Map<string, { readonly end: number; readonly at: number }>();
  private longestMs = 0;
  private isStopped = false;

  public constructor(private readonly copy: CopiedTopic) {
    void this.run();
  }

  /** The longest time, until now, for which one partition stood still. */
  public get longestSeconds(): number {
    return Math.round(this.longestMs / 100) / 10;
  }

  public stop(): void {
    this.isStopped = true;
  }

  private async run(): Promise<void> {
    while (!this.isStopped) {
      const ends = await this.copy.agent.call('endOffsets', this.copy.atTarget).catch(() => undefined);
      const at = Date.now();
      for (const [partition, end] of Object.entries(ends ?? {})) {
        const before = this.partitions.get(partition);
        this.longestMs = Math.max(this.longestMs, at - (before?.at ?? at));
        if (before === undefined || before.end < end) {
          this.partitions.set(partition, { end, at });
        }
      }
      await sleep(SAMPLE_MS);
    }
  }
}
