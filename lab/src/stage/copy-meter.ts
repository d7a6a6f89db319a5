import type { Flow } from '../effective.js';
import type { Trial } from '../experiment/trial.js';

/** Samples how many records a copy has, so that it can say how many came within the last seconds. */
export class CopyMeter {
  private readonly samples: { readonly at: number; readonly copies: number }[] = [];
  private readonly timer: NodeJS.Timeout;

  public constructor(private readonly trial: Trial) {
    this.timer = setInterval(() => {
      const at = Date.now();
      trial.copies().then((copies) => this.samples.push({ at, copies }), () => { /* the next sample does */ });
    }, 1_000);
  }

  /** Records that were copied since then, and possibly some more: the sample taken is the last one before. */
  public async copiedWithin(seconds: number): Promise<number> {
    const from = this.samples.filter(({ at }) => at < Date.now() - seconds * 1_000).at(-1);
    return await this.trial.copies() - (from?.copies ?? 0);
  }

  public stop(): void {
    clearInterval(this.timer);
  }
}

/**
 * Age of the oldest record that a crash repeats: positions are stored an interval after the last time has ended, and both that one
 * and the next may take the timeout (SourceTaskOffsetCommitter, AbstractWorkerSourceTask, connect-runtime 4.3.1).
 */
export function repeatedSeconds({ worker }: Flow): number {
  return (Number(worker['offset.flush.interval.ms'] ?? 60_000) + 2 * Number(worker['offset.flush.timeout.ms'] ?? 5_000)) / 1_000;
}
