import type { Acl } from './agent.js';
import type { Side } from './cluster.js';
import type { Flow, Mirror } from './effective.js';

/**
 * The ACLs of MM2's users on a cluster with its own users. The source user may only look and read: whatever needs more
 * there shows as a refused request in the worker's log, which is a check of its own.
 */
export function rightsOf(side: Side, principal: string, flow: Flow, mirror: Mirror): Acl[] {
  const of = (resource: Acl['resource'], name: string, operations: readonly string[], pattern: Acl['pattern'] = 'LITERAL'): Acl =>
    ({ principal, resource, name, pattern, operations });
  const offsetSyncs = of('TOPIC', mirror.offsetSyncsTopic, ['CREATE', 'DESCRIBE', 'DESCRIBE_CONFIGS', 'READ', 'WRITE']);
  const looks = of('CLUSTER', 'kafka-cluster', ['DESCRIBE']);
  if (side === 'source') {
    return [
      of('TOPIC', '*', ['READ', 'DESCRIBE', 'DESCRIBE_CONFIGS']),
      of('GROUP', '*', ['DESCRIBE']),
      looks,
      ...(mirror.offsetSyncsAtTarget ? [] : [offsetSyncs]),
    ];
  }
  const group = String(flow.worker['group.id']);
  const storage = ['config', 'offset', 'status'].map((kind) => String(flow.worker[`${kind}.storage.topic`]));
  const remotePrefix = mirror.remoteTopic('');
  const transactional = String(flow.worker['exactly.once.source.support'] ?? 'disabled') !== 'disabled';
  return [
    of('GROUP', group, ['READ']),
    ...storage.map((topic) => of('TOPIC', topic, ['CREATE', 'DESCRIBE', 'DESCRIBE_CONFIGS', 'READ', 'WRITE'])),
    of('TOPIC', remotePrefix === '' ? '*' : remotePrefix, ['CREATE', 'ALTER', 'ALTER_CONFIGS', 'READ', 'WRITE'], remotePrefix === '' ? 'LITERAL' : 'PREFIXED'),
    of('TOPIC', mirror.checkpointsTopic, ['CREATE', 'DESCRIBE', 'READ', 'WRITE']),
    ...(mirror.offsetSyncsAtTarget ? [offsetSyncs] : []),
    of('GROUP', '*', ['READ', 'DESCRIBE']),
    looks,
    ...(transactional ? [`connect-cluster-${group}`, `${group}-`].map((id) => of('TRANSACTIONAL_ID', id, ['WRITE', 'DESCRIBE'], 'PREFIXED')) : []),
  ];
}
