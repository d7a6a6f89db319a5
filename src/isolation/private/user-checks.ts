import { groupBy } from '../../core/group-by';
import { Problem, show } from '../../core/problem';
import { Grant } from './grant';

/** Objects and files know a user by its name: what differs in a second grant would be lost. */
export function ambiguousUsers(grants: readonly Grant[]): Problem[] {
  const identity = ({ principal, kafkaUserType }: Grant) => JSON.stringify([principal, kafkaUserType]);
  return byName(grants).filter(([, same]) => new Set(same.map(identity)).size > 1).map(([name, same]) => ({
    prop: `${same.find((grant) => identity(grant) !== identity(same[0]))!.call} user`,
    problem: 'has the name of another user',
    value: name,
    allowed: 'one way to log in, and one principal, for each name',
    remedy: 'give both grants the same user and principal, or the users different names',
  }));
}

/** Kafka keeps one quota for a user. */
export function ambiguousQuotas(grants: readonly Grant[]): Problem[] {
  return byName(grants.filter(({ quota }) => quota !== undefined)).flatMap(([name, [first, ...more]]) => {
    const other = more.find((grant) => rate(grant) !== rate(first));
    return other === undefined ? [] : [{
      prop: `${other.call} quota`,
      problem: `of ${other.replication} is ${rate(other)} bytes/s, that of ${first.replication} ${rate(first)} bytes/s, and both are the user ${show(name)}`,
      allowed: 'one quota for each user',
      remedy: 'give both the same quota, or users of their own',
    }];
  });
}

function byName(grants: readonly Grant[]): [name: string, same: Grant[]][] {
  return [...groupBy(grants, ({ name }) => name)];
}

function rate({ quota }: Grant): number | undefined {
  return quota?.toBytesPerSecond();
}
