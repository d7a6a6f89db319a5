import type { Mirror } from '../effective.js';
import { until } from '../wait.js';
import type { Site } from './site.js';

const TOPIC = 'heartbeats';
/** A connector that looked for topics before this one was there looks again a minute later. */
const FOUND_SECONDS = 150;
/** Heartbeats that are waited for, at the source and at the target. */
const WATCHED = 2;
const WATCHED_SECONDS = 60;
/** `heartbeatInterval` of the examples, and what a machine that is busy with other scenarios adds to it. */
const FRESH_SECONDS = 5 + 10;

/** While all workers run, undisturbed: heartbeats are written into the source and copied to the target, where the newest is never old. */
export async function heartbeatsArrive(site: Site, mirror: Mirror): Promise<void> {
  const { agent } = site.context;
  const original = { cluster: site.cluster(mirror.sourceAlias).name, topic: TOPIC };
  const copy = { cluster: site.cluster(mirror.targetAlias).name, topic: mirror.remoteTopic(TOPIC) };
  const counts = async () => Promise.all([original, copy].map(async (place) =>
    Object.values(await agent.call('endOffsets', place) ?? {}).reduce((sum, end) => sum + end, 0)));
  const age = async () => (Date.now() - await agent.call('newestTimestamp', copy)) / 1_000;

  await until(`${copy.topic} is up to date`, FOUND_SECONDS, async () => (await counts())[1]! > 0 && await age() <= FRESH_SECONDS ? true : undefined);
  const before = await counts();
  const grown = async () => (await counts()).map((count, index) => count - before[index]!);
  let oldest = 0;
  await until('heartbeats go on', WATCHED_SECONDS, async () => {
    oldest = Math.max(oldest, await age());
    return (await grown()).every((count) => count >= WATCHED) ? true : undefined;
  }).catch(() => undefined);
  const [written, copied] = await grown();
  site.check(`${TOPIC} at ${mirror.sourceAlias} grow, and so does their copy ${copy.topic} at ${mirror.targetAlias}`, written! >= WATCHED && copied! >= WATCHED, `${written} and ${copied} more`);
  site.check(`${copy.topic}: the newest is never older than ${FRESH_SECONDS} s`, oldest <= FRESH_SECONDS, `${oldest.toFixed(1)} s`);
}
