import { KafkaCluster } from '../../clusters';
import { Problem, show } from '../../core/problem';
import { isSameCluster } from '../../model/same-cluster';
import { MirrorMaker2Replication } from '../../replication';

/** A replication whose users have rights, and the aliases of the cluster that it had then. */
export interface GrantedReplication {
  readonly replication: MirrorMaker2Replication;
  readonly aliases: readonly string[];
}

/** The ends of a replication that are this cluster. */
export function endsAt(cluster: KafkaCluster, { model }: MirrorMaker2Replication): KafkaCluster[] {
  return [...model.flows.map(({ source }) => source), model.target].filter((end) => isSameCluster(end, cluster));
}

/** What is wrong with a replication at this cluster: it has nothing to do with it, or got a source after it got its rights. */
export function replicationProblems(cluster: KafkaCluster, { replication, aliases }: GrantedReplication): Problem[] {
  const missed = endsAt(cluster, replication).filter(({ alias }) => !aliases.includes(alias));
  return [
    ...(aliases.length > 0 || missed.length > 0 ? [] : [{
      prop: 'grantReplicate', problem: `got ${replication.node.path}, which neither reads nor writes ${show(cluster.alias)}`, remedy: 'use the KafkaAccess of its source or target',
    }]),
    ...missed.map(({ alias }) => ({
      prop: 'grantReplicate', problem: `does not know the source ${show(alias)} of ${replication.node.path}`, remedy: 'call grantReplicate after addSource',
    })),
  ];
}
