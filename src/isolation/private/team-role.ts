import { Problem } from '../../core/problem';
import { looksLikeSecret } from '../../core/secret-text';
import { LobTeam } from '../lob-team';

const RBAC = 'rbac.authorization.k8s.io';
const LOOK = ['get', 'list', 'watch'];

/**
 * `rules` of the team's Role (`rbac.authorization.k8s.io/v1`): to see the replication, its pods, logs and events, and to restart its connectors. No Secrets.
 *
 * @see annotations strimzi.io/restart-connector and restart-connector-task (Strimzi 1.2.0, AbstractConnectOperator)
 */
export function teamRules({ mayRestart }: LobTeam, resourceName: string): object[] {
  return [
    { apiGroups: ['kafka.strimzi.io'], resources: ['kafkamirrormaker2s'], verbs: LOOK },
    ...(mayRestart ?? true ? [{ apiGroups: ['kafka.strimzi.io'], resources: ['kafkamirrormaker2s'], resourceNames: [resourceName], verbs: ['patch'] }] : []),
    { apiGroups: [''], resources: ['pods', 'pods/log', 'events'], verbs: LOOK },
    { apiGroups: ['events.k8s.io'], resources: ['events'], verbs: LOOK },
  ];
}

/** `roleRef` and `subjects` of the RoleBinding. */
export function teamBinding({ group }: LobTeam, roleName: string): { roleRef: object; subjects: object[] } {
  return {
    roleRef: { apiGroup: RBAC, kind: 'Role', name: roleName },
    subjects: [{ apiGroup: RBAC, kind: 'Group', name: group }],
  };
}

/** What is wrong with the team. */
export function teamProblems(prop: string, { group }: LobTeam): Problem[] {
  if (typeof group !== 'string' || group.trim() === '' || looksLikeSecret(group)) {
    return [{ prop: `${prop}.group`, problem: 'is not the name of a group', value: group, allowed: 'text as the identity provider writes it' }];
  }
  return group.startsWith('system:') ? [{
    prop: `${prop}.group`, problem: 'is a group of the whole cluster', value: group, allowed: 'a group that holds the people of this line of business alone',
  }] : [];
}
