import type { Trial } from '../experiment/trial.js';
import type { Deployment } from '../stage/deployment.js';

const COMMIT_MS = 5_000;
/** Large enough that what surrounds a record hardly counts against a quota. */
const SIZE = 1_000;
const LABEL = 'load';

export interface LoadProps {
  /** Partitions by topic. */
  readonly topics: Readonly<Record<string, number>>;
  /** Records a second, to each topic. */
  readonly perSecond: number;
  /** A group that reads the first topic. */
  readonly group: string;
}

/** Steady traffic at a source: producers to all topics, and a group that keeps committing. */
export class Load {
  public readonly trials: readonly Trial[];
  private timer: NodeJS.Timeout | undefined;

  public constructor(deployment: Deployment, private readonly props: LoadProps) {
    this.trials = Object.keys(props.topics).map((topic) => deployment.topic(topic));
  }

  /** Makes the topics, which takes records larger than the target does, and begins. */
  public async start(): Promise<void> {
    const { topics, perSecond } = this.props;
    await Promise.all(this.trials.map(async (trial) => {
      const partitions = topics[trial.topic]!;
      await trial.createTopic(partitions, { 'max.message.bytes': '2097152' });
      await trial.startProducer(LABEL, { perSecond, partitions, size: SIZE });
    }));
    await this.commit();
    // The source may be away for a while.
    this.timer = setInterval(() => void this.commit().catch(() => undefined), COMMIT_MS);
  }

  /** At the end of the site: the producers need not have written all. */
  public stop(): void {
    clearInterval(this.timer);
    this.trials.forEach((trial) => void trial.stopProducer(LABEL).catch(() => undefined));
  }

  private async commit(): Promise<void> {
    const { agent, atSource } = this.trials[0]!;
    await agent.call('commit', { ...atSource, group: this.props.group, offsets: (await agent.call('endOffsets', atSource))! });
  }
}
