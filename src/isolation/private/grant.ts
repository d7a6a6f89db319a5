import { AclRule } from '../../access/acl-rule';
import { userNameProblems } from '../../access/kafka-user';
import { KafkaAuthentication } from '../../clusters';
import { ByteRate } from '../../core';
import { Problem } from '../../core/problem';
import { looksLikeSecret } from '../../core/secret-text';
import { ProvisioningDetails } from '../access-provisioning';
import { Principal } from './principal';
import { isWildcard } from './rights';

/** What one user may do, computed when it is written: what it follows from may grow until then. */
export interface Grant {
  /** The method that declared it. */
  readonly call: string;
  readonly user: KafkaAuthentication;
  readonly name: string;
  readonly principal?: string;
  readonly kafkaUserType?: Principal['kafkaUserType'];
  readonly quota?: ByteRate;
  readonly rules: () => AclRule[];
  /** Path of the replication that it follows from: that reports its users by itself, and may mean everything. */
  readonly replication?: string;
  /** What is wrong with what was granted. */
  readonly problems?: () => Problem[];
}

/** What is wrong with a grant, for a cluster whose rights come in this way. */
export function grantProblems(grant: Grant, kind: ProvisioningDetails['kind']): Problem[] {
  const { call, user } = grant;
  const faults = user._problems(`${call} user`);
  const own = [...(grant.replication === undefined ? faults : []), ...(grant.problems?.() ?? []).map((problem) => ({ ...problem, prop: `${call} ${problem.prop}` }))];
  return [
    ...own,
    ...(faults.length > 0 || own.length > 0 ? [] : [...userProblems(grant, kind), ...wildcardProblems(grant)]),
    ...(grant.quota === undefined || grant.quota.toBytesPerSecond() > 0 ? [] : [{ prop: `${call} quota`, problem: 'is nothing', allowed: 'more than nothing' }]),
  ];
}

function userProblems({ call, user, name, principal, kafkaUserType }: Grant, kind: ProvisioningDetails['kind']): Problem[] {
  if (principal === undefined) {
    return [{ prop: `${call} user`, problem: 'does not tell who it is', remedy: 'set principal to what the cluster calls it, such as User:CN=app' }];
  }
  if (!/^User:[^"'\\\s]+/.test(principal) || looksLikeSecret(principal) || /["\\\n\r]/.test(principal)) {
    return [{ prop: `${call} principal`, problem: 'is not a principal', value: principal, allowed: '"User:" and a name without quotes, backslashes and line breaks' }];
  }
  if (kind !== 'strimziUsers') {
    return [];
  }
  return kafkaUserType === undefined ? [{
    prop: `${call} user`, problem: 'cannot be made by Strimzi\'s User Operator', value: user._details.kind, allowed: 'scram-sha-512, or a client certificate',
    remedy: 'use such an authentication, or AccessProvisioning.script()',
  }] : userNameProblems(`${call} user`, name, kafkaUserType);
}

function wildcardProblems({ call, rules, replication }: Grant): Problem[] {
  return replication !== undefined ? [] : rules().filter(isWildcard).map(({ resource, operations }) => ({
    prop: `${call} ${PROP[resource]}`,
    problem: `need ${operations.join(', ')} on every ${resource}`,
    allowed: 'names, and patterns that begin with fixed text: ACLs know names and prefixes',
    remedy: 'name what the application uses',
  }));
}

const PROP = { topic: 'topics', group: 'groups', transactionalId: 'transactionalIds', cluster: 'rights' } as const;
