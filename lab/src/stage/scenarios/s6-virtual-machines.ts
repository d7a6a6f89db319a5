import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { MachinePair } from '../../runtimes/machine-pair.js';
import { NodesTopic } from '../../runtimes/nodes.js';
import { heartbeatsArrive } from '../heartbeats.js';
import type { Site } from '../site.js';
import { audit, flow, listReaches, outages, rebalanceDelaySeconds, startTraffic } from './outages.js';

const EXAMPLE = 'vm-pair';
const step = (number: number) => ({ STEP: String(number) });

/** Two machines: installed twice, stopped one after the other, upgraded to another list of topics, rolled back, and upgraded to what cannot run. */
export async function virtualMachines(site: Site): Promise<void> {
  const pair = await MachinePair.of(site, EXAMPLE, step(1));
  const topic = (name: string) => new NodesTopic(site, pair.mirror, pair, name);
  const [slow, fast, added] = [topic('kp-topic-1'), topic('kp-topic-2'), topic('kp-order-1')];
  await startTraffic(slow, 1);
  await startTraffic(fast, 100);
  await installed(site, pair);
  await flow([slow, fast]);
  await heartbeatsArrive(site, pair.mirror);
  await outages(site, pair, fast, rebalanceDelaySeconds(pair.flow), 1);

  await added.createTopic(6);
  await added.produce('early', { count: 600, partitions: 6 });
  site.check('kp-order-1 is not on the list: not copied', await added.copies() === 0);
  await pair.bring(step(2));
  await pair.runOnAll('upgrade');
  const again = await pair.runOnAll('upgrade');
  site.check('mm2.sh upgrade, again: the same release, and healthy', new Set(again).size === 1, again.join('; '));
  await listReaches(site, added, pair);
  await rolledBack(site, pair, again[0]!);
  await refusesToStay(site, pair, again[0]!);
  await audit(site, [slow, fast], 'two machines, one after the other stopped, upgraded twice, rolled back twice');
}

/** The short run: installed twice, and one machine away for a moment. */
export async function virtualMachinesShort(site: Site): Promise<void> {
  const pair = await MachinePair.of(site, EXAMPLE, step(1));
  const fast = new NodesTopic(site, pair.mirror, pair, 'kp-topic-2');
  await startTraffic(fast, 100);
  await installed(site, pair);
  await flow([fast]);
  await pair.stopNode(0);
  await pair.startNode(0);
  await audit(site, [fast], 'two machines, one stopped and started');
  // The audit has waited until all tasks run again, and MM2 has looked for topics since the start.
  await heartbeatsArrive(site, pair.mirror);
}

async function installed(site: Site, pair: MachinePair): Promise<void> {
  const first = await pair.runOnAll('install');
  const second = await pair.runOnAll('install');
  site.check('mm2.sh install on two machines, and again: nothing happens the second time', second.every((said, index) => said === `${first[index]} already`), second.join('; '));
  const healthy = await pair.runOnAll('health');
  site.check('mm2.sh health: both take part', healthy.every((said) => said.endsWith('is healthy')), healthy.join('; '));
}

async function rolledBack(site: Site, pair: MachinePair, newest: string): Promise<void> {
  const before = await pair.runOnAll('rollback');
  const after = await pair.runOnAll('rollback');
  site.check('mm2.sh rollback: the release before; again: the one after it', before.every((said) => said !== newest) && after.every((said) => said === newest), [...before, ...after].join('; '));
}

/** A release that MirrorMaker refuses: the machine goes back to what it had. */
async function refusesToStay(site: Site, pair: MachinePair, newest: string): Promise<void> {
  const bad = site.path('bad', basename(pair.bundle));
  cpSync(pair.bundle, bad, { recursive: true });
  const rewrite = (file: string, expression: RegExp, by: string) => writeFileSync(join(bad, file), readFileSync(join(bad, file), 'utf8').replace(expression, by));
  rewrite('mm2.properties', /^clusters.*$/m, '');
  rewrite('bundle.conf', /^RELEASE=.*$/m, 'RELEASE=000000000000');
  const { code, text } = await pair.machines[0]!.script(bad, 'upgrade');
  site.check('mm2.sh upgrade to a release that does not start: refused, and back to the one before', code !== 0 && text.includes('went back to release'), text.trim());
  const [back, forth] = [await pair.run(0, 'rollback'), await pair.run(0, 'rollback')];
  site.check('mm2.sh rollback after that: the release before it, as if nothing had been tried', back !== newest && forth === newest, `${back}; ${forth}`);
}
