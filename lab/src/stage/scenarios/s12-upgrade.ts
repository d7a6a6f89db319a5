import { setTimeout as sleep } from 'node:timers/promises';
import { FAITHFUL, text } from '../../experiment/observation.js';
import { javaArguments } from '../../java.js';
import { KAFKA, KafkaDistribution } from '../../runtimes/distribution.js';
import { KubernetesPods } from '../../runtimes/kubernetes-pods.js';
import { MachinePair } from '../../runtimes/machine-pair.js';
import { NodesTopic } from '../../runtimes/nodes.js';
import { until } from '../../wait.js';
import { Site, type Example, type StageContext } from '../site.js';
import { audit, flow, rebalanceDelaySeconds, startTraffic } from './outages.js';

const PER_SECOND = 200;
/** Beside the rebalance delay: until the tasks have moved. */
const MOVED_SECONDS = 15;
const STRIMZI: Example = { example: 'exactly-once-switch', env: { STEP: '1' } };

const RUNTIMES = { strimzi: onStrimzi, kubernetes: onKubernetes, machines: onMachines } as const;

/** Both workers of a group go from an older Kafka to the newest, one after the other, under load: on each runtime, from 3.9 and from 4.2. */
export async function upgrades(context: StageContext): Promise<void> {
  for (const [runtime, upgrade] of Object.entries(RUNTIMES)) {
    for (const version of [KAFKA.lastOf3, KAFKA.before]) {
      await Site.run(`S12-upgrade-${runtime}-${version}`, context, (site) => upgrade(site, version));
    }
  }
}

const after = (version: string) => `workers from Kafka ${version} to ${KAFKA.newest} under load`;

/** Pods of the operator: `spec.version` changes, and it replaces one after the other. */
async function onStrimzi(site: Site, version: string): Promise<void> {
  let kafka = await KafkaDistribution.of(version);
  const deployment = await site.deploy(STRIMZI, (options, mainClass, args) => javaArguments(options, mainClass, args, kafka.classPath));
  const records = deployment.topic('kp-topic-1');
  await records.createTopic(10);
  await records.startProducer('live', { perSecond: PER_SECOND, partitions: 10 });
  await deployment.start();
  await until('MM2 copies', 120, async () => await records.copies() > 0 ? true : undefined);
  kafka = await KafkaDistribution.of(KAFKA.newest);
  await deployment.roll(STRIMZI);
  await moved(rebalanceDelaySeconds(deployment.flow));
  await records.stopProducer('live');
  await records.arrived(['live'], 180);
  const observed = await records.observe();
  site.check(`kp-topic-1, ${after(version)}: ${FAITHFUL.says}`, FAITHFUL.holds(observed), text(observed));
}

/** Another image: the Deployment replaces its pods. */
async function onKubernetes(site: Site, version: string): Promise<void> {
  const kubernetes = await KubernetesPods.of(site, 'deployment-custom-image', {}, version);
  const products = new NodesTopic(site, kubernetes.mirror, kubernetes, 'products');
  await startTraffic(products, PER_SECOND);
  await kubernetes.apply();
  await kubernetes.inSync();
  await flow([products]);
  await kubernetes.useImage(await KafkaDistribution.of(KAFKA.newest));
  await kubernetes.inSync();
  await moved(rebalanceDelaySeconds(kubernetes.flow));
  await audit(site, [products], after(version));
}

/**
 * The link at which Kafka is found is turned, machine by machine. The bundle's script wants Kafka 4: what ran on 3.9 was started otherwise, with the same group
 * and storage topics, and is replaced by an installation.
 */
async function onMachines(site: Site, version: string): Promise<void> {
  const pair = await MachinePair.of(site, 'vm-pair', {}, version);
  const fast = new NodesTopic(site, pair.mirror, pair, 'kp-topic-1');
  await startTraffic(fast, PER_SECOND);
  const byHand = version === KAFKA.lastOf3;
  if (byHand) {
    pair.startByHand();
  } else {
    await pair.runOnAll('install');
  }
  await flow([fast]);
  for (const [index, machine] of pair.machines.entries()) {
    if (byHand) {
      await pair.stopNode(index);
    }
    machine.useKafka(await KafkaDistribution.of(KAFKA.newest));
    await pair.run(index, byHand ? 'install' : 'upgrade');
    await moved(rebalanceDelaySeconds(pair.flow));
  }
  await audit(site, [fast], after(version));
}

async function moved(delaySeconds: number): Promise<void> {
  await sleep((delaySeconds + MOVED_SECONDS) * 1_000);
}
