import { Duration } from 'cdk8s';
import {
  GroupSelection, MirrorMaker2Replication, MirrorMaker2ReplicationProps, ReplicationMonitoring, ReplicationMonitoringProps, SecretKey, SlackOptions,
  StrimziRuntime, TopicSelection,
} from '../../src';
import { hub, onPrem } from '../support/clusters';
import { Chart } from '../support/synth';

export const slack: SlackOptions = { channel: '#kafka-replication', webhook: SecretKey.of('slack', 'webhook') };

/** The replication that the tests watch. */
export function orders(scope: Chart, props: Partial<MirrorMaker2ReplicationProps> = {}): MirrorMaker2Replication {
  return new MirrorMaker2Replication(scope, props.name ?? 'orders', {
    source: onPrem, target: hub, name: 'orders', topics: TopicSelection.named('orders', 'readings', 'returns.eu'), groups: GroupSelection.named('app'),
    runtime: new StrimziRuntime({ namespace: 'mm2' }), ...props,
  });
}

/** The replication and its monitoring. */
export function monitored(scope: Chart, props: Partial<ReplicationMonitoringProps> = {}): ReplicationMonitoring {
  return new ReplicationMonitoring(scope, 'Monitoring', {
    lagObjective: Duration.seconds(30), linesOfBusiness: { orders: 'retail' }, slack, ...props, replications: props.replications ?? [orders(scope)],
  });
}
