import type { Agent } from './agent.js';
import { LIVE_RATE } from './audit.js';
import { GROUPS, type Replication } from './replication.js';
import type { Report } from './report.js';
import { SourceTopic, TOPIC_NAMES, type Seed } from './topics.js';

/** Shares of each partition: there before MM2 starts; where the group commits; seeded when it commits; where it lags. */
const BEFORE = 0.5;
const COMMITTED = 0.6;
const SEEDED_AT_COMMIT = 0.606;
const LAGGING = 0.3;
const EARLIER_COMMIT = 0.05;

/**
 * Runs several replications side by side, step by step: they mostly wait, for workers to start and for MM2's intervals,
 * and may share a source. A replication that fails leaves the wave, the others go on.
 */
export class Wave {
  private topics: SourceTopic[] = [];
  private alive: Replication[];

  public constructor(
    private readonly replications: readonly Replication[], private readonly agent: Agent, private readonly report: Report, private readonly seed: Seed,
  ) {
    this.alive = [...replications];
  }

  public async run(): Promise<void> {
    await this.makeSources();
    await this.each('starts', async (replication) => {
      await replication.prepare();
      replication.start();
    });
    this.say(`${this.alive.length} worker groups start`);
    await this.each('connectors run', (replication) => replication.connect());
    await this.each('catches up', async (replication) => {
      await replication.catchUp(this.topics, 180);
      this.say(`${replication.name} has caught up`);
    });
    this.say(`more records while MM2 runs: to ${COMMITTED * 100} %, slowly`);
    await this.eachTopic((topic) => topic.produceUntil(SEEDED_AT_COMMIT, LIVE_RATE));
    await this.each('keeps up', (replication) => replication.catchUp(this.topics, 60));
    await this.eachTopic((topic) => this.commit(topic, COMMITTED, LAGGING));
    this.say(`groups have committed at ${COMMITTED * 100} % (${LAGGING * 100} % on the last partition); waiting for their offsets at the target`);
    await this.each('group offsets', async (replication) => {
      await replication.groupsArrive(this.topics, COMMITTED);
      this.say(`${replication.name}: group offsets have arrived`);
    });
    await this.eachTopic((topic) => topic.produceUntil(1));
    await this.each('finishes', (replication) => replication.catchUp(this.topics, 120));
    this.say('all records are at their targets; audit');
    await this.each('audit', (replication) => replication.audit(this.topics, (topic) => topic.at(SEEDED_AT_COMMIT) - topic.at(COMMITTED)));
    this.replications.forEach((replication) => replication.stop());
  }

  private async makeSources(): Promise<void> {
    for (const cluster of new Set(this.replications.flatMap(({ sources, target }) => [...sources, target]))) {
      await this.agent.call('wipe', { cluster });
    }
    for (const cluster of new Set(this.replications.flatMap(({ sources }) => sources))) {
      const selected = TOPIC_NAMES.filter((name) => this.replications.some((replication) => replication.selects({ cluster, name })));
      this.topics.push(...selected.map((topic) => new SourceTopic(cluster, topic, this.agent, this.seed)));
    }
    await this.eachTopic(async (topic) => {
      // A configuration that Event Streams refuses; the flows from the development cluster must leave it behind.
      await topic.create(topic.cluster === 'local-dev' ? { 'max.message.bytes': '900000' } : {});
      await topic.produceUntil(BEFORE);
      await this.commit(topic, EARLIER_COMMIT, EARLIER_COMMIT);
    });
    this.say(`sources hold ${BEFORE * 100} %: ${this.topics.map((topic) => `${topic.cluster}/${topic.name} (${topic.partitions} partitions, ${topic.records} records)`).join(', ')}`);
  }

  private async commit(topic: SourceTopic, share: number, laggingShare: number): Promise<void> {
    for (const group of GROUPS) {
      await topic.commit(group, share, laggingShare);
    }
  }

  private async eachTopic(step: (topic: SourceTopic) => Promise<void>): Promise<void> {
    await Promise.all(this.topics.map(step));
  }

  private async each(what: string, step: (replication: Replication) => Promise<void>): Promise<void> {
    const results = await Promise.all(this.alive.map(async (replication) => {
      try {
        await step(replication);
        return replication;
      } catch (error) {
        replication.fail(what, error);
        replication.stop();
        return undefined;
      }
    }));
    this.alive = results.filter((replication) => replication !== undefined);
  }

  private say(message: string): void {
    this.report.progress(message);
  }
}
