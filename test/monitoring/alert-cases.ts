import { Change, connectorState, growing, partitions, status, still } from './world';

/** What makes an alert fire, and what nearly does. */
export interface AlertCase {
  readonly alert: string;
  readonly severity: 'warning' | 'critical';
  readonly fires: Change;
  /** Looks alike and is no reason to wake anybody. */
  readonly quiet: Change;
  readonly at?: string;
}

/** The last minutes of the hour only: less than the alert waits for. */
const briefly = (usual: number, trouble: number, samples = 2) => `${usual}+0x${119 - samples} ${trouble}+0x${samples}`;
const stopped = growing(0, 6000);

export const ALERT_CASES: readonly AlertCase[] = [
  { alert: 'ReplicationDown', severity: 'critical', fires: { 'up 0': still(0), 'up 1': null }, quiet: { 'up 0': still(0) } },
  { alert: 'ReplicationWorkerUnreachable', severity: 'warning', fires: { 'up 1': still(0) }, quiet: { 'up 1': briefly(1, 0) } },
  { alert: 'ReplicationMetricsMissing', severity: 'warning', fires: { tasks: null }, quiet: { 'tasks': null, 'up 0': still(0), 'up 1': still(0) } },
  { alert: 'ReplicationConnectorFailed', severity: 'critical', fires: { connector: connectorState('failed') }, quiet: { connector: connectorState('paused') } },
  { alert: 'ReplicationTaskFailed', severity: 'critical', fires: { task: status('failed') }, quiet: { task: status('paused') } },
  { alert: 'ReplicationTasksUnassigned', severity: 'warning', fires: { 'assigned 1': '1+0x100 0+0x49' }, quiet: { 'assigned 1': briefly(1, 0, 6) } },
  { alert: 'ReplicationRebalanceLoop', severity: 'warning', fires: { rebalances: growing(0.1) }, quiet: { rebalances: growing(0.025) } },
  { alert: 'ReplicationRebalanceLoop', severity: 'critical', fires: { rebalances: growing(0.3) }, quiet: { rebalances: growing(0.1) } },
  { alert: 'ReplicationRebalancing', severity: 'warning', fires: { rebalancing: still(1) }, quiet: { rebalancing: briefly(0, 1, 6) } },

  { alert: 'ReplicationSourceUnreachable', severity: 'critical', fires: { fetches: stopped }, quiet: { fetches: stopped, active: still(500) } },
  { alert: 'ReplicationTargetUnreachable', severity: 'critical', fires: { active: still(500), ...partitions('count', stopped) }, quiet: { active: still(500) } },
  {
    alert: 'ReplicationRunningIdle', severity: 'warning',
    fires: partitions('count', '0+3000x60 180000+0x89'), quiet: partitions('count', still(0)),
  },
  { alert: 'ReplicationPartitionStuck', severity: 'critical', fires: { 'count orders-0': stopped }, quiet: { 'count orders-0': stopped, 'lag orders-0': still(0) } },
  { alert: 'ReplicationLagHigh', severity: 'warning', fires: { 'lag orders-0': still(5000) }, quiet: { 'lag orders-0': still(2900) } },
  { alert: 'ReplicationLagHigh', severity: 'critical', fires: { 'lag orders-0': still(40_000) }, quiet: { 'lag orders-0': still(20_000) } },
  { alert: 'ReplicationLagGrowing', severity: 'warning', fires: { 'lag orders-0': growing(1000) }, quiet: { 'lag orders-0': growing(100) } },
  { alert: 'ReplicationLagGrowing', severity: 'critical', fires: { 'lag orders-0': growing(50_000) }, quiet: { 'lag orders-0': growing(1000) } },
  { alert: 'ReplicationRecordsOld', severity: 'warning', fires: { 'age orders-0': still(900_000) }, quiet: { 'age orders-0': still(500_000) } },
  { alert: 'ReplicationRecordsOld', severity: 'critical', fires: { 'age orders-0': still(4_000_000) }, quiet: { 'age orders-0': still(900_000) } },
  {
    alert: 'ReplicationThroughputCollapsed', severity: 'warning', at: '68m',
    fires: { ...partitions('count', '0+3000x100 300000+300x49'), 'lag orders-0': '50+0x100 50+1000x49' }, quiet: partitions('count', '0+3000x100 300000+300x49'),
  },
  {
    alert: 'ReplicationThroughputCollapsed', severity: 'critical', at: '68m',
    fires: { ...partitions('count', '0+3000x100 300000+150x49'), 'lag orders-0': '50+0x100 50+1000x49' },
    quiet: { ...partitions('count', '0+3000x100 300000+900x49'), 'lag orders-0': '50+0x100 50+1000x49' },
  },
  {
    alert: 'ReplicationRetentionHeadroomLow', severity: 'warning',
    fires: { 'lag orders-0': still(100_000), 'lead orders-0': '40000-100x150' }, quiet: { 'lag orders-0': still(100_000), 'lead orders-0': '1000+100x150' },
  },
  {
    alert: 'ReplicationRetentionHeadroomLow', severity: 'critical',
    fires: { 'lag orders-0': still(100_000), 'lead orders-0': '5000-10x150' }, quiet: { 'lag orders-0': still(100_000), 'lead orders-0': '40000-100x150' },
  },
  { alert: 'ReplicationObjectiveBurningFast', severity: 'critical', fires: { 'lag orders-0': still(5000) }, quiet: { 'lag orders-0': '5000+0x3 50+0x146' } },
  { alert: 'ReplicationObjectiveBurningSlow', severity: 'warning', fires: { 'lag orders-0': still(5000) }, quiet: { 'lag orders-0': '50+0x100 5000+0x2 50+0x46' } },

  { alert: 'ReplicationTopicNotReplicated', severity: 'warning', fires: partitions('count', null, 'readings'), quiet: { 'count readings-0': still(0) } },
  { alert: 'ReplicationRecordsSkipped', severity: 'critical', fires: { skipped: growing(1) }, quiet: { skipped: still(7) } },
  { alert: 'ReplicationRecordErrors', severity: 'warning', fires: { errors: growing(1) }, quiet: { errors: still(7) } },
  { alert: 'ReplicationBufferExhausted', severity: 'warning', fires: { waiting: still(0.99) }, quiet: { waiting: still(0.9) } },
  { alert: 'ReplicationAuthenticationFailing', severity: 'critical', fires: { 'refused consumer': growing(1) }, quiet: { 'refused consumer': still(3) } },
  { alert: 'ReplicationOffsetCommitsFailing', severity: 'warning', fires: { commits: still(0.5) }, quiet: { commits: briefly(0, 0.5, 6) } },
  { alert: 'ReplicationCheckpointsMissing', severity: 'warning', fires: { checkpoint: null }, quiet: { 'checkpoint max': null } },
  { alert: 'ReplicationCheckpointsLate', severity: 'warning', fires: { 'checkpoint max': still(120_000) }, quiet: { 'checkpoint max': still(50_000) } },
  { alert: 'ReplicationCheckpointsLate', severity: 'critical', fires: { 'checkpoint max': still(700_000) }, quiet: { 'checkpoint max': still(120_000) } },
  { alert: 'ReplicationOffsetSyncsStale', severity: 'warning', fires: { syncs: still(7) }, quiet: { syncs: still(7), ...partitions('count', growing(1)) } },

  { alert: 'ReplicationHeapHigh', severity: 'warning', fires: { heap: still(900) }, quiet: { heap: `${Array(15).fill('990+0x8 300').join(' ')}` } },
  { alert: 'ReplicationHeapHigh', severity: 'critical', fires: { heap: still(970) }, quiet: { heap: still(900) } },
  { alert: 'ReplicationGarbageCollection', severity: 'warning', fires: { garbage: growing(6) }, quiet: { garbage: growing(2) } },
  { alert: 'ReplicationGarbageCollection', severity: 'critical', fires: { garbage: growing(15) }, quiet: { garbage: growing(6) } },
  { alert: 'ReplicationWorkerRestarting', severity: 'warning', fires: { started: '100+0x60 2000+0x89' }, quiet: { started: still(7) } },
  { alert: 'ReplicationWorkerRestarting', severity: 'critical', fires: { started: '100+0x60 200+0x10 300+0x10 400+0x60' }, quiet: { started: '100+0x60 2000+0x89' } },
  {
    alert: 'ReplicationResourceNotReady', severity: 'warning',
    fires: { resource: { metric: 'strimzi_kafka_mm2_resource_info', labels: { namespace: 'monitoring', exported_namespace: 'mm2', name: 'mm2-orders', ready: 'False' }, values: still(1) } },
    quiet: { resource: { metric: 'strimzi_kafka_mm2_resource_info', labels: { namespace: 'monitoring', exported_namespace: 'mm2', name: 'mm2-other', ready: 'False' }, values: still(1) } },
  },
  { alert: 'ReplicationCertificateExpiring', severity: 'warning', at: '68m', fires: { authority: still(10 * 86_400_000) }, quiet: { authority: still(25 * 86_400_000) } },
  { alert: 'ReplicationCertificateExpiring', severity: 'critical', at: '68m', fires: { certificate: still(3 * 86_400) }, quiet: { certificate: still(10 * 86_400) } },
  { alert: 'ReplicationLogForwardingFailing', severity: 'warning', fires: { discarded: growing(1) }, quiet: { discarded: still(7) } },
  { alert: 'ReplicationLogQueueFilling', severity: 'warning', fires: { 'log queue': still(600) }, quiet: { 'log queue': still(400) } },
  { alert: 'ReplicationLogErrors', severity: 'warning', fires: { 'logged errors': growing(1) }, quiet: { 'logged errors': growing(0.5), 'logged warnings': growing(10) } },
];
