import type { Agent, Move, TopicComparison } from './agent.js';
import type { KafkaCluster } from './cluster.js';
import type { Flow, Mirror } from './effective.js';
import type { Report } from './report.js';
import type { SourceTopic } from './topics.js';

/**
 * Rate of the records around the group's position, per partition and second. The bound below needs it: a sync may be
 * late by what is written until an earlier one is acknowledged, for which one second is allowed.
 */
export const LIVE_RATE = 200;

/**
 * Most records that a group reads again after its move, when it stood `lag` records behind the end of a partition.
 *
 * MM2 publishes a pair of offsets at least every `offset.lag.max` + 1 records (OffsetSyncWriter.PartitionState), later
 * only while ten pairs wait for their acknowledgement. The reader keeps pairs at exponentially growing distance
 * (OffsetSyncStore) and translates to the nearest one before the group. Simulating OffsetSyncStore with pairs at random
 * distances up to d gave at most 4.2 (d + lag) records read again; connect-mirror 4.3.1.
 */
export function redeliveryBound(offsetLagMax: number, lag: number): number {
  return 5 * (offsetLagMax + 1 + LIVE_RATE + lag);
}

export function copyVerdict(comparison: TopicComparison): { faithful: boolean; detail: string } {
  const faithful = Object.keys(comparison.differences).length === 0 && comparison.records === comparison.copies;
  const found = Object.entries(comparison.differences).map(([kind, count]) => `${count} ${kind}`).join(', ');
  return {
    faithful,
    detail: `${comparison.records} records, ${comparison.copies} copies${faithful ? '' : `; ${found}; ${comparison.examples.slice(0, 6).join('; ')}`}`,
  };
}

/**
 * Nothing may be skipped, and no partition may be without an offset, except one on which the group lags far behind: MM2
 * gives no offset there when the oldest pair it published is younger than the group's position (OffsetSyncStore answers
 * -1). That happens when it caught up so fast that the first pairs of the partition were replaced by later ones while ten
 * others waited for their acknowledgement (OffsetSyncWriter). The group then starts where its auto.offset.reset says.
 */
export function moveVerdict(moves: Readonly<Record<string, Move>>, laggingPartition?: number): { safe: boolean; detail: string } {
  const bad = Object.entries(moves).filter(([partition, move]) =>
    typeof move === 'string' ? Number(partition) !== laggingPartition : move.skipped > 0);
  return {
    safe: Object.keys(moves).length > 0 && bad.length === 0,
    detail: bad.map(([partition, move]) => `partition ${partition}: ${typeof move === 'string' ? move
      : `${move.skipped} records skipped (source offset ${move.source} became ${move.target})`}`).join('; '),
  };
}

export interface AuditedMirror {
  readonly scenario: string;
  readonly flow: Flow;
  readonly mirror: Mirror;
  readonly source: KafkaCluster;
  readonly target: KafkaCluster;
  readonly group: string | undefined;
}

/** Compares everything that a mirror should have brought about with what is at the target. */
export class MirrorAudit {
  public constructor(private readonly audited: AuditedMirror, private readonly agent: Agent, private readonly report: Report) {}

  /** @param tail records that were there beyond the group's position when it committed, per partition */
  public async topic(topic: SourceTopic, tail: number): Promise<void> {
    const { mirror, source, target, group } = this.audited;
    const remote = mirror.remoteTopic(topic.name);
    const groups = group !== undefined && mirror.syncsGroupOffsets ? [group] : [];
    const comparison = await this.agent.call('audit',
      { source: { cluster: source.name, topic: topic.name }, target: { cluster: target.name, topic: remote }, groups }, 180);
    const { faithful, detail } = copyVerdict(comparison);
    this.check(`${remote} equals ${topic.name}: count, order, key, value, headers, timestamp`, faithful && comparison.records === topic.records, detail);
    await this.topicSettings(topic, remote);
    for (const name of groups) {
      this.groupMove(topic, name, comparison.groups[name]!, tail);
    }
  }

