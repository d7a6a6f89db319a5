import { ADMIN_CLIENT, CONNECT_CLIENT, CONSUMER, CONSUMER_FETCH, PRODUCER } from '../catalogue/client-metrics';
import { CONNECTOR_STATE, CONNECTOR_TASK, COORDINATOR, REBALANCE, TASK_STATUS, WORKER_CONNECTOR } from '../catalogue/connect-metrics';
import { FLOW, REPLICATION } from '../catalogue/scope';
import { NONE_ALLOWED, Row } from './dashboard';
import { foreign, LEGEND, scraped } from './selection';

const TASK = `${REPLICATION}, connector, task`;
/** Clients of tasks; those of the worker itself have no source. */
const OF_TASKS = 'source!=""';
const CLIENTS = [['consumers', CONSUMER], ['producers', PRODUCER], ['admin clients', ADMIN_CLIENT], ['worker', CONNECT_CLIENT]] as const;

/** Who does the work. */
export const WORKER_ROW: Row = {
  title: 'Workers and tasks',
  panels: [
    {
      title: 'Tasks by state', kind: 'timeseries', unit: 'count',
      description: 'Tasks of all connectors, as the workers count them.',
      queries: (['running', 'paused', 'failed', 'unassigned'] as const).map((state) => ({
        expr: `sum by (${REPLICATION}) (${scraped(WORKER_CONNECTOR, `connector-${state}-task-count`)})`, legend: `${state} ${LEGEND.replication}`,
      })),
      alerts: ['ReplicationTaskFailed', 'ReplicationTasksUnassigned'],
    },
    {
      title: 'Tasks of each worker', kind: 'timeseries', unit: 'count',
      description: 'Tasks that the group has given to the worker. Uneven: one worker does most of the work.',
      queries: [{ expr: `max by (${REPLICATION}, pod) (${scraped(COORDINATOR, 'assigned-tasks')})`, legend: LEGEND.worker }],
      alerts: ['ReplicationTasksUnassigned', 'ReplicationWorkerUnreachable'],
    },
    {
      title: 'Time that tasks run', kind: 'timeseries', unit: 'ratio',
      description: 'Part of the time that the task was running, since it was started.',
      queries: [{ expr: `min by (${TASK}) (${scraped(CONNECTOR_TASK, 'running-ratio')} >= 0)`, legend: LEGEND.task }],
    },
    {
      title: 'Connectors, by state', kind: 'table', unit: 'count',
      description: 'State of each connector.',
      queries: [{ expr: `sum by (${REPLICATION}, connector, status) (${scraped(CONNECTOR_STATE, 'status')})`, legend: 'workers that say so' }],
      alerts: ['ReplicationConnectorFailed'],
    },
    {
      title: 'Tasks, by connector and state', kind: 'table', unit: 'count',
      description: 'State of the tasks of each connector.',
      queries: [{ expr: `sum by (${REPLICATION}, connector, status) (${scraped(TASK_STATUS, 'status')})`, legend: 'tasks' }],
      alerts: ['ReplicationTaskFailed'],
    },
    {
      title: 'State of the resource', kind: 'table', unit: 'state',
      description: 'What the operator says of each KafkaMirrorMaker2 of the namespaces.',
      queries: [{ expr: `max by (exported_namespace, name, ready) (${foreign('strimzi_kafka_mm2_resource_info', 'exported_namespace=~"$namespace"')})`, legend: 'is so' }],
      alerts: ['ReplicationResourceNotReady'],
      needs: 'kube-state-metrics with the configuration of MirrorMaker2StateMetrics',
    },
    {
      title: 'Rebalances within an hour', kind: 'timeseries', unit: 'count',
      description: 'Times that connectors and tasks were dealt out anew. Each stops tasks for a moment.',
      queries: [{ expr: `max by (${REPLICATION}) (increase(${scraped(REBALANCE, 'completed-rebalances-total')}[1h]))`, legend: LEGEND.replication }],
      limits: 'rebalances',
      alerts: ['ReplicationRebalanceLoop'],
    },
    {
      title: 'Rebalancing', kind: 'timeseries', unit: 'state',
      description: '1 while workers deal out connectors and tasks.',
      queries: [{ expr: `max by (${REPLICATION}) (${scraped(REBALANCE, 'rebalancing')})`, legend: LEGEND.replication }],
      alerts: ['ReplicationRebalancing'],
    },
    {
      title: 'Time to store source positions', kind: 'timeseries', unit: 'ms',
      description: 'Mean and longest; what is not stored is copied again after a crash.',
      queries: [
        { expr: `avg by (${TASK}) (${scraped(CONNECTOR_TASK, 'offset-commit-avg-time-ms')} >= 0)`, legend: `mean ${LEGEND.task}` },
        { expr: `max by (${TASK}) (${scraped(CONNECTOR_TASK, 'offset-commit-max-time-ms')} >= 0)`, legend: `longest ${LEGEND.task}` },
      ],
      alerts: ['ReplicationOffsetCommitsFailing'],
    },
  ],
};

