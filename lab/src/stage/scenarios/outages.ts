import { setTimeout as sleep } from 'node:timers/promises';
import type { Flow } from '../../effective.js';
import { FAITHFUL, text } from '../../experiment/observation.js';
import type { Nodes, NodesTopic } from '../../runtimes/nodes.js';
import { until } from '../../wait.js';
import type { Site } from '../site.js';
import { StallMeter } from '../stall-meter.js';

/** Until tasks run that have been given to a worker, on a machine that is busy with other scenarios. */
const START_SECONDS = 20;

/** `scheduled.rebalance.max.delay.ms` of the workers; Kafka takes five minutes. */
export function rebalanceDelaySeconds({ worker }: Flow): number {
  return Number(worker['scheduled.rebalance.max.delay.ms'] ?? 300_000) / 1_000;
}

/** Traffic until the end: a record a second, as whoever watches by eye sends, or many. */
export async function startTraffic(topic: NodesTopic, perSecond: number): Promise<void> {
  await topic.createTopic(6);
  await topic.startProducer('live', { perSecond, partitions: 6 });
}

/** Until they are copied. */
export async function flow(topics: readonly NodesTopic[]): Promise<void> {
  await until('MM2 copies', 180, async () => (await Promise.all(topics.map((topic) => topic.copies()))).every((copies) => copies > 0) ? true : undefined);
}

/** The end of the traffic, and the audit. */
export async function audit(site: Site, topics: readonly NodesTopic[], after: string): Promise<void> {
  for (const topic of topics) {
    await topic.stopProducer('live');
    await topic.arrived(['live'], 180);
    const observed = await topic.observe();
    site.check(`${topic.topic}, ${after}: ${FAITHFUL.says}`, FAITHFUL.holds(observed), text(observed));
  }
}

/**
 * One node is stopped, comes back, and the other one is stopped. The tasks of a worker that left are given to the others, or to it when it is back, at the end
 * of the rebalance delay and not before (IncrementalCooperativeAssignor.handleLostAssignments, connect-runtime 4.3.1).
 *
 * @param fast has traffic in all partitions, so that one that stands still is seen
 * @param other index of the node that is stopped second
 */
export async function outages(site: Site, nodes: Nodes, fast: NodesTopic, delaySeconds: number, other: number): Promise<void> {
  const meter = new StallMeter(fast);
  const away = async (index: number, seconds: number) => {
    await nodes.stopNode(index);
    await sleep(seconds * 1_000);
    await nodes.startNode(index);
    await sleep((delaySeconds + START_SECONDS) * 1_000);
  };
  try {
    // Long enough for the other node to have all tasks for some time, then too short for that.
    await away(0, delaySeconds + START_SECONDS);
    await away(other, 5);
  } finally {
    meter.stop();
  }
  site.check(`one node stopped, back, the other stopped: no partition stands still for longer than the rebalance delay (${delaySeconds} s) and the start of its task (${START_SECONDS} s)`,
    meter.longestSeconds > 0 && meter.longestSeconds <= delaySeconds + START_SECONDS, `${meter.longestSeconds} s`);
}

/** A topic that is new on the list, with records labelled `early`: each node runs tasks that copy it. */
export async function listReaches(site: Site, topic: NodesTopic, nodes: Nodes): Promise<void> {
  await topic.arrived(['early'], 240);
  const observed = await topic.observe();
  site.check(`${topic.topic}, new on the list: ${FAITHFUL.says}`, FAITHFUL.holds(observed), text(observed));
  const copies = (line: string) => line.includes(' replicating ') && line.includes(`${topic.topic}-`);
  const copying = () => nodes.logs().filter((log) => log.split('\n').some(copies)).length;
  await until('both nodes copy it', 120, () => copying() === nodes.logs().length ? true : undefined).catch(() => undefined);
  site.check(`${topic.topic}, new on the list: both nodes have tasks that copy it`, copying() === nodes.logs().length, `${copying()} of ${nodes.logs().length}`);
}
