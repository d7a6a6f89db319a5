import { writeFileSync } from 'node:fs';
import { chartFile } from '../../chart-file.js';
import { findingsOf } from '../../experiment/findings.js';
import { KAFKA } from '../../runtimes/distribution.js';
import { KubernetesPods } from '../../runtimes/kubernetes-pods.js';
import { NodesTopic } from '../../runtimes/nodes.js';
import { heartbeatsArrive } from '../heartbeats.js';
import type { Site } from '../site.js';
import { audit, flow, startTraffic } from './outages.js';

const EXAMPLE = 'old-source';
const TOO_OLD = 'broker-too-old';

/** A broker of Kafka 2.8 is left by workers of the newest Kafka; for one that is too old, `check` says which workers can. */
export async function oldSource(site: Site): Promise<void> {
  await refused(site);
  const kubernetes = await KubernetesPods.of(site, EXAMPLE, {});
  const orders = new NodesTopic(site, kubernetes.mirror, kubernetes, 'orders-eu');
  await startTraffic(orders, 100);
  await kubernetes.apply();
  await kubernetes.inSync();
  await flow([orders]);
  await heartbeatsArrive(site, kubernetes.mirror);
  await audit(site, [orders], `from a broker of Kafka ${KAFKA.old} by workers of ${KAFKA.newest}`);
}

async function refused(site: Site): Promise<void> {
  const facts = site.path('facts.json');
  const found = async (env: Readonly<Record<string, string>>, kafkaVersion: string) => {
    writeFileSync(facts, JSON.stringify({ 'kp-old': { kafkaVersion } }));
    const codes = await findingsOf(chartFile(await site.synthesize(EXAMPLE, env), EXAMPLE), ['--facts', facts]);
    return codes.includes(TOO_OLD);
  };
  const newest = { WORKERS: KAFKA.newest };
  site.check(`check: brokers of 1.1.1 are too old for workers of ${KAFKA.newest} (${TOO_OLD})`, await found(newest, '1.1.1'));
  site.check(`check: they are not for workers of ${KAFKA.lastOf3}, which is the remedy`, !await found({ WORKERS: KAFKA.lastOf3 }, '1.1.1'));
  site.check(`check: brokers of ${KAFKA.old} are not for workers of ${KAFKA.newest}`, !await found(newest, KAFKA.old));
}
