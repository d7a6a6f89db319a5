import type { FeatureRun } from './feature-run.js';

interface Feature {
  /** What is seen when it does not work. */
  readonly stops: string;
  readonly observe: (run: FeatureRun) => Promise<boolean>;
}

/** What a replication does, and how it is seen from outside that it does. */
export const FEATURES = {
  workers: { stops: 'no worker joins the group', observe: async (run) => run.hasJoined },
  kept: {
    stops: 'the workers keep no state: connectors, their status or positions are not there',
    observe: async ({ deployment: { workers, flow, mirror } }) => {
      const statuses = await Promise.all(flow.connectors.map(async ({ name }) => workers.rest.status(name)));
      return statuses.every((status) => status?.connector.state === 'RUNNING' && status.tasks.length > 0)
        && (await workers.rest.offsets(mirror.sourceConnector.name)).length > 0;
    },
  },
  verified: {
    stops: 'a worker says that it cannot tell whether a storage topic is compacted',
    observe: async (run) => run.hasJoined && run.deployment.workers.logLines(/Unable to use admin client to verify the cleanup policy/).length === 0,
  },
  copied: { stops: 'no record is copied', observe: async (run) => await run.records('target', run.copyOf(run.first)) >= run.written },
  created: { stops: 'a new topic has no copy', observe: async (run) => all(run.copies, async ({ copy }) => await run.topic('target', copy) !== null) },
  widened: {
    stops: 'a copy keeps fewer partitions than its original',
    observe: async (run) => all(run.copies, async ({ original, copy }) =>
      (await run.topic('target', copy))?.partitions === (await run.topic('source', original))?.partitions),
  },
  configured: {
    stops: 'a copy does not get the settings of its original',
    observe: async (run) => all(run.copies, async ({ original, copy }) =>
      (await run.topic('target', copy))?.configs['retention.ms'] === (await run.topic('source', original))?.configs['retention.ms']),
  },
  heartbeats: { stops: 'no heartbeat is copied', observe: async (run) => await run.records('target', run.copyOf('heartbeats')) > 0 },
  syncs: {
    stops: 'the offset-syncs topic is empty, or missing',
    observe: async (run) => await run.records(run.mirror.offsetSyncsAtTarget ? 'target' : 'source', run.mirror.offsetSyncsTopic) > 0,
  },
  checkpoints: { stops: 'the checkpoints topic is empty, or missing', observe: async (run) => await run.records('target', run.mirror.checkpointsTopic) > 0 },
  grouped: { stops: 'a group has no offsets at the target', observe: async (run) => run.hasOffsets(run.group) },
  late: {
    stops: 'a group that appears after a restart, and stands at records copied before, has no offsets at the target',
    observe: async (run) => run.hasOffsets(run.lateGroup),
  },
  acls: { stops: 'the copy has no ACL', observe: async (run) => run.hasAcls(run.copyOf(run.first)) },
} as const satisfies Record<string, Feature>;

export type FeatureName = keyof typeof FEATURES;

async function all<T>(items: readonly T[], holds: (item: T) => Promise<boolean>): Promise<boolean> {
  return (await Promise.all(items.map(holds))).every(Boolean);
}
