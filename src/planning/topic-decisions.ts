import { DEFAULT_EXCLUSIONS } from '../core/default-exclusions';
import { MAX_TOPIC_LENGTH, topicNameProblems } from '../core/kafka-names';
import { show } from '../core/problem';
import { Naming } from '../rules/naming';
import { Connector } from '../rules/replication';
import { hasOwnFilter } from '../rules/selected';
import { NameLists } from './name-lists';
import { Reason, Verdict } from './verdict';

/** What becomes of one topic of the source. */
export interface TopicVerdict extends Verdict {
  /** Name of the copy, where there is one. */
  readonly remoteTopic?: string;
}

/**
 * A source connector, asked about one topic after the other.
 *
 * @see org.apache.kafka.connect.mirror.MirrorSourceConnector.shouldReplicateTopic, isCycle, formatRemoteTopic (connect-mirror 4.3.1)
 */
export class TopicDecisions {
  private readonly naming: Naming;
  private readonly lists: NameLists;
  private readonly problem?: string;

  /** @param aliases aliases of all clusters that are known */
  constructor(private readonly connector: Connector, private readonly aliases: ReadonlySet<string>) {
    const { settings } = connector;
    this.naming = new Naming(settings);
    this.lists = new NameLists(settings, 'topics', DEFAULT_EXCLUSIONS.topics);
    const heartbeats = settings.get(HEARTBEATS_SWITCH) ?? 'true';
    this.problem = /^(true|false)$/i.test(heartbeats) ? this.lists.problem : `${HEARTBEATS_SWITCH} is ${show(heartbeats)}`;
  }

  public of(topic: string): TopicVerdict {
    const verdict = (taken: boolean | null, reasons: readonly Reason[]): TopicVerdict => ({ name: topic, taken, reasons });
    if (topicNameProblems('', topic).length > 0) return verdict(false, [{ code: 'illegal-name', message: 'Kafka has no topic of that name' }]);
    if (this.problem !== undefined) return verdict(false, [{ code: 'connector-fails', message: `the connector cannot start: ${this.problem}` }]);
    const choice = this.choice(topic);
    const against = [...choice.selected === false ? choice.reasons : [], ...this.refusals(topic)];
    if (against.length > 0) return verdict(false, against);
    const unclear = [...choice.selected === undefined ? choice.reasons : [], ...this.strangers()];
    if (unclear.length > 0) return verdict(null, unclear);
    const remoteTopic = this.naming.remoteTopic(this.connector.sourceAlias, topic);
    const illegal = illegalRemote(remoteTopic);
    return illegal ? verdict(false, [illegal]) : { name: topic, taken: true, remoteTopic, reasons: [...choice.reasons, ...this.remarks(topic)] };
  }

  /** What the lists say, or the exception from them. */
  private choice(topic: string): ReturnType<NameLists['select']> {
    if (!this.connector.settings.isOff(HEARTBEATS_SWITCH) && !this.naming.isCustom && this.naming.isHeartbeats(topic)) {
      return { selected: true, reasons: [{ code: 'heartbeats', message: `${HEARTBEATS_SWITCH} is on: heartbeats are copied whatever topics and topics.exclude say` }] };
    }
    return this.hasOwnFilter ? { selected: undefined, reasons: [] } : this.lists.select(topic);
  }

  /** Why MM2 leaves the topic alone, lists aside. */
  private refusals(topic: string): Reason[] {
    if (this.naming.isCustom) return [];
    const { targetAlias } = this.connector;
    return [
      ...this.naming.isInternal(topic) ? [{ code: 'internal-topic' as const, message: 'MM2 never copies internal topics of Kafka, Connect and MM2' }] : [],
      ...this.naming.isCycle(topic, targetAlias) ? [{ code: 'copy-from-target' as const, message: `by its name it is a copy from ${show(targetAlias)}, the target` }] : [],
    ];
  }

  /** Classes that nobody here knows. */
  private strangers(): Reason[] {
    const { settings } = this.connector;
    const unknown = (key: string): Reason => ({ code: 'cannot-tell', message: `${key} ${show(settings.get(key))} decides, and is not one of Kafka's` });
    return [...this.hasOwnFilter ? [unknown('topic.filter.class')] : [], ...this.naming.isCustom ? [unknown('replication.policy.class')] : []];
  }

  /** What is worth knowing about a topic that is copied. */
  private remarks(topic: string): Reason[] {
    const from = this.naming.isIdentity ? undefined : this.naming.topicSource(topic);
    return [
      ...from !== undefined && this.aliases.has(from) ? [{ code: 'copy-of-a-copy' as const, message: `by its name it is a copy from ${show(from)} already` }] : [],
      ...this.naming.isIdentity && topic.endsWith('heartbeats')
        ? [{ code: 'renamed-heartbeats' as const, message: 'IdentityReplicationPolicy gives every name that ends in heartbeats a prefix' }] : [],
    ];
  }

  private get hasOwnFilter(): boolean {
    return hasOwnFilter(this.connector.settings, 'topic.filter.class', 'DefaultTopicFilter');
  }
}

const HEARTBEATS_SWITCH = 'heartbeats.replication.enabled';

/** MM2 tries to copy such a topic all the same. */
function illegalRemote(remoteTopic: string): Reason | undefined {
  if (topicNameProblems('', remoteTopic).length === 0) return undefined;
  return remoteTopic.length > MAX_TOPIC_LENGTH
    ? { code: 'remote-name-too-long', message: `its copy cannot be created: ${show(remoteTopic)} has ${remoteTopic.length} characters, Kafka allows ${MAX_TOPIC_LENGTH}` }
    : { code: 'remote-name-illegal', message: `its copy cannot be created: ${show(remoteTopic)} is no topic name` };
}
