import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Acl } from '../agent.js';
import type { Side } from '../cluster.js';
import { PART } from './container-log.js';
import type { Stand } from './stand.js';

/** How the lab makes a real worker log messages. */
export interface Provocation {
  /** What each message says, as the library's table of messages has it: searches go by it. */
  readonly phrases: readonly string[];
  /**
   * Which of them come with a trace of many lines. Kafka's own exceptions have none (ApiException.fillInStackTrace, kafka-clients 4.3.1).
   * @default - none
   */
  readonly traced?: readonly string[];
  /** Nothing where the start of the worker does. */
  readonly provoke?: (stand: Stand) => Promise<unknown>;
  /** So that the next one meets a replication that works; nothing where it does by itself. */
  readonly mend?: (stand: Stand) => Promise<unknown>;
}

/** No password like it exists anywhere else. */
export const MISPLACED_PASSWORD = `misplaced-${randomBytes(12).toString('hex')}`;
/** What comes from putting a JAAS configuration where the mechanism belongs; longer than the parts into which a container's log is cut. */
export const MISPLACED_PHRASE = 'Failed to create SaslClient with mechanism';
const MISPLACED = `org.apache.kafka.common.security.scram.ScramLoginModule required username="${'mm2'.repeat(PART / 2)}" password="${MISPLACED_PASSWORD}";`;

/** Name of a connector with a mistake. */
const FAULTY = 'faulty';
const TASK_KILLED = 'Task is being killed and will not recover until manually restarted';
/** Longer than storing source positions may take (offset.flush.timeout.ms, 5 s by default), with the wait for its turn. */
const FROZEN_MS = 12_000;

/** By line of business, in this order. The last one of a line may leave a failed task behind. */
export const PROVOCATIONS: Readonly<Record<string, readonly Provocation[]>> = {
  retail: [
    { phrases: ['Rebalance started'] },
    {
      phrases: [MISPLACED_PHRASE], traced: [MISPLACED_PHRASE],
      provoke: async (stand) => createFaulty(stand, { 'source.cluster.sasl.mechanism': MISPLACED }),
      mend: deleteFaulty,
    },
    {
      phrases: ['Failure during poll.', 'Not authorized to access topics'],
      provoke: async (stand) => deny(stand, 'source', unreadable(stand)),
      mend: async (stand) => permit(stand, 'source', unreadable(stand)),
    },
    {
      phrases: ['Failed to flush offsets to storage'],
      provoke: async (stand) => deny(stand, 'target', positions(stand)),
      mend: async (stand) => permit(stand, 'target', positions(stand)),
    },
    {
      phrases: ['The metadata response from the cluster reported a recoverable issue'],
      // MM2 makes it anew when it next looks at the topics.
      provoke: async ({ topic }) => topic.agent.call('deleteTopic', topic.atTarget),
    },
    {
      phrases: ['could not be established. Node may not be available'],
      provoke: async (stand) => killNodes(stand, 'source'),
      mend: async (stand) => stand.cluster('source').mend(),
    },
    {
      phrases: ['failed authentication due to'],
      // Whoever is logged in stays so until the connection ends.
      provoke: async (stand) => {
        await setPassword(stand, randomBytes(12).toString('hex'));
        await killNodes(stand, 'source');
        await stand.cluster('source').mend();
      },
      mend: async (stand) => {
        const { name, secret } = stand.user('source');
        await setPassword(stand, await stand.cluster('source').credential('source', name, secret));
        await stand.deployment.workers.rest.restart(stand.topic.connector);
        await stand.deployment.running();
      },
    },
    {
      phrases: ['Timed out waiting to flush offsets to storage'],
      provoke: async (stand) => {
        // Without new positions nothing is stored, and so nothing is waited for.
        await stand.logs('acknowledged messages', stand.log.lines.length);
        const target = stand.cluster('target');
        target.nodeIds.forEach((id) => target.freezeNode(id));
        await sleep(FROZEN_MS);
        target.nodeIds.forEach((id) => target.thawNode(id));
      },
    },
    {
      phrases: ['larger than the max message size the server will accept', 'failed to send record to', TASK_KILLED], traced: [TASK_KILLED],
      provoke: async ({ topic }) => {
        await topic.agent.call('alterTopic', { ...topic.atSource, configs: { 'max.message.bytes': '3000000' } });
        await topic.produce('large', { count: 1, size: 2_000_000, partitions: 1 });
      },
    },
  ],
  logistics: [
    {
      phrases: ['as DNS resolution failed for'],
      provoke: async (stand) => createFaulty(stand, { 'source.cluster.bootstrap.servers': 'nowhere.example.com:9093' }),
      mend: deleteFaulty,
    },
    {
      phrases: ['Could not create topic'],
      provoke: async (stand) => {
        await deny(stand, 'target', notCreated(stand));
        await stand.topic.agent.call('createTopic', { cluster: stand.cluster('source').name, topic: newTopic(stand), partitions: 1, configs: {} });
      },
      mend: async (stand) => permit(stand, 'target', notCreated(stand)),
    },
    {
      phrases: ['Could not alter configuration of topic'],
      provoke: async (stand) => {
        await deny(stand, 'target', notAltered(stand));
        await stand.topic.agent.call('alterTopic', { ...stand.topic.atSource, configs: { 'retention.ms': '86400000' } });
      },
      mend: async (stand) => permit(stand, 'target', notAltered(stand)),
    },
    {
      phrases: ['There is a newer producer with the same transactionalId', TASK_KILLED],
      // Whoever begins with the transactional id of a task takes it from the task.
      provoke: async (stand) => {
        const { topic, deployment: { flow } } = stand;
        const name = `${flow.worker['group.id']}-${topic.connector}-0`;
        const target = stand.cluster('target').name;
        await topic.agent.call('createTopic', { cluster: target, topic: 'zombies', partitions: 1, configs: {} });
        await topic.agent.call('startProducer', { cluster: target, plan: { name, topic: 'zombies', count: 10, partitions: 1, recordsPerTransaction: 10 } });
        await topic.agent.call('finishProducer', { name });
      },
    },
  ],
};