/** What connects to the two clusters. */
export const CLIENT_ROW: Row = {
  title: 'Clients',
  panels: [
    {
      title: 'Free part of the producers\' buffers', kind: 'timeseries', unit: 'ratio',
      description: 'Buffer of records that wait for the target. Near 0 the target takes less than is read.',
      queries: [{
        expr: `min by (${FLOW}, clientid) (${scraped(PRODUCER, 'buffer-available-bytes', OF_TASKS)} / ${scraped(PRODUCER, 'buffer-total-bytes', OF_TASKS)})`, legend: LEGEND.client,
      }],
      alerts: ['ReplicationBufferExhausted'],
    },
    {
      title: 'Time that sends wait for room in the buffer', kind: 'timeseries', unit: 'ratio',
      description: 'Usual for a while during a catch-up.',
      queries: [{ expr: `max by (${FLOW}, clientid) (${scraped(PRODUCER, 'bufferpool-wait-ratio', OF_TASKS)} >= 0)`, legend: LEGEND.client }],
      limits: { worse: 'above', warning: 0.95, critical: 1 },
      alerts: ['ReplicationBufferExhausted'],
    },
    {
      title: 'Time of a request', kind: 'timeseries', unit: 'ms',
      description: 'Mean of fetches from the source, waiting for data included, and of requests to the target.',
      queries: [
        { expr: `max by (${FLOW}) (${scraped(CONSUMER_FETCH, 'fetch-latency-avg', OF_TASKS)} >= 0)`, legend: `fetch ${LEGEND.flow}` },
        { expr: `max by (${FLOW}) (${scraped(PRODUCER, 'request-latency-avg', OF_TASKS)} >= 0)`, legend: `produce ${LEGEND.flow}` },
      ],
      alerts: ['ReplicationThroughputCollapsed'],
    },
    {
      title: 'Time that quotas hold requests back', kind: 'timeseries', unit: 'ms',
      description: 'Mean of each request. Above 0 a quota of the source or the target throttles.',
      queries: [
        { expr: `max by (${FLOW}) (${scraped(CONSUMER_FETCH, 'fetch-throttle-time-avg', OF_TASKS)} >= 0)`, legend: `source ${LEGEND.flow}` },
        { expr: `max by (${FLOW}) (${scraped(PRODUCER, 'produce-throttle-time-avg', OF_TASKS)} >= 0)`, legend: `target ${LEGEND.flow}` },
      ],
      alerts: ['ReplicationThroughputCollapsed'],
    },
    {
      title: 'Connections', kind: 'timeseries', unit: 'count',
      description: 'Open connections, by kind of client. 0: a cluster cannot be reached.',
      queries: CLIENTS.map(([clients, family]) => ({
        expr: `sum by (${REPLICATION}) (${scraped(family, 'connection-count')})`, legend: `${clients} ${LEGEND.replication}`,
      })),
      alerts: ['ReplicationSourceUnreachable', 'ReplicationTargetUnreachable'],
    },
    {
      title: 'Refused credentials within 5 minutes', kind: 'timeseries', unit: 'count',
      description: 'Connections that a cluster refused for user, password, key or certificate.',
      queries: CLIENTS.map(([clients, family]) => ({
        expr: `sum by (${REPLICATION}) (increase(${scraped(family, 'failed-authentication-total')}[5m]))`, legend: `${clients} ${LEGEND.replication}`,
      })),
      limits: NONE_ALLOWED,
      alerts: ['ReplicationAuthenticationFailing'],
    },
  ],
};
