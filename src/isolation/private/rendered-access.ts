import { AclRule, mergeRules } from '../../access/acl-rule';
import { aclScript } from '../../access/acl-script';
import { iamPolicies } from '../../access/iam-policies';
import { kafkaUser, UserQuotas } from '../../access/kafka-user';
import { minimalRules } from '../../access/minimal-rules';
import { kafkaScript, quoted } from '../../access/shell-text';
import { KafkaCluster } from '../../clusters';
import { groupBy } from '../../core/group-by';
import { Grant } from './grant';

/** `spec` of the KafkaUser of one user. */
export function kafkaUserSpec(grants: readonly Grant[]): object {
  const [{ name, kafkaUserType }] = grants;
  // The place is the business of the object's metadata.
  return kafkaUser({ user: name, place: { cluster: '' }, rules: rulesOf(grants), authentication: kafkaUserType, quotas: quotasOf(grants) }).spec;
}

/** What one user gets, from all grants together. */
interface UserAccess {
  readonly name: string;
  readonly principal: string;
  readonly rules: readonly AclRule[];
  readonly quotas?: UserQuotas;
}

/** Files for the administrator of a cluster. */
export function accessFiles(kind: 'script' | 'eventStreamsIam', cluster: KafkaCluster, grants: readonly Grant[]): { [file: string]: string } {
  const users = [...groupBy(grants, ({ name }) => name)].map(([name, some]): UserAccess =>
    ({ name, principal: some[0].principal ?? '', rules: rulesOf(some), quotas: quotasOf(some) }));
  return kind === 'script' ? scripts(cluster, users) : { 'iam-policies.json': policies(users) };
}

function policies(users: readonly UserAccess[]): string {
  return `${JSON.stringify(users.map(({ name, rules }) => ({ apiKeySecretName: name, policies: iamPolicies(rules) })), null, 2)}\n`;
}

function scripts(cluster: KafkaCluster, users: readonly UserAccess[]): { [file: string]: string } {
  const head = (what: string, some: readonly UserAccess[]) =>
    ({ about: [`${what} of ${some.map(({ name }) => name).join(', ')} on ${cluster.alias}.`], bootstrapServers: cluster.bootstrapServers.join(',') });
  const limited = users.filter(({ quotas }) => quotas !== undefined);
  return {
    'kafka-acls.sh': `${aclScript(users, head('Rights', users))}\n`,
    ...(limited.length === 0 ? {} : {
      'kafka-quotas.sh': `${kafkaScript({ ...head('Quotas, for each broker,', limited), program: 'kafka-configs.sh' }, limited.map(quotaLine))}\n`,
    }),
  };
}

/** @see org.apache.kafka.server.config.QuotaConfig (kafka-server-common 4.3.1) */
function quotaLine({ principal, quotas }: UserAccess): string {
  const rates = `producer_byte_rate=${quotas?.producerByteRate},consumer_byte_rate=${quotas?.consumerByteRate}`;
  return `kafka --alter --entity-type users --entity-name ${quoted(principal.replace(/^User:/, ''))} --add-config ${rates}`;
}

function rulesOf(grants: readonly Grant[]): AclRule[] {
  return minimalRules(mergeRules(grants.flatMap(({ rules }) => rules())));
}

/** Both ways: a user that only reads costs nothing by a limit of what it writes. Two that differ have failed the synth. */
function quotasOf(grants: readonly Grant[]): UserQuotas | undefined {
  const rate = grants.find(({ quota }) => quota !== undefined)?.quota?.toBytesPerSecond();
  return rate === undefined ? undefined : { producerByteRate: rate, consumerByteRate: rate };
}
