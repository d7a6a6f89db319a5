import { writeFileSync } from 'node:fs';
import { findingsOf } from '../../experiment/findings.js';
import { FAITHFUL, text } from '../../experiment/observation.js';
import type { Trial } from '../../experiment/trial.js';
import { until } from '../../wait.js';
import { CopyMeter, repeatedSeconds } from '../copy-meter.js';
import type { Deployment } from '../deployment.js';
import type { Example, Site } from '../site.js';

const SHIPMENTS = 10;
const TOO_FEW = 5;
const WIDENED = 12;
const KEYS = 1_000;

interface Load {
  readonly count: number;
  readonly perSecond: number;
}

/** One worker, so that a crash is over when it is back; a second topic, for the case of more partitions at the target. */
const AFFINITY: Example = {
  example: 'partition-affinity',
  change: (spec) => {
    spec.replicas = 1;
    spec.mirrors[0].topicsPattern = 'shipments,kp-topic-2';
  },
};

/** Records keep their partition: what comes of fewer and of more partitions at the target, and of a source that grows. */
export async function partitionAffinity(site: Site, order: Load): Promise<void> {
  const deployment = await site.deploy(AFFINITY);
  const shipments = deployment.topic('shipments');
  await shipments.createTopic(SHIPMENTS);
  const fewerKeys = deployment.topic('kp-topic-2');
  await fewerKeys.createTopic(TOO_FEW);
  await beforehand(site, deployment, { [shipments.remoteTopic]: TOO_FEW, [fewerKeys.remoteTopic]: SHIPMENTS });

  await refused(site, deployment, shipments);
  await frozen(site, deployment, shipments);
  await keyedWriters(site, fewerKeys);
  await ordered(site, deployment, shipments, order);
}

/** A Writer's key cannot make topics: all are there before MM2 starts. */
async function beforehand(site: Site, { flow, mirror }: Deployment, copies: Readonly<Record<string, number>>): Promise<void> {
  const cluster = site.cluster('kp-remote').name;
  for (const [topic, partitions] of Object.entries(copies)) {
    await site.context.agent.call('createTopic', { cluster, topic, partitions, configs: {} });
  }
  const internal = { [String(flow.worker['offset.storage.topic'])]: 5, [String(flow.worker['config.storage.topic'])]: 1, [String(flow.worker['status.storage.topic'])]: 1,
    [mirror.offsetSyncsTopic]: 1, [mirror.checkpointsTopic]: 1 };
  for (const [topic, partitions] of Object.entries(internal)) {
    await site.context.agent.call('createTopic', { cluster, topic, partitions, configs: { 'cleanup.policy': 'compact' } });
  }
}

async function refused(site: Site, deployment: Deployment, shipments: Trial): Promise<void> {
  const facts = `${deployment.file}.facts.json`;
  writeFileSync(facts, JSON.stringify({
    'kp-local': { topics: { shipments: { partitions: SHIPMENTS } } },
    'kp-remote': { topics: { [shipments.remoteTopic]: { partitions: TOO_FEW } }, mayAlterTopics: false },
  }));
  const codes = await findingsOf(deployment.file, ['--facts', facts]);
  site.check('check with the facts of both clusters has the finding partitions-fewer-at-target', codes.includes('partitions-fewer-at-target'), codes.join(' '));
}

async function frozen(site: Site, deployment: Deployment, shipments: Trial): Promise<void> {
  const written = await shipments.produce('frozen', { count: 1_000, partitions: SHIPMENTS });
  await deployment.start();
  await shipments.quiet();
  const observed = await shipments.observe();
  const beyond = Object.entries(written.partitions).reduce((sum, [partition, count]) => sum + (Number(partition) >= TOO_FEW ? count : 0), 0);
  const ends = (await site.context.agent.call('endOffsets', shipments.atTarget))!;
  site.check(`forced with ${TOO_FEW} partitions at the target and no right to alter: the copy freezes, tasks RUNNING, no exception`,
    observed.lost >= beyond && beyond > 0
    && observed.tasks === 'RUNNING' && Object.keys(ends).length === TOO_FEW, text(observed));

  await site.cluster('kp-remote').allow([{ principal: 'User:kp-writer', resource: 'TOPIC', name: '*', pattern: 'LITERAL', operations: ['ALTER'] }]);
  const start = Date.now();
  await shipments.arrived(['frozen'], 150);
  const thawed = await shipments.observe();
  const partitions = (await site.context.agent.call('describe', shipments.atTarget))!.partitions;
  site.check(`with the right to alter: widened to ${SHIPMENTS}, and all arrives`, FAITHFUL.holds(thawed) && partitions === SHIPMENTS,
    `after ${Math.round((Date.now() - start) / 1_000)} s; ${partitions} partitions; ${text(thawed)}`);
}

async function keyedWriters(site: Site, copy: Trial): Promise<void> {
  const { agent } = site.context;
  await copy.produce('keyed', { count: 2 * KEYS, keys: KEYS });
  await copy.arrived(['keyed'], 90);
  const observed = await copy.observe();
  site.check(`5 -> 10: the copies are faithful, in the partitions 0 to ${TOO_FEW - 1}`, FAITHFUL.holds(observed), text(observed));
  // After a failover the same keys are written here.
  const plan = { name: `${copy.name}/at-target`, topic: copy.remoteTopic, count: KEYS, keys: KEYS };
  await agent.call('startProducer', { cluster: copy.target.name, plan });
  await agent.call('finishProducer', { name: plan.name });
  const { keys, scattered } = await agent.call('auditKeys', copy.atTarget);
  const share = Math.round(100 * scattered / keys);
  site.check('5 -> 10: a keyed writer at the target puts about half of the keys elsewhere', keys === KEYS && share >= 40 && share <= 60, `${scattered} of ${keys} keys (${share} %)`);
}

async function ordered(site: Site, deployment: Deployment, shipments: Trial, { count, perSecond }: Load): Promise<void> {
  const meter = new CopyMeter(shipments);
  await shipments.startProducer('keys', { count, perSecond, keys: KEYS });
  const from = await shipments.copies();
  await until('a quarter has been copied', 120, async () => await shipments.copies() - from > count / 4 ? true : undefined);
  await deployment.workers.killWorker(0);
  const bound = await meter.copiedWithin(repeatedSeconds(deployment.flow));
  meter.stop();
  await site.context.agent.call('widenTopic', { ...shipments.atSource, partitions: WIDENED });
  deployment.workers.startWorker(0);
  await deployment.joined();
  await deployment.running();
  await shipments.finishProducer('keys');
  // A new producer knows the new partitions; the audit takes one producer after the other.
  await shipments.produce('widened', { count: 2 * KEYS, keys: KEYS });
  await shipments.arrived(['keys', 'widened'], 240);
  const observed = await shipments.observe();
  site.check(`${count} records of ${KEYS} keys, a worker killed and ${SHIPMENTS} -> ${WIDENED} partitions meanwhile: each record in its partition, in order, none lost`,
    observed.lost + observed.reordered + observed.foreign + observed.changed === 0, text(observed));
  site.check(`... and at most ${bound} copied twice (what was copied in ${repeatedSeconds(deployment.flow)} s)`, observed.duplicated <= bound, `${observed.duplicated}`);
}
