import { CONNECTOR_STATE, REBALANCE, TASK_STATUS, WORKER, WORKER_CONNECTOR } from '../catalogue/connect-metrics';
import { nameOf } from '../catalogue/metric';
import { number, REPLICATION, series } from '../catalogue/scope';
import { Alert, COMMANDS } from './alert';

/** Whether the workers are there, and connectors and tasks run on them. */
export const WORKER_ALERTS: readonly Alert[] = [
  {
    name: 'ReplicationDown', severity: 'critical', for: '2m',
    expr: (scope) => `absent(${series('up', scope)} == 1)`,
    summary: 'Replication {{ $labels.replication }} is down: no worker answers',
    inhibits: ['ReplicationWorkerUnreachable', 'ReplicationMetricsMissing', 'ReplicationResourceNotReady', 'ReplicationTasksUnassigned', 'ReplicationCheckpointsMissing',
      'ReplicationTopicNotReplicated', 'ReplicationObjectiveBurningFast', 'ReplicationObjectiveBurningSlow', 'ReplicationThroughputCollapsed'],
    runbook: {
      meaning: 'Prometheus reaches no worker of the replication: nothing is copied. Nothing is lost as long as the source keeps its records.',
      commands: [COMMANDS.pods, COMMANDS.conditions, COMMANDS.events],
      causes: ['all pods were removed, or cannot be scheduled', 'the operator refuses the resource', 'a wall (NetworkPolicy) keeps Prometheus from the metrics port'],
      fix: 'Bring one worker up again. It goes on where the last one stopped. When the pods are well, the wall or the PodMonitor is at fault: replication may be running unseen.',
    },
  },
  {
    name: 'ReplicationWorkerUnreachable', severity: 'warning', for: '3m',
    expr: (scope) => `${series('up', scope)} == 0`,
    summary: 'Worker {{ $labels.pod }} of {{ $labels.replication }} does not answer',
    runbook: {
      meaning: 'One worker cannot be scraped. Its tasks move to the others after the rebalance delay.',
      commands: [COMMANDS.pods, COMMANDS.describe, COMMANDS.previousLog],
      causes: ['the pod is stuck or out of memory', 'the node is lost', 'scrapes take longer than their time-out: too many series'],
      fix: 'Delete the pod if it hangs. Out of memory: raise the memory of the runtime. Slow scrapes: raise scrapeInterval.',
    },
  },
  {
    name: 'ReplicationMetricsMissing', severity: 'warning', for: '10m',
    expr: (scope) => `(count by (${REPLICATION}) (${series('up', scope)} == 1)) unless on (namespace, replication) ${series(nameOf(WORKER, 'task-count'), scope)}`,
    summary: 'Workers of {{ $labels.replication }} answer without metrics of Kafka Connect: other alerts are blind',
    runbook: {
      meaning: 'The exporter answers but says nothing of MM2. Every other alert of this replication is blind.',
      commands: [COMMANDS.metrics, COMMANDS.log, 'kubectl -n $NS get configmap $MM2-metrics -o yaml'],
      causes: ['the exporter has other rules than these', 'the ConfigMap was changed by hand', 'a version of Kafka with other names of beans'],
      fix: 'Apply the ConfigMap of ReplicationMonitoring again and restart the pods.',
    },
  },
  {
    name: 'ReplicationConnectorFailed', severity: 'critical', for: '1m',
    // A restarted connector may have failed again between two scrapes: five minutes remember it.
    expr: (scope) => `max by (${REPLICATION}, connector, source, target) (max_over_time(${series(nameOf(CONNECTOR_STATE, 'status'), scope, 'status="failed"')}[5m])) == 1`,
    summary: 'Connector {{ $labels.connector }} of {{ $labels.replication }} has failed',
    inhibits: ['ReplicationTaskFailed', 'ReplicationTasksUnassigned', 'ReplicationCheckpointsMissing', 'ReplicationTopicNotReplicated', 'ReplicationResourceNotReady'],
    runbook: {
      meaning: 'The connector itself has failed: it does not look for topics any more, and its tasks are not renewed.',
      commands: [COMMANDS.connectors, COMMANDS.log, COMMANDS.tasks],
      causes: ['wrong or expired credentials', 'a right is missing (describe the cluster, create the offset-syncs topic)', 'a setting that Kafka Connect refuses'],
      fix: 'Read the trace in the status, mend its cause; autoRestart starts the connector again.',
    },
  },
  {
    name: 'ReplicationTaskFailed', severity: 'critical', for: '1m',
    expr: (scope) => `max by (${REPLICATION}, connector, task, source, target) (max_over_time(${series(nameOf(TASK_STATUS, 'status'), scope, 'status="failed"')}[5m])) == 1`,
    summary: 'Task {{ $labels.task }} of {{ $labels.connector }} has failed',
    inhibits: ['ReplicationPartitionStuck', 'ReplicationResourceNotReady'],
    runbook: {
      meaning: 'The partitions of this task are not copied. The resource may be Ready all the same.',
      commands: [COMMANDS.connectors, COMMANDS.log, COMMANDS.tasks],
      causes: ['a record larger than the target takes', 'WRITE or CREATE is missing at the target', 'the target\'s topic has fewer partitions', 'a policy of the target refuses the topic'],
      fix: 'Mend what the trace names. An oversized record: raise max.message.bytes of the target\'s topic, or the plan\'s limit decides. Then autoRestart, or restart the task by annotation.',
    },
  },
  {
    name: 'ReplicationTasksUnassigned', severity: 'warning', for: '5m',
    expr: (scope) => `${series('replication:tasks_assigned:sum', scope)} < max_over_time(${series('replication:tasks_assigned:sum', scope)}[1h])`
      + ` or sum by (${REPLICATION}) (${series(nameOf(WORKER_CONNECTOR, 'connector-unassigned-task-count'), scope)}) > 0`,
    summary: 'Replication {{ $labels.replication }} runs fewer tasks than within the last hour',
    runbook: {
      meaning: 'Tasks wait for a worker: their partitions are not copied. Normal for as long as the rebalance delay after a worker is lost, and for an hour after tasksMax was lowered.',
      commands: [COMMANDS.pods, COMMANDS.tasks, COMMANDS.log],
      causes: ['a worker is gone and the delay runs', 'a worker cannot join the group', 'fewer partitions or a lower tasksMax'],
      fix: 'Bring the worker back. If tasks stay away, restart the workers one after the other.',
    },
  },
  {
    name: 'ReplicationRebalanceLoop', threshold: 'rebalances', for: '5m',
    expr: (scope, threshold) => `max by (${REPLICATION}) (increase(${series(nameOf(REBALANCE, 'completed-rebalances-total'), scope)}[1h])) > ${number(threshold)}`,
    summary: 'Workers of {{ $labels.replication }} deal out their tasks again and again',
    inhibits: ['ReplicationTasksUnassigned', 'ReplicationRebalancing'],
    runbook: {
      meaning: 'Each rebalance stops tasks for a moment; in a loop they hardly work.',
      commands: [COMMANDS.pods, COMMANDS.log, COMMANDS.usage],
      causes: ['a worker that starts and dies', 'two replications with one group id', 'topics or partitions that come every minute', 'an autoscaler that cannot decide'],
      fix: 'Find the worker that leaves the group (its log says why). Raise session.timeout.ms only when the network is slow.',
    },
  },
  {
    name: 'ReplicationRebalancing', severity: 'warning', for: '10m',
    expr: (scope) => `max by (${REPLICATION}) (${series(nameOf(REBALANCE, 'rebalancing'), scope)}) == 1`,
    summary: 'Workers of {{ $labels.replication }} have been dealing out tasks for 10 minutes',
    runbook: {
      meaning: 'The group does not agree on who does what.',
      commands: [COMMANDS.pods, COMMANDS.log, COMMANDS.tasks],
      causes: ['a worker that does not answer', 'the group coordinator of the target cannot be reached'],
      fix: 'Delete the pod that does not answer. Otherwise look at the target\'s brokers.',
    },
  },
];