  /** MM2's own topics are compacted and have the target's number of replicas. */
  public async internalTopics(): Promise<void> {
    const { flow, mirror, target } = this.audited;
    const atTarget = [...['config', 'offset', 'status'].map((kind) => String(flow.worker[`${kind}.storage.topic`])),
      ...(mirror.offsetSyncsAtTarget ? [mirror.offsetSyncsTopic] : []),
      ...(mirror.checkpointConnector ? [mirror.checkpointsTopic] : [])];
    const wrong: string[] = [];
    for (const topic of atTarget) {
      const description = await this.agent.call('describe', { cluster: target.name, topic });
      if (description?.replicationFactor !== target.defaultReplicationFactor || description.configs['cleanup.policy'] !== 'compact') {
        wrong.push(`${topic}: ${description ? JSON.stringify(description) : 'missing'}`);
      }
    }
    this.check(`internal topics: compacted, ${target.defaultReplicationFactor} replicas`, wrong.length === 0, wrong.join('; ') || atTarget.join(', '));
  }

  private async topicSettings(topic: SourceTopic, remote: string): Promise<void> {
    const { mirror, source, target } = this.audited;
    const original = (await this.agent.call('describe', { cluster: source.name, topic: topic.name }))!;
    const copy = (await this.agent.call('describe', { cluster: target.name, topic: remote }))!;
    const replicas = mirror.replicationFactor === -1 ? target.defaultReplicationFactor : mirror.replicationFactor;
    const wrong: string[] = [];
    const expect = (what: string, expected: unknown, actual: unknown) => {
      if (expected !== actual) {
        wrong.push(`${what} is ${actual}, not ${expected}`);
      }
    };
    expect('number of partitions', original.partitions, copy.partitions);
    expect('replication factor', replicas, copy.replicationFactor);
    for (const name of new Set([...Object.keys(original.configs), ...Object.keys(copy.configs)])) {
      expect(name, mirror.carriesTopicConfig(name) ? original.configs[name] : undefined, copy.configs[name]);
    }
    const carried = Object.keys(copy.configs);
    const left = Object.keys(original.configs).filter((name) => !carried.includes(name));
    this.check(`${remote}: partitions, replicas, configuration`, wrong.length === 0, wrong.join('; ')
      || `${copy.partitions} partitions, ${replicas} replicas, ${carried.join(', ')}${left.length > 0 ? `; not carried over: ${left.join(', ')}` : ''}`);
  }

  private groupMove(topic: SourceTopic, group: string, moves: Readonly<Record<string, Move>>, tail: number): void {
    const { laggingPartition } = topic;
    const { safe, detail } = moveVerdict(moves, laggingPartition);
    const remote = this.audited.mirror.remoteTopic(topic.name);
    const partitions = Object.entries(moves);
    this.check(`group ${group} on ${remote}: nothing after the committed offset is skipped`, safe,
      detail || partitions.map(([, move]) => typeof move === 'string' ? move : `${move.source}->${move.target}`).join(' '));
    const { offsetLagMax } = this.audited.mirror;
    const bound = redeliveryBound(offsetLagMax, tail);
    const near = partitions.flatMap(([partition, move]) => typeof move === 'string' || Number(partition) === laggingPartition ? [] : [move]);
    const position = Math.max(...near.map(({ read }) => read));
    const far = laggingPartition === undefined ? undefined : moves[laggingPartition];
    this.check(`group ${group} on ${remote}: re-delivery within ${Math.min(bound, position)} of ${position} records per partition`,
      near.every(({ redelivered }) => redelivered <= bound),
      `${near.map(({ redelivered }) => redelivered).join(' ')} (bound: 5 x (offset.lag.max ${offsetLagMax} + 1 + ${LIVE_RATE}/s x 1 s + ${tail} behind the end))`
      + (far === undefined ? '' : `; information only, partition ${laggingPartition}, far behind: ${typeof far === 'string' ? far : `${far.redelivered} of ${far.read}`}`));
  }

  private check(name: string, passed: boolean, detail = ''): void {
    this.report.check(this.audited.scenario, name, passed, detail);
  }
}
