import { setTimeout as sleep } from 'node:timers/promises';
import { FAITHFUL, text } from '../../experiment/observation.js';
import type { Deployment } from '../deployment.js';
import { heartbeatsArrive } from '../heartbeats.js';
import type { Site } from '../site.js';

const PATTERN = '(?:[^.]+\\.)?accounts';
const PARTITIONS: Readonly<Record<string, number>> = { accounts: 5, orders: 6, customers: 3 };

/** Active/active: both clusters have `accounts` of their own, and the other's beside it. */
export async function bothDirections(site: Site): Promise<void> {
  const { agent } = site.context;
  const toLocal = await site.deploy({ example: 'bidirectional', file: 'on-premises' });
  const toCloud = await site.deploy({ example: 'bidirectional', file: 'in-the-cloud' });
  const copies = [...trials(toLocal, ['accounts', 'orders']), ...trials(toCloud, ['accounts', 'customers'])];
  await Promise.all(copies.map(async (copy) => {
    await copy.createTopic(PARTITIONS[copy.topic]!);
    await copy.produce('before', { count: 1_000, partitions: PARTITIONS[copy.topic]! });
    await copy.startProducer('live', { perSecond: 50, partitions: PARTITIONS[copy.topic]! });
  }));
  await Promise.all([toLocal.start(), toCloud.start()]);
  await Promise.all(copies.map((copy) => copy.arrived(['before'], 120)));

  // A connector that starts looks at all topics at once: now the copies are there, and a loop would begin.
  await Promise.all([toLocal, toCloud].map(({ workers, mirror }) => workers.rest.restart(mirror.sourceConnector.name)));
  await sleep(15_000);
  await Promise.all([toLocal.running(), toCloud.running()]);
  await Promise.all(copies.map(async (copy) => {
    await copy.stopProducer('live');
    await copy.arrived(['live'], 90);
    const observed = await copy.observe();
    site.check(`${copy.remoteTopic}: ${FAITHFUL.says}`, FAITHFUL.holds(observed), text(observed));
  }));

  await heartbeatsArrive(site, toCloud.mirror);
  for (const [here, there] of [['kp-local', 'kp-remote'], ['kp-remote', 'kp-local']] as const) {
    const cluster = site.cluster(here).name;
    const topics = (await agent.call('topics', { cluster })).filter((name) => name.endsWith('accounts')).sort();
    const expected = ['accounts', `${there}.accounts`];
    site.check(`${here} has accounts and ${there}.accounts, and no copy of a copy`, String(topics) === String(expected), topics.join(', '));
    const read = await agent.call('readByPattern', { cluster, pattern: PATTERN });
    const written: Record<string, number> = {};
    for (const name of expected) {
      written[name] = Object.values((await agent.call('endOffsets', { cluster, topic: name }))!).reduce((sum, end) => sum + end, 0);
    }
    site.check(`${here}: a consumer of the pattern ${PATTERN} reads all records of both`,
      expected.every((name) => read[name] === written[name]) && Object.keys(read).length === expected.length, JSON.stringify(read));
  }
}

function trials(deployment: Deployment, topics: readonly string[]) {
  return topics.map((topic) => deployment.topic(topic));
}
