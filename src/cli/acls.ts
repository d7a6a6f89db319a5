import { AclRule } from '../access/acl-rule';
import { aclScript } from '../access/acl-script';
import { IamPolicy, iamPolicies, isEventStreamsOnCloud } from '../access/iam-policies';
import { iamScript } from '../access/iam-script';
import { kafkaUser, userNameProblems } from '../access/kafka-user';
import { minimalRules } from '../access/minimal-rules';
import { ClusterAccess, requiredAccess } from '../access/required-access';
import { strimziPlace } from '../access/strimzi-place';
import { FactsByAlias } from '../core/cluster-facts';
import { groupBy } from '../core/group-by';
import { show } from '../core/problem';
import { EffectiveConfig } from '../effective';
import { chosen, ClusterChoice, demandOneCluster, Format } from './cluster-choice';
import { columns } from './columns';
import { readFacts } from './facts';
import { jsonText } from './json-text';
import { aliasesOf, configsOf, factsOf, mirrorMakers, planOf, readManifests } from './manifests';
import { plain, printable } from './printable';
import { UnusableInput } from './unusable-input';
import { yamlText } from './yaml-text';

/** Options of `acls`. */
export interface AclsOptions extends ClusterChoice {
  /** The user, where it is not what the resource says. */
  readonly principal?: string;
  /** The target's user may neither create nor change topics. */
  readonly restricted?: boolean;
  readonly eventStreamsPlan?: string;
  /** File with what is known of the clusters. */
  readonly facts?: string;
}

/** The rights of one user on one cluster. */
export interface UserRights {
  /** The resources that act as this user. */
  readonly resources: readonly string[];
  readonly side: 'source' | 'target';
  readonly alias: string;
  readonly bootstrapServers: string;
  /** The user as ACLs name it; null where the resource does not say. */
  readonly principal: string | null;
  readonly authentication: 'scram-sha-512' | 'tls' | null;
  readonly rules: readonly AclRule[];
  /** What stands in for the rules on Event Streams on IBM Cloud; null elsewhere. */
  readonly policies: readonly IamPolicy[] | null;
}

/** What `acls` prints. */
export interface Acls {
  readonly users: readonly UserRights[];
  readonly refused: readonly { readonly resource: string; readonly error: string }[];
}

/** What the users of all MirrorMaker 2 resources and properties files need. Fails: a cluster that is not there. */
export function acls(files: readonly string[], options: AclsOptions): Acls {
  const manifests = readManifests(files);
  const resources = mirrorMakers(manifests);
  const given = options.facts === undefined ? {} : readFacts(options.facts, new Set(resources.flatMap(aliasesOf)));
  const configs = resources.flatMap((entry) => configsOf(entry, manifests).map((config) => ({
    config,
    plan: planOf(entry, options.eventStreamsPlan),
    facts: factsOf(entry, given),
  })));
  const accesses = configs.flatMap(({ config, plan, facts }) => requiredAccess(config, options.restricted ? restricted(config, facts) : facts)
    .map((access) => ({ ...access, resource: config.resource, isOnCloud: (access.side === 'target' && plan !== undefined) || isEventStreamsOnCloud(access.bootstrapServers) })));
  // On Event Streams every API key logs in as the same user: that says nothing.
  const byUser = groupBy(chosen(accesses, options), ({ side, alias, bootstrapServers, principalHint, isOnCloud, resource }) =>
    JSON.stringify([side, alias, bootstrapServers, isOnCloud ? resource : principalHint ?? resource]));
  if (options.principal !== undefined && byUser.size > 1) {
    throw new UnusableInput(`--principal is one user, and there are ${byUser.size}; give --side or --alias`);
  }
  return printable({
    users: [...byUser.values()].map((same) => userRights(same, options.principal)),
    refused: configs.flatMap(({ config: { resource, error } }) => error === undefined ? [] : [{ resource, error }]),
  });
}

