import { AclRule, mergeRules } from '../../access/acl-rule';
import { Named, namesOf, prefix } from '../../access/named';
import { aliasProblems } from '../../core/kafka-names';
import { Problem } from '../../core/problem';
import { looksLikeSecret } from '../../core/secret-text';
import { NamingPolicy } from '../../model';
import { ConsumeOptions, ProduceOptions } from '../grants';

/** Rights of a reader. To read a topic brings along to describe it. @see org.apache.kafka.common.acl.AclOperation (kafka-clients 4.3.1) */
export function consumeRules({ topics, groups, copiesFrom = [] }: ConsumeOptions, naming: NamingPolicy): AclRule[] {
  const own = namesOf(topics.include, 'topic');
  const copies = copiesFrom.flatMap((alias) => own.map((named) => copyOf(named, alias, naming)));
  return mergeRules([
    ...[...own, ...copies].map(({ name, pattern }): AclRule => ({ resource: 'topic', name, pattern, operations: ['Read'], why: 'reads no record' })),
    ...namesOf(groups.include, 'group').map(({ name, pattern }): AclRule => ({ resource: 'group', name, pattern, operations: ['Read'], why: 'joins no group and stores no offset' })),
  ]);
}

/** Rights of a writer. To write brings along to describe and, since Kafka 2.8, idempotence. @see KIP-679, org.apache.kafka.server.authorizer.Authorizer.authorizeByResourceType (kafka-clients 4.3.1) */
export function produceRules({ topics, transactionalIds = [] }: ProduceOptions): AclRule[] {
  return mergeRules([
    ...namesOf(topics.include, 'topic').map(({ name, pattern }): AclRule => ({ resource: 'topic', name, pattern, operations: ['Write'], why: 'writes no record' })),
    ...transactionalIds.map((name): AclRule => ({ resource: 'transactionalId', name, pattern: 'literal', operations: ['Write'], why: 'begins no transaction' })),
  ]);
}

export function aliasesProblems(copiesFrom: readonly string[] | undefined): Problem[] {
  return (copiesFrom ?? []).flatMap((alias, i) => aliasProblems(`copiesFrom[${i}]`, alias));
}

export function transactionalIdProblems(ids: readonly string[] | undefined): Problem[] {
  return (ids ?? []).flatMap((id, i) => typeof id === 'string' && id.trim() !== '' && !looksLikeSecret(id) ? [] : [{
    prop: `transactionalIds[${i}]`, problem: 'is not a transactional id', value: id, allowed: 'text',
  }]);
}

/** A name of a copy; of the copies of every topic, what they begin with. */
function copyOf({ name, pattern }: Named, alias: string, naming: NamingPolicy): Named {
  return name === '*' && !naming.isIdentity ? prefix(naming.remoteTopic(alias, '')) : { name: naming.remoteTopic(alias, name), pattern };
}
