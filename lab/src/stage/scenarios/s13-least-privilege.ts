import { AttackMatrix } from '../../access/attack-matrix.js';
import { clientFiles } from '../../access/client-files.js';
import { clientSettings } from '../../access/client-settings.js';
import { EmittedAccess, type EmittedClient } from '../../access/emitted-access.js';
import { quick } from '../../access/own-replication.js';
import type { Acl, AttackedObject, ClientSettings } from '../../agent.js';
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
  const consumers = CLUSTERS.flatMap(([here, there]) => [1, 2].map((number) => new Consumer(site, access, here, there, number)));
  // All read before one tries to commit, which MM2 would carry to the other cluster.
  for (const consumer of consumers) {
    await consumer.read();
  }
  for (const consumer of consumers) {
    await consumer.attack(matrix, both);
  }
  await producer(site, access, matrix);
  matrix.print();
}

async function replicate(site: Site, both: readonly Deployment[]): Promise<void> {
  const trials = both.flatMap((deployment) => TOPICS.map((name) => deployment.topic(name)));
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
class Consumer {
  private readonly name: string;

  public constructor(private readonly site: Site, private readonly access: EmittedAccess, private readonly here: string, private readonly there: string,
    private readonly number: number) {
    this.name = here === 'kp-local' ? `kp-consumer-${number}` : `kp-consumer-${number}-key`;
  }

  public async read(): Promise<void> {
    const expected = this.topics(this.number);
    const config = { 'group.id': `kp-users-${this.number}`, 'enable.auto.commit': 'false' };
    const read = await this.site.clients.call('readAs', { ...await this.settings(), config, pattern: this.client.topicsPattern });
    this.site.check(`${this.name} at ${this.here}: with client.properties and topics.pattern it reads ${expected.join(' and ')}`,
      Object.keys(read).length === expected.length && expected.every((name) => read[name] === RECORDS), JSON.stringify(read));
  }

  public async attack(matrix: AttackMatrix, both: readonly Deployment[]): Promise<void> {
    const other = 3 - this.number;
    await matrix.attack({
      name: this.name, cluster: this.site.cluster(this.here).name, settings: await this.settings(), rights: rightsOf(this.access, this.name), readable: `kp-topic-${this.number}`,
      own: [...this.topics(this.number).map(topic), { kind: 'group', name: `kp-users-${this.number}` }],
      others: [...this.topics(other).map(topic), { kind: 'group', name: `kp-users-${other}` }, ...internal(both, this.here)],
    });
  }

  private get client(): EmittedClient {
    return this.access.clients.find(({ name }) => name === `${this.name}-${this.here}-client`)!;
  }

  private async settings(): Promise<ClientSettings> {
    return clientFiles(this.client, this.site.cluster(this.here), this.site.path('mounted', this.client.name));
  }

  private topics(number: number): string[] {
    return [`kp-topic-${number}`, `${this.there}.kp-topic-${number}`];
  }
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
