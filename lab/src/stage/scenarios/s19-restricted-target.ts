import { FeatureRun, PARTITIONS } from '../../access/feature-run.js';
import { FEATURES, type FeatureName } from '../../access/features.js';
import { quick } from '../../access/own-replication.js';
import { aclFor, requiredRights } from '../../access/required-rights.js';
import { topicsToCreate, type TopicToCreate } from '../../access/topics-to-create.js';
import { copyVerdict, moveVerdict } from '../../audit.js';
import { until } from '../../wait.js';
import type { Site } from '../site.js';

const EXAMPLE = 'restricted-target';
const GROUP = 'fresh-food-app';
const RECORDS = 8;
const SIDE_BY_SIDE = 4;
const LEAST_SECONDS = 12;

/** All that S19 asks for. */
const LISTED = ['kp-local.checkpoints.internal', 'kp-local.heartbeats', 'kp-local.products', 'mm2-configs.kp-local-to-kp-remote.internal', 'mm2-offset-syncs.kp-local.internal',
  'mm2-offsets.kp-local-to-kp-remote.internal', 'mm2-status.kp-local-to-kp-remote.internal'];

/** What a replication does that creates nothing. */
const WORKS: readonly FeatureName[] = ['workers', 'kept', 'copied', 'heartbeats', 'syncs', 'checkpoints', 'grouped'];

/** The API key of the target is a Writer's: exactly the topics that `topics` lists are there beforehand, then all but one of them. */
export async function restrictedTarget(site: Site): Promise<void> {
  const deployment = await site.deploy({ example: EXAMPLE, change: (spec) => quick(spec) });
  const { agent } = site.context;
  const [source, target] = [site.cluster('kp-local').name, site.cluster('kp-remote').name];
  await FeatureRun.createHeartbeats(site, source);

  const listed = await topicsToCreate(deployment.file);
  site.check('topics lists the copies, the copy of heartbeats, and the topics of Connect and MM2', String(listed.map(({ name }) => name).sort()) === String(LISTED),
    listed.map(({ name, partitions, config }) => `${name} (${partitions}${config['cleanup.policy'] === 'compact' ? ', compact' : ''})`).join(', '));
  await create(site, target, listed);

  const products = { cluster: source, topic: 'products', partitions: 1 };
  await agent.call('createTopic', { ...products, configs: {} });
  await agent.call('generate', { ...products, from: 0, to: RECORDS, seed: 1, baseTime: Date.now() });
  await agent.call('commit', { ...products, group: GROUP, offsets: { 0: RECORDS - 3 } });
  await deployment.start();
  const audit = await until('products and the offsets of its group arrive', 120, async () => {
    const compared = await agent.call('audit', { source: products, target: { cluster: target, topic: 'kp-local.products' }, groups: [GROUP] });
    return copyVerdict(compared).faithful && moveVerdict(compared.groups[GROUP]!).safe ? compared : undefined;
  }).catch(() => undefined);
  site.check('with all of them MM2 copies products faithfully, and its group goes on there', audit !== undefined, audit === undefined ? deployment.workers.log() : copyVerdict(audit).detail);
  site.check('no request was refused', deployment.workers.refusals().length === 0, deployment.workers.refusals().slice(0, 3).join('; '));
  const made = (await agent.call('topics', { cluster: target })).filter((name) => !LISTED.includes(name));
  site.check('there are no other topics', made.length === 0, made.join(', '));
  deployment.workers.stop();

  const limitSeconds = await control(site);
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, async (_, lane) => {
    for (let index = lane; index < listed.length; index += SIDE_BY_SIDE) {
      const stopped = (await run(site, `run-${index + 1}`, limitSeconds, index)).stopped.join('; ');
      site.check(`without ${listed[index]!.name} (${listed[index]!.role}) something stops`, stopped !== '', stopped || 'everything works');
    }
  }));
}

/** With all topics everything works, also in several runs at once. How long that takes says how long to look for what does not. */
async function control(site: Site): Promise<number> {
  const runs = await Promise.all(Array.from({ length: SIDE_BY_SIDE }, async (_, index) => run(site, `control-${index + 1}`, 60)));
  const stopped = runs.flatMap((each) => each.stopped);
  const seconds = Math.max(...runs.map((each) => each.seconds));
  site.check('with all topics everything works under other names, too', stopped.length === 0, stopped.join('; ') || `${seconds.toFixed(0)} s`);
  return Math.max(LEAST_SECONDS, 2 * seconds);
}

/** The same under other names. @param missing which of the topics is not there */
async function run(
  site: Site, name: string, limitSeconds: number, missing?: number,
): Promise<{ readonly stopped: readonly string[]; readonly seconds: number }> {
  const replication = await FeatureRun.of(site, { example: EXAMPLE, name, topics: `${name}-orders` });
  try {
    const topics = await topicsToCreate(replication.deployment.file, `${replication.first}:${PARTITIONS}`);
    const rights = (await requiredRights(replication.deployment.file)).filter(({ side }) => side === 'source');
    await site.cluster(replication.mirror.sourceAlias).allow(rights.map(aclFor));
    await replication.prepare(topics.filter((_, at) => at !== missing).map(existing));
    const { works, seconds } = await replication.observe(WORKS, limitSeconds, false);
    return { stopped: WORKS.filter((feature) => !works.has(feature)).map((feature) => FEATURES[feature].stops), seconds };
  } finally {
    replication.end();
  }
}

async function create(site: Site, cluster: string, topics: readonly TopicToCreate[]): Promise<void> {
  for (const { name, partitions, replicationFactor, config } of topics) {
    await site.context.agent.call('createTopic', { cluster, topic: name, partitions, replicationFactor, configs: config });
  }
}

function existing({ name, partitions, config }: TopicToCreate) {
  return { name, partitions, configs: config };
}
