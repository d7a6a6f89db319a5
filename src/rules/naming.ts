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

  constructor(settings: Settings) {
    const policy = settings.get('replication.policy.class') ?? 'DefaultReplicationPolicy';
    this.isIdentity = policy.endsWith('IdentityReplicationPolicy');
    this.isCustom = !this.isIdentity && !policy.endsWith('DefaultReplicationPolicy');
    this.separator = settings.get('replication.policy.separator') ?? '.';
    // Kafka reads the switch only where the separator is set.
    this.internalSeparator = settings.isOff('replication.policy.internal.topic.separator.enabled') ? '.' : this.separator;
  }

  public remoteTopic(sourceAlias: string, topic: string): string {
    return this.prefix(sourceAlias) + topic;
  }

  /** What a copy's name starts with. */
  public prefix(sourceAlias: string): string {
    return this.isIdentity ? '' : sourceAlias + this.separator;
  }

  /** The alias that MM2 reads off the name of a copy: what stands before the first separator. @see DefaultReplicationPolicy.topicSource */
  public readAlias(sourceAlias: string): string {
    return this.prefix(sourceAlias).split(this.separator)[0];
  }

  /** Whether MM2 sees by the name that the topic comes from the target. @see MirrorSourceConnector.isCycle (connect-mirror 4.3.1) */
  public isCycle(topic: string, targetAlias: string): boolean {
    if (this.isIdentity) return false;
    const parts = topic.split(this.separator);
    while (parts.length > 0 && parts[parts.length - 1] === '') parts.pop();
    if (parts.length < 2) return false;
    return parts[0] === targetAlias || this.isCycle(topic.slice(parts[0].length + this.separator.length), targetAlias);
  }

  /** @param otherAlias the target's when the topic is at the source, else the source's */
  public offsetSyncsTopic(otherAlias: string): string {
    return ['mm2-offset-syncs', otherAlias, 'internal'].join(this.internalSeparator);
  }

  public checkpointsTopic(sourceAlias: string): string {
    return [sourceAlias, 'checkpoints', 'internal'].join(this.internalSeparator);
  }

  /** Java regular expressions of the topics that MM2 never copies, whatever the lists say. */
  public neverCopied(): string[] {
    const dot = JavaPattern.literal(this.internalSeparator).source;
    return ['__.*', '\\..*', `mm2.*${dot}internal`, `.*${dot}checkpoints${dot}internal`];
  }
}
