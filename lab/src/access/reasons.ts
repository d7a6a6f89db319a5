import type { FeatureName } from './features.js';

/** Where each reason that the library gives for a right is seen (docs/security.md, "Without it"). */
export const REASONS: Readonly<Record<string, FeatureName | readonly FeatureName[]>> = {
  'these topics are not copied': 'copied',
  'copies are not written': 'copied',
  'heartbeats of the source are not copied': 'heartbeats',
  'heartbeats are not written': 'heartbeats',
  'no copy of a new topic is created': 'created',
  'a topic that gets partitions at the source does not get them here, and its task stands still': 'widened',
  'settings of topics are not carried over': 'configured',
  'ACLs are not carried over': 'acls',
  'pairs of offsets are not written': 'syncs',
  'groups are not seen, and their offsets not read': 'grouped',
  'offsets of groups are not read': 'grouped',
  'checkpoints are not written': 'checkpoints',
  'after a restart only offsets of records copied since are translated': 'late',
  'no offset of a group is translated': 'grouped',
  'offsets of groups are not set': 'grouped',
  'the workers form no group': 'workers',
  'the workers do not start, or keep neither configurations nor offsets': 'kept',
  'nobody notices that a storage topic is not compacted, and forgets': 'verified',
  // Of the connector that the right is for.
  'tasks do not start': ['kept', 'checkpoints'],
  'the leader of the workers writes no configuration, and no connector starts': 'kept',
};
