import { setTimeout as sleep } from 'node:timers/promises';
import { text } from '../../experiment/observation.js';
import { until } from '../../wait.js';
import type { Example, Site } from '../site.js';

const PER_SECOND = 200;
/** Scheduled rebalance delay, and some: until the tasks of a worker that left have moved. */
const MOVED_SECONDS = 45;

const step = (number: number): Example => ({ example: 'exactly-once-switch', env: { STEP: String(number) } });
const [OFF, PREPARING, ENABLED] = [step(1), step(2), step(3)];

/** Exactly-once on a worker group that runs already: two rollouts under load; and what comes of leaving out the first. */
export async function exactlyOnceSwitch(site: Site): Promise<void> {
  const deployment = await site.deploy(OFF);
  const records = deployment.topic('kp-topic-1');
  await records.createTopic(10);
  await records.startProducer('live', { perSecond: PER_SECOND, partitions: 10 });
  await deployment.start();
  await until('MM2 copies', 90, async () => await records.copies() > 0 ? true : undefined);

  await deployment.roll(PREPARING);
  await sleep(MOVED_SECONDS * 1_000);
  const prepared = await records.observe();
  site.check('off -> preparing, both workers replaced under load: nothing copied twice', prepared.duplicated === 0, text(prepared));
  await deployment.roll(ENABLED);
  await sleep(MOVED_SECONDS * 1_000);
  const enabled = await records.observe();
  site.check('preparing -> enabled, both workers replaced under load: nothing copied twice', enabled.duplicated === 0, text(enabled));
  await deployment.crash(0);
  await sleep(MOVED_SECONDS * 1_000);
  await records.stopProducer('live');
  await records.arrived(['live'], 120);
  const crashed = await records.observe();
  site.check('enabled, a worker killed: a read_committed reader gets each record once', crashed.lost + crashed.foreign + crashed.reordered === 0 && crashed.duplicated === enabled.duplicated, text(crashed));
}

/** Straight to `enabled` on one of two workers of a group that runs without. */
export async function withoutPreparing(site: Site): Promise<void> {
  const deployment = await site.deploy(OFF);
  const records = deployment.topic('kp-topic-1');
  await records.createTopic(10);
  await deployment.start();
  await records.produce('before', { count: 2_000, partitions: 10 });
  await records.arrived(['before'], 90);
  await deployment.describe(ENABLED);
  await deployment.workers.stopWorker(1);
  deployment.workers.startWorker(1);
  const { name } = deployment.mirror.sourceConnector;
  const kinds = await until('each worker runs a task', 240, async () => {
    const tasks = (await deployment.workers.rest.status(name))?.tasks ?? [];
    const workers = new Set(tasks.filter(({ state }) => state === 'RUNNING').map(({ worker_id: id }) => deployment.workers.numberOf(id)));
    const transactional = deployment.workers.logLines(/ExactlyOnceWorkerSourceTask\{id=.*MirrorSourceConnector/).length > 0;
    return workers.size === 2 && transactional ? tasks.map(({ state }) => state) : undefined;
  }).catch((error: Error) => error.message);
  site.check('off -> enabled without preparing, one of two workers: nobody refuses it, and its tasks run beside those that copy at-least-once', Array.isArray(kinds), String(kinds));
}
