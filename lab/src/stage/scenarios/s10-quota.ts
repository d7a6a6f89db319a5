import { setTimeout as sleep } from 'node:timers/promises';
import { EmittedAccess } from '../../access/emitted-access.js';
import { FAITHFUL, text } from '../../experiment/observation.js';
import type { Trial } from '../../experiment/trial.js';
import { until } from '../../wait.js';
import type { Line } from '../line.js';
import type { Site } from '../site.js';

const MEBIBYTE = 1024 * 1024;
const SIZE = 10_000;
/** As many times the budget is written. */
const FLOOD = 2;
/** So many that no record replaces another one, where the topic is compacted. */
const KEYS = 1_000_000;
const FLOOD_SECONDS = 20;
/** Brokers begin to throttle when the mean of some seconds is above the quota. */
const SETTLING_SECONDS = 8;
/** A rate is held on the average of some seconds. */
const TOLERANCE = 1.25;
const OTHER_PER_SECOND = 100;
const CALM_SECONDS = 10;
/** What the other line may lag behind when it does not notice anything: the lab's cores are shared. */
const FLAT_SECONDS = 2;

/** More is written to one line than its budget: it falls behind, and the other line does not. */
export async function exhaustedQuota(site: Site, flooded: Line, other: Line): Promise<void> {
  const { agent } = site.context;
  const user = `mm2-${flooded.name}`;
  const budget = EmittedAccess.of(flooded.deployment.file).users.find(({ name }) => name === user)!.quotas.consumer_byte_rate!;
  const perSecond = Math.round(FLOOD * budget / SIZE);
  const flood = flooded.trials[0]!;
  const calm = other.trials[0]!;
  await calm.startProducer('steady', { perSecond: OTHER_PER_SECOND, partitions: other.partitions(calm.topic), size: 200 });
  const before = await worstLag(calm, CALM_SECONDS);

  await flood.startProducer('flood', { perSecond, partitions: flooded.partitions(flood.topic), size: SIZE, keys: KEYS });
  const during = worstLag(calm, FLOOD_SECONDS);
  await sleep(SETTLING_SECONDS * 1_000);
  const first = { at: Date.now(), copies: await flood.copies(), lag: await lag(flood) };
  const worst = await during;
  const last = { at: Date.now(), copies: await flood.copies(), lag: await lag(flood) };
  await flood.stopProducer('flood');
  const rate = (last.copies - first.copies) * SIZE * 1_000 / (last.at - first.at);
  site.check(`${flooded.name}: ${(perSecond * SIZE / MEBIBYTE).toFixed(1)} MiB/s are written, its budget is ${budget / MEBIBYTE} MiB/s: it copies no more than that, and its lag grows`,
    rate > 0 && rate < TOLERANCE * budget && last.lag > first.lag + perSecond,
    `${(rate / MEBIBYTE).toFixed(1)} MiB/s; lag ${first.lag}, then ${last.lag} records`);
  site.check(`${other.name}: its lag stays below ${FLAT_SECONDS} s`, worst < FLAT_SECONDS * OTHER_PER_SECOND, `at most ${worst} records at ${OTHER_PER_SECOND}/s; before the flood ${before}`);

  // It was the quota: without it the line catches up.
  await agent.call('limitUser', { cluster: flooded.cluster('source'), name: user, quotas: { consumer_byte_rate: 1e9 } });
  const start = { at: Date.now(), copies: await flood.copies() };
  // By offsets: an audit of so many bytes takes its time, and comes once, at the end.
  await until(`${flood.remoteTopic} has caught up`, 180, async () => await lag(flood) === 0 ? true : undefined);
  const free = (await flood.copies() - start.copies) * SIZE * 1_000 / (Date.now() - start.at);
  site.check(`${flooded.name}: without the quota it catches up, faster than that`, free > TOLERANCE * budget, `${(free / MEBIBYTE).toFixed(1)} MiB/s, the last throttling included`);
  await agent.call('limitUser', { cluster: flooded.cluster('source'), name: user, quotas: { consumer_byte_rate: budget } });

  await calm.stopProducer('steady');
  await calm.arrived(['steady'], 60);
  for (const trial of [flood, calm]) {
    const observed = await trial.observe();
    site.check(`${trial.remoteTopic} afterwards: ${FAITHFUL.says}`, FAITHFUL.holds(observed), text(observed));
  }
}

/** Records at the source that are not at the target, by offsets. */
async function lag(trial: Trial): Promise<number> {
  const ends = Object.values((await trial.agent.call('endOffsets', trial.atSource))!).reduce((sum, end) => sum + end, 0);
  return ends - await trial.copies();
}

async function worstLag(trial: Trial, seconds: number): Promise<number> {
  let worst = 0;
  for (const deadline = Date.now() + seconds * 1_000; Date.now() < deadline; await sleep(300)) {
    worst = Math.max(worst, await lag(trial));
  }
  return worst;
}
