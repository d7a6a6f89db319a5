import { Problem } from '../core/problem';

/** How remote topics are prefixed. */
export interface PrefixedNamingOptions {
  /**
   * What stands between source alias and topic name (`replication.policy.separator`): letters, digits, `.`, `_`, `-`.
   * @default '.' - Kafka 4.x
   */
  readonly separator?: string;
}

/**
 * What a mirrored topic is called at the target (`replication.policy.class`).
 *
 * @see org.apache.kafka.connect.mirror.DefaultReplicationPolicy and IdentityReplicationPolicy (connect-mirror-client 4.3.1)
 * @example
 * const naming = NamingPolicy.identity();
 */
export class NamingPolicy {
  /**
   * `<source alias>.<topic>`: everybody sees where a topic comes from, and two directions do not loop.
   *
   * An alias must not contain the separator: MM2 would read another cluster's name, and loop (findings `alias-contains-separator`, `identity-loop`).
   */
  public static prefixed(options: PrefixedNamingOptions = {}): NamingPolicy {
    return new NamingPolicy(false, options.separator ?? '.');
  }

  /**
   * The same name on both sides. MM2 then has no protection against loops: two directions with a common topic are finding `identity-loop`.
   */
  public static identity(): NamingPolicy {
    return new NamingPolicy(true, '.');
  }

  private constructor(
    /** Whether names stay as they are. */
    public readonly isIdentity: boolean,
    /** What stands between alias and topic name. */
    public readonly separator: string,
  ) {}

  /**
   * Name of a source topic's copy at the target.
   * @param sourceAlias alias of the source cluster
   * @param topicName name at the source
   */
  public remoteTopic(sourceAlias: string, topicName: string): string {
    return this.isIdentity ? topicName : `${sourceAlias}${this.separator}${topicName}`;
  }

  /** @internal */
  public _problems(prop: string): Problem[] {
    return /^[a-zA-Z0-9._-]{1,20}$/.test(this.separator) ? [] : [{
      prop: `${prop}.separator`, problem: 'cannot be part of a topic name', value: this.separator, allowed: '1 to 20 letters, digits, ".", "_" and "-"',
    }];
  }
}
