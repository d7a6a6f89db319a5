import { JavaPattern } from '../core/java-pattern';
import { Settings } from './settings';

/**
 * What MM2 calls things, and which topics it never copies.
 *
 * @see org.apache.kafka.connect.mirror.DefaultReplicationPolicy, IdentityReplicationPolicy, ReplicationPolicy (connect-mirror-client 4.3.1)
 */
export class Naming {
  public readonly isIdentity: boolean;
  /** Whether the policy is one that nobody here knows. */
  public readonly isCustom: boolean;
  /** What stands between alias and topic in a prefixed name. */
  public readonly separator: string;
  private readonly internalSeparator: string;
  private readonly ownAlias: string | undefined;

  constructor(settings: Settings) {
    const policy = settings.get('replication.policy.class') ?? 'DefaultReplicationPolicy';
    this.isIdentity = policy.endsWith('IdentityReplicationPolicy');
    this.isCustom = !this.isIdentity && !policy.endsWith('DefaultReplicationPolicy');
    // The policy reads the separator as it was written, blanks included.
    this.separator = settings.asWritten('replication.policy.separator') ?? '.';
    // Kafka reads the switch only where the separator is set.
    this.internalSeparator = settings.isOff('replication.policy.internal.topic.separator.enabled') ? '.' : this.separator;
    this.ownAlias = settings.get('source.cluster.alias');
  }

  public remoteTopic(sourceAlias: string, topic: string): string {
    return this.keepsName(topic) ? topic : sourceAlias + this.separator + topic;
  }

  /** What a copy's name starts with; names that end in `heartbeats` have it with identity naming too. */
  public prefix(sourceAlias: string): string {
    return this.isIdentity ? '' : sourceAlias + this.separator;
  }

  /** The alias that MM2 reads off the name of a copy: what stands before the first separator. @see DefaultReplicationPolicy.topicSource */
  public readAlias(sourceAlias: string): string {
    return this.prefix(sourceAlias).split(this.separator)[0];
  }

  /** The cluster that a topic is a copy from, as MM2 reads it off the name. @see ReplicationPolicy.topicSource */
  public topicSource(topic: string): string | undefined {
    if (this.keepsName(topic)) return this.ownAlias;
    const parts = topic.split(this.separator);
    while (parts.length > 0 && parts[parts.length - 1] === '') parts.pop(); // as String.split of Java
    return parts.length < 2 ? undefined : parts[0];
  }

  /** What MM2 takes for the topic's name at the cluster that it is a copy from. @see ReplicationPolicy.upstreamTopic */
  public upstreamTopic(topic: string): string | undefined {
    if (this.keepsName(topic)) return topic;
    const source = this.topicSource(topic);
    return source === undefined ? undefined : topic.slice(source.length + this.separator.length);
  }

  /** Whether MM2 sees by the name that the topic comes from the target. @see MirrorSourceConnector.isCycle (connect-mirror 4.3.1) */
  public isCycle(topic: string, targetAlias: string): boolean {
    return [topic, ...this.upstreamTopics(topic)].some((name) => this.topicSource(name) === targetAlias);
  }

  /** Whether it is a topic of heartbeats, or a copy of one. @see ReplicationPolicy.isHeartbeatsTopic */
  public isHeartbeats(topic: string): boolean {
    return [topic, ...this.upstreamTopics(topic)].pop() === HEARTBEATS;
  }

  /** Whether MM2 never copies it, whatever the lists say. @see ReplicationPolicy.isInternalTopic, DefaultReplicationPolicy.isMM2InternalTopic */
  public isInternal(topic: string): boolean {
    const suffix = `${this.internalSeparator}internal`;
    return topic.startsWith('__') || topic.startsWith('.') || (topic.startsWith('mm2') && topic.endsWith(suffix))
      || topic.endsWith(`${this.internalSeparator}checkpoints${suffix}`);
  }

  /** @param otherAlias the target's when the topic is at the source, else the source's */
  public offsetSyncsTopic(otherAlias: string): string {
    return ['mm2-offset-syncs', otherAlias, 'internal'].join(this.internalSeparator);
  }

  public checkpointsTopic(sourceAlias: string): string {
    return [sourceAlias, 'checkpoints', 'internal'].join(this.internalSeparator);
  }

  /** The topics of `isInternal` as Java regular expressions. */
  public neverCopied(): string[] {
    return neverCopied(this.internalSeparator);
  }

  /** Identity naming makes an exception of heartbeats, and goes by the end of the name. @see IdentityReplicationPolicy.looksLikeHeartbeat */
  private keepsName(topic: string): boolean {
    return this.isIdentity && !topic.endsWith(HEARTBEATS);
  }

  /** The names of the topic at the clusters that it came through, the nearest first. */
  private upstreamTopics(topic: string): string[] {
    const upstream = this.upstreamTopic(topic);
    return upstream === undefined || upstream === topic ? [] : [upstream, ...this.upstreamTopics(upstream)];
  }
}

const HEARTBEATS = 'heartbeats';

/** Java regular expressions of topics that MM2 never copies, whatever the lists say. */
export function neverCopied(internalSeparator: string = '.'): string[] {
  const dot = JavaPattern.literal(internalSeparator).source;
  return ['__.*', '\\..*', `mm2.*${dot}internal`, `.*${dot}checkpoints${dot}internal`];
}
