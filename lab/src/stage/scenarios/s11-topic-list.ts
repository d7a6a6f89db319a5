import { setTimeout as sleep } from 'node:timers/promises';
import { FAITHFUL, text } from '../../experiment/observation.js';
import { until } from '../../wait.js';
import type { Deployment } from '../deployment.js';
import type { Example, Site } from '../site.js';
import { statusText, toldStatus, type ToldStatus } from '../told-status.js';

/** A restart of the tasks after a topic was found, on a machine that is busy with other scenarios. */
const RESTART_SECONDS = 30;

const step = (number: number): Example => ({ example: 'topic-list-update', env: { STEP: String(number) } });

/** The list of topics grows, turns into a pattern, and back; nothing is copied twice, nothing is left out. */
export async function topicList(site: Site): Promise<void> {
  const deployment = await site.deploy(step(1));
  const products = deployment.topic('products');
  const orders = deployment.topic('orders');
  await products.createTopic(1);
  await orders.createTopic(6);
  await products.produce('first', { count: 500, partitions: 1 });
  await orders.produce('early', { count: 3_000, partitions: 6 });
  await deployment.start();
  await products.arrived(['first'], 90);
  await products.startProducer('live', { perSecond: 50, partitions: 1 });
  site.check('orders is not on the list: not copied', await orders.copies() === 0);

  await statusIsTold(site, deployment);

  const refresh = Number(deployment.mirror.sourceConnector.config['refresh.topics.interval.seconds']);
  const { file: before, workers } = deployment;
  await deployment.update(step(2));
  const added = await seconds(() => orders.arrived(['early'], refresh + RESTART_SECONDS));
  const complete = await orders.observe();
  site.check(`orders, added to the list, is copied from its first record within the refresh interval (${refresh} s)`,
    FAITHFUL.holds(complete) && added <= refresh, `${added} s; ${text(complete)}`);

  const other = await toldStatus({ file: before, workers });
  site.check('status, asked with the YAML of before, tells that the list of topics is another one',
    other.exitCode === 1 && other.connectors[0]?.differences.map(({ key }) => key).join() === 'topics', statusText(other));

  const excluded = deployment.topic('orders-test-x');
  const europe = deployment.topic('orders-eu');
  await excluded.createTopic(1);
  await excluded.produce('test', { count: 100, partitions: 1 });
  await deployment.update(step(3));
  // Long enough for the connector to have looked at the topics without orders-eu.
  await sleep(5_000);
  const still = await products.copies();
  await europe.createTopic(3);
  await europe.produce('early', { count: 900, partitions: 3 });
  const created = await seconds(() => europe.arrived(['early'], refresh + RESTART_SECONDS));
  const observed = await europe.observe();
  site.check(`orders-eu, created while MM2 runs, is copied from its first record within the refresh interval and a restart of the tasks (${refresh} + ${RESTART_SECONDS} s)`,
    FAITHFUL.holds(observed), `${created} s; ${text(observed)}`);
  site.check('products, taken from the list, stands still', await products.copies() === still, `${still} copies`);

  await deployment.update(step(2));
  await products.stopProducer('live');
  await products.arrived(['live'], refresh + RESTART_SECONDS);
  const resumed = await products.observe();
  site.check('products, on the list again, goes on where it was: nothing lost of what was written meanwhile, nothing copied twice', FAITHFUL.holds(resumed), text(resumed));
  const copied = await site.context.agent.call('topics', { cluster: site.cluster('kp-local').name });
  site.check('orders-test-x is excluded: never copied', !copied.includes(excluded.remoteTopic), copied.filter((name) => name.startsWith('kp-remote.')).sort().join(', '));
}

/** `kafka-replication status` against the real worker: as declared, paused, and running again. */
async function statusIsTold(site: Site, deployment: Deployment): Promise<void> {
  const { rest } = deployment.workers;
  const { name } = deployment.mirror.sourceConnector;
  const asDeclared = async () => until('status is as declared', 60, async () => {
    const told = await toldStatus(deployment);
    // Offsets are stored every few seconds.
    return told.exitCode === 0 && hasCopied(told) ? told : undefined;
  });
  const running = await asDeclared();
  site.check('status tells that all runs as declared, and how far products was copied',
    running.connectors.every(({ state, problems }) => state === 'RUNNING' && problems.length === 0) && running.connectors[0]?.name === name, statusText(running));
  await rest.pause(name);
  const paused = await toldStatus(deployment);
  site.check('status tells that a connector was paused',
    paused.exitCode === 1 && paused.connectors[0]?.state === 'PAUSED' && paused.connectors[0]?.problems.map(({ code }) => code).join() === 'other-state', statusText(paused));
  await rest.resume(name);
  await asDeclared();
}

function hasCopied({ connectors: [first] }: ToldStatus): boolean {
  return first?.offsets.some(({ topic, offset }) => topic === 'products' && offset !== null && offset > 0) ?? false;
}

async function seconds(act: () => Promise<void>): Promise<number> {
  const start = Date.now();
  await act();
  return Math.round((Date.now() - start) / 1_000);
}
