import { Objective } from '../catalogue/scope';
import { Dashboard } from './dashboard';
import { healthRow } from './health-row';
import { LAG_ROW, RETENTION_ROW } from './lag-rows';
import { ERROR_ROW, JVM_ROW, SURROUNDINGS_ROW } from './platform-rows';
import { REPLICATION_VARIABLES, TOPIC_VARIABLE } from './selection';
import { CHECKPOINT_ROW, LATENCY_ROW, THROUGHPUT_ROW } from './traffic-rows';
import { CLIENT_ROW, WORKER_ROW } from './worker-rows';

/** One replication, or some: every number that tells how it goes. */
export function replicationDashboard(objective: Objective): Dashboard {
  return {
    name: 'replication',
    title: 'Kafka replication',
    description: 'How replications of Kafka topics go: objective, lag, throughput, workers, clients.',
    variables: [...REPLICATION_VARIABLES, TOPIC_VARIABLE],
    rows: [
      healthRow(objective), LAG_ROW, RETENTION_ROW, THROUGHPUT_ROW, LATENCY_ROW, CHECKPOINT_ROW, WORKER_ROW, CLIENT_ROW, JVM_ROW, ERROR_ROW, SURROUNDINGS_ROW,
    ],
  };
}
