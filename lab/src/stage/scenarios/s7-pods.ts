import { KubernetesPods } from '../../runtimes/kubernetes-pods.js';
import { NodesTopic } from '../../runtimes/nodes.js';
import { until } from '../../wait.js';
import type { Site } from '../site.js';
import { audit, flow, listReaches, outages, rebalanceDelaySeconds, startTraffic } from './outages.js';

const EXAMPLE = 'deployment-custom-image';
const step = (number: number) => ({ STEP: String(number) });

/** Two pods: a longer list of topics, drained one after the other, one that hangs. */
export async function pods(site: Site): Promise<void> {
  const kubernetes = await KubernetesPods.of(site, EXAMPLE, step(1));
  const products = new NodesTopic(site, kubernetes.mirror, kubernetes, 'products');
  const accounts = new NodesTopic(site, kubernetes.mirror, kubernetes, 'accounts');
  await startTraffic(products, 100);
  await accounts.createTopic(6);
  await accounts.produce('early', { count: 600, partitions: 6 });
  await kubernetes.apply();
  await kubernetes.inSync();
  site.check('both workers are available, the connectors as declared, and no probe has restarted anything', kubernetes.restarts === 0, `${kubernetes.restarts} restarts`);
  await flow([products]);
  site.check('accounts is not on the list: not copied', await accounts.copies() === 0);

  await kubernetes.update(step(2));
  await kubernetes.inSync();
  await listReaches(site, accounts, kubernetes);
  await accounts.startProducer('live', { perSecond: 1, partitions: 6 });
  await budget(site, kubernetes);
  await outages(site, kubernetes, products, rebalanceDelaySeconds(kubernetes.flow), 0);
  await audit(site, [products, accounts], 'two pods, drained one after the other');

  // What was not stored yet is repeated by whoever takes over: no planned stop, so after the audit.
  await kubernetes.hang(0);
  await running(kubernetes);
  site.check('a worker that hangs is restarted by its liveness probe, and its tasks run again', kubernetes.restarts === 1, `${kubernetes.restarts} restarts`);
}

/** While one pod is away, the budget keeps the other one. */
async function budget(site: Site, kubernetes: KubernetesPods): Promise<void> {
  const [first, second] = [await kubernetes.evict(0), await kubernetes.evict(0)];
  site.check('drained at once: the PodDisruptionBudget lets one pod go, and keeps the other', first && !second);
  await kubernetes.startNode();
  await running(kubernetes);
}

async function running(kubernetes: KubernetesPods): Promise<void> {
  await until('the tasks run', 120, async () => await kubernetes.tasks() === 'RUNNING' ? true : undefined);
}