function restricted(config: EffectiveConfig, facts: FactsByAlias): FactsByAlias {
  return { ...facts, ...Object.fromEntries(config.flows.map(({ target }) => [target, { ...facts[target], mayAlterTopics: false }])) };
}

function userRights(same: readonly (ClusterAccess & { readonly resource: string; readonly isOnCloud: boolean })[], principal: string | undefined): UserRights {
  const [{ side, alias, bootstrapServers, principal: own, authentication, isOnCloud }] = same;
  const rules = minimalRules(same.flatMap((access) => access.rules));
  return {
    resources: same.map(({ resource }) => resource), side, alias, bootstrapServers, principal: principal ?? own ?? null, authentication: authentication ?? null,
    rules, policies: isOnCloud ? iamPolicies(rules) : null,
  };
}

/** In the wanted form. Fails: a form that the clusters do not have. */
export function aclsText(result: Acls, format: Format): string {
  const { users, refused } = result;
  if (format === 'json') return jsonText(result);
  if (format === 'table') return [...users.map(tableOf), ...refused.map(({ resource, error }) => `${resource}\n  it is refused: ${error}`)].join('\n\n');
  const cloud = users.find(({ policies }) => policies !== null);
  if (cloud !== undefined && format === 'yaml') {
    throw new UnusableInput(`${cloud.side} ${show(cloud.alias)} is Event Streams on IBM Cloud, which has roles instead of ACLs; use another --format, or choose the other side`);
  }
  return format === 'script' ? scriptOf(users) : yamlText(users.map(userOf));
}

function scriptOf(users: readonly UserRights[]): string {
  demandOneCluster(users, 'a script');
  const [first] = users;
  if (first === undefined) return '';
  const resources = users.flatMap((user) => user.resources);
  const about = [`Rights of MM2's users on ${first.alias}, the ${first.side} of ${resources.join(', ')}.`];
  const policies = users.flatMap((user) => user.policies ?? []);
  if (policies.length === 0) {
    const known = users.map(({ principal, rules, alias }) => ({ principal: principal ?? unknownUser(alias), rules }));
    return aclScript(known, { about, bootstrapServers: first.bootstrapServers });
  }
  if (users.length > 1) {
    throw new UnusableInput(`a script is for one service ID, and there may be ${users.length}: those of ${resources.join(', ')}; give one resource at a time`);
  }
  return iamScript(policies, about);
}

function userOf({ principal, alias, bootstrapServers, authentication, rules }: UserRights): unknown {
  const user = (principal ?? unknownUser(alias)).replace(/^User:(CN=)?/, '');
  if (userNameProblems('', user, authentication ?? undefined).length > 0) {
    throw new UnusableInput(`${show(user)} cannot be the name of a KafkaUser; use --format script, or give --principal User:NAME`);
  }
  return kafkaUser({ user, place: strimziPlace(bootstrapServers, alias), rules, authentication: authentication ?? undefined });
}

function unknownUser(alias: string): never {
  throw new UnusableInput(`the resource does not say who logs in to ${show(alias)}; give --principal User:NAME`);
}

function tableOf({ resources, side, alias, bootstrapServers, principal, rules, policies }: UserRights): string {
  const rows = policies === null
    ? rules.map(({ resource, pattern, name, operations, why }) => [resource, pattern, plain(name), operations.join(','), `without it: ${why}`])
    : policies.map(({ role, resourceType, resource, operator, why }) => [role, resourceType, operator ?? '', resource === undefined ? '(every one)' : plain(resource), `without it: ${why}`]);
  return [
    `${side} ${plain(alias)}  ${bootstrapServers}  ${policies !== null ? 'IAM roles of the service ID' : principal === null ? 'user not known' : plain(principal)}`,
    ...resources.map((resource) => `  ${resource}`),
    ...columns(rows).map((line) => `    ${line}`),
  ].join('\n');
}
