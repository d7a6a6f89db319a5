import { AttackMatrix } from '../../access/attack-matrix.js';
import { clientFiles } from '../../access/client-files.js';
import { clientSettings } from '../../access/client-settings.js';
import { EmittedAccess } from '../../access/emitted-access.js';
import { quick } from '../../access/own-replication.js';
import type { Acl, AttackedObject } from '../../agent.js';
import { FAITHFUL, text } from '../../experiment/observation.js';
import type { Deployment } from '../deployment.js';
import type { Site } from '../site.js';

const EXAMPLE = 'least-privilege';
const CLUSTERS = [['kp-local', 'kp-remote'], ['kp-remote', 'kp-local']] as const;
const TOPICS = ['kp-topic-1', 'kp-topic-2'];
const PARTITIONS = 3;
const RECORDS = 300;

/** Applications and MM2 with exactly the rights of the YAML, on both clusters; applications with the files of the YAML. */
export async function leastPrivilege(site: Site): Promise<void> {
  const both: Deployment[] = [];
  for (const [source, target] of CLUSTERS) {
    both.push(await site.deploy({ example: EXAMPLE, resource: `mm2-${source}-to-${target}`, change: (spec) => quick(spec) }));
  }
  await replicate(site, both);

  const access = EmittedAccess.of(both[0]!.file);
  const matrix = new AttackMatrix(site);
  for (const [here, there] of CLUSTERS) {
    for (const number of [1, 2]) {
      await consumer(site, access, matrix, here, there, number, both);
    }
  }
  await producer(site, access, matrix);
  matrix.print();
}

async function replicate(site: Site, both: readonly Deployment[]): Promise<void> {
  const trials = both.flatMap((deployment) => TOPICS.map((topic) => deployment.topic(topic)));
  for (const trial of trials) {
    await trial.createTopic(PARTITIONS);
    await trial.produce('all', { count: RECORDS, partitions: PARTITIONS });
  }
  await Promise.all(both.map((deployment) => deployment.start()));
  for (const trial of trials) {
    await trial.arrived(['all'], 120);
    const observed = await trial.observe();
    site.check(`${trial.target.name} ${trial.remoteTopic}: ${FAITHFUL.says}`, FAITHFUL.holds(observed), text(observed));
  }
  for (const { workers, flow } of both) {
    site.check(`${flow.resource.metadata.name}: no request was refused`, workers.refusals().length === 0, workers.refusals().slice(0, 3).join('; '));
  }
}

/** Reads its topic and the copy from the other cluster with the emitted files, and can do nothing else. */
async function consumer(site: Site, access: EmittedAccess, matrix: AttackMatrix, here: string, there: string, number: number, both: readonly Deployment[]): Promise<void> {
  const cluster = site.cluster(here);
  const topics = (which: number) => [`kp-topic-${which}`, `${there}.kp-topic-${which}`];
  const name = here === 'kp-local' ? `kp-consumer-${number}` : `kp-consumer-${number}-kp-remote`;
  const client = access.clients.find((each) => each.name === `${name}-${here}-client`)!;
  const settings = await clientFiles(client, cluster, site.path('mounted', client.name));
  // Without commits: MM2 would carry them to the other cluster.
  const read = await site.clients.call('readAs', { ...settings, config: { 'group.id': `kp-users-${number}`, 'enable.auto.commit': 'false' }, pattern: client.topicsPattern });
  const expected = Object.fromEntries(topics(number).map((topic) => [topic, RECORDS]));
  site.check(`${name} at ${here}: with client.properties and topics.pattern it reads ${Object.keys(expected).join(' and ')}`,
    Object.keys(read).length === 2 && topics(number).every((topic) => read[topic]! >= RECORDS), JSON.stringify(read));
  const other = 3 - number;
  await matrix.attack({
    name, cluster: cluster.name, settings, rights: rightsOf(access, name), readable: `kp-topic-${number}`,
    own: [...topics(number).map(topic), { kind: 'group', name: `kp-users-${number}` }],
    others: [...topics(other).map(topic), { kind: 'group', name: `kp-users-${other}` }, ...internal(both, here)],
  });
}

/** Writes the topics of its cluster and not the copies. */
async function producer(site: Site, access: EmittedAccess, matrix: AttackMatrix): Promise<void> {
  const cluster = site.cluster('kp-local');
  await matrix.attack({
    name: 'kp-producer', cluster: cluster.name, settings: await clientSettings(cluster, { user: 'kp-producer', secret: 'kp-producer', side: 'source' }),
    rights: rightsOf(access, 'kp-producer'), readable: TOPICS[0]!, own: TOPICS.map(topic),
    others: [...TOPICS.map((name) => topic(`kp-remote.${name}`)), { kind: 'group', name: 'kp-users-1' }],
  });
}

function rightsOf({ users, serviceIds }: EmittedAccess, name: string): readonly Acl[] {
  const { acls } = [...users, ...serviceIds].find((each) => each.name === name)!;
  return acls;
}

/** What belongs to the MM2 that writes to a cluster. */
function internal(both: readonly Deployment[], target: string): AttackedObject[] {
  const { flow, mirror } = both.find((deployment) => deployment.mirror.targetAlias === target)!;
  return [...['config', 'offset', 'status'].map((kind) => String(flow.worker[`${kind}.storage.topic`])), mirror.offsetSyncsTopic, mirror.checkpointsTopic].map(topic);
}

function topic(name: string): AttackedObject {
  return { kind: 'topic', name };
}
