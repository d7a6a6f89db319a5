import { MetricFamily } from './metric';

const SOURCE = 'ConnectMetricsRegistry (connect-runtime 4.3.1)';

/** State of each task, as a label: the series of the state that it is in has the value 1. */
export const TASK_STATUS: MetricFamily = {
  beans: ['kafka.connect:type=connector-task-metrics,connector=*,task=*'],
  prefix: 'kafka_connect_connector',
  reporterPrefix: 'kafka_connect_connector_task_metrics',
  labels: ['connector', 'task', 'source', 'target', 'status'],
  per: 'task',
  attributes: [{ attribute: 'status', unit: 'state', meaning: '1 for the state that the task is in: running, paused, failed, unassigned, restarting, destroyed' }],
  source: SOURCE,
};

/** State of each connector, likewise. Strimzi's rules have no such metric. */
export const CONNECTOR_STATE: MetricFamily = {
  beans: ['kafka.connect:type=connector-metrics,connector=*'],
  prefix: 'kafka_connect_connector_metrics',
  reporterPrefix: 'kafka_connect_connector_metrics',
  labels: ['connector', 'source', 'target', 'status'],
  per: 'connector',
  attributes: [{ attribute: 'status', unit: 'state', meaning: '1 for the state that the connector is in: running, paused, stopped, failed, unassigned, restarting' }],
  source: SOURCE,
};

export const CONNECTOR_TASK: MetricFamily = {
  beans: ['kafka.connect:type=connector-task-metrics,connector=*,task=*'],
  prefix: 'kafka_connect_connector_task',
  reporterPrefix: 'kafka_connect_connector_task_metrics',
  labels: ['connector', 'task', 'source', 'target'],
  per: 'task',
  attributes: [
    { attribute: 'running-ratio', unit: 'ratio', meaning: 'part of the time that the task is running' },
    { attribute: 'batch-size-avg', unit: 'records', meaning: 'mean number of records of a poll' },
    { attribute: 'offset-commit-avg-time-ms', unit: 'ms', meaning: 'mean time to store source positions' },
    { attribute: 'offset-commit-max-time-ms', unit: 'ms', meaning: 'longest time to store source positions' },
    { attribute: 'offset-commit-failure-percentage', unit: 'ratio', meaning: 'part of the attempts to store source positions that failed' },
  ],
  source: SOURCE,
};

export const SOURCE_TASK: MetricFamily = {
  beans: ['kafka.connect:type=source-task-metrics,connector=*,task=*'],
  prefix: 'kafka_connect_source_task',
  reporterPrefix: 'kafka_connect_source_task_metrics',
  labels: ['connector', 'task', 'source', 'target'],
  per: 'task',
  attributes: [
    { attribute: 'source-record-poll-total', unit: 'records', meaning: 'records that the task has read' },
    { attribute: 'source-record-write-total', unit: 'records', meaning: 'records that the task has written' },
    { attribute: 'source-record-active-count', unit: 'records', meaning: 'records read that the target has not acknowledged' },
    { attribute: 'poll-batch-avg-time-ms', unit: 'ms', meaning: 'mean time of a poll' },
  ],
  source: SOURCE,
};

export const TASK_ERROR: MetricFamily = {
  beans: ['kafka.connect:type=task-error-metrics,connector=*,task=*'],
  prefix: 'kafka_connect_task_error',
  reporterPrefix: 'kafka_connect_task_error_metrics',
  labels: ['connector', 'task', 'source', 'target'],
  per: 'task',
  attributes: [
    { attribute: 'total-record-failures', unit: 'records', meaning: 'failures to convert or transform a record' },
    { attribute: 'total-record-errors', unit: 'records', meaning: 'errors of a record, retries included' },
    { attribute: 'total-records-skipped', unit: 'records', meaning: 'records left out because of an error: lost' },
  ],
  source: SOURCE,
};

export const WORKER_CONNECTOR: MetricFamily = {
  beans: ['kafka.connect:type=connect-worker-metrics,connector=*'],
  prefix: 'kafka_connect_worker',
  reporterPrefix: 'kafka_connect_connect_worker_metrics',
  labels: ['connector', 'source', 'target'],
  per: 'connector',
  attributes: [
    { attribute: 'connector-total-task-count', unit: 'count', meaning: 'tasks of the connector on the worker' },
    { attribute: 'connector-running-task-count', unit: 'count', meaning: 'those that are running' },
    { attribute: 'connector-paused-task-count', unit: 'count', meaning: 'those that are paused' },
    { attribute: 'connector-failed-task-count', unit: 'count', meaning: 'those that have failed' },
    { attribute: 'connector-unassigned-task-count', unit: 'count', meaning: 'those that wait for a worker' },
  ],
  source: SOURCE,
};

export const WORKER: MetricFamily = {
  beans: ['kafka.connect:type=connect-worker-metrics'],
  prefix: 'kafka_connect_worker',
  reporterPrefix: 'kafka_connect_connect_worker_metrics',
  labels: [],
  per: 'worker',
  attributes: [
    { attribute: 'connector-count', unit: 'count', meaning: 'connectors on the worker' },
    { attribute: 'task-count', unit: 'count', meaning: 'tasks on the worker' },
    { attribute: 'connector-startup-failure-total', unit: 'count', meaning: 'connectors that did not start' },
    { attribute: 'task-startup-failure-total', unit: 'count', meaning: 'tasks that did not start' },
  ],
  source: SOURCE,
};

export const REBALANCE: MetricFamily = {
  beans: ['kafka.connect:type=connect-worker-rebalance-metrics'],
  prefix: 'kafka_connect_worker_rebalance',
  reporterPrefix: 'kafka_connect_connect_worker_rebalance_metrics',
  labels: [],
  per: 'worker',
  attributes: [
    { attribute: 'completed-rebalances-total', unit: 'count', meaning: 'times that connectors and tasks were dealt out anew' },
    { attribute: 'rebalancing', unit: 'state', meaning: '1 while it happens' },
    { attribute: 'rebalance-avg-time-ms', unit: 'ms', meaning: 'mean time that it takes' },
    { attribute: 'time-since-last-rebalance-ms', unit: 'ms', meaning: 'time since the last one' },
  ],
  source: SOURCE,
};

/** @see org.apache.kafka.connect.runtime.distributed.WorkerCoordinator (connect-runtime 4.3.1) */
export const COORDINATOR: MetricFamily = {
  beans: ['kafka.connect:type=connect-coordinator-metrics,client-id=*'],
  prefix: 'kafka_connect_coordinator',
  reporterPrefix: 'kafka_connect_connect_coordinator_metrics',
  labels: ['clientid'],
  per: 'worker',
  attributes: [
    { attribute: 'assigned-connectors', unit: 'count', meaning: 'connectors that the group gave to the worker' },
    { attribute: 'assigned-tasks', unit: 'count', meaning: 'tasks that the group gave to the worker' },
  ],
  source: 'WorkerCoordinator (connect-runtime 4.3.1)',
};
