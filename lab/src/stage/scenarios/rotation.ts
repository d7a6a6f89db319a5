import { setTimeout as sleep } from 'node:timers/promises';
import type { Side } from '../../cluster.js';
import { text } from '../../experiment/observation.js';
import { ScramCluster } from '../../local.js';
import { userIn } from '../../secrets.js';
import { until } from '../../wait.js';
import type { Deployment } from '../deployment.js';
import type { Site } from '../site.js';
import { AT_LEAST_ONCE } from './s17-crashes.js';

const PARTITIONS = 3;
/** Open connections outlive a change for as long as they are used; what is refused is seen within this time. */
const WATCHED_SECONDS = 15;
/** Written once a password has been replaced. */
const LIVE = { perSecond: 100, partitions: PARTITIONS, size: 200 };

/** What a running MM2 makes of a password that is replaced in place, first at the source, then at the target. */
export async function rotation(site: Site): Promise<void> {
  const deployment = await site.deploy(AT_LEAST_ONCE);
  const accounts = deployment.topic('accounts');
  await accounts.createTopic(PARTITIONS);
  await accounts.startProducer('first', LIVE);
  await deployment.start();
  await until('copies are made', 150, async () => await accounts.copies() > 0 ? true : undefined);
  const grows = async () => {
    const before = await accounts.copies();
    await sleep(1_000 * WATCHED_SECONDS);
    return await accounts.copies() - before;
  };
  const states = async () => {
    const status = await deployment.workers.rest.status(accounts.connector);
    return [...new Set((status?.tasks ?? []).map(({ state }) => state))].sort().join(', ') || 'not told: the worker does not answer';
  };

  await replacePassword(site, deployment, 'source');
  const onOpen = await grows();
  site.check('source, password replaced: open connections live on, copying goes on', onOpen > 0, `${onOpen} copies in ${WATCHED_SECONDS} s`);
  await cut(site, deployment, 'source');
  await until('the old password is refused', 90, async () => deployment.workers.logLines(/SaslAuthenticationException/).length > 0 ? true : undefined);
  const idle = await grows();
  site.check('source, connections cut: nothing is copied any more, yet the tasks are RUNNING and only warn', idle === 0
    && await states() === 'RUNNING' && deployment.workers.logLines(/Failure during poll/).length > 0, `${idle} copies in ${WATCHED_SECONDS} s, tasks ${await states()}`);
  const [earlier, since] = [await accounts.copies(), Date.now()];
  for (const { name } of deployment.flow.connectors) {
    await deployment.workers.rest.restart(name);
  }
  await accounts.stopProducer('first');
  const failure = await accounts.arrived(['first'], 120).then(() => undefined, (error: Error) => error.message);
  const [came, seconds] = [await accounts.copies() - earlier, (Date.now() - since) / 1_000];
  site.check('source: a restart of the connectors, without one of the workers, reads the Secret again', failure === undefined && came > 0,
    failure ?? `${came} copies in ${seconds.toFixed(0)} s`);
  await accounts.startProducer('second', LIVE);

  await replacePassword(site, deployment, 'target');
  const onOpenTarget = await grows();
  site.check('target, password replaced: open connections live on, copying goes on', onOpenTarget > 0, `${onOpenTarget} copies in ${WATCHED_SECONDS} s`);
  await cut(site, deployment, 'target');
  await until('the target refuses the old password', 120, async () => await grows() === 0 ? true : undefined);
  site.check('target, connections cut: nothing is copied any more', await grows() === 0, `tasks ${await states()}`);
  await deployment.workers.killWorker(0);
  deployment.workers.startWorker(0);
  await deployment.joined();
  await accounts.stopProducer('second');
  await accounts.arrived(['first', 'second'], 180);
  const observed = await accounts.observe();
  site.check('target: a new worker works with the new password; over both rotations nothing is lost or reordered',
    observed.lost + observed.reordered + observed.foreign + observed.changed === 0, text(observed));
}

/** At the cluster and in MM2's Secret, as the User Operator does both. */
async function replacePassword(site: Site, deployment: Deployment, side: Side): Promise<void> {
  const cluster = clusterOf(site, deployment, side);
  await cluster.replacePassword(userIn(deployment.mirror.sourceConnector.config[`${side}.cluster.sasl.jaas.config`])!);
  await deployment.renewSecrets();
}

/** All connections of a cluster: its only node goes, and comes back with the data it had. */
async function cut(site: Site, deployment: Deployment, side: Side): Promise<void> {
  const cluster = clusterOf(site, deployment, side);
  await cluster.killNode(1);
  await cluster.mend();
}

function clusterOf(site: Site, { mirror }: Deployment, side: Side): ScramCluster {
  return site.cluster(side === 'source' ? mirror.sourceAlias : mirror.targetAlias) as ScramCluster;
}
