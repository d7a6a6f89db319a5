import { randomBytes } from 'node:crypto';
import type { Connector } from '../effective.js';
import type { FaultBed } from './fault-bed.js';
import type { Fault } from './fault.js';

/** Three times what three brokers take at this quota, in bytes a second: the producer's buffer (33 MB) is full within half a minute. */
const FLOOD = { perSecond: 300, size: 10_000 };
const FLOODED = 300_000;
const NO_LIMIT = 1_000_000_000;
const TARGET_NODES = [1, 2, 3];
const STORM_ROUNDS = 4;
/** Partitions for all tasks. */
const REFUSED = { topic: 'retail-refused', partitions: 6 };
/**
 * Records of 1 kB, 5,000 in each partition of the busiest topic. What a fetch may bring at the lowest quota, ten seconds of it, are some 250: so much is copied
 * of a partition when its turn comes, and all of it has to be little beside what waits.
 */
const BACKLOG = { count: 30_000, partitions: 6, size: 1_000 };

/** One row for each fault; `--faults` counts from 1 in this order. */
export const FAULTS: readonly Fault[] = [
  {
    name: 'worker-killed', ci: true, what: 'kill -9 of one of two workers',
    alert: 'ReplicationWorkerUnreachable', severity: 'warning',
    provoke: ({ deployment }) => deployment.workers.killWorker(1),
    mend: (bed) => startWorkers(bed, [1]),
  },
  {
    name: 'all-workers-killed', ci: true, what: 'kill -9 of all workers',
    alert: 'ReplicationDown', severity: 'critical',
    provoke: async ({ deployment }) => {
      await Promise.all([0, 1].map(async (replica) => deployment.workers.killWorker(replica)));
    },
    mend: (bed) => startWorkers(bed, [0, 1]),
  },
  {
    name: 'oversized-record', ci: true, what: 'a record of 1.5 MB, where the target takes 1 MB: the task fails; mended by going on after it',
    alert: 'ReplicationTaskFailed', severity: 'critical',
    provoke: async ({ topics: [topic] }) => {
      await topic!.produce('oversized', { count: 1, partitions: 1, size: 1_500_000 });
    },
    mend: async (bed) => {
      const [topic] = bed.topics;
      const ends = (await bed.agent.call('endOffsets', topic!.atSource))!;
      await bed.deleteRecords(topic!, { 0: ends[0]! });
      await bed.restartConnector();
    },
  },
  {
    name: 'read-revoked', what: 'MM2 may still describe the topics, but not read them',
    alert: 'ReplicationRunningIdle', severity: 'warning',
    provoke: (bed) => deny(bed, 'READ', bed.topics),
    mend: (bed) => allow(bed, 'READ', bed.topics),
  },
  {
    name: 'source-stopped', what: 'kill -9 of the source',
    alert: 'ReplicationSourceUnreachable', severity: 'critical',
    provoke: (bed) => bed.cluster('source').killNode(1),
    mend: (bed) => bed.cluster('source').mend(),
  },
  {
    name: 'target-stopped', what: 'all brokers of the target freeze: what is sent to them waits',
    alert: 'ReplicationTargetUnreachable', severity: 'critical',
    provoke: async (bed) => TARGET_NODES.forEach((id) => bed.cluster('target').freezeNode(id)),
    mend: async (bed) => TARGET_NODES.forEach((id) => bed.cluster('target').thawNode(id)),
  },
  {
    name: 'topic-hidden', what: 'a topic that is selected, and MM2 may not describe: it does not see it any more',
    alert: 'ReplicationTopicNotReplicated', severity: 'warning',
    provoke: (bed) => deny(bed, 'DESCRIBE', bed.topics.slice(-1)),
    mend: (bed) => allow(bed, 'DESCRIBE', bed.topics.slice(-1)),
  },
  {
    name: 'link-throttled', what: 'the source gives MM2 an eighth of what is written',
    alert: 'ReplicationThroughputCollapsed', severity: 'warning',
    provoke: (bed) => bed.throttleReading(),
    mend: (bed) => bed.freeReading(),
  },
  {
    name: 'retention-overtakes', what: 'MM2 falls behind a burst of records, and the source deletes what has just been copied',
    alert: 'ReplicationRetentionHeadroomLow', severity: 'critical',
    provoke: async (bed) => {
      await bed.throttleReading();
      await bed.topics[0]!.produce('backlog', BACKLOG);
      bed.repeat(1_000, async () => {
        for (const topic of bed.topics) {
          await bed.deleteRecords(topic, (await bed.agent.call('endOffsets', topic.atTarget))!);
        }
      });
    },
    mend: async (bed) => {
      bed.stopRepeating();
      await bed.freeReading();
    },
  },
  {
    name: 'rebalance-storm', what: 'a worker that leaves and comes again and again',
    // The increase of an hour is watched: it takes that long to forget.
    alert: 'ReplicationRebalanceLoop', severity: 'warning', endSeconds: 540,
    provoke: async ({ deployment }) => {
      for (let round = 0; round < STORM_ROUNDS; round++) {
        await deployment.workers.stopWorker(1);
        deployment.workers.startWorker(1);
        await deployment.joined();
      }
    },
    mend: async () => { /* it has ended by itself */ },
  },
  {
    name: 'wrong-password', what: 'the password of MM2\'s user is changed at the source only, and the connector restarts',
    alert: 'ReplicationAuthenticationFailing', severity: 'critical',
    provoke: async (bed) => {
      await setPassword(bed, randomBytes(18).toString('base64url'));
      await bed.restartConnector();
    },
    mend: async (bed) => setPassword(bed, await bed.cluster('source').credential('source', bed.user, bed.user)),
  },
  {
    name: 'topic-config-refused', what: 'a new topic has a configuration that the target refuses, and nothing keeps MM2 from carrying it: there is no copy, and the tasks wait for it',
    alert: 'ReplicationTargetUnreachable', severity: 'critical',
    provoke: async (bed) => {
      await bed.deployment.workers.rest.configure(carryingAllConfigs(bed.deployment.mirror.sourceConnector));
      const refused = bed.deployment.topic(REFUSED.topic);
      await refused.createTopic(REFUSED.partitions, { 'max.message.bytes': '500000' });
      await refused.produce('refused', { count: 600, partitions: REFUSED.partitions });
    },
    mend: async (bed) => {
      const { atTarget } = bed.deployment.topic(REFUSED.topic);
      await bed.agent.call('createTopic', { ...atTarget, partitions: REFUSED.partitions, configs: {} });
      await bed.deployment.workers.rest.configure(bed.deployment.mirror.sourceConnector);
    },
  },
  {
    name: 'full-buffer', what: 'the target takes less than is read: the producer\'s buffer stays full',
    alert: 'ReplicationBufferExhausted', severity: 'warning', tellSeconds: 300,
    provoke: async (bed) => {
      await bed.limitWriting(FLOODED);
      await bed.topics[0]!.startProducer('flood', { ...FLOOD, partitions: REFUSED.partitions });
    },
    mend: async (bed) => {
      await bed.topics[0]!.stopProducer('flood');
      await bed.limitWriting(NO_LIMIT);
    },
  },
];

async function startWorkers({ deployment }: FaultBed, replicas: readonly number[]): Promise<void> {
  replicas.forEach((replica) => deployment.workers.startWorker(replica));
  await deployment.joined();
}

async function deny(bed: FaultBed, operation: string, topics: FaultBed['topics']): Promise<void> {
  await bed.agent.call('createAcls', { cluster: bed.cluster('source').name, acls: bed.denial(operation, topics) });
}

async function allow(bed: FaultBed, operation: string, topics: FaultBed['topics']): Promise<void> {
  await bed.agent.call('deleteAcls', { cluster: bed.cluster('source').name, acls: bed.denial(operation, topics) });
}

async function setPassword(bed: FaultBed, password: string): Promise<void> {
  await bed.agent.call('createScramUser', { cluster: bed.cluster('source').name, name: bed.user, password });
}

function carryingAllConfigs(connector: Connector): Connector {
  return { ...connector, config: { ...connector.config, 'config.properties.exclude': 'nothing' } };
}