/** Another connector beside the one that copies, with a mistake in it. */
async function createFaulty({ deployment: { workers, mirror: { sourceConnector } } }: Stand, mistake: Readonly<Record<string, string>>): Promise<void> {
  await workers.rest.create({ ...sourceConnector, name: FAULTY, config: { ...sourceConnector.config, ...mistake } });
}

async function deleteFaulty({ deployment: { workers } }: Stand): Promise<void> {
  await workers.rest.delete(FAULTY);
}

function unreadable(stand: Stand): Acl {
  return stand.acl('source', 'TOPIC', stand.topic.topic, ['READ'], 'DENY');
}

function positions(stand: Stand): Acl {
  return stand.acl('target', 'TOPIC', String(stand.deployment.flow.worker['offset.storage.topic']), ['WRITE'], 'DENY');
}

function notCreated(stand: Stand): Acl {
  return stand.acl('target', 'TOPIC', stand.deployment.mirror.remoteTopic(newTopic(stand)), ['CREATE'], 'DENY');
}

function notAltered(stand: Stand): Acl {
  return stand.acl('target', 'TOPIC', stand.topic.remoteTopic, ['ALTER_CONFIGS'], 'DENY');
}

function newTopic({ line }: Stand): string {
  return `${line}-new`;
}

/** What is denied weighs more than what is allowed. */
async function deny(stand: Stand, side: Side, acl: Acl): Promise<void> {
  await stand.topic.agent.call('createAcls', { cluster: stand.cluster(side).name, acls: [acl] });
}

async function permit(stand: Stand, side: Side, acl: Acl): Promise<void> {
  await stand.topic.agent.call('deleteAcls', { cluster: stand.cluster(side).name, acls: [acl] });
}

async function killNodes(stand: Stand, side: Side): Promise<void> {
  const cluster = stand.cluster(side);
  await Promise.all(cluster.nodeIds.map(async (id) => cluster.killNode(id)));
}

/** Of MM2's user at the source. */
async function setPassword(stand: Stand, password: string): Promise<void> {
  await stand.topic.agent.call('createScramUser', { cluster: stand.cluster('source').name, name: stand.user('source').name, password });
}
