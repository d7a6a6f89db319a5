import { IKafkaCluster, KafkaCluster } from '../../clusters';
import { Expectation, isDuration, isNumber, isRecord, isText, refuseOtherTypes } from '../../core/argument-types';
import { DeliveryGuarantee, GroupSelection, NamingPolicy, ReplicationTuning, TopicSelection } from '../../model';

const isCluster = (value: any) => (value as IKafkaCluster | undefined)?.cluster instanceof KafkaCluster;

const MIRROR: readonly Expectation[] = [
  { prop: 'topics', required: true, is: (value) => value instanceof TopicSelection, kind: 'a TopicSelection, such as TopicSelection.named(…)' },
  { prop: 'groups', is: (value) => value instanceof GroupSelection, kind: 'a GroupSelection, such as GroupSelection.named(…)' },
  { prop: 'tasksMax', is: isNumber, kind: 'a number' },
  { prop: 'heartbeatInterval', is: isDuration, kind: 'a Duration, such as Duration.seconds(5)' },
  { prop: 'sourceConnectorConfig', is: isRecord, kind: 'an object of texts' },
  { prop: 'checkpointConnectorConfig', is: isRecord, kind: 'an object of texts' },
];

const REPLICATION: readonly Expectation[] = [
  { prop: 'source', required: true, is: isCluster, kind: 'a KafkaCluster or a construct that stands for one' },
  { prop: 'target', required: true, is: isCluster, kind: 'a KafkaCluster or a construct that stands for one' },
  ...MIRROR,
  { prop: 'name', is: isText, kind: 'a text' },
  { prop: 'naming', is: (value) => value instanceof NamingPolicy, kind: 'a NamingPolicy, such as NamingPolicy.identity()' },
  { prop: 'delivery', is: (value) => value instanceof DeliveryGuarantee, kind: 'a DeliveryGuarantee, such as DeliveryGuarantee.atLeastOnce()' },
  { prop: 'tuning', is: (value) => value instanceof ReplicationTuning, kind: 'a ReplicationTuning, such as ReplicationTuning.balanced()' },
  { prop: 'refreshInterval', is: isDuration, kind: 'a Duration, such as Duration.minutes(1)' },
  { prop: 'rebalanceDelay', is: isDuration, kind: 'a Duration, such as Duration.seconds(30)' },
  { prop: 'longestOutage', is: isDuration, kind: 'a Duration, such as Duration.hours(24)' },
  { prop: 'workers', is: isNumber, kind: 'a number' },
  { prop: 'replicationFactor', is: isNumber, kind: 'a number' },
  { prop: 'workerConfig', is: isRecord, kind: 'an object of texts' },
  { prop: 'acknowledge', is: isRecord, kind: 'an object of texts: code and reason' },
  { prop: 'runtime', is: (value) => typeof value?.bind === 'function', kind: 'a runtime, such as new StrimziRuntime()' },
];

/** Refuses props of another type than declared: without source, target or topics there is nothing to build. */
export function requireReplicationTypes(path: string, props: object): void {
  refuseOtherTypes(path, '', REPLICATION, props);
}

/** The same for a source that is added later. */
export function requireMirrorTypes(path: string, source: IKafkaCluster, options: object): void {
  refuseOtherTypes(path, 'addSource ', [{ ...REPLICATION[0] }, ...MIRROR], { ...options, source });
}
