import { FactsByAlias } from '../core/cluster-facts';
import { ReplicationModel } from './replication-model';

/** What is known of the clusters of a replication. */
export function factsOf({ target, flows }: ReplicationModel): FactsByAlias {
  const clusters = [...flows.map(({ source }) => source), target];
  return Object.fromEntries(clusters.flatMap(({ alias, facts }) => facts ? [[alias, facts]] : []));
}
