import { setTimeout as sleep } from 'node:timers/promises';
import { text } from '../../experiment/observation.js';
import { until } from '../../wait.js';
import { CopyMeter, repeatedSeconds } from '../copy-meter.js';
import type { Example, Site } from '../site.js';

const PER_SECOND = 400;
const PARTITIONS = 5;
/** Between two crashes, in turn: about as long as `offset.flush.interval.ms`, so that much is repeated, or so long that little may be. */
const UP_SECONDS = [12, 12, 24];

/** One worker, so that a crash is over when it is back: with two, its tasks wait for the rebalance delay. */
const oneWorker = (spec: { replicas: number }) => {
  spec.replicas = 1;
};

export const EXACTLY_ONCE: Example = { example: 'exactly-once', change: oneWorker };

/** The same example without its guarantee; aborted records of the source's own producers still stay behind (`read_committed`). */
export const AT_LEAST_ONCE: Example = {
  example: 'exactly-once',
  change: (spec) => {
    oneWorker(spec);
    delete spec.target.config['exactly.once.source.support'];
    delete spec.mirrors[0].sourceConnector.config['exactly.once.support'];
  },
};

/** Transactions at the source, a tenth of them aborted, and a worker killed (kill -9) again and again under load. */
export async function crashes(site: Site, guarantee: Example): Promise<void> {
  const { kills } = site.context;
  const deployment = await site.deploy(guarantee);
  const exactlyOnce = deployment.flow.worker['exactly.once.source.support'] === 'enabled';
  const accounts = deployment.topic('accounts');
  await accounts.createTopic(PARTITIONS);
  await accounts.startProducer('live', { perSecond: PER_SECOND, partitions: PARTITIONS, size: 200, recordsPerTransaction: 20, abortEvery: 10 });
  await deployment.start();
  await grown(accounts);

  const meter = new CopyMeter(accounts);
  const window = repeatedSeconds(deployment.flow);
  let bound = 0;
  for (let kill = 1; kill <= kills; kill++) {
    await sleep(1_000 * UP_SECONDS[kill % UP_SECONDS.length]!);
    await deployment.workers.killWorker(0);
    // Counted at the target after the end of the worker: what was in flight and has arrived is in it.
    bound += exactlyOnce ? 0 : await meter.copiedWithin(window);
    deployment.workers.startWorker(0);
    await deployment.joined();
    await grown(accounts);
    site.context.report.progress(`${site.name}: killed ${kill} of ${kills} times`);
  }
  meter.stop();
  await accounts.stopProducer('live');
  await accounts.arrived(['live'], 180);
  const observed = await accounts.observe();
  const name = `${exactlyOnce ? 'exactly-once' : 'at-least-once'}, ${kills} x kill -9`;
  site.check(`${name}: none lost, in order, no aborted record arrives`, observed.lost + observed.reordered + observed.foreign + observed.changed === 0, text(observed));
  site.check(exactlyOnce ? `${name}: a read_committed reader gets each record once`
    : `${name}: at most ${bound} records twice: what was copied in ${window} s (offset.flush.interval + 2 x offset.flush.timeout) before each, in flight included`,
  observed.duplicated <= bound, `${observed.duplicated} twice`);
}

/** Until more records have been copied than now. */
async function grown(trial: { readonly name: string; copies(): Promise<number> }): Promise<void> {
  const before = await trial.copies();
  await until(`${trial.name} grows`, 150, async () => await trial.copies() > before ? true : undefined);
}
