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

/** Files for the administrator of a cluster. */
export function accessFiles(kind: 'script' | 'eventStreamsIam', cluster: KafkaCluster, grants: readonly Grant[]): { [file: string]: string } {
  const users = [...groupBy(grants, ({ name }) => name)].map(([name, some]) => ({ name, principal: some[0].principal ?? '', rules: rulesOf(some), quotas: quotasOf(some) }));
  if (kind === 'eventStreamsIam') {
    return { 'iam-policies.json': `${JSON.stringify(users.map(({ name, rules }) => ({ serviceIdWithKeyInSecret: name, policies: iamPolicies(rules) })), null, 2)}\n` };
  }
  const bootstrapServers = cluster.bootstrapServers.join(',');
  const limited = users.filter(({ quotas }) => quotas !== undefined);
  return {
    'kafka-acls.sh': `${aclScript(users, { about: [`Rights of ${users.map(({ name }) => name).join(', ')} on ${cluster.alias}`], bootstrapServers })}\n`,
    ...(limited.length === 0 ? {} : {
      'kafka-quotas.sh': `${kafkaScript({
        about: [`Quotas of ${limited.map(({ name }) => name).join(', ')} on ${cluster.alias}, for each broker`], bootstrapServers, program: 'kafka-configs.sh',
      }, limited.map(({ principal, quotas }) => quotaLine(principal, quotas!)))}\n`,
    }),
  };
}

/** @see org.apache.kafka.server.config.QuotaConfig (kafka-server-common 4.3.1) */
function quotaLine(principal: string, { producerByteRate, consumerByteRate }: UserQuotas): string {
  const quotas = `producer_byte_rate=${producerByteRate},consumer_byte_rate=${consumerByteRate}`;
  return `kafka --alter --entity-type users --entity-name ${quoted(principal.replace(/^User:/, ''))} --add-config ${quotas}`;
}

function rulesOf(grants: readonly Grant[]): AclRule[] {
  return minimalRules(mergeRules(grants.flatMap(({ rules }) => rules())));
}

/** Both ways: a user that only reads costs nothing by a limit of what it writes. */
function quotasOf(grants: readonly Grant[]): UserQuotas | undefined {
  const rate = grants.find(({ quota }) => quota !== undefined)?.quota?.toBytesPerSecond();
  return rate === undefined ? undefined : { producerByteRate: rate, consumerByteRate: rate };
}
